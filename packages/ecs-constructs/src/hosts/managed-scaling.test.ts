import { TerraformVariable } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import type { ManagedScaling } from './managed-scaling';

const withScaling = (
  scaling: Partial<ManagedScaling> = {},
  capacity: Partial<Ec2CapacityOptions> = {},
) =>
  synth((stack) =>
    referenceStack(stack, {
      capacity: { managedScaling: { maxInstanceCount: 5, ...scaling }, ...capacity },
    }),
  );
const group = (scaling?: Partial<ManagedScaling>, capacity?: Partial<Ec2CapacityOptions>) =>
  withScaling(scaling, capacity).resource('aws_autoscaling_group').attributes;
const provider = (scaling?: Partial<ManagedScaling>, capacity?: Partial<Ec2CapacityOptions>) =>
  withScaling(scaling, capacity).resource('aws_ecs_capacity_provider').attributes;

describe('the group that ECS scales', () => {
  it('begins with the size given, and no plan sets it back', () => {
    expect(group()).toMatchObject({
      min_size: 0,
      max_size: 5,
      desired_capacity: 3,
      lifecycle: { ignore_changes: ['desired_capacity'] },
    });
    expect(group({ minInstanceCount: 2 })).toMatchObject({ min_size: 2 });
  });

  it('may begin without hosts', () => {
    expect(group({}, { instanceCount: 0 })).toMatchObject({ desired_capacity: 0 });
  });

  it('protects hosts that run tasks', () => {
    expect(group()['protect_from_scale_in']).toBe(true);
    expect(group({ terminationProtection: false })['protect_from_scale_in']).toBe(false);
  });

  it('declares the tag that ECS would add', () => {
    expect(group()['tag']).toContainEqual({
      key: 'AmazonECSManaged',
      value: 'true',
      propagate_at_launch: true,
    });
  });

  it.each([
    [{}, true],
    [{ draining: false }, false],
  ])('is deleted without waiting for hooks that nobody answers: %j is %p', (scaling, expected) => {
    expect(group(scaling)['force_delete']).toBe(expected);
    expect(group(scaling, { forceDelete: !expected })['force_delete']).toBe(!expected);
  });

  it('has no certain size', () => {
    synth((stack) => {
      const managedScaling = { maxInstanceCount: 5 };
      const { capacity, cluster } = referenceStack(stack, { capacity: { managedScaling } });
      expect(capacity.hostGroup).toMatchObject({ maxInstanceCount: 5 });
      expect(capacity.hostGroup.instanceCount).toBeUndefined();
      expect(cluster.instanceCount).toBeUndefined();
    });
  });
});

describe('the capacity provider', () => {
  it('says everything that has a default', () => {
    expect(provider()).toMatchObject({
      name: 'jane_ecs_cluster-hosts',
      auto_scaling_group_provider: {
        managed_draining: 'ENABLED',
        managed_termination_protection: 'ENABLED',
        managed_scaling: {
          status: 'ENABLED',
          target_capacity: 100,
          minimum_scaling_step_size: 1,
          maximum_scaling_step_size: 10_000,
          instance_warmup_period: 300,
        },
      },
    });
  });

  it('does what it is told', () => {
    expect(
      provider({
        capacityProviderName: 'front',
        draining: false,
        terminationProtection: false,
        targetCapacityPercent: 80,
        minimumScalingStepSize: 2,
        maximumScalingStepSize: 3,
        instanceWarmupSeconds: 0,
      }),
    ).toMatchObject({
      name: 'front',
      auto_scaling_group_provider: {
        managed_draining: 'DISABLED',
        managed_termination_protection: 'DISABLED',
        managed_scaling: {
          target_capacity: 80,
          minimum_scaling_step_size: 2,
          maximum_scaling_step_size: 3,
          instance_warmup_period: 0,
        },
      },
    });
  });

  it.each([
    ['workers', 'workers'],
    ['ecs.workers', 'hosts-ecs-workers'],
    ['AWS-workers', 'hosts-AWS-workers'],
  ])('takes the name of the group %s as %s', (autoScalingGroupName, name) => {
    expect(provider({}, { autoScalingGroupName })['name']).toBe(name);
  });
});

