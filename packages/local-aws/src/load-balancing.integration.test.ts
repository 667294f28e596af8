import {
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ListContainerInstancesCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  type ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { freePort } from './free-port';
import { localAwsStatus } from './index';
import { describeWithDocker, DockerLane } from './testing/docker-lane';
import { ask, RequestStream } from './testing/request-stream';
import { clientConfiguration, eventually } from './testing/small-stack';

const PATIENCE_S = 300;

/**
 * Ends at once when it is asked to: whoever waits for an answer then, or asks later, loses a request. With FINISHES it gives
 * the answers that somebody waits for.
 */
const WEB_PROGRAM = `
  const { STATUS = '200', COLOR = '', FINISHES } = process.env;
  let turn = 0;
  const server = require('http').createServer((request, response) => {
    const isSlow = request.url === '/' && turn++ % 2 === 0;
    setTimeout(() => response.writeHead(Number(STATUS)).end(COLOR), isSlow ? 1000 : 5);
  }).listen(8080);
  // Through a network load balancer a client that pauses longer than this would meet a connection that is about to close.
  server.keepAliveTimeout = 0;
  const end = () => process.exit(0);
  process.on('SIGTERM', FINISHES ? () => server.close(end) : end);`;

describeWithDocker()('services behind load balancers', () => {
  let lane: DockerLane;
  let balancing: ElasticLoadBalancingV2Client;

  beforeAll(async () => {
    lane = await DockerLane.start('127.0.76.11');
    balancing = new ElasticLoadBalancingV2Client(clientConfiguration(lane.options));
  }, 300_000);
  afterAll(async () => {
    balancing.destroy();
    await lane.close();
  }, 300_000);

  const register = async (
    family: string,
    COLOR: string,
    STATUS = '200',
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const { taskDefinition } = await lane.stack.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        containerDefinitions: [
          {
            name: 'app',
            image: lane.image,
            memory: 64,
            stopTimeout: 2,
            entryPoint: [process.execPath, '-e'],
            command: [WEB_PROGRAM],
            portMappings: [{ containerPort: 8080 }],
            environment: Object.entries({ COLOR, STATUS, ...more }).map(([name, value]) => ({
              name,
              value,
            })),
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  };

  const createBalancer = async (Name: string, Type: 'application' | 'network') => {
    const { LoadBalancers } = await balancing.send(
      new CreateLoadBalancerCommand({ Name, Type, Subnets: [...lane.stack.subnets] }),
    );
    const { LoadBalancerArn = '', DNSName = '' } = LoadBalancers?.[0] ?? {};
    return { arn: LoadBalancerArn, address: DNSName, port: await freePort(DNSName) };
  };
  const createGroup = async (Name: string, Protocol: ProtocolEnum) => {
    const { TargetGroups } = await balancing.send(
      new CreateTargetGroupCommand({
        Name,
        Protocol,
        Port: 80,
        VpcId: lane.stack.vpcId,
        ...(Protocol === 'HTTP' ? { HealthCheckPath: '/health' } : {}),
        HealthCheckIntervalSeconds: 5,
        // A machine that is busy with other tests is late, not ill.
        HealthCheckTimeoutSeconds: 4,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 4,
      }),
    );
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
    await balancing.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '2' }],
      }),
    );
    return TargetGroupArn;
  };
  const createListener = (
    balancer: { readonly arn: string; readonly port: number },
    Protocol: ProtocolEnum,
    TargetGroupArn: string,
  ) =>
    balancing.send(
      new CreateListenerCommand({
        LoadBalancerArn: balancer.arn,
        Port: balancer.port,
        Protocol,
        DefaultActions: [{ Type: 'forward', TargetGroupArn }],
      }),
    );
  const createService = async (
    serviceName: string,
    targetGroupArn: string,
    taskDefinition: string,
    loadBalancer: { readonly containerName?: string; readonly containerPort?: number } = {},
  ) =>
    lane.stack.ecs.send(
      new CreateServiceCommand({
        cluster: lane.stack.cluster,
        serviceName,
        taskDefinition,
        desiredCount: 4,
        healthCheckGracePeriodSeconds: 1,
        deploymentConfiguration: {
          minimumHealthyPercent: 100,
          maximumPercent: 200,
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
        loadBalancers: [
          { targetGroupArn, containerName: 'app', containerPort: 8080, ...loadBalancer },
        ],
      }),
    );
  const service = async (name: string): Promise<Service> => {
    const { services } = await lane.stack.ecs.send(
      new DescribeServicesCommand({ cluster: lane.stack.cluster, services: [name] }),
    );
    return services?.[0] ?? {};
  };
  const settled = (name: string, rolloutState = 'COMPLETED') =>
    eventually(
      () => service(name),
      ({ deployments = [] }) =>
        deployments.length === 1 && deployments[0]?.rolloutState === rolloutState,
      PATIENCE_S,
    );
  const roll = (name: string, taskDefinition: string) =>
    lane.stack.ecs.send(
      new UpdateServiceCommand({ cluster: lane.stack.cluster, service: name, taskDefinition }),
    );
  const health = async (TargetGroupArn: string) =>
    (await balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn })))
      .TargetHealthDescriptions ?? [];

  let web: Awaited<ReturnType<typeof createBalancer>>;
  let webGroup: string;

  it('are refused while no balancer could reach them', async () => {
    web = await createBalancer('web', 'application');
    webGroup = await createGroup('web', 'HTTP');
    const blue = await register('web', 'blue');
    await expect(createService('web', webGroup, blue)).rejects.toThrow(
      `The target group with targetGroupArn ${webGroup} does not have an associated load balancer.`,
    );
    await createListener(web, 'HTTP', webGroup);
    await expect(createService('web', webGroup, blue, { containerName: 'ap' })).rejects.toThrow(
      'The container ap does not exist in the task definition.',
    );
    await expect(createService('web', webGroup, blue, { containerPort: 80 })).rejects.toThrow(
      'The container app did not have a container port 80 defined.',
    );
    expect((await ask(`http://${web.address}:${web.port}/`)).status).toBe(503);
  });

  it('are steady when every task is healthy for its balancer, two of them on one host', async () => {
    await createService('web', webGroup, await register('web', 'blue'));
    const steady = await settled('web');
    expect(steady).toMatchObject({
      healthCheckGracePeriodSeconds: 1,
      loadBalancers: [{ targetGroupArn: webGroup, containerName: 'app', containerPort: 8080 }],
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
    });
    const targets = await health(webGroup);
    expect(targets.map(({ TargetHealth }) => TargetHealth?.State)).toEqual(
      Array.from({ length: 4 }, () => 'healthy'),
    );
    expect(new Set(targets.map(({ Target }) => Target?.Id)).size).toBeLessThan(4);
    expect(new Set(targets.map(({ Target }) => `${Target?.Id}:${Target?.Port}`)).size).toBe(4);
    expect(steady.events?.map(({ message }) => message)).toContain(
      `(service web) registered 1 targets in (target-group ${webGroup})`,
    );
    expect((await localAwsStatus(lane.options))?.loadBalancers).toEqual([
      expect.objectContaining({ name: 'web', urls: [`http://${web.address}:${web.port}`] }),
    ]);
  });

  it('lose no request in a rollout, and none when the next revision never becomes healthy', async () => {
    const tcp = await createBalancer('tcp', 'network');
    expect(tcp.arn).toContain('loadbalancer/net/tcp/');
    const tcpGroup = await createGroup('tcp', 'TCP');
    await createListener(tcp, 'TCP', tcpGroup);
    await createService('tcp', tcpGroup, await register('tcp', 'red'));
    await settled('tcp');
    const streams = [web, tcp].map(
      ({ address, port }) => new RequestStream(`http://${address}:${port}/`),
    );
    await roll('web', await register('web', 'green'));
    await settled('web');
    const [webStream] = streams;
    await eventually(
      () => Promise.resolve(webStream?.bodies.get('green') ?? 0),
      (count) => count > 100,
      PATIENCE_S,
    );
    await roll('web', await register('web', 'broken', '404'));
    const back = await eventually(
      () => service('web'),
      ({ deployments = [], events = [] }) =>
        deployments.length === 1 && events.some(({ message }) => message?.includes('rolling back')),
      PATIENCE_S,
    );
    const answered = await Promise.all(streams.map((stream) => stream.stop()));
    expect(streams.map(({ lost }) => lost)).toEqual([[], []]);
    expect(streams.map(({ bodies }) => [...bodies.keys()].sort())).toEqual([
      ['blue', 'green'],
      ['red'],
    ]);
    expect(Math.min(...answered)).toBeGreaterThan(100);
    const messages = back.events?.map(({ message = '' }) => message) ?? [];
    expect(messages.join('\n')).toMatch(
      /\(service web\) \(task \w+\) \(instance i-\w+\) \(port \d+\) is unhealthy in \(target-group .+\) due to \(reason Health checks failed with these codes: \[404\]\)/,
    );
    expect(messages).toContain('(service web) has begun draining connections on 1 tasks.');
  });

  const containerInstances = async (): Promise<number> =>
    (
      await lane.stack.ecs.send(
        new ListContainerInstancesCommand({ cluster: lane.stack.cluster, status: 'ACTIVE' }),
      )
    ).containerInstanceArns?.length ?? 0;
  const whole = async (): Promise<void> => {
    await eventually(containerInstances, (count) => count === 3, PATIENCE_S);
    await settled('web');
    await eventually(
      () => health(webGroup),
      (targets) =>
        targets.length === 4 &&
        targets.every(({ TargetHealth }) => TargetHealth?.State === 'healthy'),
      PATIENCE_S,
    );
  };

  it('lose no request when a host goes, if their tasks finish what they have', async () => {
    await roll('web', await register('web', 'green', '200', { FINISHES: '1' }));
    await whole();
    const stream = new RequestStream(`http://${web.address}:${web.port}/`);
    const [first] = await health(webGroup);
    const lost = first?.Target?.Id ?? '';
    await lane.stack.ec2.send(new TerminateInstancesCommand({ InstanceIds: [lost] }));
    // All is as it was until that is noticed.
    await eventually(
      () => health(webGroup),
      (targets) => targets.every(({ Target }) => Target?.Id !== lost),
      PATIENCE_S,
    );
    await whole();
    expect(await stream.stop()).toBeGreaterThan(0);
    expect(stream.lost).toEqual([]);
  });

  it('lose no request while a revision is taken back and all hosts are replaced, even if their tasks end at once', async () => {
    const { autoScaling, ecs, cluster } = lane.stack;
    const { AutoScalingGroups } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    await ecs.send(
      new CreateCapacityProviderCommand({
        name: 'hosts',
        autoScalingGroupProvider: {
          autoScalingGroupArn: AutoScalingGroups?.[0]?.AutoScalingGroupARN ?? '',
          managedDraining: 'ENABLED',
        },
      }),
    );
    await ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster,
        capacityProviders: ['hosts'],
        defaultCapacityProviderStrategy: [],
      }),
    );
    const stream = new RequestStream(`http://${web.address}:${web.port}/`);
    await roll('web', await register('web', 'blue'));
    await whole();
    const before = (await health(webGroup)).map(({ Target }) => Target?.Id);
    await autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: 'hosts' }));
    await eventually(
      () =>
        autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: 'hosts' })),
      ({ InstanceRefreshes }) => InstanceRefreshes?.[0]?.Status === 'Successful',
      PATIENCE_S,
    );
    await whole();
    const after = (await health(webGroup)).map(({ Target }) => Target?.Id);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    expect(await stream.stop()).toBeGreaterThan(0);
    expect(stream.lost).toEqual([]);
  });

  it('can still be ended when their balancer is gone, and its port is free', async () => {
    await balancing.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: web.arn }));
    await expect(ask(`http://${web.address}:${web.port}/`)).rejects.toThrow('ECONNREFUSED');
    await lane.stack.ecs.send(
      new UpdateServiceCommand({ cluster: lane.stack.cluster, service: 'web', desiredCount: 0 }),
    );
    await eventually(
      () => service('web'),
      ({ runningCount }) => runningCount === 0,
      PATIENCE_S,
    );
  });
});
