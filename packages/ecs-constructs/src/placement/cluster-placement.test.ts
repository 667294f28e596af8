import { Token } from 'cdktf';
import type { HostGroup } from '../hosts/host-group';
import { ClusterPlacement } from './cluster-placement';
import { hostPool } from './host-pools';
import type { PlacedService } from './placed-service';

const group = (overrides: Partial<HostGroup> = {}): HostGroup => ({
  path: 'Hosts',
  instanceTypes: ['t3.micro'],
  instanceCount: 3,
  maxInstanceCount: 3,
  availabilityZones: ['a', 'b', 'c'],
  architecture: 'x86_64',
  ...overrides,
});

const service = (overrides: Partial<PlacedService> = {}): PlacedService => ({
  path: 'Service',
  desiredCount: 1,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  staticPorts: ['80/tcp'],
  cpu: 512,
  memoryMiB: 512,
  ...overrides,
});

/** Every problem of every service. */
const problems = (services: readonly PlacedService[], groups: readonly HostGroup[] = [group()]) => {
  const placement = new ClusterPlacement(
    groups.map((one) => hostPool(one, 'atMost')),
    services,
  );
  return services.flatMap(({ path }) => placement.problemsOf(path));
};

const unknown = Token.asNumber({ resolve: () => '${x}' });

describe('ClusterPlacement', () => {
  it.each<[string, Partial<PlacedService>, Partial<HostGroup>?]>([
    ['the reference case', {}],
    ['two tasks on three hosts', { desiredCount: 2 }],
    ['a full cluster that may stop tasks first', { desiredCount: 3, minimumHealthyPercent: 50 }],
    [
      'stop before start on the only host',
      { minimumHealthyPercent: 0, maximumPercent: 100 },
      { maxInstanceCount: 1 },
    ],
    ['many small tasks', { desiredCount: 9, staticPorts: [], cpu: 128, memoryMiB: 128 }],
    ['nothing to run', { desiredCount: 0, memoryMiB: 9999, maximumPercent: 100 }],
    ['hosts without a known limit', { desiredCount: 99 }, { maxInstanceCount: undefined }],
    ['hosts that are added as needed', { desiredCount: 9 }, { maxInstanceCount: 10 }],
    ['a type that the table does not know', { memoryMiB: 9999 }, { instanceTypes: ['m99i.large'] }],
    [
      'a type that is not known yet beside one that is too small',
      { memoryMiB: 9999 },
      { sizesAtPlan: [{ cpu: unknown, memoryMiB: unknown }] },
    ],
    [
      'a bigger type in the same group',
      { memoryMiB: 1500 },
      { instanceTypes: ['t3.micro', 't3.small'] },
    ],
    ['what only Terraform knows', { desiredCount: unknown }, { maxInstanceCount: 1 }],
    ['an unknown minimum', { minimumHealthyPercent: unknown, desiredCount: 3 }],
    ['an unknown maximum', { maximumPercent: unknown }],
    ['unknown hosts', { desiredCount: 9 }, { maxInstanceCount: unknown }],
    ['an unknown size', { cpu: unknown, memoryMiB: unknown }],
    ['a reserve that is not known', { memoryMiB: 1000 }, { reservedMemoryMiB: unknown }],
  ])('accepts %s', (_, overrides, hosts = {}) => {
    expect(problems([service(overrides)], [group(hosts)])).toEqual([]);
  });

  it('rounds the minimum up: 51 % of two are two', () => {
    const two = { desiredCount: 2 };
    const hosts = [group({ maxInstanceCount: 2 })];
    expect(problems([service({ ...two, minimumHealthyPercent: 51 })], hosts)).toHaveLength(1);
    expect(problems([service({ ...two, minimumHealthyPercent: 50 })], hosts)).toEqual([]);
  });

  it('rounds the maximum down: 150 % of one are one', () => {
    expect(problems([service({ maximumPercent: 150 })])).toHaveLength(1);
    expect(problems([service({ desiredCount: 2, maximumPercent: 150 })])).toEqual([]);
  });

  it('lets a service use one group only, also for its rollouts', () => {
    const groups = [group({ maxInstanceCount: 1 }), group({ path: 'Others', maxInstanceCount: 5 })];
    expect(problems([service({ hostGroups: ['Others'] })], groups)).toEqual([]);
    expect(problems([service({ hostGroups: ['Hosts'] })], groups)).toEqual([
      expect.stringContaining('static host port 80/tcp is taken on every host'),
    ]);
    // One that may go elsewhere does so.
    expect(
      problems(
        [
          service({ path: 'Bound', hostGroups: ['Hosts'], minimumHealthyPercent: 0 }),
          service({ path: 'Free', minimumHealthyPercent: 0 }),
        ],
        groups,
      ),
    ).toEqual([]);
  });

  it('finds what no single port shows: three services, each on a port with each other one', () => {
    const triangle = [
      ['A', '1/tcp', '2/tcp'],
      ['B', '2/tcp', '3/tcp'],
      ['C', '3/tcp', '1/tcp'],
    ].map(([path = '', ...staticPorts]) =>
      service({ path, staticPorts, minimumHealthyPercent: 0, cpu: 0, memoryMiB: 1 }),
    );
    expect(problems(triangle, [group({ maxInstanceCount: 3 })])).toEqual([]);
    expect(problems(triangle, [group({ maxInstanceCount: 2 })])).toEqual([
      expect.stringContaining('there is no way to place 3 tasks of 3 services'),
    ]);
  });

  it('names a few of the services on a port, however many there are', () => {
    const many = Array.from({ length: 9 }, (_, index) => service({ path: `S${index}` }));
    expect(problems(many)[4]).toContain('beside the 8 of S0, S1, S2 and 5 more need 9 hosts');
  });

  it('keeps room for daemons on every host', () => {
    const daemon = service({
      path: 'Daemon',
      daemon: true,
      desiredCount: 0,
      staticPorts: [],
      memoryMiB: 500,
    });
    const app = service({ desiredCount: 2, staticPorts: [] });
    expect(problems([app])).toEqual([]);
    expect(problems([app, daemon])).toEqual([
      expect.stringContaining('the hosts have no room for 2 tasks'),
    ]);
    // Which hosts a memberOf expression picks is not known.
    expect(problems([app, { ...daemon, someHostsOnly: true }])).toEqual([]);
    expect(problems([{ ...daemon, memoryMiB: 2000 }])).toEqual([
      expect.stringContaining('a task does not fit on any host'),
    ]);
  });

  it('gives up in favour of the configuration where a proof would take too long', () => {
    const tight = Array.from({ length: 40 }, (_, index) =>
      service({
        path: `S${index}`,
        staticPorts: [],
        cpu: 0,
        memoryMiB: 301 + ((index * 7919) % 97),
        desiredCount: 3,
        minimumHealthyPercent: 0,
      }),
    );
    // Without an end to the search this never returns.
    expect(problems(tight, [group({ maxInstanceCount: 44 })])).toEqual([]);
  });
});
