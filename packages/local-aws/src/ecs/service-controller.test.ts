import { settingsFrom } from './capacity/capacity-provider';
import { StartFailure } from '../runtime/runtime';
import type { Host } from '../hosts/host';
import { CLUSTER, hostOf, World } from '../testing/service-world';

const worlds: World[] = [];
const world = (...parameters: ConstructorParameters<typeof World>): World => {
  const made = new World(...parameters);
  worlds.push(made);
  return made;
};
afterAll(() => worlds.forEach(({ controller }) => controller.close()));

describe('ServiceController', () => {
  it('brings a new service to a steady state, one task in each zone', async () => {
    const made = world(3, 3);
    await made.completed();
    expect(new Set(made.running().map(({ host }) => host.availabilityZone)).size).toBe(3);
    expect(made.messages()[0]).toBe('(service s) has reached a steady state.');
    expect(made.messages().at(-1)).toMatch(
      /^\(service s\) has started 3 tasks: \(task [0-9a-f]{32}\) /,
    );
  });

  it('replaces a task whose essential container ends, under a new id', async () => {
    const made = world(1, 1);
    await made.completed();
    const [first] = made.running();
    made.runtime.end(`${first?.id}-web`, { exitCode: 137 });
    await made.until(() => made.running().length === 1 && made.running()[0]?.id !== first?.id);
    expect(first).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
    expect(first?.containers[0]?.exitCode).toBe(137);
  });

  it('moves a task away from a draining host, the new one first', async () => {
    const made = world(1, 2);
    await made.completed();
    const [moved] = made.running();
    const host = moved?.host as Host;
    host.status = 'DRAINING';
    made.state.hostsChanged(CLUSTER);
    await made.until(() => made.running().length === 1 && made.running()[0] !== moved);
    const [fresh] = made.running();
    expect(fresh?.host).not.toBe(host);
    expect(fresh?.startedAt).toBeLessThanOrEqual(moved?.stoppingAt ?? 0);
    expect(moved?.stopCode).toBe('ServiceSchedulerInitiated');
  });

  it('asks the capacity provider for a host when none has room, and places the task there', async () => {
    const made = world(0, 1);
    made.state.capacity.add({
      name: 'p',
      arn: 'arn:aws:ecs:us-east-1:123456789012:capacity-provider/p',
      region: 'us-east-1',
      groupArn: 'arn:group',
      groupName: 'g',
      settings: settingsFrom({ managedScaling: { status: 'ENABLED' } }),
      status: 'ACTIVE',
      tags: [],
    });
    made.state.capacity.setCluster(CLUSTER, { providers: ['p'], defaultStrategy: [] });
    made.onAsked = () => made.state.addHost({ ...hostOf(1), groupName: 'g' });
    made.service.given = { capacityProviderStrategy: [{ capacityProvider: 'p', weight: 1 }] };
    made.service.desiredCount = 1;
    made.controller.changed(made.service);
    await made.until(() => made.running().length === 1);
    // The first host has room, but is not of the provider's group.
    expect(made.running()[0]).toMatchObject({ capacityProvider: 'p', host: { id: 'host1' } });
  });

  it('rolls a new revision out and stops the old task only after the new one runs', async () => {
    const made = world(1, 2);
    await made.completed();
    const [old] = made.running();
    made.deploy(2);
    await made.completed();
    expect(made.running().map(({ definition }) => definition.revision)).toEqual([2]);
    expect(old?.stopCode).toBe('ServiceSchedulerInitiated');
    expect(made.running()[0]?.startedAt).toBeLessThanOrEqual(old?.stoppingAt ?? 0);
  });

  it("waits with ECS's words when every host's port is in use, and goes on when a host joins", async () => {
    const made = world(2, 1);
    await made.until(() => made.messages().some((message) => message.includes('unable to place')));
    expect(made.messages().find((message) => message.includes('unable to place'))).toBe(
      '(service s) was unable to place a task because no container instance met all of its requirements. ' +
        'The closest matching (container-instance host0) is already using a port required by your task. ' +
        'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    );
    made.state.addHost(hostOf(1));
    made.state.hostsChanged(CLUSTER);
    await made.completed();
    expect(made.running()).toHaveLength(2);
  });

  it('says that a cluster has no hosts', async () => {
    const made = world(1, 0);
    await made.until(() => made.messages().length > 0);
    expect(made.messages()[0]).toContain(
      'Reason: No Container Instances were found in your cluster.',
    );
  });

  it('tries another host when something else holds the port of the first', async () => {
    const made = world(1, 3, ({ hostAddress }) =>
      hostAddress === '127.0.0.12'
        ? undefined
        : new StartFailure(
            'CannotStartContainerError',
            `${hostAddress}:80 is in use by nginx (pid 7).`,
            80,
          ),
    );
    await made.until(() => made.running().length === 1);
    expect(made.running()[0]?.host.address).toBe('127.0.0.12');
    const failed = made.state
      .tasksOf(made.service)
      .filter(({ lastStatus }) => lastStatus === 'STOPPED');
    for (const { stopCode, stoppedReason } of failed) {
      expect(stopCode).toBe('TaskFailedToStart');
      expect(stoppedReason).toMatch(
        /^CannotStartContainerError: 127\.0\.0\.1[13]:80 is in use by nginx/,
      );
    }
  });

  it('names what holds the port when every host has the same trouble', async () => {
    const made = world(
      1,
      2,
      ({ hostAddress }) =>
        new StartFailure(
          'CannotStartContainerError',
          `${hostAddress}:80 is in use by nginx (pid 7).`,
          80,
        ),
    );
    made.service.configuration = {
      ...made.service.configuration,
      circuitBreaker: { enable: false, rollback: false },
    };
    await made.until(() => made.messages().some((message) => message.includes('unable to place')));
    const message = made.messages().find((one) => one.includes('unable to place'));
    expect(message).toContain(
      '127.0.0.11:80 is in use by nginx (pid 7). 127.0.0.12:80 is in use by nginx (pid 7).',
    );
  });

  it('goes back to the last good revision when a new one fails to start', async () => {
    const made = world(1, 2, ({ revision }) =>
      revision === 2 ? new StartFailure('CannotPullContainerError', 'not found') : undefined,
    );
    await made.completed();
    made.deploy(2);
    await made.until(() =>
      made.messages().some((message) => message.includes('rolling back to deployment')),
    );
    await made.completed();
    expect(made.service.deployments[0]).toMatchObject({
      status: 'PRIMARY',
      definition: { revision: 1 },
    });
    expect(made.running().map(({ definition }) => definition.revision)).toEqual([1]);
    expect(
      made.service.deployments.find(({ definition }) => definition.revision === 2),
    ).toMatchObject({
      rolloutState: 'FAILED',
      failedTasks: 3,
    });
  });

  it('fails a first deployment that has nothing to go back to, and starts no more', async () => {
    const made = world(1, 1, () => new StartFailure('CannotPullContainerError', 'not found'));
    await made.until(() => made.service.deployments[0]?.rolloutState === 'FAILED');
    const { length } = made.runtime.requests;
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(made.runtime.requests).toHaveLength(length);
  });

  it('drains a deleted service until nothing of it runs', async () => {
    const made = world(2, 2);
    await made.completed();
    made.service.status = 'DRAINING';
    made.controller.wake(made.service);
    await made.until(() => made.service.status === 'INACTIVE');
    expect(made.runtime.running()).toEqual([]);
  });

  it('scales in to zero and out again', async () => {
    const made = world(2, 3);
    await made.completed();
    made.service.desiredCount = 0;
    made.controller.changed(made.service);
    await made.until(() => made.runtime.running().length === 0);
    made.service.desiredCount = 3;
    made.controller.changed(made.service);
    await made.until(() => made.running().length === 3);
  });
});
