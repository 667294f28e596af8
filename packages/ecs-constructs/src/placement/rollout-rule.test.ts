import fc from 'fast-check';
import { EcsScheduler, type SimulatedHost, type SimulatedService } from '../fixtures/ecs-scheduler';
import { ClusterPlacement } from './cluster-placement';

/** Sizes in small steps, so that tasks often just fit or just do not. */
const SIMULATED = { name: 'simulated', vcpus: 0, memoryMiB: 0, gpuCount: 0 };

const GROUPS = ['Small', 'Big'] as const;

interface SmallCluster {
  readonly groups: readonly { readonly count: number; readonly host: SimulatedHost }[];
  readonly services: readonly (Omit<SimulatedService, 'hosts'> & {
    readonly groups: readonly number[];
  })[];
}

/** What services and hosts of one kind of cluster are made of. */
interface Mix {
  readonly hostMemoryMiB: readonly number[];
  readonly taskMemoryMiB: readonly number[];
  readonly taskCpu: readonly number[];
  readonly ports: readonly string[];
}

/** Everything at once. */
const EVERYTHING: Mix = {
  hostMemoryMiB: [512, 900, 1900],
  taskMemoryMiB: [128, 300, 512, 900],
  taskCpu: [0, 256, 512, 1024],
  ports: ['80/tcp', '443/tcp', '53/udp'],
};

/** Hosts with plenty of room, so that only ports matter. */
const PORTS: Mix = {
  hostMemoryMiB: [8000],
  taskMemoryMiB: [0, 128],
  taskCpu: [0],
  ports: ['80/tcp', '443/tcp'],
};

/** No ports, and sizes that fill a host in one way and leave a gap in another. */
const SIZES: Mix = {
  hostMemoryMiB: [1000],
  taskMemoryMiB: [200, 300, 400, 500],
  taskCpu: [0, 256],
  ports: [],
};

const COMMON_PERCENTS: [number, number][] = [
  [100, 200],
  [50, 100],
  [0, 100],
  [50, 200],
  [100, 150],
  [100, 100],
];

const percents = fc.oneof(
  fc.constantFrom(...COMMON_PERCENTS),
  fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 100, max: 200 })),
);

const service = ({ taskCpu, taskMemoryMiB, ports }: Mix) =>
  fc
    .record({
      desiredCount: fc.integer({ min: 0, max: 3 }),
      percents,
      cpu: fc.constantFrom(...taskCpu),
      memoryMiB: fc.constantFrom(...taskMemoryMiB),
      ports: fc.subarray([...ports]),
      distinctInstances: fc.nat({ max: 3 }).map((value) => value === 0),
      groups: fc.constantFrom([0, 1], [0, 1], [0], [1]),
    })
    .map(({ percents: [minimumHealthyPercent, maximumPercent], ...rest }) => ({
      ...rest,
      minimumHealthyPercent,
      maximumPercent,
    }));

const smallCluster = (mix: Mix, mostServices: number): fc.Arbitrary<SmallCluster> => {
  const host = fc.record({
    cpu: fc.constantFrom(512, 1024, 2048),
    memoryMiB: fc.constantFrom(...mix.hostMemoryMiB),
  });
  return fc
    .record({
      groups: fc.tuple(
        fc.record({ count: fc.integer({ min: 0, max: 3 }), host }),
        fc.record({ count: fc.integer({ min: 0, max: 2 }), host }),
      ),
      services: fc.array(service(mix), { minLength: 1, maxLength: mostServices }),
    })
    .filter(
      ({ groups, services }) =>
        groups.reduce((sum, { count }) => sum + count, 0) <= 4 &&
        services.reduce((sum, { desiredCount }) => sum + desiredCount, 0) <= 6,
    );
};

/** The same cluster, once for the rule and once for the simulation. */
function bothOf({ groups, services }: SmallCluster) {
  const hosts = groups.flatMap(({ count, host }, group) =>
    Array.from({ length: count }, () => ({ ...host, group })),
  );
  const rule = new ClusterPlacement(
    groups.map(({ count, host }, group) => ({
      path: GROUPS[group] ?? '',
      count,
      types: [{ facts: SIMULATED, size: host, certain: host }],
      isComplete: true,
      size: { ...host, gpuCount: 0 },
    })),
    services.map(({ groups, ports, ...numbers }, index) => ({
      ...numbers,
      path: `S${index}`,
      staticPorts: ports,
      hostGroups: groups.map((group) => GROUPS[group] ?? ''),
    })),
  );
  const scheduler = new EcsScheduler(
    hosts,
    services.map(({ groups, ...rest }) => ({
      ...rest,
      hosts: hosts.flatMap(({ group }, index) => (groups.includes(group) ? [index] : [])),
    })),
  );
  const problems = services.map((_, index) => rule.problemsOf(`S${index}`));
  return { problems, scheduler };
}

const settings = { seed: 20_261_123, numRuns: 3000 };

const mixes: readonly [string, Mix][] = [
  ['sizes and ports', EVERYTHING],
  ['ports only', PORTS],
  ['sizes only', SIZES],
];

describe('the rule for rollouts', () => {
  it.each(mixes)('rejects exactly the clusters on which a rollout cannot end: %s', (_, mix) => {
    let rejected = 0;
    fc.assert(
      fc.property(smallCluster(mix, 3), (cluster) => {
        const { problems, scheduler } = bothOf(cluster);
        if (problems.some((messages) => messages.length > 0)) {
          rejected += 1;
        }
        if (scheduler.firstPlacements().length === 0) {
          expect(problems.flat()).not.toEqual([]);
          return;
        }
        expect(problems.map((messages) => messages.length === 0)).toEqual(
          problems.map((_, index) => scheduler.deploys(index)),
        );
      }),
      settings,
    );
    // Both answers were tried often.
    expect(rejected).toBeGreaterThan(settings.numRuns / 10);
    expect(rejected).toBeLessThan((settings.numRuns * 9) / 10);
  });

  it.each(mixes)(
    'leaves nothing to luck where a service has the hosts for itself: %s',
    (_, mix) => {
      fc.assert(
        fc.property(smallCluster(mix, 1), (cluster) => {
          const { problems, scheduler } = bothOf(cluster);
          expect(problems.flat().length === 0).toBe(scheduler.alwaysDeploys(0));
        }),
        settings,
      );
    },
  );
});
