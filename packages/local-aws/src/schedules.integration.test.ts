import {
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  type CreateScheduleCommandInput,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ProcessLane } from './testing/process-lane';
import { clientConfiguration, eventually } from './testing/small-stack';

const JOB = '123456789012.dkr.ecr.us-east-1.amazonaws.com/job:1';
let lane: ProcessLane;
let scheduler: SchedulerClient;
let sqs: SQSClient;
let family: string;
let roleArn: string;

beforeAll(async () => {
  // Its exit code is what the schedule says.
  lane = await ProcessLane.start('127.0.80.11', {
    [JOB]: 'process.exit(Number(process.env.exitCode ?? 0))',
  });
  scheduler = new SchedulerClient(clientConfiguration(lane.options));
  sqs = new SQSClient(clientConfiguration(lane.options));
  const registered = await lane.stack.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'job',
      containerDefinitions: [{ name: 'job', image: JOB, memory: 64 }],
    }),
  );
  family = registered.taskDefinition?.taskDefinitionArn ?? '';
  const { Role } = await lane.stack.iam.send(
    new CreateRoleCommand({
      RoleName: 'scheduler',
      AssumeRolePolicyDocument: trust('scheduler.amazonaws.com'),
    }),
  );
  roleArn = Role?.Arn ?? '';
});
afterAll(async () => {
  scheduler.destroy();
  sqs.destroy();
  await lane.close();
});

const trust = (Service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }],
  });

/** In a moment, as a single time; a busy machine may take some seconds until the schedule is there. */
const soon = () => `at(${new Date(Date.now() + 6000).toISOString().slice(0, 19)})`;

const schedule = (
  Name: string,
  more: Partial<CreateScheduleCommandInput> = {},
  target: Partial<CreateScheduleCommandInput['Target']> = {},
): CreateScheduleCommandInput => ({
  Name,
  ScheduleExpression: soon(),
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: `arn:aws:ecs:us-east-1:123456789012:cluster/${lane.stack.cluster}`,
    RoleArn: roleArn,
    EcsParameters: { TaskDefinitionArn: family, LaunchType: 'EC2' },
    ...target,
  },
  ...more,
});

const stoppedTasks = async (name: string) => {
  const { ecs, cluster } = lane.stack;
  const { taskArns = [] } = await ecs.send(
    new ListTasksCommand({
      cluster,
      startedBy: `chronos-schedule/${name}`,
      desiredStatus: 'STOPPED',
    }),
  );
  if (taskArns.length === 0) {
    return [];
  }
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks.filter(({ lastStatus }) => lastStatus === 'STOPPED');
};

describe('a schedule', () => {
  it('starts its tasks at its time, with what it changes of them', async () => {
    await scheduler.send(
      new CreateScheduleCommand(
        schedule(
          'failing-job',
          {},
          {
            EcsParameters: { TaskDefinitionArn: family, LaunchType: 'EC2', TaskCount: 2 },
            Input: JSON.stringify({
              containerOverrides: [
                { name: 'job', environment: [{ name: 'exitCode', value: '3' }] },
              ],
            }),
          },
        ),
      ),
    );
    const tasks = await eventually(
      () => stoppedTasks('failing-job'),
      (found) => found.length === 2,
    );
    expect(tasks.map(({ containers }) => containers?.[0]?.exitCode)).toEqual([3, 3]);
  });

  it('starts nothing where it is disabled or deleted', async () => {
    const disabled = schedule('disabled', { State: 'DISABLED' });
    await scheduler.send(new CreateScheduleCommand(disabled));
    await scheduler.send(new CreateScheduleCommand(schedule('deleted')));
    await scheduler.send(new DeleteScheduleCommand({ Name: 'deleted' }));
    const enabled = schedule('enabled', { State: 'DISABLED' });
    await scheduler.send(new CreateScheduleCommand(enabled));
    // The last of the three is due last, so the others would have fired by then.
    await scheduler.send(
      new UpdateScheduleCommand({ ...enabled, State: 'ENABLED', ScheduleExpression: soon() }),
    );
    await eventually(
      () => stoppedTasks('enabled'),
      (found) => found.length > 0,
    );
    expect(await stoppedTasks('disabled')).toEqual([]);
    expect(await stoppedTasks('deleted')).toEqual([]);
  });

  it('leaves in its dead-letter queue what it could not start', async () => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'failed' }));
    const Arn = 'arn:aws:sqs:us-east-1:123456789012:failed';
    const gone = family.replace(/:\d+$/, ':99');
    await scheduler.send(
      new CreateScheduleCommand(
        schedule(
          'gone',
          {},
          { DeadLetterConfig: { Arn }, EcsParameters: { TaskDefinitionArn: gone } },
        ),
      ),
    );
    const [message] = await eventually(
      async () =>
        (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] })))
          .Messages ?? [],
      (messages) => messages.length > 0,
    );
    expect(message?.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'ClientException' },
      ERROR_MESSAGE: { StringValue: expect.stringContaining('task definition') as unknown },
      SCHEDULE_ARN: {
        StringValue: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/gone',
      },
    });
  });

  it('is refused where AWS refuses it', async () => {
    const { Role } = await lane.stack.iam.send(
      new CreateRoleCommand({
        RoleName: 'tasks',
        AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com'),
      }),
    );
    const refused = (more: Partial<CreateScheduleCommandInput>, target = {}) =>
      scheduler.send(new CreateScheduleCommand(schedule('refused', more, target)));
    await expect(refused({ ScheduleExpression: 'cron(0 3 * * *)' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Invalid Schedule Expression') as unknown,
    });
    await expect(refused({ ScheduleExpressionTimezone: 'Moon/Base' })).rejects.toThrow(
      'Invalid Schedule Expression Timezone',
    );
    await expect(refused({}, { RoleArn: Role?.Arn })).rejects.toThrow(
      'must allow AWS EventBridge Scheduler to assume the role',
    );
  });
});
