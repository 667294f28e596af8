import { clusterExpectations } from './stack-expectations';
import { servicesAmong, type StateInstance } from './state-services';

const instance = (type: string, values: object, name = 'this'): StateInstance => ({
  type,
  address: `${type}.${name}`,
  values: values as StateInstance['values'],
});
const script = (cluster: string) =>
  Buffer.from(`#!/bin/bash\necho ECS_CLUSTER=${cluster} >> /etc/ecs/ecs.config\n`).toString(
    'base64',
  );
const template = (user_data: string, id = 'lt-1') =>
  instance('aws_launch_template', { id, user_data, instance_type: 't3.micro' }, id);
const group = (change: object = {}) =>
  instance('aws_autoscaling_group', {
    name: 'hosts',
    arn: 'arn:hosts',
    min_size: 1,
    desired_capacity: 3,
    availability_zones: ['a', 'b', 'c'],
    launch_template: [{ id: 'lt-1', version: '1' }],
    ...change,
  });
const provider = (status: string) =>
  instance('aws_ecs_capacity_provider', {
    name: 'hosts',
    auto_scaling_group_provider: [
      { auto_scaling_group_arn: 'arn:hosts', managed_scaling: [{ status }] },
    ],
  });
const association = instance('aws_ecs_cluster_capacity_providers', {
  cluster_name: 'shop',
  capacity_providers: ['hosts'],
});

describe('clusterExpectations', () => {
  it('takes number, zones and type of the group whose hosts join the cluster by their user data', () => {
    expect(clusterExpectations([group(), template(script('shop'))]).get('shop')).toEqual({
      hosts: 3,
      availabilityZones: 3,
      instanceType: 't3.micro',
    });
  });

  it('reads the TOML of Bottlerocket, and the template of a mixed group', () => {
    const toml = Buffer.from('[settings.ecs]\ncluster = "shop"\n').toString('base64');
    const mixed = group({
      launch_template: [],
      mixed_instances_policy: [
        { launch_template: [{ launch_template_specification: [{ launch_template_id: 'lt-1' }] }] },
      ],
    });
    expect(clusterExpectations([mixed, template(toml)]).get('shop')?.hosts).toBe(3);
  });

  it('adds up the groups of a cluster, and keeps clusters apart', () => {
    const other = group({ name: 'more', launch_template: [{ id: 'lt-2' }], desired_capacity: 2 });
    const both = [group(), other, template(script('shop'))];
    expect(
      clusterExpectations([...both, template(script('shop'), 'lt-2')]).get('shop')?.hosts,
    ).toBe(5);
    expect(
      clusterExpectations([...both, template(script('other'), 'lt-2')]).get('other'),
    ).toMatchObject({ hosts: 2, availabilityZones: 2 });
  });

  it('takes the least size where something scales the group', () => {
    const managed = [group(), association, provider('ENABLED')];
    expect(clusterExpectations(managed).get('shop')?.hosts).toBe(1);
    const scheduled = instance('aws_autoscaling_schedule', { autoscaling_group_name: 'hosts' });
    expect(
      clusterExpectations([group(), template(script('shop')), scheduled]).get('shop')?.hosts,
    ).toBe(1);
    expect(
      clusterExpectations([group(), association, provider('DISABLED')]).get('shop')?.hosts,
    ).toBe(3);
  });

  it('expects nothing of a group that belongs to no cluster', () => {
    const alone = group({ launch_template: [] });
    expect(clusterExpectations([alone, template('not base64 of anything')]).size).toBe(0);
  });

  it('is part of every service of the cluster, with its revision', () => {
    const arn = 'arn:aws:ecs:eu-west-1:111122223333';
    const service = instance('aws_ecs_service', {
      id: `${arn}:service/shop/web`,
      name: 'web',
      task_definition: `${arn}:task-definition/web:7`,
    });
    expect(servicesAmong([group(), template(script('shop')), service])[0]?.expected).toEqual({
      hosts: 3,
      availabilityZones: 3,
      instanceType: 't3.micro',
      taskDefinitionArn: `${arn}:task-definition/web:7`,
    });
  });
});
