import type { Deployment, Service, Task } from '@aws-sdk/client-ecs';
import { serviceStatus } from './read-service';
import { taskStatus } from './read-tasks';
import { judgeRollout, type RolloutMemory, type RolloutVerdict } from './rollout';
import {
  deployment,
  NOW,
  OLD_TASK_DEFINITION,
  service,
  task,
  TASK_DEFINITION,
} from './testing/documented-answers';

const OLD: Partial<Deployment> = {
  id: 'ecs-svc/6000000000000000006',
  taskDefinition: OLD_TASK_DEFINITION,
};
const oldTask = task({ taskArn: 'task/old', taskDefinitionArn: OLD_TASK_DEFINITION });
const rollingBack = {
  id: 'event-3',
  createdAt: NOW,
  message: '(service hello_app_service) rolling back to deployment ecs-svc/6000000000000000006.',
};

interface Look {
  readonly service?: Partial<Service>;
  readonly tasks?: readonly Task[];
  readonly atSecond?: number;
  readonly healthCheck?: 'DEFINED' | 'NONE' | 'UNREAD';
}

/** Judges one look after the other, as the waiting loop does, and gives the last verdict. */
function judge(...looks: readonly Look[]): RolloutVerdict {
  let memory: RolloutMemory = {};
  let verdict: RolloutVerdict = { state: 'waiting', detail: 'no look' };
  for (const look of looks) {
    const judged = judgeRollout(
      {
        service: serviceStatus(service(look.service)),
        tasks: (look.tasks ?? [task()]).map(taskStatus),
        ...(look.healthCheck === 'UNREAD' ? {} : { healthCheck: look.healthCheck ?? 'NONE' }),
        at: new Date(Number(NOW) + (look.atSecond ?? 0) * 1000),
      },
      TASK_DEFINITION,
      memory,
    );
    ({ verdict, memory } = judged);
  }
  return verdict;
}

const inProgress = deployment({ rolloutState: 'IN_PROGRESS' });

describe('judgeRollout: done', () => {
  it('is done when the wanted revision is PRIMARY, COMPLETED and its tasks run', () => {
    expect(judge({})).toMatchObject({
      state: 'done',
      deployment: { id: 'ecs-svc/7000000000000000007' },
    });
  });

  it('is done without tasks when none are desired', () => {
    expect(judge({ service: { desiredCount: 0, runningCount: 0 }, tasks: [] }).state).toBe('done');
  });

  it('is done without a rollout state when the counts agree and no other deployment is left', () => {
    const deployments = [deployment({ rolloutState: undefined })];
    expect(judge({ service: { deployments } }).state).toBe('done');
    const two = [...deployments, deployment({ ...OLD, status: 'ACTIVE' })];
    expect(judge({ service: { deployments: two } }).state).toBe('waiting');
  });

  it('is done when the same tasks have run alone for ten seconds, even if ECS says IN_PROGRESS', () => {
    const look = { service: { deployments: [inProgress] } };
    expect(judge(look, { ...look, atSecond: 9 }).state).toBe('waiting');
    expect(judge(look, { ...look, atSecond: 9 }, { ...look, atSecond: 10 }).state).toBe('done');
  });

  it('starts the ten seconds anew when a task was replaced', () => {
    const look = { service: { deployments: [inProgress] } };
    const replaced = { ...look, tasks: [task({ taskArn: 'task/replacement' })], atSecond: 10 };
    expect(judge(look, replaced).state).toBe('waiting');
  });
});

describe('judgeRollout: waiting', () => {
  it.each<[string, Look, string]>([
    [
      'tasks are missing',
      {
        service: {
          desiredCount: 2,
          deployments: [
            deployment({ rolloutState: 'IN_PROGRESS', pendingCount: 1, failedTasks: 3 }),
          ],
        },
      },
      '1 of 2 tasks of hello_app_service:7 running, 1 pending, 3 failed, rollout IN_PROGRESS',
    ],
    [
      'a COMPLETED rollout has lost its task since',
      { tasks: [task({ lastStatus: 'PENDING' })] },
      '0 of 1 task of hello_app_service:7 running, rollout COMPLETED',
    ],
    [
      'tasks of the old revision still run',
      { tasks: [task(), oldTask] },
      '1 of 1 task of hello_app_service:7 running, 1 of other revisions still running, rollout COMPLETED',
    ],
    [
      'the new deployment does not show yet',
      { service: { deployments: [deployment(OLD)] }, tasks: [oldTask] },
      'waiting for hello_app_service:7; now hello_app_service:6',
    ],
  ])('waits while %s', (_, look, detail) => {
    expect(judge(look)).toEqual({ state: 'waiting', detail });
  });
});

