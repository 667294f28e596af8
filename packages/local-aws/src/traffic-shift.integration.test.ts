import {
  CreateServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
  type DeploymentConfiguration,
  type Service,
  type ServiceDeployment,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { freePort } from './free-port';
import { balancedWeb, type BalancedWeb } from './testing/balanced-web';
import { describeWithDocker, DockerLane } from './testing/docker-lane';
import { RequestStream } from './testing/request-stream';
import {
  callCloudWatch,
  createTargetGroup,
  firstOfTwo,
  registerColor,
} from './testing/shifted-web';
import { clientConfiguration, eventually } from './testing/small-stack';

const PATIENCE_S = 300;

describeWithDocker()('a service that moves requests from one revision to the next', () => {
  let lane: DockerLane;
  let balancing: ElasticLoadBalancingV2Client;
  let web: BalancedWeb;
  let alternate: string;
  let rule: string;

  beforeAll(async () => {
    lane = await DockerLane.start('127.0.66.11', { scalingMinuteSeconds: 6 });
    balancing = new ElasticLoadBalancingV2Client(clientConfiguration(lane.options));
    web = await balancedWeb(lane.options, lane.stack, { drainSeconds: 2 });
    alternate = await createTargetGroup(balancing, lane, 'alternate', 'HTTP');
    const { Rules } = await balancing.send(
      new CreateRuleCommand({
        ListenerArn: web.listenerArn,
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
        Actions: [firstOfTwo(web.targetGroupArn, alternate)],
      }),
    );
    rule = Rules?.[0]?.RuleArn ?? '';
    await callCloudWatch(lane, 'PutMetricAlarm', {
      AlarmName: 'errors',
      Namespace: 'Web',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: '60',
      EvaluationPeriods: '1',
      Threshold: '1',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  }, 300_000);
  afterAll(async () => {
    balancing.destroy();
    await lane.close();
  }, 300_000);

  const service = async (name = 'web'): Promise<Service> => {
    const { services } = await lane.stack.ecs.send(
      new DescribeServicesCommand({ cluster: lane.stack.cluster, services: [name] }),
    );
    return services?.[0] ?? {};
  };
  const settled = (name = 'web') =>
    eventually(
      () => service(name),
      ({ deployments = [] }) =>
        deployments.length === 1 && deployments[0]?.rolloutState === 'COMPLETED',
      PATIENCE_S,
    );
  /** The newest service deployment. */
  const newest = async (): Promise<ServiceDeployment> => {
    const { cluster, ecs } = lane.stack;
    const { serviceDeployments: [brief] = [] } = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service: 'web' }),
    );
    return described(brief?.serviceDeploymentArn);
  };
  const described = async (arn = ''): Promise<ServiceDeployment> => {
    const { serviceDeployments } = await lane.stack.ecs.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
    );
    return serviceDeployments?.[0] ?? {};
  };
  const reached = (stage: string) =>
    eventually(newest, ({ lifecycleStage }) => lifecycleStage === stage, PATIENCE_S);
  const weights = async (): Promise<readonly (number | undefined)[]> => {
    const { Rules } = await balancing.send(new DescribeRulesCommand({ RuleArns: [rule] }));
    const groups = Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    return [web.targetGroupArn, alternate].map(
      (arn) => groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight,
    );
  };
  const roll = async (
    color: string,
    deploymentConfiguration: DeploymentConfiguration,
  ): Promise<void> => {
    const taskDefinition = await registerColor(lane, color);
    await lane.stack.ecs.send(
      new UpdateServiceCommand({
        cluster: lane.stack.cluster,
        service: 'web',
        taskDefinition,
        deploymentConfiguration,
      }),
    );
  };
  const counts = (stream: RequestStream, color: string): number => stream.bodies.get(color) ?? 0;

  it('is refused without the second target group, and with hooks that nobody could answer', async () => {
    const create = (advancedConfiguration?: object, more: object = {}) =>
      lane.stack.ecs.send(
        new CreateServiceCommand({
          cluster: lane.stack.cluster,
          serviceName: 'web',
          taskDefinition: 'web',
          desiredCount: 2,
          deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1, ...more },
          loadBalancers: [
            {
              targetGroupArn: web.targetGroupArn,
              containerName: 'app',
              containerPort: 8080,
              ...(advancedConfiguration === undefined ? {} : { advancedConfiguration }),
            },
          ],
        }),
      );
    await registerColor(lane, 'blue');
    const advanced = {
      alternateTargetGroupArn: alternate,
      productionListenerRule: rule,
      roleArn: 'arn:aws:iam::123456789012:role/traffic',
    };
    await expect(create()).rejects.toThrow('requires loadBalancers.advancedConfiguration');
    const hook = { hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:check' };
    await expect(create(advanced, { lifecycleHooks: [hook] })).rejects.toThrow(
      'local-aws: deploymentConfiguration.lifecycleHooks is not emulated',
    );
    await expect(create({ ...advanced, productionListenerRule: `${rule}0` })).rejects.toThrow(
      'The specified listener rule does not exist, or does not forward',
    );
    await create(advanced);
    const { loadBalancers, deploymentConfiguration } = await settled();
    expect(loadBalancers?.[0]?.advancedConfiguration).toEqual(advanced);
    expect(deploymentConfiguration).toMatchObject({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 });
  });

  it('answers from blue only, then from green only, and loses no request', async () => {
    const stream = new RequestStream(web.url);
    await roll('green', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 });
    const scaling = await reached('SCALE_UP');
    expect(scaling.targetServiceRevision).toMatchObject({ requestedProductionTrafficWeight: 0 });
    expect(counts(stream, 'green')).toBe(0);
    const baking = await reached('BAKE_TIME');
    expect(baking).toMatchObject({
      status: 'IN_PROGRESS',
      sourceServiceRevisions: [{ requestedProductionTrafficWeight: 0, runningTaskCount: 2 }],
      targetServiceRevision: { requestedProductionTrafficWeight: 100, runningTaskCount: 2 },
      deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 },
    });
    expect((await service()).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 2, desiredCount: 2 },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 2, desiredCount: 2 },
    ]);
    expect(await weights()).toEqual([0, 100]);
    // Requests that were under way when the rule changed.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const blue = counts(stream, 'blue');
    await settled();
    expect(counts(stream, 'blue')).toBe(blue);
    expect(blue).toBeGreaterThan(0);
    expect(await stream.stop()).toBeGreaterThan(blue);
    expect(stream.lost).toEqual([]);
    const done = await newest();
    expect(done).toMatchObject({ status: 'SUCCESSFUL', lifecycleStage: 'CLEAN_UP' });
    const { serviceRevisions } = await lane.stack.ecs.send(
      new DescribeServiceRevisionsCommand({
        serviceRevisionArns: [done.targetServiceRevision?.arn ?? ''],
      }),
    );
    expect(serviceRevisions?.[0]?.resolvedConfiguration?.loadBalancers).toEqual([
      { targetGroupArn: alternate, productionListenerRule: rule },
    ]);
  });

  it('gives a canary its share of the requests, and all of them later', async () => {
    // Hundreds must be counted before the share changes.
    const stream = new RequestStream(web.url, 20);
    await roll('yellow', {
      strategy: 'CANARY',
      bakeTimeInMinutes: 0,
      canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 3 },
    });
    await eventually(
      () => Promise.resolve(counts(stream, 'yellow')),
      (count) => count > 0,
      PATIENCE_S,
    );
    const before = { yellow: counts(stream, 'yellow'), green: counts(stream, 'green') };
    const share = await eventually(
      () => {
        const yellow = counts(stream, 'yellow') - before.yellow;
        const total = yellow + counts(stream, 'green') - before.green;
        return Promise.resolve({ yellow, total });
      },
      ({ total }) => total >= 400,
      PATIENCE_S,
    );
    expect(await weights()).toEqual([20, 80]);
    // Five standard deviations to each side.
    expect(share.yellow / share.total).toBeGreaterThan(0.1);
    expect(share.yellow / share.total).toBeLessThan(0.3);
    await settled();
    expect(await weights()).toEqual([100, 0]);
    expect(await stream.stop()).toBeGreaterThan(400);
    expect(stream.lost).toEqual([]);
  });

  it('goes back for an alarm in the bake time, and loses no request', async () => {
    const stream = new RequestStream(web.url);
    await roll('broken', {
      strategy: 'BLUE_GREEN',
      bakeTimeInMinutes: 1440,
      alarms: { enable: true, rollback: true, alarmNames: ['errors'] },
    });
    const { serviceDeploymentArn } = await reached('BAKE_TIME');
    await eventually(
      () => Promise.resolve(counts(stream, 'broken')),
      (count) => count > 20,
      PATIENCE_S,
    );
    await callCloudWatch(lane, 'SetAlarmState', {
      AlarmName: 'errors',
      StateValue: 'ALARM',
      StateReason: 'test',
    });
    await settled();
    const seen = counts(stream, 'broken');
    const yellow = counts(stream, 'yellow');
    await eventually(
      () => Promise.resolve(counts(stream, 'yellow')),
      (count) => count > yellow + 20,
      PATIENCE_S,
    );
    await stream.stop();
    expect(counts(stream, 'broken')).toBe(seen);
    expect(stream.lost).toEqual([]);
    expect(await weights()).toEqual([100, 0]);
    expect(await described(serviceDeploymentArn)).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['errors'] },
      targetServiceRevision: { requestedProductionTrafficWeight: 0, runningTaskCount: 0 },
    });
  });

  it('moves connections in the listener of a Network Load Balancer', async () => {
    const { LoadBalancers } = await balancing.send(
      new CreateLoadBalancerCommand({
        Name: 'tcp',
        Type: 'network',
        Subnets: [...lane.stack.subnets],
      }),
    );
    const { LoadBalancerArn = '', DNSName = '' } = LoadBalancers?.[0] ?? {};
    const first = await createTargetGroup(balancing, lane, 'tcp-first', 'TCP');
    const second = await createTargetGroup(balancing, lane, 'tcp-second', 'TCP');
    const Port = await freePort(DNSName);
    const { Listeners } = await balancing.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port,
        Protocol: 'TCP',
        DefaultActions: [firstOfTwo(first, second)],
      }),
    );
    await lane.stack.ecs.send(
      new CreateServiceCommand({
        cluster: lane.stack.cluster,
        serviceName: 'tcp',
        taskDefinition: await registerColor(lane, 'red'),
        desiredCount: 1,
        deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 },
        loadBalancers: [
          {
            targetGroupArn: first,
            containerName: 'app',
            containerPort: 8080,
            advancedConfiguration: {
              alternateTargetGroupArn: second,
              productionListenerRule: Listeners?.[0]?.ListenerArn,
              roleArn: 'arn:aws:iam::123456789012:role/traffic',
            },
          },
        ],
      }),
    );
    await settled('tcp');
    const stream = new RequestStream(`http://${DNSName}:${Port}/`, 0);
    await lane.stack.ecs.send(
      new UpdateServiceCommand({
        cluster: lane.stack.cluster,
        service: 'tcp',
        taskDefinition: await registerColor(lane, 'pink'),
      }),
    );
    await settled('tcp');
    await stream.stop();
    expect([...stream.bodies.keys()]).toEqual(['red', 'pink']);
    expect(stream.lost).toEqual([]);
  });

  it('goes back when somebody stops it, once', async () => {
    await callCloudWatch(lane, 'SetAlarmState', {
      AlarmName: 'errors',
      StateValue: 'OK',
      StateReason: 'test',
    });
    await roll('stopped', {
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1440 },
    });
    const { serviceDeploymentArn } = await eventually(
      newest,
      ({ targetServiceRevision }) => targetServiceRevision?.requestedProductionTrafficWeight === 50,
      PATIENCE_S,
    );
    const stop = () =>
      lane.stack.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn }));
    await stop();
    await settled();
    expect(await weights()).toEqual([100, 0]);
    expect((await described(serviceDeploymentArn)).status).toBe('ROLLBACK_SUCCESSFUL');
    await expect(stop()).rejects.toThrow('is ROLLBACK_SUCCESSFUL and can not be stopped any more');
  });
});
