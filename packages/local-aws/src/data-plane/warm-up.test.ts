import type { Service } from '../ecs/service';
import type { EcsState } from '../ecs/state';
import type { Task } from '../ecs/task';
import { warmedUp } from './warm-up';

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

describe('the warm-up of a host', () => {
  it('lasts until the services serve with all their tasks', async () => {
    const { tasks, state } = setUp(1);
    let over = false;
    const done = warmedUp(state, 'us-east-1').then(() => (over = true));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(over).toBe(false);
    tasks.push(...setUp(1).tasks);
    await done;
  });

  it('is over at its end, whatever a service does', async () => {
    await expect(warmedUp(setUp(0).state, 'us-east-1', 60)).resolves.toBeUndefined();
  });

  it('waits for no service of another region, and for none that is going', async () => {
    await warmedUp(setUp(0).state, 'eu-west-1');
    await warmedUp(setUp(0, { status: 'DRAINING' }).state, 'us-east-1');
  });
});