describe('judgeRollout: blue/green, linear and canary', () => {
  const baking: Look = {
    service: {
      runningCount: 2,
      deployments: [inProgress, deployment({ ...OLD, status: 'ACTIVE' })],
    },
    tasks: [task(), oldTask],
  };

  it('waits through the bake time, however long both revisions have all their tasks', () => {
    expect(judge(baking, { ...baking, atSecond: 600 })).toEqual({
      state: 'waiting',
      detail:
        '1 of 1 task of hello_app_service:7 running, 1 of other revisions still running, rollout IN_PROGRESS',
    });
    expect(judge(baking, {}).state).toBe('done');
  });

  it('has failed when requests went back to the revision before', () => {
    const back = {
      deployments: [
        deployment({ ...OLD, rolloutState: 'IN_PROGRESS' }),
        deployment({
          status: 'ACTIVE',
          rolloutState: 'FAILED',
          rolloutStateReason: 'ECS deployment alarms: alarm detected.',
        }),
      ],
      events: [rollingBack],
    };
    expect(judge(baking, { service: back, tasks: [task(), oldTask] })).toEqual({
      state: 'failed',
      reason:
        'the rollout FAILED: ECS deployment alarms: alarm detected; ECS rolled back to hello_app_service:6',
    });
  });
});

describe('judgeRollout: failed', () => {
  const failedRollout = deployment({
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
  });
  const rolledBack: Look = {
    service: { deployments: [deployment(OLD)], events: [rollingBack] },
    tasks: [oldTask],
  };

  it('fails at once when the rollout FAILED', () => {
    expect(judge({ service: { deployments: [failedRollout] }, tasks: [] })).toEqual({
      state: 'failed',
      reason: 'the rollout FAILED: ECS deployment circuit breaker: tasks failed to start',
    });
  });

  it('names the revision ECS rolled back to', () => {
    const deployments = [deployment(OLD), { ...failedRollout, status: 'ACTIVE' }];
    const verdict = judge({ service: { deployments, events: [rollingBack] }, tasks: [oldTask] });
    expect(verdict).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(
        /^the rollout FAILED: .*; ECS rolled back to hello_app_service:6$/,
      ),
    });
  });

  it('does not take the stable service after a rollback for success', () => {
    const before: Look = { service: { deployments: [inProgress] }, tasks: [] };
    expect(judge(before, rolledBack)).toEqual({
      state: 'failed',
      reason: 'it failed; ECS rolled back to hello_app_service:6',
    });
  });

  it('sees a rollback that was over before the first look, at the second look', () => {
    expect(judge(rolledBack).state).toBe('waiting');
    expect(judge(rolledBack, { ...rolledBack, atSecond: 1 })).toEqual({
      state: 'failed',
      reason: 'it failed; ECS rolled back to hello_app_service:6',
    });
  });

  it('does not mistake a rollback to another deployment for one to this', () => {
    const events = [{ ...rollingBack, message: `${rollingBack.message.slice(0, -1)}1.` }];
    const look = { ...rolledBack, service: { ...rolledBack.service, events } };
    expect(judge(look, { ...look, atSecond: 1 }).state).toBe('waiting');
  });

  it('fails when another deployment replaced the wanted one', () => {
    const other = { service: { deployments: [deployment(OLD)] }, tasks: [oldTask] };
    expect(judge({ service: { deployments: [inProgress] } }, other)).toEqual({
      state: 'failed',
      reason: 'another deployment replaced it with hello_app_service:6',
    });
  });

  it('fails when the wanted revision does not show within thirty seconds', () => {
    const other = { service: { deployments: [deployment(OLD)] }, tasks: [oldTask] };
    expect(judge(other, { ...other, atSecond: 29 }).state).toBe('waiting');
    expect(judge(other, { ...other, atSecond: 30 })).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('deploys hello_app_service:6, not hello_app_service:7'),
    });
  });

  it('fails when the service is being deleted', () => {
    expect(judge({ service: { status: 'DRAINING' } })).toEqual({
      state: 'failed',
      reason: 'the service is DRAINING, it is being deleted',
    });
  });
});

