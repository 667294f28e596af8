import {
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  SetInstanceProtectionCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteCapacityProviderCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeCapacityProvidersCommand,
  ListClustersCommand,
  PutClusterCapacityProvidersCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { localAwsStatus } from './index';
import { HELLO_IMAGE, ProcessLane } from './testing/process-lane';
import { eventually, type SmallStack } from './testing/small-stack';

let lane: ProcessLane;
let stack: SmallStack;

beforeAll(async () => {
  lane = await ProcessLane.start('127.0.77.11');
  ({ stack } = lane);
  await stack.autoScaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: 'hosts',
      MinSize: 0,
      MaxSize: 4,
      DesiredCapacity: 0,
      NewInstancesProtectedFromScaleIn: true,
    }),
  );
});
afterAll(() => lane.close());

const group = async () =>
  (await stack.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.[0];
const provider = { capacityProvider: 'hosts' };

const createProvider = async (managedTerminationProtection: 'ENABLED' | 'DISABLED') =>
  stack.ecs.send(
    new CreateCapacityProviderCommand({
      name: 'hosts',
      autoScalingGroupProvider: {
        autoScalingGroupArn: (await group())?.AutoScalingGroupARN ?? '',
        managedScaling: { status: 'ENABLED' },
        managedTerminationProtection,
      },
    }),
  );

describe('a capacity provider', () => {
  it('is told back with everything that AWS fills in, and its group is marked', async () => {
    await createProvider('ENABLED');
    const { capacityProviders = [] } = await stack.ecs.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: ['hosts'] }),
    );
    expect(capacityProviders[0]).toMatchObject({
      status: 'ACTIVE',
      autoScalingGroupProvider: {
        managedScaling: { status: 'ENABLED', targetCapacity: 100 },
        managedDraining: 'ENABLED',
      },
    });
    expect((await group())?.Tags?.map(({ Key }) => Key)).toContain('AmazonECSManaged');
  });

  it('cannot be named by a service before the cluster has it', async () => {
    const create = new CreateServiceCommand({
      cluster: stack.cluster,
      serviceName: 'early',
      taskDefinition: await stack.register(HELLO_IMAGE, 0),
      capacityProviderStrategy: [provider],
    });
    await expect(stack.ecs.send(create)).rejects.toThrow("capacity provider 'hosts' was not found");
  });

  it('brings hosts for tasks that have none', async () => {
    await stack.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: stack.cluster,
        capacityProviders: ['hosts'],
        defaultCapacityProviderStrategy: [],
      }),
    );
    // Three fit on a host of 944 MiB.
    await stack.ecs.send(
      new CreateServiceCommand({
        cluster: stack.cluster,
        serviceName: 'web',
        taskDefinition: await stack.register(HELLO_IMAGE, 0),
        desiredCount: 6,
        capacityProviderStrategy: [{ ...provider, weight: 1 }],
      }),
    );
    const tasks = await eventually(
      () => stack.tasks('web'),
      (all) => all.filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 6,
    );
    expect(new Set(tasks.map(({ capacityProviderName }) => capacityProviderName))).toEqual(
      new Set(['hosts']),
    );
    expect((await localAwsStatus(lane.options))?.hosts).toHaveLength(2);
    expect((await group())?.DesiredCapacity).toBe(2);
  });

  it('is drained host by host in an instance refresh, and no task is lost', async () => {
    const before = (await group())?.Instances?.map(({ InstanceId }) => InstanceId) ?? [];
    await stack.autoScaling.send(
      new StartInstanceRefreshCommand({
        AutoScalingGroupName: 'hosts',
        Preferences: { ScaleInProtectedInstances: 'Refresh' },
      }),
    );
    let fewest = 6;
    await eventually(
      async () => {
        fewest = Math.min(fewest, (await stack.service('web')).runningCount ?? 0);
        return stack.autoScaling.send(
          new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: 'hosts' }),
        );
      },
      ({ InstanceRefreshes = [] }) => InstanceRefreshes[0]?.Status === 'Successful',
    );
    const after = (await group())?.Instances?.map(({ InstanceId }) => InstanceId) ?? [];
    expect(after).toHaveLength(2);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    expect(fewest).toBeGreaterThanOrEqual(6);
    const stopped = await stack.tasks('web', 'STOPPED');
    expect(stopped.map(({ stopCode }) => stopCode)).not.toContain('TerminationNotice');
  });

  it('leaves the cluster only when no service and no task uses it, and goes only then', async () => {
    const leave = new PutClusterCapacityProvidersCommand({
      cluster: stack.cluster,
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    });
    await expect(stack.ecs.send(leave)).rejects.toThrow('in use and cannot be removed');
    await expect(stack.ecs.send(new DeleteCapacityProviderCommand(provider))).rejects.toThrow(
      'associated with cluster',
    );
    const target = { cluster: stack.cluster, service: 'web' };
    // A task that is nobody's needs room on a host, which then stays.
    await stack.ecs.send(new UpdateServiceCommand({ ...target, desiredCount: 3 }));
    await eventually(
      () => stack.tasks('web'),
      (all) => all.length === 3,
    );
    const { tasks = [] } = await stack.ecs.send(
      new RunTaskCommand({
        cluster: stack.cluster,
        taskDefinition: 'web',
        capacityProviderStrategy: [{ ...provider, weight: 1 }],
      }),
    );
    await stack.ecs.send(new DeleteServiceCommand({ ...target, force: true }));
    await eventually(
      () => stack.service('web'),
      ({ status }) => status === 'INACTIVE',
    );
    await expect(stack.ecs.send(leave)).rejects.toThrow('in use and cannot be removed');
    await stack.ecs.send(
      new StopTaskCommand({ cluster: stack.cluster, task: tasks[0]?.taskArn ?? '' }),
    );
    await eventually(
      () => stack.ecs.send(leave).catch((error: unknown) => error),
      (answer) => !(answer instanceof Error),
    );
    const { capacityProvider } = await stack.ecs.send(new DeleteCapacityProviderCommand(provider));
    expect(capacityProvider).toMatchObject({ status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' });
  });

  it('loses protected hosts too when its group is deleted by force', async () => {
    await stack.deleteHosts();
    expect((await localAwsStatus(lane.options))?.hosts).toEqual([]);
    await stack.ecs.send(new DeleteClusterCommand({ cluster: stack.cluster }));
  });
});

