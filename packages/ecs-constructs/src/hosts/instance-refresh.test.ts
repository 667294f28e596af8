import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import type { InstanceRefresh } from './instance-refresh';

const group = (capacity: Partial<Ec2CapacityOptions>) =>
  synth((stack) => referenceStack(stack, { capacity })).resource('aws_autoscaling_group')
    .attributes;
const MANAGED = { managedScaling: { maxInstanceCount: 5 } };

describe('the instance refresh', () => {
  it('replaces drained hosts one by one, launches first, and copes with protected hosts', () => {
    expect(group(MANAGED)['instance_refresh']).toEqual({
      strategy: 'Rolling',
      preferences: {
        min_healthy_percentage: 100,
        max_healthy_percentage: 110,
        scale_in_protected_instances: 'Refresh',
        standby_instances: 'Ignore',
        skip_matching: true,
        auto_rollback: false,
      },
    });
  });

  it('is off where nobody drains a host', () => {
    expect(group({})).not.toHaveProperty('instance_refresh');
    expect(group({ managedScaling: { maxInstanceCount: 5, draining: false } })).not.toHaveProperty(
      'instance_refresh',
    );
  });

  it('is on or off where told', () => {
    expect(group({ ...MANAGED, instanceRefresh: 'disabled' })).not.toHaveProperty(
      'instance_refresh',
    );
    expect(group({ instanceRefresh: {} })['instance_refresh']).toMatchObject({
      strategy: 'Rolling',
    });
  });

  it('does what it is told, and so does the group for other reasons', () => {
    const { instance_refresh, instance_maintenance_policy } = group({
      instanceRefresh: {
        minHealthyPercent: 50,
        maxHealthyPercent: 150,
        protectedInstances: 'Wait',
        standbyInstances: 'Terminate',
        skipMatching: false,
      },
    });
    expect(instance_refresh.preferences).toMatchObject({
      min_healthy_percentage: 50,
      max_healthy_percentage: 150,
      scale_in_protected_instances: 'Wait',
      standby_instances: 'Terminate',
      skip_matching: false,
    });
    expect(instance_maintenance_policy).toEqual({
      min_healthy_percentage: 50,
      max_healthy_percentage: 150,
    });
  });

  it('follows a version by its number: with $Latest it would never start', () => {
    expect(group(MANAGED)['launch_template'].version).toMatch(/\.latest_version\}$/);
  });

  it.each([
    [
      { minHealthyPercent: 101 },
      'instanceRefresh.minHealthyPercent must be a whole number of 0 to 100 %',
    ],
    [{ maxHealthyPercent: 99 }, 'instanceRefresh.maxHealthyPercent must be a whole number of 100'],
    [
      { maxHealthyPercent: 100 },
      'an instance refresh can neither terminate nor launch a host first; ' +
        'got minHealthyPercent 100, maxHealthyPercent 100. ' +
        'Raise maxHealthyPercent to launch first, or lower minHealthyPercent to terminate first.',
    ],
    [
      { minHealthyPercent: 50, maxHealthyPercent: 200 },
      'maxHealthyPercent of an instance refresh may be at most 100 above minHealthyPercent; ' +
        'got minHealthyPercent 50, maxHealthyPercent 200.',
    ],
  ] as [InstanceRefresh, string][])('refuses %j', (instanceRefresh, message) => {
    expect(() => group({ instanceRefresh })).toThrow(`Test/Cluster/Hosts: ${message}`);
  });
});
