import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { localAwsStatus, registerImage, type LocalAwsOptions } from '../index';
import { HELLO_IMAGE, ProcessLane, SPREAD } from '../testing/process-lane';
import { eventually, HELLO_PROGRAM, type SmallStack } from '../testing/small-stack';
import { signedFor } from '../testing/signed-headers';

let lane: ProcessLane;
let options: LocalAwsOptions;
let stack: SmallStack;
let hostPort: number;

beforeAll(async () => {
  lane = await ProcessLane.start('127.0.85.11');
  ({ options, stack, hostPort } = lane);
});
afterAll(() => lane.close());

const hello = async (url: string): Promise<string> =>
  eventually(
    () =>
      fetch(url, { signal: AbortSignal.timeout(3000) }).then(
        (answer) => answer.text(),
        () => '',
      ),
    (text) => text !== '',
  );

describe('hosts', () => {
  it('land in three subnets and zones with what their launch template says', async () => {
    const answer = await stack.ec2.send(new DescribeInstancesCommand({}));
    const instances = (answer.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
    expect(new Set(instances.map(({ SubnetId }) => SubnetId))).toEqual(new Set(stack.subnets));
    expect(instances.map(({ Placement }) => Placement?.AvailabilityZone).sort()).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1c',
    ]);
    expect(instances.map(({ PublicIpAddress }) => PublicIpAddress).sort()).toEqual([
      '127.0.85.11',
      '127.0.85.12',
      '127.0.85.13',
    ]);
    for (const instance of instances) {
      expect(instance.ImageId).toMatch(/^ami-/);
      expect(instance.IamInstanceProfile?.Arn).toContain('instance-profile/hosts');
      expect(instance.MetadataOptions?.HttpTokens).toBe('required');
      const groups = instance.NetworkInterfaces?.flatMap(({ Groups = [] }) => Groups) ?? [];
      expect(groups.map(({ GroupId }) => GroupId)).toEqual([stack.securityGroup]);
    }
  });

  it('register with the resources of their type', async () => {
    const { containerInstanceArns = [] } = await stack.ecs.send(
      new ListContainerInstancesCommand({ cluster: stack.cluster }),
    );
    const { containerInstances = [] } = await stack.ecs.send(
      new DescribeContainerInstancesCommand({
        cluster: stack.cluster,
        containerInstances: containerInstanceArns,
      }),
    );
    expect(containerInstances).toHaveLength(3);
    for (const host of containerInstances) {
      expect(host).toMatchObject({ status: 'ACTIVE', agentConnected: true });
      const amounts = Object.fromEntries(
        (host.registeredResources ?? []).map(({ name, integerValue }) => [name, integerValue]),
      );
      expect(amounts).toMatchObject({ CPU: 2048, MEMORY: 944 });
      expect(host.attributes).toContainEqual({ name: 'ecs.instance-type', value: 't3.micro' });
    }
    const { clusters = [] } = await stack.ecs.send(
      new DescribeClustersCommand({ clusters: [stack.cluster] }),
    );
    expect(clusters[0]).toMatchObject({ status: 'ACTIVE', registeredContainerInstancesCount: 3 });
  });
});

describe('a registered image', () => {
  const ecr = async (action: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`http://127.0.0.1:${options.port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonEC2ContainerRegistry_V20150921.${action}`,
        authorization: signedFor(options, 'ecr'),
      },
      body: JSON.stringify({ repositoryName: 'my-app/server' }),
      signal: AbortSignal.timeout(5000),
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  it('appears in its repository as soon as there is one, under its tag and latest', async () => {
    await ecr('CreateRepository');
    const { imageDetails } = (await ecr('DescribeImages')) as {
      imageDetails: { imageTags: string[] }[];
    };
    expect(imageDetails.map(({ imageTags }) => [...imageTags].sort())).toEqual([['abc', 'latest']]);
    // Again, as every deployment does: nothing is added.
    await registerImage(options, {
      reference: HELLO_IMAGE,
      process: {
        command: [process.execPath, '-e', HELLO_PROGRAM],
        workingDirectory: options.directory,
      },
      dockerImageAvailable: false,
    });
    expect((await ecr('DescribeImages'))['imageDetails']).toHaveLength(1);
    expect((await localAwsStatus(options))?.notices).toEqual([]);
  });
});

