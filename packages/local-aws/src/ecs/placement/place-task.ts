import { matches } from './member-of';

/** `spread` over a field, `binpack` by cpu or memory, or `random`. */
export interface PlacementStrategy {
  readonly type: string;
  readonly field?: string;
}

/** `distinctInstance`, or `memberOf` an expression. */
export interface PlacementConstraint {
  readonly type: string;
  readonly expression?: string;
}

/** What a task takes from its host. */
export interface Requirements {
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Static host ports. */
  readonly ports: readonly number[];
  /** Network interfaces. @default 0 */
  readonly interfaces?: number;
}

/** A host as the placement engine sees it: what is free on it, and what already runs there. */
export interface Candidate {
  readonly id: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly usedPorts: ReadonlySet<number>;
  /** Network interfaces that are free. @default - any number */
  readonly interfaces?: number;
  /** `ecs.availability-zone`, `ecs.instance-type` and the like. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Tasks of the same group (service) on it. */
  readonly tasksOfGroup: number;
}

/** What the engine is asked. */
export interface PlacementRequest {
  readonly requirements: Requirements;
  readonly strategies: readonly PlacementStrategy[];
  readonly constraints: readonly PlacementConstraint[];
  /** Zones of the subnets of a task with an address of its own. @default - any */
  readonly zones?: readonly string[];
}

/** Why the host that came closest was refused. */
export type Refusal = 'attribute' | 'memory' | 'cpu' | 'port' | 'eni';

/** Where the task goes, or why it goes nowhere. */
export type Placement =
  | { readonly host: string }
  | { readonly refused: 'no-hosts' }
  | { readonly refused: Refusal; readonly closest: string };

/** The later in this list, the closer the host came. */
const ORDER: readonly Refusal[] = ['attribute', 'memory', 'cpu', 'port', 'eni'];

/**
 * Chooses a host in the steps of ECS: resources and ports, constraints, strategies in their order, then any.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 */
export function placeTask(
  request: PlacementRequest,
  candidates: readonly Candidate[],
  random: () => number = Math.random,
): Placement {
  const refusals = candidates.map((candidate) => refusalOf(request, candidate));
  const fitting = candidates.filter((_, index) => refusals[index] === undefined);
  if (fitting.length === 0) {
    return closestRefusal(candidates, refusals);
  }
  const best = request.strategies.reduce<readonly Candidate[]>(
    (remaining, strategy) => keepBest(strategy, remaining, candidates, random),
    fitting,
  );
  const chosen = pick(best, random);
  return chosen === undefined ? { refused: 'no-hosts' } : { host: chosen.id };
}

function closestRefusal(
  candidates: readonly Candidate[],
  refusals: readonly (Refusal | undefined)[],
): Placement {
  const closest = Math.max(
    ...refusals.map((refusal) => (refusal === undefined ? -1 : ORDER.indexOf(refusal))),
  );
  const refused = ORDER[closest];
  const candidate = candidates[refusals.findIndex((refusal) => refusal === refused)];
  return refused === undefined || candidate === undefined
    ? { refused: 'no-hosts' }
    : { refused, closest: candidate.id };
}

function refusalOf(
  { requirements, constraints, zones }: PlacementRequest,
  candidate: Candidate,
): Refusal | undefined {
  if (zones?.includes(candidate.attributes['ecs.availability-zone'] ?? '') === false) {
    return 'attribute';
  }
  if (!constraints.every((constraint) => satisfies(constraint, candidate))) {
    return 'attribute';
  }
  if (requirements.memoryMiB > candidate.memoryMiB) {
    return 'memory';
  }
  if (requirements.cpu > candidate.cpu) {
    return 'cpu';
  }
  if (requirements.ports.some((port) => candidate.usedPorts.has(port))) {
    return 'port';
  }
  return (requirements.interfaces ?? 0) > (candidate.interfaces ?? Infinity) ? 'eni' : undefined;
}

function satisfies(constraint: PlacementConstraint, candidate: Candidate): boolean {
  return constraint.type === 'distinctInstance'
    ? candidate.tasksOfGroup === 0
    : matches(constraint.expression ?? '', candidate.attributes);
}

function keepBest(
  strategy: PlacementStrategy,
  remaining: readonly Candidate[],
  all: readonly Candidate[],
  random: () => number,
): readonly Candidate[] {
  if (strategy.type === 'random') {
    const chosen = pick(remaining, random);
    return chosen === undefined ? [] : [chosen];
  }
  const score = strategy.type === 'binpack' ? binpackScore(strategy) : spreadScore(strategy, all);
  const lowest = Math.min(...remaining.map(score));
  return remaining.filter((candidate) => score(candidate) === lowest);
}

/** The least left first. */
function binpackScore({ field }: PlacementStrategy): (candidate: Candidate) => number {
  return (candidate) => (field?.toLowerCase() === 'cpu' ? candidate.cpu : candidate.memoryMiB);
}

/** The fewest tasks of the group first, counted over every host that shares the field's value. */
function spreadScore(
  { field = 'instanceId' }: PlacementStrategy,
  all: readonly Candidate[],
): (candidate: Candidate) => number {
  const valueOf = (candidate: Candidate): string =>
    field === 'instanceId' || field === 'host'
      ? candidate.id
      : (candidate.attributes[field.replace(/^attribute:/, '')] ?? '');
  const counts = new Map<string, number>();
  for (const candidate of all) {
    counts.set(valueOf(candidate), (counts.get(valueOf(candidate)) ?? 0) + candidate.tasksOfGroup);
  }
  return (candidate) => counts.get(valueOf(candidate)) ?? 0;
}

function pick<T>(from: readonly T[], random: () => number): T | undefined {
  return from[Math.min(Math.floor(random() * from.length), from.length - 1)];
}
