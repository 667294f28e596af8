import type { RunTaskCommandInput, Task } from '@aws-sdk/client-ecs';
import { Readable } from 'node:stream';
import { createSession } from '../cli/session';
import { operationClients } from '../operation-clients';
import type { ServiceTarget } from '../services/service-target';
import { letAnHourPass } from '../testing/clock';
import { scriptedEcs, type EcsScript, type ScriptedEcs } from '../testing/scripted-ecs';
import { startOrJoin } from './start-or-join';

const taskArn = (id: string) => `arn:aws:ecs:eu-central-1:111122223333:task/shop/${id}`;
const revision = (number: number, family = 'migrate') =>
  `arn:aws:ecs:eu-central-1:111122223333:task-definition/${family}:${number}`;
const run = (id: string, taskDefinitionArn: string): Task => ({
  taskArn: taskArn(id),
  taskDefinitionArn,
  lastStatus: 'RUNNING',
});
const STARTED = { tasks: [{ taskArn: taskArn('new') }], failures: [] };

describe('startOrJoin', () => {
  let ecs: ScriptedEcs | undefined;
  afterEach(async () => {
    jest.restoreAllMocks();
    await ecs?.close();
  });

  async function start(
    script: Partial<EcsScript>,
    {
      deadline = Infinity,
      signal = new AbortController().signal,
    }: { deadline?: number; signal?: AbortSignal } = {},
  ) {
    ecs = await scriptedEcs({ running: [], stopped: [], ...script });
    const target: ServiceTarget = {
      clients: operationClients({
        region: 'eu-central-1',
        endpoint: ecs.endpoint,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
      cluster: 'shop',
      service: 'migrate',
      region: 'eu-central-1',
    };
    const request: RunTaskCommandInput = {
      cluster: 'shop',
      taskDefinition: revision(2),
      startedBy: 'migrate',
    };
    let said = '';
    const session = createSession(
      {
        write: () => undefined,
        note: (text) => (said += text),
        color: false,
        interactive: false,
        input: Readable.from([]),
        signal,
        environment: {},
      },
      [target],
      { json: false, yes: true },
    );
    const started = await startOrJoin(session, target, request, deadline).then(
      (arn) => arn,
      (error: Error) => error.message,
    );
    return { started, said, calls: ecs.calls };
  }

  it('starts a task where none runs', async () => {
    const { started, said } = await start({ runTask: () => STARTED });
    expect(started).toBe(taskArn('new'));
    expect(said).toBe('Task new of migrate:2 is started.\n');
  });

  it('follows a run of the same revision, and starts no second one', async () => {
    const { started, said, calls } = await start({ running: [run('left', revision(2))] });
    expect(started).toBe(taskArn('left'));
    expect(said).toBe('Task left of migrate:2 runs already; it is followed.\n');
    expect(calls).not.toContain('RunTask');
  });

  it('starts beside what bears its name and is of another family', async () => {
    const { started } = await start({
      running: [run('other', revision(1, 'report'))],
      runTask: () => STARTED,
    });
    expect(started).toBe(taskArn('new'));
  });

  it('waits for the end of another revision, and says so once', async () => {
    const running = [run('old', revision(1))];
    let looks = 0;
    const { started, said } = await start({
      running,
      runTask: () => STARTED,
      before: (operation) => {
        looks += operation === 'ListTasks' ? 1 : 0;
        if (looks === 3) {
          running.splice(0);
        }
        return undefined;
      },
    });
    expect(started).toBe(taskArn('new'));
    expect(said).toBe(
      'Task old of migrate:1 still runs; waiting for its end.\nTask new of migrate:2 is started.\n',
    );
  });

  it('starts nothing when another revision does not end in its time', async () => {
    const { started, calls } = await start(
      { running: [run('old', revision(1))] },
      { deadline: Date.now() - 1 },
    );
    expect(started).toMatch(/task old of migrate:1 still runs.*Nothing was started\. Fix:/);
    expect(calls).not.toContain('RunTask');
  });

  it('waits for a host with room', async () => {
    const answers = [{ tasks: [], failures: [{ reason: 'RESOURCE:MEMORY' }] }, STARTED];
    const { started, said } = await start({ runTask: () => answers.shift() ?? {} });
    expect(started).toBe(taskArn('new'));
    expect(said).toContain('No host takes it yet (RESOURCE:MEMORY); waiting for one.');
  });

  it('gives up with the reason when no host takes it', async () => {
    const { started } = await start({
      runTask: () => {
        letAnHourPass();
        return { tasks: [], failures: [{ reason: 'RESOURCE:MEMORY' }] };
      },
    });
    expect(started).toMatch(/ECS started no task: RESOURCE:MEMORY\. Fix: /);
  });

  it('does not ask again for what no host is missing for', async () => {
    const { started, calls } = await start({
      before: (operation) =>
        operation === 'RunTask'
          ? { type: 'ClientException', message: 'TaskDefinition is inactive' }
          : undefined,
    });
    expect(started).toContain('TaskDefinition is inactive');
    expect(calls.filter((one) => one === 'RunTask')).toHaveLength(1);
  });

  it('starts nothing after Ctrl-C', async () => {
    const { started, calls } = await start({}, { signal: AbortSignal.abort() });
    expect(started).toBe('Interrupted: no task was started.');
    expect(calls).toEqual([]);
  });
});
