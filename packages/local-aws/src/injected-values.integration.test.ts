import { RegisterTaskDefinitionCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { ProcessLane } from './testing/process-lane';
import { eventually } from './testing/small-stack';
import { signedFor } from './testing/signed-headers';

const PRINTER = '123456789012.dkr.ecr.us-east-1.amazonaws.com/printer:1';
let lane: ProcessLane;

beforeAll(async () => {
  lane = await ProcessLane.start('127.0.74.11', {
    [PRINTER]:
      'console.log(process.env.PASSWORD, process.env.URL); setInterval(() => undefined, 1000);',
  });
});
afterAll(() => lane.close());

const call = async (target: string, service: string, input: object) => {
  const answer = await fetch(`http://127.0.0.1:${lane.options.port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: signedFor(lane.options, service),
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(5000),
  });
  return JSON.parse((await answer.text()) || '{}') as Record<string, unknown>;
};

describe('a container', () => {
  it('gets its secrets, and what it writes is in CloudWatch Logs', async () => {
    const { ARN } = await call('secretsmanager.CreateSecret', 'secretsmanager', {
      Name: 'db',
      SecretString: '{"password":"hunter2"}',
    });
    const parameter = { Name: '/db/url', Type: 'SecureString', Value: 'postgres://db' };
    await call('AmazonSSM.PutParameter', 'ssm', parameter);
    await call('Logs_20140328.CreateLogGroup', 'logs', { logGroupName: '/printer' });
    const { taskDefinition } = await lane.stack.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'printer',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [
          {
            name: 'printer',
            image: PRINTER,
            memory: 64,
            secrets: [
              { name: 'PASSWORD', valueFrom: `${String(ARN)}:password::` },
              { name: 'URL', valueFrom: '/db/url' },
            ],
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/printer', 'awslogs-stream-prefix': 'p' },
            },
          },
        ],
      }),
    );
    const { tasks = [] } = await lane.stack.ecs.send(
      new RunTaskCommand({
        cluster: lane.stack.cluster,
        taskDefinition: taskDefinition?.taskDefinitionArn,
      }),
    );
    const id = tasks[0]?.taskArn?.split('/').at(-1) ?? '';
    const { events } = await eventually(
      () =>
        call('Logs_20140328.GetLogEvents', 'logs', {
          logGroupName: '/printer',
          logStreamName: `p/printer/${id}`,
        }),
      (answer) => ((answer['events'] ?? []) as unknown[]).length > 0,
    );
    expect(events).toEqual([expect.objectContaining({ message: 'hunter2 postgres://db' })]);
  });
});
