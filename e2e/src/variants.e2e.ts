import { ExampleLane, type ExampleRun } from './example-lane';
import { forgetPlan } from './kept-plans';
import { deployAnotherRevision, type OtherOwner } from './other-owners';
import { underLoad } from './under-load';

/** An example, how many tasks of which service run when its apply has ended, and who changes it after that. */
interface Variant {
  readonly example: string;
  readonly tasks: Readonly<Record<string, number>>;
  readonly otherOwner?: OtherOwner;
}

// Those that take longest come first, so that no lane works alone at the end.
const VARIANTS: readonly Variant[] = [
  { example: 'reference', tasks: { reference: 1 } },
  { example: 'autoscaled-service', tasks: { autoscaled: 2 }, otherOwner: underLoad },
  { example: 'private-hosts', tasks: { worker: 2 } },
  { example: 'managed-capacity', tasks: { 'managed-capacity': 6 } },
  { example: 'https-rules', tasks: { orders: 2, search: 2 } },
  { example: 'load-balanced-service', tasks: { 'load-balanced': 2 } },
  { example: 'pipeline-owned-revision', tasks: { pipeline: 1 }, otherOwner: deployAnotherRevision },
  { example: 'sidecars', tasks: { sidecars: 1 } },
  { example: 'daemon', tasks: { agent: 3, web: 2 } },
  { example: 'several-services', tasks: { orders: 1, payments: 1, search: 1 } },
  { example: 'dynamic-ports', tasks: { 'dynamic-ports': 4 } },
  { example: 'spot', tasks: { spot: 3 } },
  { example: 'bottlerocket', tasks: { bottlerocket: 1 } },
  { example: 'latest-image-at-launch', tasks: { 'latest-image': 1 } },
  { example: 'arm64', tasks: { arm64: 1 } },
  { example: 'adopted', tasks: { adopted: 1 } },
  { example: 'scheduled-task', tasks: {} },
  { example: 'adopted-cluster', tasks: { guest: 1 } },
];
// Most of the time goes by in waits of the provider, so two cores can carry three.
const LANES = 3;

// EXAMPLES=spot,arm64 runs only these.
const chosen = process.env['EXAMPLES']?.split(',');
const variants = VARIANTS.filter(({ example }) => chosen?.includes(example) ?? true);
const lanes = Array.from({ length: LANES }, (_, index) => new ExampleLane(index + 1));
const runs = new Map<string, Promise<ExampleRun>>();

/** Jest says nothing before the whole file has ended, which takes minutes. */
function reporter(example: string): (run: ExampleRun) => void {
  const began = Date.now();
  return ({ secondPlan, left, refusals, killed }) => {
    const problems = [...left, ...refusals, ...killed];
    const outcome = problems.length === 0 ? 'nothing left' : problems.join(', ');
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stderr.write(`${example}: ${seconds} s, second plan ${secondPlan}, ${outcome}\n`);
  };
}

/** Every lane takes the next example until none is left. */
function begin(): void {
  const queue = variants.map((variant) => {
    forgetPlan(variant.example);
    let take: (run: Promise<ExampleRun>) => void = () => undefined;
    const run = new Promise<ExampleRun>((resolve) => (take = resolve));
    // Its test reports a failure; until that is reached, nobody else has to.
    run.catch(() => undefined);
    runs.set(variant.example, run);
    return { variant, take };
  });
  for (const lane of lanes) {
    const ready = lane.start();
    void (async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { example, otherOwner } = next.variant;
        const run = ready.then(() => lane.run(example, otherOwner));
        next.take(run);
        await run.then(reporter(example), () => undefined);
      }
    })();
  }
}

beforeAll(begin);
afterAll(() => Promise.all(lanes.map((lane) => lane.close())));

describe.each(variants)('The example $example', ({ example, tasks }) => {
  let run: ExampleRun | undefined;

  it('applies, and its tasks run', async () => {
    run = await runs.get(example);
    if (run === undefined || run.secondPlan === 1) {
      throw new Error(run?.output);
    }
    const expected = Object.entries(tasks).flatMap(([service, count]) =>
      Array.from({ length: count }, () => `service:${service}`),
    );
    expect(run.running).toEqual(expected.sort());
  });

  it('has an empty second plan', () => {
    if (run?.secondPlan !== 0) {
      throw new Error(run?.output);
    }
  });

  it('is destroyed completely, and everything after what needs it', () => {
    if (run?.left.length !== 0) {
      throw new Error(`${run?.left.join(', ')} left\n${run?.output}`);
    }
    expect(run).toMatchObject({ refusals: [], killed: [] });
  });
});
