import type { TrafficStep } from './strategy';

/** In their order. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
] as const;

/** Where a deployment stands that moves requests. */
export type LifecycleStage = (typeof STAGES)[number];

/** How far a deployment has come. */
export interface Shift {
  readonly stage: LifecycleStage;
  /** Of PRODUCTION_TRAFFIC_SHIFT: which of its steps. */
  readonly step: number;
  /** Since when it only waits for time to pass. */
  readonly waitsSince?: number;
}

/** What a stage may have to wait for. */
export interface ShiftFacts {
  readonly now: number;
  readonly minuteMs: number;
  readonly steps: readonly TrafficStep[];
  readonly bakeMinutes: number;
  /** There is an older revision to move requests from. */
  readonly hasSource: boolean;
  /** Nothing runs of revisions that are neither the old nor the new one. */
  readonly reconciled: boolean;
  /** The new revision has all its tasks. */
  readonly scaledUp: boolean;
  /** Listeners forward as this stage wants it. */
  readonly moved: boolean;
}

/** Whether a stage is this one or a later one. */
export function hasReached({ stage }: Pick<Shift, 'stage'>, wanted: LifecycleStage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(wanted);
}

/** The first stage: what an interrupted deployment left is put in order before anything starts. */
export function firstShift(isInterruption: boolean): Shift {
  return { stage: isInterruption ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP', step: 0 };
}

/**
 * The next stage, or the same object while there is something to wait for. The caller looks again with new facts.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
 */
export function nextShift(shift: Shift, facts: ShiftFacts): Shift {
  const { moved, hasSource } = facts;
  const when = (ready: boolean, stage: LifecycleStage): Shift =>
    ready ? { stage, step: 0 } : shift;
  switch (shift.stage) {
    case 'RECONCILE_SERVICE':
      return when(moved && facts.reconciled, 'PRE_SCALE_UP');
    case 'PRE_SCALE_UP':
      return when(true, 'SCALE_UP');
    case 'SCALE_UP':
      return when(facts.scaledUp, 'POST_SCALE_UP');
    case 'POST_SCALE_UP':
      return when(true, 'TEST_TRAFFIC_SHIFT');
    case 'TEST_TRAFFIC_SHIFT':
      return when(moved, 'POST_TEST_TRAFFIC_SHIFT');
    case 'POST_TEST_TRAFFIC_SHIFT':
      return when(true, 'PRODUCTION_TRAFFIC_SHIFT');
    case 'PRODUCTION_TRAFFIC_SHIFT':
      return nextStep(shift, facts);
    case 'POST_PRODUCTION_TRAFFIC_SHIFT':
      return when(true, hasSource ? 'BAKE_TIME' : 'CLEAN_UP');
    case 'BAKE_TIME':
      return afterWait(shift, facts, { stage: 'CLEAN_UP', step: 0 });
    case 'CLEAN_UP':
      return shift;
  }
}

/** How much longer a stage only waits for time to pass; undefined when it waits for something else. */
export function waitMs(shift: Shift, facts: ShiftFacts): number | undefined {
  return shift.waitsSince === undefined
    ? undefined
    : Math.max(0, shift.waitsSince + minutesOf(shift, facts) * facts.minuteMs - facts.now);
}

function nextStep(shift: Shift, facts: ShiftFacts): Shift {
  if (!facts.moved) {
    return shift;
  }
  const step = shift.step + 1;
  const isLast = step >= facts.steps.length || !facts.hasSource;
  return afterWait(
    shift,
    facts,
    isLast
      ? { stage: 'POST_PRODUCTION_TRAFFIC_SHIFT', step: 0 }
      : { stage: 'PRODUCTION_TRAFFIC_SHIFT', step },
  );
}

/** Time runs from the moment at which nothing else has to be waited for. */
function afterWait(shift: Shift, facts: ShiftFacts, next: Shift): Shift {
  if (shift.waitsSince === undefined) {
    return { ...shift, waitsSince: facts.now };
  }
  return waitMs(shift, facts) === 0 ? next : shift;
}

function minutesOf({ stage, step }: Shift, { steps, bakeMinutes, hasSource }: ShiftFacts): number {
  if (stage === 'BAKE_TIME') {
    return bakeMinutes;
  }
  // A first revision has all requests from its first moment.
  return hasSource ? (steps[step]?.minutes ?? 0) : 0;
}
