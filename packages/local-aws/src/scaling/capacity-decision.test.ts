import { decide, type Alarmed } from './capacity-decision';
import type { ScalingPolicy } from './scaling-policy';

const tracking = (name: string, more: object = {}): ScalingPolicy => ({
  PolicyARN: name,
  PolicyName: name,
  ResourceId: 'service/c/s',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 50, ...more },
});
const high = (policy: ScalingPolicy, value?: number): Alarmed => ({
  policy,
  alarmName: 'high',
  threshold: 50,
  isHigh: true,
  ...(value === undefined ? {} : { value }),
});
const low = (policy: ScalingPolicy, value?: number): Alarmed => ({
  ...high(policy, value),
  alarmName: 'low',
  isHigh: false,
});
const [cpu, requests] = [tracking('cpu'), tracking('requests')];

describe('what several policies decide', () => {
  it('is the largest count that any of them adds', () => {
    const both = [high(cpu, 60), high(requests, 200)];
    expect(decide([cpu, requests], both, 2, 2)).toMatchObject({
      count: 8,
      alarmed: { policy: requests },
    });
  });

  it('is to add tasks when another would take some away', () => {
    expect(decide([cpu, requests], [low(cpu, 1), high(requests, 60)], 2, 2)?.count).toBe(3);
  });

  it('is to take tasks away when all that track a metric agree, as few as any of them wants', () => {
    expect(decide([cpu, requests], [low(cpu, 10)], 4, 4)).toBeUndefined();
    expect(decide([cpu, requests], [low(cpu, 10), low(requests, 30)], 4, 4)?.count).toBe(3);
  });

  it('leaves out a policy that takes no tasks away', () => {
    const onlyOut = tracking('out', { DisableScaleIn: true });
    expect(decide([onlyOut], [low(onlyOut, 1)], 4, 4)).toBeUndefined();
    expect(decide([onlyOut, cpu], [low(cpu, 25)], 4, 4)?.count).toBe(2);
  });

  it('adds no more than was added, while that is waited for', () => {
    expect(decide([cpu], [high(cpu, 100)], 4, 2)).toBeUndefined();
    expect(decide([cpu], [high(cpu, 150)], 4, 2)?.count).toBe(6);
  });

  it('is one task more, or less, when somebody set the alarm by hand', () => {
    expect(decide([cpu], [high(cpu)], 2, 2)?.count).toBe(3);
    expect(decide([cpu], [low(cpu)], 2, 2)?.count).toBe(1);
  });

  it('never takes a task away above the target, nor adds one below it', () => {
    expect(decide([cpu], [high(cpu, 10)], 4, 4)).toBeUndefined();
    expect(decide([cpu], [low(cpu, 90)], 4, 4)).toBeUndefined();
  });
});
