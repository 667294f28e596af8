import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import { ContainerInstanceRole } from './container-instance-role';
import type { Ec2CapacityOptions } from './ec2-capacity-options';

const withOptions = (capacity: Partial<Ec2CapacityOptions>) =>
  synth((stack) => referenceStack(stack, { capacity }));
const group = (capacity: Partial<Ec2CapacityOptions>) =>
  withOptions(capacity).resource('aws_autoscaling_group').attributes;

describe('a group of several instance types', () => {
  it('takes the first type that is available, on demand', () => {
    const template = withOptions({ otherInstanceTypes: ['t3a.micro', 't2.micro'] });
    const { address, attributes } = template.resource('aws_launch_template');
    const { mixed_instances_policy, ...rest } =
      template.resource('aws_autoscaling_group').attributes;
    expect(mixed_instances_policy).toEqual({
      launch_template: {
        launch_template_specification: {
          launch_template_id: `\${${address}.id}`,
          version: `\${${address}.latest_version}`,
        },
        override: [
          { instance_type: 't3.micro' },
          { instance_type: 't3a.micro' },
          { instance_type: 't2.micro' },
        ],
      },
      instances_distribution: {
        on_demand_allocation_strategy: 'prioritized',
        on_demand_base_capacity: 0,
        on_demand_percentage_above_base_capacity: 100,
        spot_allocation_strategy: 'price-capacity-optimized',
      },
    });
    expect(rest).not.toHaveProperty('launch_template');
    expect(rest).not.toHaveProperty('capacity_rebalance');
    expect(attributes['instance_type']).toBe('t3.micro');
  });

  it('slows down only where every type has credits', () => {
    const credits = (...otherInstanceTypes: string[]) =>
      withOptions({ otherInstanceTypes }).resource('aws_launch_template').attributes[
        'credit_specification'
      ];
    expect(credits('t3a.micro')).toEqual({ cpu_credits: 'standard' });
    expect(credits('m7i.large')).toBeUndefined();
    expect(() =>
      withOptions({ otherInstanceTypes: ['m7i.large'], cpuCredits: 'unlimited' }),
    ).toThrow(
      "cpuCredits ('unlimited') is for burstable instance types: t2, t3, t3a, t4g; got m7i.large.",
    );
  });

  it('refuses two architectures', () => {
    expect(() => withOptions({ otherInstanceTypes: ['t4g.micro'] })).toThrow(
      'Test/Cluster/Hosts: one machine image fits only one architecture, here x86_64; ' +
        'got t4g.micro, which is arm64. Choose types of that architecture, or call addCapacity once for each.',
    );
    expect(() => withOptions({ architecture: 'arm64' })).toThrow(
      'one machine image fits only one architecture, here arm64; got t3.micro, which is x86_64.',
    );
  });

  it('refuses a type that is named twice', () => {
    expect(() => withOptions({ otherInstanceTypes: ['t3.micro'] })).toThrow(
      'Test/Cluster/Hosts: each instance type may be named once in instanceType and otherInstanceTypes; ' +
        'got t3.micro more than once.',
    );
  });
});

describe('a group with Spot hosts', () => {
  it('takes nothing but Spot hosts, from the deepest pools', () => {
    expect(group({ spot: {} })).toMatchObject({
      mixed_instances_policy: {
        launch_template: { override: [{ instance_type: 't3.micro' }] },
        instances_distribution: {
          on_demand_base_capacity: 0,
          on_demand_percentage_above_base_capacity: 0,
          spot_allocation_strategy: 'price-capacity-optimized',
        },
      },
    });
  });

  it('replaces hosts at risk only where ECS drains them: the agent gets no notice of that', () => {
    const rebalances = (capacity: Partial<Ec2CapacityOptions>) =>
      group({ spot: {}, ...capacity })['capacity_rebalance'];
    expect(rebalances({})).toBe(false);
    expect(rebalances({ managedScaling: { maxInstanceCount: 4 } })).toBe(true);
    expect(rebalances({ managedScaling: { maxInstanceCount: 4, draining: false } })).toBe(false);
    expect(rebalances({ spot: { capacityRebalance: true } })).toBe(true);
  });

  it('does what it is told', () => {
    expect(
      group({
        managedScaling: { maxInstanceCount: 4 },
        spot: {
          onDemandBaseCapacity: 1,
          onDemandPercentageAboveBase: 25,
          allocationStrategy: 'lowest-price',
          capacityRebalance: false,
        },
      }),
    ).toMatchObject({
      capacity_rebalance: false,
      mixed_instances_policy: {
        instances_distribution: {
          on_demand_base_capacity: 1,
          on_demand_percentage_above_base_capacity: 25,
          spot_allocation_strategy: 'lowest-price',
        },
      },
    });
  });

  it('drains hosts that AWS takes back, unless told otherwise', () => {
    const line = 'ECS_ENABLE_SPOT_INSTANCE_DRAINING=';
    expect(withOptions({}).userData()).not.toContain(line);
    expect(withOptions({ spot: {} }).userData()).toContain(`${line}true\n`);
    expect(
      withOptions({ spot: {}, agentConfiguration: { logLevel: 'warn' } }).userData(),
    ).toContain(`${line}true\n`);
    expect(
      withOptions({ spot: {}, agentConfiguration: { spotInstanceDraining: false } }).userData(),
    ).toContain(`${line}false\n`);
  });

  it('lets a host drain itself, and only hosts of its cluster', () => {
    const draining = (capacity: Partial<Ec2CapacityOptions>) =>
      withOptions(capacity)
        .policyStatements()
        .map(({ statement }) => statement)
        .filter(({ Action }) => (Action as string[]).includes('ecs:UpdateContainerInstancesState'));
    expect(draining({})).toEqual([]);
    expect(draining({ spot: {}, agentConfiguration: { spotInstanceDraining: false } })).toEqual([]);
    expect(draining({ spot: {} })).toEqual([
      expect.objectContaining({
        Resource: [
          expect.stringMatching(/:container-instance\/\$\{aws_ecs_cluster\.\w+\.name\}\/\*$/),
        ],
        Condition: {
          ArnEquals: {
            'ecs:cluster': expect.stringMatching(/:cluster\/\$\{aws_ecs_cluster\.\w+\.name\}$/),
          },
        },
      }),
    ]);
  });

  it('leaves an adopted role as it is', () => {
    const template = synth((stack) => {
      const role = ContainerInstanceRole.fromRoleName(stack, 'HostRole', 'ecsInstanceRole');
      referenceStack(stack, { capacity: { spot: {}, containerInstanceRole: role } });
    });
    const policies = template.resourcesOf('aws_iam_role_policy').map(({ address }) => address);
    expect(policies).toEqual([expect.stringContaining('Task_ExecutionRole')]);
  });

  it.each([
    [{ onDemandBaseCapacity: -1 }, 'spot.onDemandBaseCapacity must be a whole number of 0 or more'],
    [
      { onDemandPercentageAboveBase: 101 },
      'spot.onDemandPercentageAboveBase must be a whole number of 0 to 100 %; got 101',
    ],
  ])('refuses %j', (spot, message) => {
    expect(() => withOptions({ spot })).toThrow(`Test/Cluster/Hosts: ${message}`);
  });
});
