import type { Service } from '../ecs/service';
import type { EcsState } from '../ecs/state';
import type { Task } from '../ecs/task';
import { warmUpOf } from './warm-up';

const setUp = (running: number, more: Partial<Service> = {}) => {
  const tasks = Array.from(
    { length: running },
    () => ({ lastStatus: 'RUNNING', containers: [], startedAt: 0 }) as unknown as Task,
  );
  const service = {
    arn: 'arn:aws:ecs:us-east-1:1:service/c/s',
    status: 'ACTIVE',
    desiredCount: 2,
    ...more,
  };
  const state = { services: () => [service], tasksOf: () => tasks } as unknown as EcsState;
  return { tasks, state };
};

/** The warm-up of a group whose service loses these tasks with the old host. */
const losing = (count: number, { state, tasks }: ReturnType<typeof setUp>, patienceMs?: number) => {
  const warmedUp = warmUpOf(state, 'us-east-1', patienceMs);
  const lost = tasks.splice(0, count);
  return { lost, done: warmedUp() };
};

describe('the warm-up of a host', () => {
  it('lasts until the services serve with all their tasks', async () => {
    const made = setUp(2);
    const { lost, done } = losing(1, made);
    let over = false;
    void done.then(() => (over = true));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(over).toBe(false);
    made.tasks.push(...lost);
    await done;
  });

  it('is over at its end, whatever a service does', async () => {
    await expect(losing(2, setUp(2), 60).done).resolves.toBeUndefined();
  });

  it('waits for no service that had not all its tasks before, nor for one that is going', async () => {
    await losing(1, setUp(1)).done;
    await losing(1, setUp(2, { status: 'DRAINING' })).done;
  });

  it('waits for no service of another region', async () => {
    await losing(1, setUp(2, { arn: 'arn:aws:ecs:eu-west-1:1:service/c/s' })).done;
  });
});
