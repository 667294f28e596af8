import type { PlacementConstraint, PlacementStrategy } from './place-task';
import { placeTask, type Candidate, type Requirements } from './place-task';

const SPREAD: readonly PlacementStrategy[] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
];
const small: Requirements = { cpu: 512, memoryMiB: 256, ports: [80] };
const host = (id: string, zone: string, changes: Partial<Candidate> = {}): Candidate => ({
  id,
  cpu: 2048,
  memoryMiB: 944,
  usedPorts: new Set<number>(),
  attributes: { 'ecs.availability-zone': zone },
  tasksOfGroup: 0,
  ...changes,
});
const place = (
  candidates: readonly Candidate[],
  strategies: readonly PlacementStrategy[] = SPREAD,
  constraints: readonly PlacementConstraint[] = [],
  requirements = small,
) => placeTask({ requirements, strategies, constraints }, candidates);

describe('placeTask', () => {
  it('says that a cluster has no hosts', () => {
    expect(place([])).toEqual({ refused: 'no-hosts' });
  });

  it.each([
    ['port', { usedPorts: new Set([80]) }],
    ['cpu', { cpu: 511 }],
    ['memory', { memoryMiB: 255 }],
  ] as const)('refuses a host for its %s', (refused, changes) => {
    expect(place([host('a', 'x', changes)])).toEqual({ refused, closest: 'a' });
  });

  it('refuses a host without a network interface for a task that takes one, and no other task', () => {
    const full = [host('a', 'x', { interfaces: 0 })];
    expect(place(full, SPREAD, [], { ...small, interfaces: 1 })).toEqual({
      refused: 'eni',
      closest: 'a',
    });
    expect(place(full)).toEqual({ host: 'a' });
  });

  it('places a task in the zone of one of its subnets', () => {
    const request = { requirements: small, strategies: SPREAD, constraints: [] };
    const hosts = [host('a', 'x'), host('b', 'y')];
    expect(placeTask({ ...request, zones: ['y'] }, hosts)).toEqual({ host: 'b' });
    expect(placeTask({ ...request, zones: ['z'] }, hosts)).toMatchObject({ refused: 'attribute' });
  });

  it('accepts exactly what is left', () => {
    expect(place([host('a', 'x', { cpu: 512, memoryMiB: 256 })])).toEqual({ host: 'a' });
  });

  it('names the host that came closest', () => {
    const hosts = [host('a', 'x', { memoryMiB: 0 }), host('b', 'x', { usedPorts: new Set([80]) })];
    expect(place(hosts)).toEqual({ refused: 'port', closest: 'b' });
  });

  it('goes to the zone with the fewest tasks, even if one of its hosts is busier than others', () => {
    const hosts = [
      host('a1', 'a', { tasksOfGroup: 2 }),
      host('a2', 'a', { tasksOfGroup: 0 }),
      host('b1', 'b', { tasksOfGroup: 1 }),
    ];
    expect(place(hosts)).toEqual({ host: 'b1' });
  });

  it('spreads over instances within the zone', () => {
    expect(place([host('a1', 'a', { tasksOfGroup: 1 }), host('a2', 'a')])).toEqual({ host: 'a2' });
  });

  it.each([
    ['cpu', 'tight'],
    ['memory', 'loose'],
  ])('packs by %s onto the host with the least left', (field, expected) => {
    const hosts = [
      host('tight', 'a', { cpu: 600, memoryMiB: 900 }),
      host('loose', 'a', { cpu: 2000, memoryMiB: 300 }),
    ];
    expect(place(hosts, [{ type: 'binpack', field }])).toEqual({ host: expected });
  });

  it('keeps tasks of a group apart with distinctInstance', () => {
    const constraints = [{ type: 'distinctInstance' }];
    expect(place([host('a', 'x', { tasksOfGroup: 1 }), host('b', 'x')], [], constraints)).toEqual({
      host: 'b',
    });
    expect(place([host('a', 'x', { tasksOfGroup: 1 })], [], constraints)).toEqual({
      refused: 'attribute',
      closest: 'a',
    });
  });

  it('honours memberOf', () => {
    const constraints = [
      { type: 'memberOf', expression: 'attribute:ecs.availability-zone in [b, c]' },
    ];
    expect(place([host('a', 'a'), host('b', 'b')], SPREAD, constraints)).toEqual({ host: 'b' });
  });

  it('keeps zones balanced whatever the order of placements', () => {
    const random = generator(42);
    for (let round = 0; round < 200; round += 1) {
      const zones = 1 + Math.floor(random() * 4);
      const perZone = 1 + Math.floor(random() * 3);
      const ids = Array.from({ length: zones * perZone }, (_, index) => ({
        id: `h${index}`,
        zone: `z${index % zones}`,
      }));
      const tasks: string[] = [];
      const total = Math.floor(random() * ids.length * 2) + 1;
      for (let task = 0; task < total; task += 1) {
        const candidates = ids.map(({ id, zone }) =>
          host(id, zone, { tasksOfGroup: tasks.filter((other) => other === id).length }),
        );
        const placed = placeTask(
          { requirements: { ...small, ports: [] }, strategies: SPREAD, constraints: [] },
          candidates,
          random,
        );
        if (!('host' in placed)) {
          throw new Error('not placed');
        }
        tasks.push(placed.host);
      }
      const perZoneCounts = Array.from(
        { length: zones },
        (_, zone) =>
          tasks.filter((id) => ids.find((one) => one.id === id)?.zone === `z${zone}`).length,
      );
      expect(Math.max(...perZoneCounts) - Math.min(...perZoneCounts)).toBeLessThanOrEqual(1);
    }
  });

  it('never overfills a host, whatever is asked', () => {
    const random = generator(7);
    for (let round = 0; round < 300; round += 1) {
      const candidates = Array.from({ length: 4 }, (_, index) =>
        host(`h${index}`, `z${index % 2}`, {
          cpu: Math.floor(random() * 2048),
          memoryMiB: Math.floor(random() * 944),
          usedPorts: new Set(random() < 0.5 ? [80] : []),
        }),
      );
      const requirements = {
        cpu: Math.floor(random() * 2048),
        memoryMiB: Math.floor(random() * 944),
        ports: random() < 0.5 ? [80] : [],
      };
      const strategies =
        [[], SPREAD, [{ type: 'binpack', field: 'cpu' }], [{ type: 'random' }]][round % 4] ?? [];
      const placed = placeTask({ requirements, strategies, constraints: [] }, candidates, random);
      const fits = (one: Candidate): boolean =>
        one.cpu >= requirements.cpu &&
        one.memoryMiB >= requirements.memoryMiB &&
        !requirements.ports.some((port) => one.usedPorts.has(port));
      if ('host' in placed) {
        expect(candidates.filter(fits).map(({ id }) => id)).toContain(placed.host);
      } else {
        expect(candidates.some(fits)).toBe(false);
      }
    }
  });
});

/** A small deterministic generator: a failure must be repeatable. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
