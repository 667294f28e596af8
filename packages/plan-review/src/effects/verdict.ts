import { failedFindings } from '../findings/failed-findings';
import type { Effect, PlanReview, ReviewedChange, Verdict, VerdictLevel } from '../model';
import type { OpenedAccess } from './opened-access';

type Judged = Pick<
  PlanReview,
  | 'outcome'
  | 'changes'
  | 'outputs'
  | 'security'
  | 'findings'
  | 'drift'
  | 'failedChecks'
  | 'complete'
  | 'errored'
  | 'notRead'
  | 'deferred'
>;

type Seriousness = Exclude<VerdictLevel, 'NO CHANGES' | 'SAFE'>;

interface Reason {
  readonly level: Seriousness;
  readonly text: string;
  /** The same without the name: what several have in common is said once. @default - it is said of nothing by name */
  readonly said?: string;
}

const levels: readonly Seriousness[] = ['DESTRUCTIVE', 'DANGEROUS', 'REVIEW'];
const maxReasons = 8;

/** Of a plan that Terraform did not finish, or put off in part, or that was not read as a whole, nobody knows the rest. */
export function isWhole({
  errored,
  notRead,
  deferred,
}: Pick<PlanReview, 'errored' | 'notRead' | 'deferred'>): boolean {
  return !errored && notRead === undefined && deferred.length === 0;
}

/** Sums up a review in one word, and says why it is not a milder one. */
export function verdictOf(review: Judged, opened: OpenedAccess): Verdict {
  const effects = review.changes.flatMap((change) =>
    change.effects.map((effect) => ({ change, effect })),
  );
  const has = (severity: Effect['severity']): boolean =>
    effects.some(({ effect }) => effect.severity === severity);
  const notKnown = review.changes
    .filter((change) => change.effects.some(({ known }) => known === false))
    .map(nameOf);
  const isKnown = notKnown.length === 0 && isWhole(review);
  const reasons = [
    ...review.changes.flatMap(reasonsOf),
    ...accessReasons(review, opened),
    ...findingReasons(review),
    ...planReasons(review),
  ];
  const level = levels.find((candidate) => reasons.some((reason) => reason.level === candidate));
  const sorted = levels.flatMap((candidate) =>
    saidOnce(reasons.filter((reason) => reason.level === candidate)),
  );
  const losing = (severity: Effect['severity']): readonly string[] => [
    ...new Set(
      effects
        .filter(({ effect }) => effect.severity === severity)
        .map(({ change }) => nameOf(change)),
    ),
  ];
  const dataLoss = losing('data-loss');
  const dataLossPossible = losing('data-loss-possible').filter((name) => !dataLoss.includes(name));
  return {
    level: level ?? (review.outcome === 'changes' ? 'SAFE' : 'NO CHANGES'),
    downtime: has('downtime')
      ? 'expected'
      : has('downtime-possible')
        ? 'possible'
        : isKnown
          ? 'none'
          : 'not-known',
    dataLoss,
    ...(dataLossPossible.length === 0 ? {} : { dataLossPossible }),
    accessWidened:
      review.security.accessWidened === 'no' && !isKnown
        ? 'not-known'
        : review.security.accessWidened,
    ...(notKnown.length === 0 ? {} : { notKnown }),
    reasons:
      sorted.length > maxReasons
        ? [
            ...sorted.slice(0, maxReasons - 1),
            `And ${sorted.length - maxReasons + 1} more reasons.`,
          ]
        : sorted,
  };
}

/** A construct path where there is one; `Resource`, the name of every main resource, says nothing. */
export function nameOf(change: Pick<ReviewedChange, 'address' | 'construct'>): string {
  return change.construct?.path.replace(/\/Resource$/, '') ?? change.address;
}

/** What is lost says it all: that nothing answers there any more follows from it. */
function reasonsOf(change: ReviewedChange): readonly Reason[] {
  const losses = change.effects.filter(({ severity }) => severity === 'data-loss');
  return (losses.length > 0 ? losses : change.effects).flatMap((effect) =>
    reasonOf(change, effect),
  );
}

function reasonOf(change: ReviewedChange, { severity, text }: Effect): readonly Reason[] {
  const gone = change.action === 'destroy' || change.action === 'replace';
  const level =
    severity === 'data-loss' || (severity === 'downtime' && gone)
      ? 'DESTRUCTIVE'
      : severity === 'downtime' ||
          severity === 'downtime-possible' ||
          severity === 'data-loss-possible'
        ? 'DANGEROUS'
        : severity === 'attention'
          ? 'REVIEW'
          : undefined;
  return level === undefined
    ? []
    : [
        {
          level,
          text: `${nameOf(change)} ${verbs[change.action]}: ${text}.`,
          said: `${verbs[change.action]}: ${text}`,
        },
      ];
}