describe('the capacity providers of a cluster', () => {
  const twoGroups = () =>
    synth((stack) => {
      const managedScaling = { maxInstanceCount: 4 };
      const { cluster } = referenceStack(stack, { capacity: { managedScaling } });
      cluster.addCapacity('More', { instanceType: 't3.small', instanceCount: 1, managedScaling });
    });

  it('are named in one place, also those added later', () => {
    const template = twoGroups();
    const names = template
      .resourcesOf('aws_ecs_capacity_provider')
      .map(({ address }) => `\${${address}.name}`);
    const { attributes } = template.resource('aws_ecs_cluster_capacity_providers');
    expect(attributes['capacity_providers']).toEqual(names);
    expect(names).toHaveLength(2);
    expect(attributes).not.toHaveProperty('default_capacity_provider_strategy');
  });

  it('leave the cluster before they are deleted, and the services leave them before that', () => {
    const template = twoGroups();
    const association = template.resource('aws_ecs_cluster_capacity_providers');
    const providers = template.resourcesOf('aws_ecs_capacity_provider');
    const ids = providers.map(({ address }) => `${address}.id`);
    expect(association.attributes['lifecycle']).toEqual({ replace_triggered_by: ids });
    expect(template.resource('aws_ecs_service').attributes['lifecycle']).toMatchObject({
      replace_triggered_by: [`${association.address}.id`],
    });
    for (const { attributes } of providers) {
      expect(attributes['lifecycle']).toEqual({ create_before_destroy: true });
    }
  });

  it('do not exist where no group is scaled by ECS', () => {
    const template = synth((stack) => void referenceStack(stack));
    expect(template.resourcesOf('aws_ecs_capacity_provider')).toEqual([]);
    expect(template.resourcesOf('aws_ecs_cluster_capacity_providers')).toEqual([]);
    expect(template.resource('aws_ecs_service').attributes['lifecycle']).not.toHaveProperty(
      'replace_triggered_by',
    );
  });
});

describe('ManagedScaling', () => {
  it.each([
    [
      { maxInstanceCount: 0 },
      'managedScaling.maxInstanceCount must be a whole number of 1 or more',
    ],
    [
      { targetCapacityPercent: 0 },
      'managedScaling.targetCapacityPercent must be a whole number of 1 to 100; got 0',
    ],
    [
      { maximumScalingStepSize: 10_001 },
      'managedScaling.maximumScalingStepSize must be a whole number of 1 to 10000; got 10001',
    ],
    [
      { minInstanceCount: 6 },
      'managedScaling.maxInstanceCount must be at least managedScaling.minInstanceCount; ' +
        'got managedScaling.maxInstanceCount 5, managedScaling.minInstanceCount 6. ' +
        'Raise managedScaling.maxInstanceCount or lower managedScaling.minInstanceCount.',
    ],
    [
      { maxInstanceCount: 2 },
      'managedScaling.maxInstanceCount must be at least instanceCount; got managedScaling.maxInstanceCount 2, instanceCount 3.',
    ],
    [
      { minInstanceCount: 4 },
      'instanceCount must be at least managedScaling.minInstanceCount; got instanceCount 3, managedScaling.minInstanceCount 4.',
    ],
    [
      { minimumScalingStepSize: 3, maximumScalingStepSize: 2 },
      'managedScaling.maximumScalingStepSize must be at least managedScaling.minimumScalingStepSize',
    ],
    [
      { capacityProviderName: 'ecs-hosts' },
      'managedScaling.capacityProviderName must be 1 to 255 letters, digits, hyphens and underscores, ' +
        'and may not start with aws, ecs or fargate; got "ecs-hosts".',
    ],
  ])('refuses %j', (scaling, message) => {
    expect(() => withScaling(scaling)).toThrow(`Test/Cluster/Hosts: ${message}`);
  });

  it('takes sizes that are known only to Terraform', () => {
    const template = synth((stack) => {
      const { numberValue } = new TerraformVariable(stack, 'most', { type: 'number' });
      const managedScaling = { maxInstanceCount: numberValue };
      const { capacity } = referenceStack(stack, { capacity: { managedScaling } });
      expect(capacity.hostGroup.maxInstanceCount).toBeUndefined();
    });
    expect(template.resource('aws_autoscaling_group').attributes['max_size']).toBe('${var.most}');
  });
});