describe('a group of a launch configuration, with protected hosts', () => {
  const name = 'old-style';
  const hostsNow = async () => (await localAwsStatus(lane.options))?.hosts ?? [];

  it('is made of an AMI that can be looked up, and gives its cluster the hosts that tasks need', async () => {
    const { Images = [] } = await stack.ec2.send(
      new DescribeImagesCommand({
        Owners: ['amazon'],
        Filters: [{ Name: 'name', Values: ['amzn2-ami-ecs-hvm-*-x86_64-ebs'] }],
      }),
    );
    await stack.ecs.send(new CreateClusterCommand({ clusterName: name }));
    const { clusterArns = [] } = await stack.ecs.send(new ListClustersCommand({}));
    expect(clusterArns.map((arn) => arn.split('/').at(-1))).toEqual([name]);
    const userData = `#!/bin/bash\necho ECS_CLUSTER=${name} >> /etc/ecs/ecs.config\n`;
    await stack.autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: name,
        ImageId: Images[0]?.ImageId ?? '',
        InstanceType: 't3.micro',
        UserData: Buffer.from(userData).toString('base64'),
      }),
    );
    await stack.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        LaunchConfigurationName: name,
        MinSize: 1,
        MaxSize: 2,
        VPCZoneIdentifier: stack.subnets.join(','),
        NewInstancesProtectedFromScaleIn: true,
      }),
    );
    const made = await group();
    expect(made?.HealthCheckGracePeriod).toBe(0);
    await stack.ecs.send(
      new CreateCapacityProviderCommand({
        name,
        autoScalingGroupProvider: {
          autoScalingGroupArn: made?.AutoScalingGroupARN ?? '',
          managedScaling: { status: 'ENABLED' },
        },
      }),
    );
    await stack.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: name,
        capacityProviders: ['FARGATE', 'FARGATE_SPOT', name],
        defaultCapacityProviderStrategy: [{ capacityProvider: name, weight: 1 }],
      }),
    );
    const { service } = await stack.ecs.send(
      new CreateServiceCommand({
        cluster: name,
        serviceName: 'web',
        taskDefinition: await stack.register(HELLO_IMAGE, 0),
        desiredCount: 4,
      }),
    );
    expect(service).toMatchObject({ capacityProviderStrategy: [{ capacityProvider: name }] });
    await eventually(hostsNow, (hosts) => hosts.length === 2, 120);
  });

  it('refuses by name only what would run on Fargate', async () => {
    const asked = { cluster: name, serviceName: 'far', taskDefinition: 'web', desiredCount: 1 };
    const strategy = [{ capacityProvider: 'FARGATE' }];
    await expect(
      stack.ecs.send(new CreateServiceCommand({ ...asked, capacityProviderStrategy: strategy })),
    ).rejects.toThrow('capacityProviderStrategy is not emulated; got FARGATE');
    await expect(
      stack.ecs.send(new CreateServiceCommand({ ...asked, launchType: 'FARGATE' })),
    ).rejects.toThrow('launchType is not emulated; got FARGATE');
  });

  it('shrinks to nothing as soon as its hosts are protected no more', async () => {
    await stack.ecs.send(new DeleteServiceCommand({ cluster: name, service: 'web', force: true }));
    await stack.autoScaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        MinSize: 0,
        MaxSize: 0,
        DesiredCapacity: 0,
      }),
    );
    const hosts = await hostsNow();
    expect(hosts.length).toBeGreaterThan(0);
    await stack.autoScaling.send(
      new SetInstanceProtectionCommand({
        AutoScalingGroupName: name,
        InstanceIds: hosts.map(({ instanceId }) => instanceId),
        ProtectedFromScaleIn: false,
      }),
    );
    expect(await hostsNow()).toEqual([]);
    expect((await group())?.Instances ?? []).toEqual([]);
  });
});