describe('judgeRollout: health', () => {
  const inState = (healthStatus: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN') => [task({ healthStatus })];
  const checked = { healthCheck: 'DEFINED' } as const;

  it.each(['UNKNOWN', 'UNHEALTHY'] as const)(
    'waits while a task that something checks is %s, whatever ECS says of the rollout',
    (state) => {
      expect(judge({ ...checked, tasks: inState(state) })).toEqual({
        state: 'waiting',
        detail: `1 of 1 task of hello_app_service:7 running, 1 of them not HEALTHY (${state}), rollout COMPLETED`,
      });
    },
  );

  it('is done when it is HEALTHY', () => {
    expect(judge({ ...checked, tasks: inState('HEALTHY') }).state).toBe('done');
  });

  it('never takes ten seconds of running for health', () => {
    const deployments = [inProgress];
    const look = { ...checked, service: { deployments }, tasks: inState('UNKNOWN') };
    expect(judge(look, { ...look, atSecond: 60 }).state).toBe('waiting');
  });

  it('believes only ECS itself when nobody can tell whether something checks', () => {
    const unread = { healthCheck: 'UNREAD', tasks: inState('UNKNOWN') } as const;
    const look = { ...unread, service: { deployments: [inProgress] } };
    expect(judge(look, { ...look, atSecond: 60 }).state).toBe('waiting');
    expect(judge(unread).state).toBe('done');
    expect(judge({ ...unread, tasks: inState('UNHEALTHY') }).state).toBe('waiting');
  });
});

describe('judgeRollout: a new deployment of the same revision', () => {
  const id = 'ecs-svc/8000000000000000008';
  const old = task({ taskArn: 'task/old', startedBy: 'ecs-svc/7000000000000000007' });
  const own = task({ taskArn: 'task/new', startedBy: id });
  const judgeAim = (change: Partial<Service>, tasks: readonly Task[], failAfterTasks?: number) =>
    judgeRollout(
      {
        service: serviceStatus(service(change)),
        tasks: tasks.map(taskStatus),
        healthCheck: 'NONE',
        at: NOW,
      },
      {
        taskDefinitionArn: TASK_DEFINITION,
        deploymentId: id,
        failAfterTasks,
      },
      { wasPrimary: true },
    ).verdict;

  it('is not done while only the tasks of the old one run', () => {
    const deployments = [deployment({ id })];
    expect(judgeAim({ deployments }, [old]).state).toBe('waiting');
    expect(judgeAim({ deployments }, [old, own]).state).toBe('waiting');
    expect(judgeAim({ deployments }, [own]).state).toBe('done');
  });

  it('has failed when ECS went back to the old one, which has the same revision', () => {
    const deployments = [
      deployment(),
      deployment({ id, status: 'INACTIVE', rolloutState: 'FAILED', rolloutStateReason: 'breaker' }),
    ];
    expect(judgeAim({ deployments }, [old])).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('breaker'),
    });
    expect(judgeAim({ deployments: [deployment()] }, [old]).state).toBe('failed');
  });

  it('says why, from the events, where it was gone before it was seen FAILED', () => {
    const said = (of: string, why: string) => ({
      message: `(service hello_app_service) (deployment ${of}) deployment failed: ${why}.`,
    });
    const events = [rollingBack, said('ecs-svc/9', 'of another'), said(id, 'alarm detected')];
    expect(judgeAim({ deployments: [deployment(OLD)], events }, [old])).toEqual({
      state: 'failed',
      reason: 'it failed: alarm detected; ECS rolled back to hello_app_service:6',
    });
  });

  it('is given up after so many dead tasks, where nobody else does', () => {
    const deployments = [deployment({ id, rolloutState: 'IN_PROGRESS', failedTasks: 5 })];
    expect(judgeAim({ deployments }, [], 6).state).toBe('waiting');
    expect(judgeAim({ deployments }, []).state).toBe('waiting');
    expect(judgeAim({ deployments }, [], 5)).toEqual({
      state: 'failed',
      reason: '5 tasks of it failed',
    });
  });
});
