import { readTasks } from './read-tasks';
import {
  deployment,
  OLD_TASK_DEFINITION,
  service,
  stoppedTask,
  task,
  TASK_DEFINITION,
} from './testing/documented-answers';
import { letAnHourPass } from './testing/clock';
import { type EcsScript, type ScriptedEcs, scriptedEcs } from './testing/scripted-ecs';
import { waitForService, type WaitForServiceOptions } from './wait-for-service';

const reference = { cluster: 'hello_ecs_cluster', service: 'hello_app_service' };
let ecs: ScriptedEcs;

async function wait(script: Partial<EcsScript>, options: Partial<WaitForServiceOptions> = {}) {
  ecs = await scriptedEcs({ service: service(), running: [task()], stopped: [], ...script });
  return waitForService(ecs.clients, reference, {
    taskDefinitionArn: TASK_DEFINITION,
    timeoutSeconds: 120,
    pollSeconds: 0.02,
    ...options,
  });
}

const starting = service({
  runningCount: 0,
  pendingCount: 1,
  deployments: [deployment({ rolloutState: 'IN_PROGRESS', runningCount: 0, pendingCount: 1 })],
});

afterEach(() => {
  jest.restoreAllMocks();
  return ecs.close();
});

describe('waitForService', () => {
  it('returns the running tasks once the rollout is completed', async () => {
    const rollout = await wait({});
    expect(rollout.deployment.id).toBe('ecs-svc/7000000000000000007');
    expect(rollout.tasks.map((item) => item.taskArn)).toEqual([task().taskArn]);
    expect(ecs.calls).toEqual([
      'DescribeServices',
      'ListTasks',
      'DescribeTasks',
      'DescribeTaskDefinition',
    ]);
  });

  it('tells each change and each new event once, in the order they happened', async () => {
    const messages: string[] = [];
    let looks = 0;
    const event = (id: string, message: string) => ({ id, message, createdAt: new Date() });
    await wait(
      {
        service: starting,
        running: [],
        before: (operation) => {
          if (operation === 'DescribeServices') {
            looks += 1;
          }
          if (looks === 3) {
            const events = [
              event('e2', 'second'),
              event('e1', 'first'),
              ...(service().events ?? []),
            ];
            ecs.script.service = { ...starting, events };
          }
          if (looks === 6) {
            ecs.script.service = service();
            ecs.script.running = [task()];
          }
          return undefined;
        },
      },
      { onProgress: (message) => messages.push(message) },
    );
    const detail = '0 of 1 task of hello_app_service:7 running, 1 pending, rollout IN_PROGRESS';
    expect(messages).toEqual([detail, 'first', 'second', detail]);
  });

  it('fails at once when the rollout FAILED, with events and stop reasons', async () => {
    const failed = deployment({
      status: 'ACTIVE',
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    });
    const old = deployment({ id: 'ecs-svc/6', taskDefinition: OLD_TASK_DEFINITION });
    const events = [
      {
        id: '9',
        createdAt: new Date(),
        message: '(service x) rolling back to deployment ecs-svc/6.',
      },
    ];
    const promise = wait({
      service: service({ deployments: [failed, old], events }),
      stopped: [stoppedTask('t1'), stoppedTask('t2')],
    });
    await expect(promise).rejects.toThrow(
      [
        'Service hello_app_service does not run hello_app_service:7: the rollout FAILED: ECS deployment circuit breaker: tasks failed to start; ECS rolled back to hello_app_service:6.',
        'Last service events:',
        '  - (service x) rolling back to deployment ecs-svc/6.',
        'Stopped tasks:',
        '  - 2 tasks, t1 the latest: Essential container in task exited; hello_server: exit code 137, OutOfMemoryError: Container killed due to memory usage',
      ].join('\n'),
    );
  });

  it('says where the rollout stood when the time is up', async () => {
    const promise = wait(
      { service: starting, running: [], stopped: [stoppedTask('t1')] },
      { timeoutSeconds: 3_600, onProgress: letAnHourPass },
    );
    await expect(promise).rejects.toThrow(
      /does not run hello_app_service:7: not done after 3600 s: 0 of 1 task .*rollout IN_PROGRESS\.\nLast service events:\n(.*\n)+Stopped tasks:\n {2}- t1: /,
    );
  });

  it('outlasts throttling', async () => {
    let calls = 0;
    const before = () => {
      calls += 1;
      return calls === 1 ? { type: 'ThrottlingException', message: 'Rate exceeded' } : undefined;
    };
    expect((await wait({ before })).tasks).toHaveLength(1);
  });

  it('outlasts an outage that is longer than the retries of one call', async () => {
    let calls = 0;
    const messages: string[] = [];
    const rollout = await wait(
      {
        before: () => {
          calls += 1;
          return calls <= 7 ? { type: 'ServerException', status: 503 } : undefined;
        },
      },
      { onProgress: (message) => messages.push(message) },
    );
    expect(rollout.tasks).toHaveLength(1);
    expect(messages).toEqual([
      expect.stringMatching(/^slow down: ecs:DescribeServices: AWS answered with status 503/),
    ]);
  });

  it.each([
    ['AccessDeniedException', /^ecs:DescribeServices: access denied/],
    ['ClusterNotFoundException', /^ECS cluster 'hello_ecs_cluster' does not exist in eu-central-1/],
  ])('fails at once on %s', async (type, sentence) => {
    await expect(wait({ before: () => ({ type }) })).rejects.toThrow(sentence);
    expect(ecs.calls).toHaveLength(1);
  });

  it.each([
    ['missing', undefined, 'does not exist'],
    ['deleted', service({ status: 'INACTIVE' }), 'was deleted (status INACTIVE)'],
  ])('fails at once when the service is %s', async (_, answered, words) => {
    await expect(wait({ service: answered })).rejects.toThrow(
      `ECS service 'hello_app_service' ${words} on cluster 'hello_ecs_cluster'. Fix: deploy the stack`,
    );
  });

  it('keeps to its time when the endpoint hangs', async () => {
    await expect(wait({ before: () => 'hang' }, { timeoutSeconds: 0.5 })).rejects.toThrow(
      'not done after 0.5 s: ECS has not answered yet',
    );
  });
});

