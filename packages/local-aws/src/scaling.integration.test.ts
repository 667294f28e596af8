import {
  ApplicationAutoScalingClient,
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type PutScalingPolicyCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { localAwsStatus } from './index';
import { balancedWeb, type BalancedWeb } from './testing/balanced-web';
import { HELLO_IMAGE, ProcessLane } from './testing/process-lane';
import { RequestStream } from './testing/request-stream';
import { signedFor } from './testing/signed-headers';
import { clientConfiguration, eventually } from './testing/small-stack';

const PATIENCE_S = 300;

let lane: ProcessLane;
let scaling: ApplicationAutoScalingClient;
let web: BalancedWeb;
let family: string;

beforeAll(async () => {
  lane = await ProcessLane.start('127.0.79.11', {}, { scalingMinuteSeconds: 1 });
  scaling = new ApplicationAutoScalingClient(clientConfiguration(lane.options));
  web = await balancedWeb(lane.options, lane.stack);
  const { taskDefinition } = await lane.stack.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      containerDefinitions: [
        { name: 'app', image: HELLO_IMAGE, memory: 64, portMappings: [{ containerPort: 8080 }] },
      ],
    }),
  );
  family = taskDefinition?.taskDefinitionArn ?? '';
}, 300_000);
afterAll(async () => {
  scaling.destroy();
  await lane.close();
}, 300_000);

const targetOf = (name: string) => ({
  ServiceNamespace: 'ecs' as const,
  ScalableDimension: 'ecs:service:DesiredCount' as const,
  ResourceId: `service/${lane.stack.cluster}/${name}`,
});
const createService = async (serviceName: string, isBalanced = false): Promise<void> => {
  const { targetGroupArn } = web;
  const balanced = { targetGroupArn, containerName: 'app', containerPort: 8080 };
  await lane.stack.ecs.send(
    new CreateServiceCommand({
      cluster: lane.stack.cluster,
      serviceName,
      taskDefinition: family,
      desiredCount: 1,
      loadBalancers: isBalanced ? [balanced] : [],
    }),
  );
  await scaling.send(
    new RegisterScalableTargetCommand({
      ...targetOf(serviceName),
      MinCapacity: 1,
      MaxCapacity: 4,
    }),
  );
};
const until = (name: string, desired: number, running = desired) =>
  eventually(
    () => lane.stack.service(name),
    ({ desiredCount, runningCount, deployments = [] }) =>
      desiredCount === desired &&
      runningCount === running &&
      deployments[0]?.rolloutState === 'COMPLETED',
    PATIENCE_S,
  );
const activities = async (name: string) =>
  (await scaling.send(new DescribeScalingActivitiesCommand(targetOf(name)))).ScalingActivities ??
  [];
const put = (name: string, more: Partial<PutScalingPolicyCommandInput>) =>
  scaling.send(
    new PutScalingPolicyCommand({ ...targetOf(name), PolicyName: `${name}-policy`, ...more }),
  );
