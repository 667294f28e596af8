import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { Ec2Service } from './ec2-service';
import type { Ec2ServiceProps } from './ec2-service-props';

const ALARM = { alarmName: 'busy', threshold: 95, evaluationPeriods: 3 };

const withService = (
  configure: (service: Ec2Service) => void,
  service: Partial<Ec2ServiceProps> = {},
) => synth((stack) => configure(referenceStack(stack, { service }).service));

describe('the metrics of a service', () => {
  it('are those of ECS, with the names of cluster and service', () => {
    const template = withService((service) => {
      service.metricCpuUtilization().createAlarm(service, 'Busy', ALARM);
      expect(service.metricMemoryUtilization({ statistic: 'Maximum' })).toMatchObject({
        metricName: 'MemoryUtilization',
        statistic: 'Maximum',
      });
    });
    const { attributes } = template.resource('aws_cloudwatch_metric_alarm');
    expect(attributes['dimensions']).toEqual({
      ClusterName: expect.stringMatching(/^\$\{aws_ecs_cluster\.\w+\.name\}$/),
      ServiceName: template.resource('aws_ecs_service').attributes['name'],
    });
  });

  it('are followed by steps, with percentiles, and tracked without', () => {
    const template = withService((service) => {
      const tasks = service.autoScaleTaskCount({ maxCapacity: 4 });
      tasks.scaleOnMetric('Memory', {
        ...service.metricMemoryUtilization({ statistic: 'p90' }),
        scalingSteps: [{ lower: 80, change: 1 }],
      });
      tasks.scaleToTrackCustomMetric('Cpu', {
        ...service.metricCpuUtilization({ statistic: 'Maximum' }),
        targetValue: 60,
      });
    });
    expect(template.resource('aws_cloudwatch_metric_alarm').attributes).toMatchObject({
      metric_name: 'MemoryUtilization',
      extended_statistic: 'p90',
    });
    expect(() =>
      withService((service) =>
        service.autoScaleTaskCount({ maxCapacity: 4 }).scaleToTrackCustomMetric('Cpu', {
          ...service.metricCpuUtilization({ statistic: 'p90' }),
          targetValue: 60,
        }),
      ),
    ).toThrow(
      'Test/Service/TaskCount/Cpu: target tracking knows no percentiles; got statistic p90. Track the Average, or use ' +
        'scaleOnMetric, whose alarms know them.',
    );
  });
});

describe('Ec2Service.enableDeploymentAlarms', () => {
  it('lets an alarm on the service itself end its deployments, made before the service', () => {
    const template = withService(
      (service) => {
        const alarm = service.metricCpuUtilization().createAlarm(service, 'Busy', ALARM);
        service.enableDeploymentAlarms([alarm]);
        service.enableDeploymentAlarms(['by-hand']);
      },
      { deploymentAlarms: { alarmNames: ['first'] } },
    );
    expect(template.resource('aws_ecs_service').attributes['alarms']).toEqual({
      enable: true,
      alarm_names: [
        'first',
        expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.\w+\.alarm_name\}$/),
        'by-hand',
      ],
      rollback: true,
    });
    expect(template.createdBefore('Service/Busy', 'Service/Resource')).toBe(true);
  });

  it('refuses no alarm, and two answers to whether a deployment goes back', () => {
    expect(() => withService((service) => service.enableDeploymentAlarms([]))).toThrow(
      'Test/Service: enableDeploymentAlarms names at least one alarm; got none.',
    );
    expect(() =>
      withService((service) => service.enableDeploymentAlarms(['a'], { rollback: false }), {
        deploymentAlarms: { alarmNames: ['first'] },
      }),
    ).toThrow('got rollback true before, and now false. Leave rollback out, or say the same.');
  });
});