describe('waitForService, where a container has a health check', () => {
  const checked = (essential: boolean) => ({
    containerDefinitions: [
      { name: 'web' },
      { name: 'checked', essential, healthCheck: { command: ['CMD', 'true'] } },
    ],
  });
  const unknown = task({ healthStatus: 'UNKNOWN' });

  it('waits until the task is HEALTHY, and reads the definition once', async () => {
    let looks = 0;
    const messages: string[] = [];
    const rollout = await wait(
      {
        taskDefinition: checked(true),
        running: [unknown],
        before: (operation) => {
          if (operation === 'DescribeServices') {
            looks += 1;
          }
          if (looks === 4) {
            ecs.script.running = [task({ healthStatus: 'HEALTHY' })];
          }
          return undefined;
        },
      },
      { onProgress: (message) => messages.push(message) },
    );
    expect(rollout.tasks[0]?.healthStatus).toBe('HEALTHY');
    expect(messages).toEqual([
      '1 of 1 task of hello_app_service:7 running, 1 of them not HEALTHY (UNKNOWN), rollout COMPLETED',
    ]);
    expect(ecs.calls.filter((call) => call === 'DescribeTaskDefinition')).toHaveLength(1);
  });

  it('fails when the time is up and it never was', async () => {
    const promise = wait(
      { taskDefinition: checked(true), running: [unknown] },
      { timeoutSeconds: 3 },
    );
    await expect(promise).rejects.toThrow('1 of them not HEALTHY (UNKNOWN), rollout COMPLETED');
  }, 120_000);

  it('does not ask for the health of a container that is not essential', async () => {
    const rollout = await wait({ taskDefinition: checked(false), running: [unknown] });
    expect(rollout.tasks).toHaveLength(1);
  });

  it('says when it may not know, and then takes the word of ECS', async () => {
    const messages: string[] = [];
    await wait(
      {
        running: [unknown],
        before: (operation) =>
          operation === 'DescribeTaskDefinition' ? { type: 'AccessDeniedException' } : undefined,
      },
      { onProgress: (message) => messages.push(message) },
    );
    expect(messages).toEqual([
      expect.stringMatching(
        /^only ECS itself can say when this is done: ecs:DescribeTaskDefinition: access denied/,
      ),
    ]);
  });
});

describe('readTasks', () => {
  it('reads every page and describes at most a hundred tasks at a time', async () => {
    const running = Array.from({ length: 230 }, (_, index) =>
      task({ taskArn: `task/${String(index).padStart(3, '0')}` }),
    );
    ecs = await scriptedEcs({ running, stopped: [] });
    const tasks = await readTasks(ecs.clients, reference, 'RUNNING', 'eu-central-1');
    expect(new Set(tasks.map((item) => item.taskArn)).size).toBe(230);
    expect(ecs.calls.filter((call) => call === 'ListTasks')).toHaveLength(3);
    expect(ecs.calls.filter((call) => call === 'DescribeTasks')).toHaveLength(3);
  });

  it('describes nothing when no task is listed', async () => {
    ecs = await scriptedEcs({ running: [], stopped: [] });
    expect(await readTasks(ecs.clients, reference, 'RUNNING', 'eu-central-1')).toEqual([]);
    expect(ecs.calls).toEqual(['ListTasks']);
  });
});
