import { settingsFrom } from '../ecs/capacity/capacity-provider';
import type { Task } from '../ecs/task';
import type { Host } from '../hosts/host';
import { EcsState } from '../ecs/state';
import { HostDraining } from './host-draining';

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/c';

const setUp = (managedDraining: 'ENABLED' | 'DISABLED', patienceMs = 2000) => {
  const state = new EcsState();
  state.capacity.add({
    name: 'p',
    arn: 'arn:p',
    region: 'us-east-1',
    groupArn: 'arn:group',
    groupName: 'g',
    settings: settingsFrom({ managedDraining }),
    status: 'ACTIVE',
    tags: [],
  });
  state.capacity.setCluster(CLUSTER, { providers: ['p'], defaultStrategy: [] });
  const host = {
    id: 'h',
    arn: 'h',
    clusterArn: CLUSTER,
    instanceId: 'i-1',
    groupName: 'g',
  } as Host;
  host.status = 'ACTIVE';
  state.addHost(host);
  const task = { arn: 't', clusterArn: CLUSTER, host, lastStatus: 'RUNNING' } as unknown as Task;
  state.addTask(task);
  const woken: string[] = [];
  state.onHostsChange((arn) => woken.push(arn));
  return { host, task, woken, draining: new HostDraining(state, patienceMs) };
};

describe('HostDraining', () => {
  it('waits until the services have moved every task away', async () => {
    const { host, task, woken, draining } = setUp('ENABLED');
    let ended = false;
    const drained = draining.drain(['i-1', 'i-other']).then(() => (ended = true));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect([host.status, woken, ended]).toEqual(['DRAINING', [CLUSTER], false]);
    task.lastStatus = 'STOPPED';
    await drained;
  });

  it('gives up when the time is over', async () => {
    const { task, draining } = setUp('ENABLED', 60);
    await draining.drain(['i-1']);
    expect(task.lastStatus).toBe('RUNNING');
  });

  it('does nothing where the capacity provider does not drain', async () => {
    const { host, draining } = setUp('DISABLED');
    await draining.drain(['i-1']);
    expect(host.status).toBe('ACTIVE');
  });
});
