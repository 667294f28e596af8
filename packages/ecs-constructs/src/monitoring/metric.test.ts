import { balancedStack } from '../fixtures/balanced-stack';
import { referenceStack } from '../fixtures/reference-stack';
import { Cluster } from '../cluster/cluster';
import { NetworkLoadBalancer } from '../load-balancing/network-load-balancer';
import { synth } from '../testing';
import { Metric } from './metric';

const ALARM = { alarmName: 'alarm', threshold: 1, evaluationPeriods: 1 };

describe('Metric', () => {
  it('is an average unless it says otherwise, and looks at the same in another way', () => {
    const metric = new Metric({ namespace: 'Shop', metricName: 'Orders' });
    expect(metric).toEqual({
      namespace: 'Shop',
      metricName: 'Orders',
      statistic: 'Average',
      dimensions: {},
    });
    expect(metric.with({ statistic: 'p99' })).toEqual({ ...metric, statistic: 'p99' });
    expect(metric.with({})).toEqual(metric);
  });

  it('refuses what is no metric', () => {
    expect(() => new Metric({ namespace: 'AWS/ECS', metricName: 'cpuUtilization' })).toThrow(
      'Metric: CloudWatch tells names apart by every letter',
    );
  });

  it('refuses for a service what ECS reports for clusters only', () => {
    synth((stack) => {
      const { service } = referenceStack(stack);
      expect(() => service.metric('MemoryReservation')).toThrow(
        'ECS reports what is reserved for clusters only, and nothing of this name for a service; got MemoryReservation. ' +
          'Use metricMemoryReservation of the cluster, or MemoryUtilization of the service.',
      );
      expect(() => service.metric('CPUReservation')).toThrow('Use metricCpuReservation of');
    });
  });
});

describe('the metrics of a cluster', () => {
  it('are those of ECS, with the name of the cluster', () => {
    const template = synth((stack) => {
      const { cluster } = referenceStack(stack);
      const imported = Cluster.fromClusterAttributes(stack, 'Other', { clusterName: 'other' });
      cluster.metricCpuReservation().createAlarm(stack, 'Cpu', ALARM);
      imported
        .metricMemoryUtilization({ statistic: 'Maximum' })
        .createAlarm(stack, 'Memory', { ...ALARM, alarmName: 'other' });
      expect(imported.metricMemoryReservation().metricName).toBe('MemoryReservation');
      expect(imported.metricCpuUtilization().metricName).toBe('CPUUtilization');
    });
    expect(template.at('Cpu').resource('aws_cloudwatch_metric_alarm').attributes).toMatchObject({
      metric_name: 'CPUReservation',
      statistic: 'Average',
      dimensions: { ClusterName: expect.stringMatching(/^\$\{aws_ecs_cluster\.\w+\.name\}$/) },
    });
    expect(template.at('Memory').resource('aws_cloudwatch_metric_alarm').attributes).toMatchObject({
      metric_name: 'MemoryUtilization',
      statistic: 'Maximum',
      dimensions: { ClusterName: 'other' },
    });
  });
});

describe('the metrics of load balancers', () => {
  it('are counted for the load balancer and for each of its target groups', () => {
    const template = synth((stack) => {
      const { targetGroup, loadBalancer } = balancedStack(stack);
      targetGroup.metrics
        .targetResponseTime({ statistic: 'p99' })
        .createAlarm(stack, 'Slow', { ...ALARM, threshold: 0.5 });
      const { metrics } = loadBalancer;
      metrics.httpCodeTarget('5XX').createAlarm(stack, 'Errors', { ...ALARM, alarmName: 'errors' });
    });
    const alarmAt = (path: string) =>
      template.at(path).resource('aws_cloudwatch_metric_alarm').attributes;
    expect(alarmAt('Slow')).toMatchObject({
      namespace: 'AWS/ApplicationELB',
      metric_name: 'TargetResponseTime',
      extended_statistic: 'p99',
      threshold: 0.5,
      dimensions: {
        LoadBalancer: expect.stringMatching(/^\$\{aws_lb\.\w+\.arn_suffix\}$/),
        TargetGroup: expect.stringMatching(/^\$\{aws_lb_target_group\.\w+\.arn_suffix\}$/),
      },
    });
    expect(alarmAt('Errors')).toMatchObject({
      metric_name: 'HTTPCode_Target_5XX_Count',
      statistic: 'Sum',
      dimensions: { LoadBalancer: expect.stringMatching(/arn_suffix\}$/) },
    });
    expect(alarmAt('Errors')['dimensions']).not.toHaveProperty('TargetGroup');
  });

  it('have the statistic that suits them', () => {
    synth((stack) => {
      const { targetGroup, loadBalancer, cluster } = balancedStack(stack);
      const network = new NetworkLoadBalancer(stack, 'Tcp', {
        loadBalancerName: 'tcp',
        network: cluster.network,
      });
      const listener = network.addListener('Tcp', { port: 5432, protocol: 'TCP', peers: [] });
      const group = listener.addTargets('Rest', { targets: [] });
      const named = (metrics: readonly Metric[]) =>
        Object.fromEntries(metrics.map(({ metricName, statistic }) => [metricName, statistic]));
      const http = loadBalancer.metrics;
      expect(
        named([
          http.requestCount(),
          http.httpCodeElb('502'),
          http.activeConnectionCount(),
          http.newConnectionCount(),
          http.rejectedConnectionCount(),
          http.processedBytes(),
          http.consumedLCUs(),
          http.targetConnectionErrorCount(),
          http.custom('RuleEvaluations', { statistic: 'Sum' }),
          targetGroup.metrics.requestCountPerTarget(),
          targetGroup.metrics.healthyHostCount(),
          targetGroup.metrics.unhealthyHostCount(),
        ]),
      ).toEqual({
        RequestCount: 'Sum',
        HTTPCode_ELB_502_Count: 'Sum',
        ActiveConnectionCount: 'Sum',
        NewConnectionCount: 'Sum',
        RejectedConnectionCount: 'Sum',
        ProcessedBytes: 'Sum',
        ConsumedLCUs: 'Sum',
        TargetConnectionErrorCount: 'Sum',
        RuleEvaluations: 'Sum',
        RequestCountPerTarget: 'Sum',
        HealthyHostCount: 'Average',
        UnHealthyHostCount: 'Average',
      });
      const tcp = network.metrics;
      expect(
        named([
          tcp.activeFlowCount(),
          tcp.newFlowCount(),
          tcp.processedBytes(),
          tcp.consumedLCUs(),
          tcp.tcpClientResetCount(),
          tcp.tcpElbResetCount(),
          tcp.tcpTargetResetCount(),
          group.metrics.healthyHostCount(),
          group.metrics.unHealthyHostCount({ statistic: 'Maximum' }),
        ]),
      ).toEqual({
        ActiveFlowCount: 'Average',
        NewFlowCount: 'Sum',
        ProcessedBytes: 'Sum',
        ConsumedLCUs: 'Sum',
        TCP_Client_Reset_Count: 'Sum',
        TCP_ELB_Reset_Count: 'Sum',
        TCP_Target_Reset_Count: 'Sum',
        HealthyHostCount: 'Average',
        UnHealthyHostCount: 'Maximum',
      });
      expect(() => http.httpCodeTarget('500' as never)).toThrow(
        'httpCodeTarget: answers are counted as 2XX, 3XX, 4XX, 5XX; got "500". Name one of them.',
      );
    });
  });
});
