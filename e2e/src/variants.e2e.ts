import { ExampleLane, type LaneRun } from './example-lane';
import { forgetPlan } from './kept-plans';
import { deployAnotherRevision, type OtherOwner } from './other-owners';
import { underLoad } from './under-load';

/** An example, how many tasks of which service run when its apply has ended, and who changes it after that. */
interface Variant {
  readonly example: string;
  readonly tasks: Readonly<Record<string, number>>;
  readonly otherOwner?: OtherOwner;
}

// Those of a lane are applied together, so no two of them have a service, or a family of tasks, of one name.
const LANES: readonly (readonly Variant[])[] = [
  [
    { example: 'reference', tasks: { reference: 1 } },
    { example: 'service-connect', tasks: { api: 1, web: 1 } },
    { example: 'https-rules', tasks: { orders: 2, search: 2 } },
    { example: 'load-balanced-service', tasks: { 'load-balanced': 2 } },
    {
      example: 'pipeline-owned-revision',
      tasks: { pipeline: 1 },
      otherOwner: deployAnotherRevision,
    },
    { example: 'sidecars', tasks: { sidecars: 1 } },
    { example: 'dynamic-ports', tasks: { 'dynamic-ports': 4 } },
    { example: 'scratch-volume', tasks: { sorters: 1 } },
    { example: 'spot', tasks: { spot: 3 } },
    { example: 'adopted', tasks: { adopted: 1 } },
  ],
  [
    { example: 'autoscaled-service', tasks: { autoscaled: 2 }, otherOwner: underLoad },
    { example: 'private-hosts', tasks: { worker: 2 } },
    { example: 'managed-capacity', tasks: { 'managed-capacity': 6 } },
    { example: 'daemon', tasks: { agent: 3, web: 2 } },
    { example: 'several-services', tasks: { orders: 1, payments: 1, search: 1 } },
    { example: 'bottlerocket', tasks: { bottlerocket: 1 } },
    { example: 'latest-image-at-launch', tasks: { 'latest-image': 1 } },
    { example: 'arm64', tasks: { arm64: 1 } },
    { example: 'scheduled-task', tasks: {} },
    { example: 'adopted-cluster', tasks: { guest: 1 } },
  ],
];

// EXAMPLES=spot,arm64 runs only these.
const chosen = process.env['EXAMPLES']?.split(',');
const lanes = LANES.map((variants, index) => ({
  number: index + 1,
  lane: new ExampleLane(index + 1),
  variants: variants.filter(({ example }) => chosen?.includes(example) ?? true),
})).filter(({ variants }) => variants.length > 0);
const runs = new Map<ExampleLane, Promise<LaneRun>>();

/** Both at once, although Jest takes one test after the other. */
function begin(): void {
  for (const { lane, variants } of lanes) {
    variants.forEach(({ example }) => forgetPlan(example));
    const run = lane.run(
      variants.map(({ example }) => example),
      variants.flatMap(({ otherOwner }) => otherOwner ?? []),
    );
    // Its tests report a failure; until they are reached, nobody else has to.
    run.catch(() => undefined);
    runs.set(lane, run);
  }
}

const groupsOf = ({ tasks }: Variant): readonly string[] =>
  Object.entries(tasks).flatMap(([service, count]) =>
    Array.from({ length: count }, () => `service:${service}`),
  );

beforeAll(begin);
afterAll(() => Promise.all(lanes.map(({ lane }) => lane.close())));

describe.each(lanes)('Lane $number, whose examples are applied together', ({ lane, variants }) => {
  let run: LaneRun;

  beforeAll(async () => {
    run = (await runs.get(lane)) ?? run;
  });

  it('applies them', () => {
    if (run.applied !== 0) {
      throw new Error(run.output);
    }
  });

  it.each(variants)('$example runs its tasks', (variant) => {
    const groups = groupsOf(variant);
    expect(run.running.filter((group) => groups.includes(group))).toEqual([...groups].sort());
  });

  it('runs no other tasks', () => {
    expect(run.running).toEqual(variants.flatMap(groupsOf).sort());
  });

  it.each(variants)('$example has an empty second plan', ({ example }) => {
    expect(run.secondPlan[example]).toEqual([]);
  });

  it('destroys them completely, and everything after what needs it', () => {
    if (run.left.length !== 0) {
      throw new Error(`${run.left.join(', ')} left\n${run.output}`);
    }
    expect(run).toMatchObject({ refusals: [], killed: [] });
  });
});
