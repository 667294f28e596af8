import { World } from '../testing/service-world';
import { alarmsToIgnore, DeploymentAlarms } from './deployment-alarms';

const NAMES = ['errors', 'latency'];

/** A service whose first revision runs, and which looks at two alarms. */
async function watched(rollback = true) {
  const world = new World(1, 3);
  await world.completed();
  world.service.configuration = {
    ...world.service.configuration,
    alarms: { enable: true, rollback, alarmNames: NAMES },
  };
  const inAlarm = new Set<string>();
  const alarms = new DeploymentAlarms({
    services: () => [world.service],
    inAlarm: (_, names) => Promise.resolve(names.filter((name) => inAlarm.has(name))),
    changed: (service) => world.controller.changed(service),
    log: () => undefined,
  });
  return { world, inAlarm, alarms };
}

describe('an alarm of a deployment', () => {
  it('goes back to the revision before, in the words of ECS', async () => {
    const { world, inAlarm, alarms } = await watched();
    const good = world.service.deployments[0]?.id;
    world.deploy(2);
    await alarms.lookAtAll();
    expect(world.service.deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    inAlarm.add('latency');
    await alarms.lookAtAll();
    const [primary, failed] = world.service.deployments;
    expect(primary).toMatchObject({ id: good, status: 'PRIMARY' });
    expect(failed).toMatchObject({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment alarms: alarm detected.',
      alarmsInAlarm: ['latency'],
      rolledBackTo: good,
    });
    expect(world.messages()).toContain(
      `(service s) (deployment ${failed?.id}) deployment failed: alarm detected.`,
    );
    // What goes back is not stopped again by the alarm that is still there.
    await alarms.lookAtAll();
    expect(world.service.deployments[0]).toMatchObject({ id: good, status: 'PRIMARY' });
    await world.completed();
    world.controller.close();
  });

  it('only fails the deployment where nothing is to go back', async () => {
    const { world, inAlarm, alarms } = await watched(false);
    world.deploy(2);
    inAlarm.add('errors');
    await alarms.lookAtAll();
    expect(world.service.deployments[0]).toMatchObject({
      rolloutState: 'FAILED',
      status: 'PRIMARY',
    });
    world.controller.close();
  });

  it('is not listened to when it was there before', async () => {
    const { world, inAlarm, alarms } = await watched();
    inAlarm.add('errors');
    const ignored = await alarmsToIgnore(
      (_, names) => Promise.resolve(names.filter((name) => inAlarm.has(name))),
      world.service,
    );
    world.deploy(2);
    const [primary] = world.service.deployments;
    Object.assign(primary ?? {}, { ignoredAlarms: ignored });
    await alarms.lookAtAll();
    expect([ignored, primary?.rolloutState]).toEqual([['errors'], 'IN_PROGRESS']);
    world.controller.close();
  });

  it('keeps a deployment from being done before it could have come', async () => {
    const { world } = await watched();
    world.deploy(2);
    await world.until(() => world.service.deployments[0]?.settledAt !== undefined);
    expect(world.service.deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    await world.completed();
    world.controller.close();
  });
});
