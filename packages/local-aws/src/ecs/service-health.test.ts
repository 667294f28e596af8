import { World } from '../testing/service-world';

const healthCheck = { command: ['CMD', 'check'], interval: 0.02, retries: 2 };
const worlds: World[] = [];
const checked = (desiredCount: number, hosts: number, exitCode: (revision: number) => number) => {
  const world = new World(desiredCount, hosts, undefined, { healthCheck });
  world.runtime.check = ({ revision }) => exitCode(revision);
  worlds.push(world);
  return world;
};
afterAll(() => worlds.forEach(({ controller }) => controller.close()));

describe('a service whose tasks have a health check', () => {
  it('is steady when they are healthy, and not when they only run', async () => {
    let exitCode = 1;
    const world = new World(1, 1, undefined, { healthCheck: { ...healthCheck, retries: 1000 } });
    worlds.push(world);
    world.runtime.check = () => exitCode;
    await world.until(() => world.running().length === 1);
    await world.until(() => world.running()[0]?.containers[0]?.healthStatus === 'UNKNOWN');
    expect(world.service.deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    expect(world.messages().join()).not.toContain('steady state');
    exitCode = 0;
    await world.completed();
    expect(world.messages()[0]).toContain('has reached a steady state.');
  });

  it('fails a deployment whose tasks never get healthy, with the words of ECS', async () => {
    const world = checked(1, 1, () => 1);
    await world.until(() => world.service.deployments[0]?.rolloutState === 'FAILED');
    expect(world.service.deployments[0]).toMatchObject({
      failedTasks: 3,
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    });
    const [task] = world.state.tasksOf(world.service);
    expect(task).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
    });
    expect(world.messages()).toContain(
      `(service s) (task ${task?.id}) failed container health checks.`,
    );
    expect(world.messages().join()).not.toMatch(/steady state|deployment completed/);
    // The third failure ends it: nothing was started in its place meanwhile.
    expect(world.runtime.requests).toHaveLength(3);
  });

  it('stops no task of the old revision before a new one is healthy, and goes back to it', async () => {
    const world = checked(1, 2, (revision) => (revision === 2 ? 1 : 0));
    await world.completed();
    const [old] = world.running();
    world.deploy(2);
    await world.until(() => world.messages().some((one) => one.includes('rolling back')));
    await world.completed();
    expect(world.service.deployments[0]).toMatchObject({ definition: { revision: 1 } });
    expect(world.running()).toEqual([old]);
    expect(old).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING' });
  });

  it('replaces a task that stops being healthy', async () => {
    let exitCode = 0;
    const world = checked(1, 2, () => exitCode);
    await world.completed();
    const [first] = world.running();
    exitCode = 1;
    await world.until(() => first?.lastStatus === 'STOPPED');
    exitCode = 0;
    await world.until(() => world.running().length === 1);
    expect(first?.stoppedReason).toBe('Task failed container health checks');
    expect(world.service.deployments[0]).toMatchObject({
      rolloutState: 'COMPLETED',
      failedTasks: 0,
    });
  });
});

describe('a service whose tasks have no health check', () => {
  it('keeps as many as it must while the next are not relied on yet, however young they are', async () => {
    const world = new World(3, 3, undefined, {}, 300);
    worlds.push(world);
    world.service.configuration = {
      ...world.service.configuration,
      minimumHealthyPercent: 60,
      maximumPercent: 100,
    };
    await world.until(() => world.running().length === 3);
    world.deploy(2);
    let fewest = 3;
    const count = (): number =>
      world.running().filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
    await world.until(() => {
      fewest = Math.min(fewest, count());
      return world.service.deployments[0]?.rolloutState === 'COMPLETED';
    });
    expect(fewest).toBe(2);
    expect(world.running().every(({ definition }) => definition.revision === 2)).toBe(true);
  });

  it('counts a container that is killed for its memory soon after the start', async () => {
    const world = new World(1, 1, undefined, {}, 60_000);
    worlds.push(world);
    for (let kill = 0; kill < 3; kill += 1) {
      await world.until(() => world.running().length === 1);
      const reason = 'OutOfMemoryError: Container killed due to memory usage';
      world.runtime.end(world.runtime.running()[0] ?? '', { exitCode: 137, reason });
      await world.until(() => world.running().length === 0);
    }
    await world.until(() => world.service.deployments[0]?.rolloutState === 'FAILED');
    expect(world.service.deployments[0]?.failedTasks).toBe(3);
    expect(world.messages().join()).not.toContain('steady state');
  });
});
