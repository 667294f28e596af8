import type { Host } from '../../hosts/host';
import type { Service } from '../service';
import { EcsState } from '../state';
import { settingsFrom, type CapacityProvider } from './capacity-provider';
import { hostsFor, ManagedScaling, type ScalableGroup } from './managed-scaling';

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/c';
const service = { clusterArn: CLUSTER } as Service;

function setUp(hosts: number, scaling: Record<string, unknown> = {}, maximum = 3) {
  const state = new EcsState();
  const provider: CapacityProvider = {
    name: 'p',
    arn: 'arn:aws:ecs:us-east-1:123456789012:capacity-provider/p',
    region: 'us-east-1',
    groupArn: 'arn:group',
    groupName: 'g',
    settings: settingsFrom({
      managedScaling: { status: 'ENABLED', ...scaling },
      managedTerminationProtection: 'ENABLED',
    }),
    status: 'ACTIVE',
    tags: [],
  };
  state.capacity.add(provider);
  state.capacity.setCluster(CLUSTER, { providers: ['p'], defaultStrategy: [] });
  const addHost = (index: number): void =>
    state.addHost({
      id: `h${index}`,
      arn: `arn:h${index}`,
      clusterArn: CLUSTER,
      instanceId: `i-${index}`,
      groupName: 'g',
      status: 'ACTIVE',
    } as Host);
  for (let index = 0; index < hosts; index += 1) {
    addHost(index);
  }
  const done: string[] = [];
  const group: ScalableGroup = {
    sizes: () => Promise.resolve({ minimum: 1, maximum }),
    resize: (_provider, wanted) => Promise.resolve(void done.push(`resize ${wanted}`)),
    protect: (_provider, ids, { fromScaleIn }) =>
      Promise.resolve(void done.push(`${fromScaleIn ? 'protect' : 'release'} ${ids.join(' ')}`)),
  };
  const settled = new Promise<void>((resolve) => {
    managed = new ManagedScaling(
      state,
      group,
      () => resolve(),
      () => undefined,
      0,
    );
  });
  return { state, provider, done, settled, addHost, scaling: managed as ManagedScaling };
}
let managed: ManagedScaling | undefined;

/** A task that keeps a host in use. */
function occupy(state: EcsState, host: number, isDaemon = false): void {
  const task = { arn: `t${host}`, clusterArn: CLUSTER, host: { id: `h${host}` }, isDaemon };
  state.addTask(task as unknown as Parameters<EcsState['addTask']>[0]);
}

describe('ManagedScaling', () => {
  it('adds a host for a task that found none', async () => {
    const { state, provider, done, settled, scaling } = setUp(1);
    occupy(state, 0);
    expect(scaling.askForHost(provider, service)).toBe(true);
    await settled;
    expect(done).toEqual(['resize 2']);
  });

  it('adds as many at once as the step says, up to the maximum of the group', async () => {
    const { state, provider, done, settled, scaling } = setUp(1, { minimumScalingStepSize: 5 });
    occupy(state, 0);
    scaling.askForHost(provider, service);
    await settled;
    expect(done).toEqual(['resize 3']);
  });

  it('adds none when an empty host was not good enough either', () => {
    const { provider, scaling } = setUp(1);
    expect(scaling.askForHost(provider, service)).toBe(false);
  });

  it('adds none where managed scaling is off', () => {
    const { state, provider, scaling } = setUp(1, { status: 'DISABLED' });
    occupy(state, 0);
    expect(scaling.askForHost(provider, service)).toBe(false);
  });

  it('says that the group is full after it has found out', async () => {
    const { state, provider, settled, scaling } = setUp(1, {}, 1);
    occupy(state, 0);
    scaling.askForHost(provider, service);
    await settled;
    expect(scaling.askForHost(provider, service)).toBe(false);
  });

  it('asks once for a host that never comes, and again when the hosts have changed', async () => {
    const { state, provider, done, settled, scaling, addHost } = setUp(1);
    occupy(state, 0);
    scaling.askForHost(provider, service);
    await settled;
    expect(scaling.askForHost(provider, service)).toMatch(
      /capacity provider p brought no host: what its group g launched did not join this cluster/,
    );
    expect(done).toEqual(['resize 2']);
    addHost(1);
    occupy(state, 1);
    expect(scaling.askForHost(provider, service)).toBe(true);
  });

  it('takes empty hosts away and protects the others, a host with only a daemon being empty', async () => {
    const { state, done, settled, scaling } = setUp(3);
    occupy(state, 1);
    occupy(state, 2, true);
    scaling.start();
    await settled;
    scaling.close();
    expect(done).toEqual(['protect i-1', 'release i-0 i-2', 'resize 1']);
  });
});

describe('hostsFor', () => {
  it.each([
    [3, 100, 3],
    [3, 75, 4],
    [0, 50, 0],
  ])('%i used hosts at a target of %i %% are %i', (used, target, hosts) =>
    expect(hostsFor(used, target)).toBe(hosts),
  );
});