const cloudWatch = async (Action: string, parameters: Record<string, string>): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${lane.options.port}/`, {
    method: 'POST',
    headers: { authorization: signedFor(lane.options, 'monitoring') },
    body: new URLSearchParams({ Action, Version: '2010-08-01', ...parameters }),
  });
  const body = await answer.text();
  expect([answer.status, body]).toEqual([200, body]);
  return body;
};

describe('a service that follows its requests', () => {
  beforeAll(() => createService('web', true));

  it('grows under them and shrinks without them, with the words of AWS', async () => {
    await until('web', 1);
    const { Alarms } = await put('web', {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 5,
        ScaleInCooldown: 60,
        ScaleOutCooldown: 60,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: web.label,
        },
      },
    });
    expect(Alarms?.map(({ AlarmName }) => AlarmName?.replace(/-[0-9a-f-]{36}$/, ''))).toEqual([
      `TargetTracking-service/${lane.stack.cluster}/web-AlarmHigh`,
      `TargetTracking-service/${lane.stack.cluster}/web-AlarmLow`,
    ]);
    const stream = new RequestStream(web.url);
    await until('web', 4);
    const answered = await stream.stop();
    expect(stream.lost).toEqual([]);
    expect(answered).toBeGreaterThan(20);
    await until('web', 1);
    const [newest, ...older] = await activities('web');
    expect(newest).toMatchObject({
      Description: expect.stringMatching(/^Setting desired count to [1-3]\.$/),
      Cause: expect.stringMatching(
        /^monitor alarm TargetTracking-.+-AlarmLow-.+ in state ALARM triggered policy web-policy$/,
      ),
    });
    expect(older.at(-1)).toMatchObject({
      StatusCode: 'Successful',
      StatusMessage: 'Successfully set desired count to 4. Change successfully fulfilled by ecs.',
      Cause: expect.stringContaining('AlarmHigh'),
    });
  }, 900_000);

  it('is announced where minutes are shorter than elsewhere', async () => {
    expect((await localAwsStatus(lane.options))?.notices).toContain(
      'LOCAL_AWS_SCALING_MINUTE_SECONDS=1: a minute of alarms, of scaling cooldowns and of bake times lasts 1 s.',
    );
  });
});

describe('a service that follows a metric of its own', () => {
  const alarm = (AlarmActions: string) =>
    cloudWatch('PutMetricAlarm', {
      AlarmName: 'deep',
      Namespace: 'Queue',
      MetricName: 'Depth',
      Statistic: 'Maximum',
      Period: '60',
      EvaluationPeriods: '1',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: '10',
      'AlarmActions.member.1': AlarmActions,
    });

  it('takes the step that the metric is in, and says when there is no more to add', async () => {
    await createService('steps');
    await until('steps', 1);
    const { PolicyARN = '' } = await put('steps', {
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        Cooldown: 0,
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 },
        ],
      },
    });
    await alarm(PolicyARN);
    await cloudWatch('PutMetricData', {
      Namespace: 'Queue',
      'MetricData.member.1.MetricName': 'Depth',
      'MetricData.member.1.Value': '25',
    });
    await until('steps', 4);
    const described = await eventually(
      () =>
        scaling.send(
          new DescribeScalingActivitiesCommand({
            ...targetOf('steps'),
            IncludeNotScaledActivities: true,
          }),
        ),
      ({ ScalingActivities = [] }) => ScalingActivities.some((one) => one.NotScaledReasons),
      PATIENCE_S,
    );
    expect(described.ScalingActivities?.[0]?.NotScaledReasons).toEqual([
      { Code: 'AlreadyAtMaxCapacity', MaxCapacity: 4, CurrentCapacity: 4 },
    ]);
    expect((await activities('steps')).at(-1)?.Description).toBe('Setting desired count to 3.');
  }, 900_000);
});

describe('a service with a schedule', () => {
  it('has its limits changed at the time, and its count with them', async () => {
    await createService('timed');
    await scaling.send(
      new PutScheduledActionCommand({
        ...targetOf('timed'),
        ScheduledActionName: 'morning',
        Schedule: `at(${new Date(Date.now() + 2500).toISOString().slice(0, 19)})`,
        ScalableTargetAction: { MinCapacity: 2 },
      }),
    );
    await until('timed', 2);
    expect((await activities('timed')).map(({ Cause }) => Cause).sort()).toEqual([
      'minimum capacity was set to 2',
      'scheduled action name morning was triggered',
    ]);
  }, 900_000);
});

describe('what would never act', () => {
  it.each([
    [
      'a prediction',
      { PolicyType: 'PredictiveScaling' as const },
      'PredictiveScaling is not emulated. Allowed TargetTrackingScaling, StepScaling.',
    ],
    [
      'requests that no balancer counts',
      {
        PolicyType: 'TargetTrackingScaling' as const,
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 1,
          PredefinedMetricSpecification: {
            PredefinedMetricType: 'ALBRequestCountPerTarget' as const,
            ResourceLabel: 'app/other/1/targetgroup/other/2',
          },
        },
      },
      'Invalid resource label: app/other/1/targetgroup/other/2',
    ],
  ])('is refused: %s', async (_, policy, message) => {
    await expect(put('web', policy)).rejects.toThrow(message);
  });

  it('is refused: a policy without a target', async () => {
    await expect(put('nobody', { PolicyType: 'StepScaling' })).rejects.toMatchObject({
      name: 'ObjectNotFoundException',
    });
  });
});
