import { balancedStack } from '../fixtures/balanced-stack';
import { providerVersionOf } from '../support/provider-version';
import { synth } from '../testing';
import { type PredictiveScalingOptions, requireForecast } from './predictive-scaling';

const CPU = { predefinedMetricType: 'ECSServiceCPUUtilization', targetValue: 40 } as const;

/** The minor version of provider 6 that the binding was made of; undefined for provider 5. */
let minor: number | undefined;
synth((stack) => {
  const version = providerVersionOf(balancedStack(stack).service.resource) ?? '';
  const [major, second] = version.split('.').map(Number);
  minor = major === 6 ? second : undefined;
});
const onProvider6 = minor !== undefined && minor >= 13 ? describe : describe.skip;
const onProvider5 = minor === undefined ? describe : describe.skip;

const forecast = (options: PredictiveScalingOptions) =>
  synth((stack) => {
    const { service } = balancedStack(stack);
    service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 8 }).scaleOnForecast('Day', options);
  });

onProvider5('scaleOnForecast, with a binding of AWS provider 5', () => {
  it('is refused, with the version that it needs', () => {
    expect(() => forecast(CPU)).toThrow(
      'Test/Service/TaskCount: scaleOnForecast is there from AWS provider 6.13 on; got a binding of AWS provider 5.100.0',
    );
  });
});

onProvider6('scaleOnForecast, with a binding of AWS provider 6', () => {
  it('forecasts only, until it is told to scale', () => {
    const { attributes } = forecast(CPU).resource('aws_appautoscaling_policy');
    expect(attributes).toMatchObject({
      policy_type: 'PredictiveScaling',
      predictive_scaling_policy_configuration: {
        mode: 'ForecastOnly',
        scheduling_buffer_time: 300,
        max_capacity_breach_behavior: 'HonorMaxCapacity',
        metric_specification: [
          {
            target_value: 40,
            predefined_metric_pair_specification: {
              predefined_metric_type: 'ECSServiceCPUUtilization',
            },
          },
        ],
      },
    });
  });

  it('follows requests to a target group, once a listener sends them there', () => {
    const template = synth((stack) => {
      const { service, targetGroup } = balancedStack(stack);
      service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 8 }).scaleOnForecast('Day', {
        predefinedMetricType: 'ALBRequestCount',
        targetValue: 1000,
        targetGroup,
        mode: 'ForecastAndScale',
        maxCapacityBufferPercent: 10,
      });
    });
    const policy = template.resource('aws_appautoscaling_policy');
    expect(policy.attributes['predictive_scaling_policy_configuration']).toMatchObject({
      mode: 'ForecastAndScale',
      max_capacity_breach_behavior: 'IncreaseMaxCapacity',
      max_capacity_buffer: 10,
    });
    expect(template.createdBefore('LoadBalancer/Http', policy.address)).toBe(true);
  });
});

describe('the options of a forecast', () => {
  const check = (options: Partial<PredictiveScalingOptions>, buffer = 300) =>
    requireForecast('Test/Day', { ...CPU, ...options }, buffer);

  it('may be percent, or requests to a target group', () => {
    expect(() => check({ maxCapacityBufferPercent: 100 }, 3600)).not.toThrow();
    synth((stack) => {
      const { targetGroup } = balancedStack(stack);
      const requests = { predefinedMetricType: 'ALBRequestCount', targetValue: 1000 } as const;
      expect(() => check({ ...requests, targetGroup })).not.toThrow();
      expect(() => check(requests)).toThrow(
        'Test/Day: requests are forecast for one target group, and nothing else is; got ALBRequestCount without ' +
          'targetGroup. Name the targetGroup.',
      );
      expect(() => check({ targetGroup })).toThrow('Leave targetGroup out.');
    });
  });

  it('are held to their ranges', () => {
    expect(() => check({ targetValue: 101 })).toThrow('percent, above 0 and up to 100; got 101.');
    expect(() => check({ targetValue: 0 })).toThrow('got 0. Change targetValue.');
    expect(() => check({}, 3601)).toThrow('schedulingBufferSeconds must be a whole number of 0 to');
    expect(() => check({ maxCapacityBufferPercent: 101 })).toThrow('maxCapacityBufferPercent must');
  });
});