/** The first of those that say the same, and how many more there are. */
function saidOnce(reasons: readonly Reason[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { text, said = text } of reasons) {
    const group = groups.get(said);
    if (group === undefined) {
      groups.set(said, [text]);
    } else {
      group.push(text);
    }
  }
  return [...groups.values()].map(([text = '', ...others]) =>
    others.length === 0 ? text : `${text} The same for ${others.length} more.`,
  );
}

const verbs: Readonly<Record<ReviewedChange['action'], string>> = {
  destroy: 'is destroyed',
  replace: 'is replaced',
  update: 'changes',
  create: 'is created',
  forget: 'is forgotten',
  read: 'is read',
  invoke: 'runs',
  none: 'stays',
};

/** What exists and is opened is what a reviewer fears; where nothing existed, there is nothing to open. */
function accessReasons({ security }: Judged, opened: OpenedAccess): readonly Reason[] {
  const { onWhatExists, onWhatIsNew, everythingIsNew } = opened;
  if (security.accessWidened === 'no') {
    return [];
  }
  if (everythingIsNew && onWhatExists === 0) {
    const text = `Everything is new; ${counted(onWhatIsNew, 'place')} allow${onWhatIsNew === 1 ? 's' : ''} something, listed under Access.`;
    return [{ level: 'REVIEW', text }];
  }
  const may = security.accessWidened === 'undecided' ? 'may be' : 'is';
  return [
    [onWhatExists, 'on what exists'] as const,
    [onWhatIsNew, 'by what is new'] as const,
  ].flatMap(([count, how]) =>
    count === 0
      ? []
      : [
          {
            level: 'DANGEROUS' as const,
            text: `Access ${may} opened ${how} in ${counted(count, 'place')}.`,
          },
        ],
  );
}

/** What a tool finds without naming a resource says nothing of what the plan does. */
function findingReasons({ findings, changes }: Judged): readonly Reason[] {
  const serious = failedFindings(findings).filter(({ address }) => address !== undefined);
  const kept = new Set(
    changes.filter(({ action }) => action !== 'create').map(({ address }) => address),
  );
  const worse = findings.findings.filter(
    ({ level, introduced, acknowledged, address = '' }) =>
      level === 'warn' &&
      introduced === true &&
      kept.has(address) &&
      (acknowledged === undefined || acknowledged.expired),
  );
  const made = new Set(
    changes.filter(({ action }) => action === 'create').map(({ address }) => address),
  );
  const better = findings.findings.filter(
    ({ level, introduced, acknowledged, address = '' }) =>
      level === 'warn' &&
      introduced === true &&
      made.has(address) &&
      (acknowledged === undefined || acknowledged.expired),
  );
  return [
    ...(better.length === 0
      ? []
      : [
          {
            level: 'REVIEW' as const,
            text: `What is new breaks ${counted(better.length, 'rule')}, listed under Policy.`,
          },
        ]),
    ...(serious.length === 0
      ? []
      : [
          {
            level: 'DANGEROUS' as const,
            text: `${counted(serious.length, 'policy finding')} must be fixed or acknowledged.`,
          },
        ]),
    ...worse.map(({ address, constructPath, message }) => ({
      level: 'REVIEW' as const,
      text: `${constructPath?.replace(/\/Resource$/, '') ?? address} breaks a rule that it kept: ${message}`,
    })),
  ];
}

function planReasons({
  outputs,
  failedChecks,
  drift,
  complete,
  errored,
  notRead = [],
}: Judged): readonly Reason[] {
  const reverted = drift.filter(({ revertedByPlan }) => revertedByPlan);
  const inClear = outputs.filter(({ comesToLight }) => comesToLight).map(({ name }) => name);
  const texts = [
    inClear.length > 0
      ? `What was sensitive is shown in clear from then on: ${counted(inClear.length, 'output')} (${inClear.slice(0, 5).join(', ')}${inClear.length > 5 ? ', …' : ''}).`
      : '',
    notRead.length > 0
      ? `The plan has parts that this review does not read, and what they do is not known: ${notRead.join(', ')}.`
      : '',
    errored ? 'Terraform stopped with errors: the plan is incomplete and cannot be applied.' : '',
    failedChecks.length > 0
      ? `${counted(failedChecks.length, 'condition')} of the configuration ${failedChecks.length === 1 ? 'does' : 'do'} not hold.`
      : '',
    reverted.length > 0
      ? `${counted(reverted.length, 'change')} made outside Terraform ${reverted.length === 1 ? 'is' : 'are'} taken back.`
      : '',
    complete || errored ? '' : 'Terraform deferred a part: another plan is needed after this one.',
  ];
  return texts.filter((text) => text !== '').map((text) => ({ level: 'REVIEW', text }));
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
