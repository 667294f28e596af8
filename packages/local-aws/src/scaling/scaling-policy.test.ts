import { cooldownSecondsOf, steppedCapacity, trackedCapacity } from './scaling-policy';

describe('target tracking', () => {
  it.each([
    [2, 100, 50, 4],
    [2, 51, 50, 3],
    [4, 10, 50, 1],
    [4, 0, 50, 0],
    [2, 9, 0, 2],
  ])('has %i tasks with %i at a target of %i become %i', (current, value, target, count) => {
    expect(trackedCapacity(current, value, target)).toBe(count);
  });
});

describe('a step', () => {
  const StepAdjustments = [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, ScalingAdjustment: 3 },
  ];
  const down = [
    { MetricIntervalUpperBound: 0, MetricIntervalLowerBound: -10, ScalingAdjustment: -1 },
    { MetricIntervalUpperBound: -10, ScalingAdjustment: -2 },
  ];

  it.each([
    [0, 3],
    [9.9, 3],
    [10, 5],
    [-1, undefined],
  ])('above the threshold has its lower bound: %d', (distance, count) => {
    expect(steppedCapacity(2, distance, { StepAdjustments })).toBe(count);
  });

  it.each([
    [0, 4],
    [-10, 3],
    [-9.9, 4],
    [1, undefined],
  ])('below the threshold has its upper bound: %d', (distance, count) => {
    expect(steppedCapacity(5, distance, { StepAdjustments: down })).toBe(count);
  });

  it('sets a count, or changes it by percent, at least by one', () => {
    const one = (AdjustmentType: string, ScalingAdjustment: number, MinAdjustmentMagnitude = 0) =>
      steppedCapacity(10, 1, {
        AdjustmentType,
        MinAdjustmentMagnitude,
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment }],
      });
    expect(one('ExactCapacity', 7)).toBe(7);
    expect(one('PercentChangeInCapacity', 25)).toBe(12);
    expect(one('PercentChangeInCapacity', 1)).toBe(11);
    expect(one('PercentChangeInCapacity', -25)).toBe(8);
    expect(one('PercentChangeInCapacity', 10, 3)).toBe(13);
  });
});

describe('the cooldown of a policy', () => {
  const base = { PolicyARN: 'p', PolicyName: 'p', ResourceId: 'r', PolicyType: 't' };

  it('is its own in each direction, and five minutes where it says nothing', () => {
    const tracking = { TargetValue: 1, ScaleInCooldown: 0, ScaleOutCooldown: 7 };
    const policy = { ...base, TargetTrackingScalingPolicyConfiguration: tracking };
    expect([cooldownSecondsOf(policy, 'in'), cooldownSecondsOf(policy, 'out')]).toEqual([0, 7]);
    expect(cooldownSecondsOf({ ...base, StepScalingPolicyConfiguration: {} }, 'out')).toBe(300);
  });
});