describe('a service', () => {
  beforeAll(async () => {
    await stack.ecs.send(
      new CreateServiceCommand({
        cluster: stack.cluster,
        serviceName: 'web',
        taskDefinition: await stack.register(HELLO_IMAGE, hostPort),
        desiredCount: 1,
        launchType: 'EC2',
        placementStrategy: SPREAD,
      }),
    );
    await waitUntilServicesStable(
      { client: stack.ecs, maxWaitTime: 30, minDelay: 1 },
      { cluster: stack.cluster, services: ['web'] },
    );
  });

  it('runs a task that answers where DescribeTasks says', async () => {
    const [task] = await stack.tasks('web');
    expect(task).toMatchObject({
      lastStatus: 'RUNNING',
      group: 'service:web',
      cpu: '512',
      memory: '256',
    });
    const [url = ''] = stack.urls([task ?? {}]);
    expect(await hello(url)).toBe(
      `Hello from ${task?.containers?.[0]?.runtimeId?.slice(0, 12)}!\n`,
    );
    expect((await stack.service('web')).placementStrategy).toEqual(SPREAD);
  });

  it('replaces a task that dies by one with another id', async () => {
    const [before] = await stack.tasks('web');
    const status = await localAwsStatus(options);
    const container = status?.tasks.find(({ taskArn }) => taskArn === before?.taskArn)
      ?.containers[0];
    process.kill(container?.pid ?? 0, 'SIGKILL');
    const [after] = await eventually(
      () => stack.tasks('web'),
      ([task]) => task?.lastStatus === 'RUNNING' && task.taskArn !== before?.taskArn,
    );
    expect(await hello(stack.urls([after ?? {}])[0] ?? '')).not.toContain(
      container?.runtimeId?.slice(0, 12),
    );
    const stopped = await stack.ecs.send(
      new DescribeTasksCommand({ cluster: stack.cluster, tasks: [before?.taskArn ?? ''] }),
    );
    expect(stopped.tasks?.[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [expect.objectContaining({ exitCode: 137 })],
    });
  });

  it('spreads three tasks over three zones and rolls them out one after another', async () => {
    await stack.ecs.send(
      new UpdateServiceCommand({
        cluster: stack.cluster,
        service: 'web',
        desiredCount: 3,
        deploymentConfiguration: { minimumHealthyPercent: 66, maximumPercent: 100 },
      }),
    );
    const tasks = await eventually(
      () => stack.tasks('web'),
      (all) => all.filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 3,
    );
    expect(new Set(tasks.map(({ availabilityZone }) => availabilityZone)).size).toBe(3);
    await stack.ecs.send(
      new UpdateServiceCommand({
        cluster: stack.cluster,
        service: 'web',
        taskDefinition: await stack.register(HELLO_IMAGE, hostPort),
      }),
    );
    let fewest = 3;
    await eventually(
      () => stack.service('web'),
      ({ runningCount = 0, deployments = [] }) => {
        fewest = Math.min(fewest, runningCount);
        return deployments.length === 1 && deployments[0]?.rolloutState === 'COMPLETED';
      },
    );
    expect(fewest).toBeGreaterThanOrEqual(2);
    expect((await stack.service('web')).events?.[0]?.message).toBe(
      '(service web) has reached a steady state.',
    );
  });

  it('moves when its host is terminated, and the group replaces the host in the same zone', async () => {
    const [victim] = (await localAwsStatus(options))?.hosts ?? [];
    await stack.ec2.send(
      new TerminateInstancesCommand({ InstanceIds: [victim?.instanceId ?? ''] }),
    );
    const groups = await stack.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    const members = groups.AutoScalingGroups?.[0]?.Instances ?? [];
    expect(members.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1c',
    ]);
    expect(members.map(({ InstanceId }) => InstanceId)).not.toContain(victim?.instanceId);
    await eventually(
      () => stack.tasks('web'),
      (all) => all.filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 3,
    );
    const stopped = await stack.tasks('web', 'STOPPED');
    expect(stopped.map(({ stopCode }) => stopCode)).toContain('TerminationNotice');
  });

  it('refuses to be deleted while it is scaled up, unless forced, and leaves nothing', async () => {
    const target = { cluster: stack.cluster, service: 'web' };
    await expect(stack.ecs.send(new DeleteServiceCommand(target))).rejects.toThrow(
      'cannot be stopped while it is scaled above 0',
    );
    await expect(
      stack.ecs.send(new DeleteClusterCommand({ cluster: stack.cluster })),
    ).rejects.toThrow('while Services are active');
    const urls = stack.urls(await stack.tasks('web'));
    await stack.ecs.send(new DeleteServiceCommand({ ...target, force: true }));
    await eventually(
      () => stack.service('web'),
      ({ status }) => status === 'INACTIVE',
    );
    for (const url of urls) {
      await expect(fetch(url, { signal: AbortSignal.timeout(3000) })).rejects.toThrow();
    }
    await expect(
      stack.ecs.send(new DeleteClusterCommand({ cluster: stack.cluster })),
    ).rejects.toThrow('Container Instances are active');
  });
});

describe('a task by itself', () => {
  it('runs and stops when told', async () => {
    const { tasks = [] } = await stack.ecs.send(
      new RunTaskCommand({
        cluster: stack.cluster,
        taskDefinition: await stack.register(HELLO_IMAGE, 0, 'alone'),
        startedBy: 'me',
      }),
    );
    const describeTask = async () =>
      (
        await stack.ecs.send(
          new DescribeTasksCommand({ cluster: stack.cluster, tasks: [tasks[0]?.taskArn ?? ''] }),
        )
      ).tasks?.[0];
    const running = await eventually(describeTask, (task) => task?.lastStatus === 'RUNNING');
    expect(await hello(stack.urls([running ?? {}])[0] ?? '')).toMatch(/^Hello from [0-9a-f]{12}!/);
    await stack.ecs.send(
      new StopTaskCommand({ cluster: stack.cluster, task: tasks[0]?.taskArn, reason: 'enough' }),
    );
    const stopped = await eventually(describeTask, (task) => task?.lastStatus === 'STOPPED');
    expect(stopped).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      desiredStatus: 'STOPPED',
    });
  });
});

describe('the end', () => {
  it('comes when the hosts are gone: the cluster can be deleted', async () => {
    await stack.deleteHosts();
    await stack.ecs.send(new DeleteClusterCommand({ cluster: stack.cluster }));
    const { clusters = [] } = await stack.ecs.send(
      new DescribeClustersCommand({ clusters: [stack.cluster] }),
    );
    expect(clusters[0]).toMatchObject({ status: 'INACTIVE', registeredContainerInstancesCount: 0 });
  });
});
