import { isWhole } from '../effects/verdict';
import type {
  AttributeChange,
  CostReview,
  OutputChange,
  PlannedAction,
  PlanReview,
  ReviewedChange,
  ShownValue,
} from '../model';
import { accessInWords } from './access-words';
import { driftInWords, TAKEN_OVER } from './drift-words';

/** A group of changes, in the order of danger. */
export interface ChangeGroup {
  readonly action: PlannedAction;
  readonly title: string;
  readonly sign: string;
}

/** Every group a report has, worst first. */
export const changeGroups: readonly ChangeGroup[] = [
  { action: 'destroy', title: 'Destroy', sign: '-' },
  { action: 'replace', title: 'Replace', sign: '±' },
  { action: 'invoke', title: 'Actions that Terraform runs', sign: '!' },
  { action: 'update', title: 'Update', sign: '~' },
  { action: 'create', title: 'Create', sign: '+' },
  { action: 'forget', title: 'Forget (stays, no longer managed)', sign: '×' },
  { action: 'none', title: 'State only', sign: '→' },
  { action: 'read', title: 'Read during apply', sign: '=' },
];

const replaceOrders: Readonly<Record<NonNullable<ReviewedChange['replaceOrder']>, string>> = {
  'create-first': 'the new one is made first',
  'destroy-first': 'the old one goes first',
  'create-and-forget': 'the old one stays, no longer managed',
};

/** `no downtime, no data loss, access not widened, cost +$3.80 a month`: what stands beside the verdict. */
export function verdictFacts(review: PlanReview): readonly string[] {
  const { verdict, cost } = review;
  const downtime = {
    none: everythingIsKnown(review) ? 'no downtime' : 'downtime not known',
    'not-known': 'downtime not known',
    possible: 'downtime possible',
    expected: 'downtime',
  };
  return [
    downtime[verdict.downtime],
    dataLossInWords(review),
    `access ${accessInWords(review)}`,
    costInWords(cost),
  ].filter((fact) => fact !== undefined);
}

/**
 * Whether the review knows every type that changes, and the plan is whole: only then "nothing found" means that nothing
 * happens.
 */
export function everythingIsKnown(review: PlanReview): boolean {
  const { notKnown = [], downtime } = review.verdict;
  return notKnown.length === 0 && downtime !== 'not-known' && isWhole(review);
}

function dataLossInWords(review: PlanReview): string {
  const { dataLoss, dataLossPossible = [] } = review.verdict;
  const places = (names: readonly string[]): string =>
    names.length === 1 ? `in ${names[0]}` : `in ${names.length} places`;
  if (dataLoss.length > 0) {
    return `data loss ${places(dataLoss)}`;
  }
  if (dataLossPossible.length > 0) {
    return `data loss possible ${places(dataLossPossible)}`;
  }
  return everythingIsKnown(review) ? 'no data loss' : 'data loss not known';
}

/** The change of the monthly cost, where anything has a price. */
export function costInWords(cost: CostReview): string | undefined {
  const { monthlyBefore, monthlyAfter } = cost;
  if (monthlyBefore === undefined && monthlyAfter === undefined) {
    return undefined;
  }
  const delta = (monthlyAfter ?? 0) - (monthlyBefore ?? 0);
  const cents = Math.round(Math.abs(delta) * 100);
  if (cents === 0) {
    return 'cost unchanged';
  }
  return `cost ${delta < 0 ? '-' : '+'}$${(cents / 100).toFixed(2)} a month`;
}

/** `2 destroy, 1 create, 3 outputs`, and that nothing real changes where that is so. */
export function countsInWords(review: PlanReview): string {
  const { counts, outputs, stateOnly, besideTerraform = [] } = review;
  const parts = [
    [counts.destroy, 'destroy'],
    [counts.replace, 'replace'],
    [counts.invoked ?? 0, counts.invoked === 1 ? 'action' : 'actions'],
    [counts.update, 'update'],
    [counts.create, 'create'],
    [counts.forgotten, 'forget'],
    [counts.moved, 'move'],
    [counts.imported, 'import'],
    [outputs.length, outputs.length === 1 ? 'output' : 'outputs'],
    [besideTerraform.length, 'beside Terraform'],
  ] as const;
  const text = parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ');
  return `${text === '' ? uncountedInWords(review) : text}${stateOnly ? ' (state only: no resource changes)' : ''}`;
}

/** A plan that only refreshes has no change of its own, and is applied all the same. */
function uncountedInWords(review: PlanReview): string {
  const { length } = review.drift.filter((drifted) => driftInWords(drifted, review) === TAKEN_OVER);
  if (length === 0) {
    return review.notRead === undefined
      ? 'only the state is written'
      : 'changes that this review does not read';
  }
  return `${length} ${length === 1 ? 'change' : 'changes'} made outside Terraform ${length === 1 ? 'goes' : 'go'} into the state`;
}

/** `Resource` is the name every construct gives its main resource; it tells a reader nothing. */
export function shortPath(constructPath: string): string {
  return constructPath.replace(/\/Resource$/, '');
}

/** Everything a change says about itself beside its attributes and effects. */
export function notesOf(change: ReviewedChange): readonly string[] {
  const notes: string[] = [];
  if (change.deposed) {
    notes.push('left behind by an earlier replacement that failed');
  }
  const order = change.replaceOrder === undefined ? '' : `; ${replaceOrders[change.replaceOrder]}`;
  if (change.replacedBy.length > 0) {
    notes.push(`because of ${change.replacedBy.map(({ path }) => path).join(', ')}${order}`);
  } else if (change.reason !== undefined || order !== '') {
    notes.push(`${change.reason ?? 'replaced'}${order}`);
  }
  if (
    change.replacedBy.length > 0 &&
    change.replacedBy.every(({ after }) => valueInWords(after).includes('(known after apply)'))
  ) {
    notes.push('replaced even if the new value, not known yet, turns out to be the old one');
  }
  if (change.previousAddress !== undefined) {
    notes.push(`was ${change.previousAddress}`);
  }
  if (change.ignored !== undefined && change.attributes.length > 0) {
    notes.push(`the configuration ignores that these differ as well: ${change.ignored.join(', ')}`);
  }
  if (change.imported) {
    notes.push('imported: exists already, becomes managed');
  }
  return notes;
}

/** A value as it stands in a report. */
export function valueInWords(value: ShownValue): string {
  switch (value.kind) {
    case 'absent':
      return '(none)';
    case 'masked':
      return '(secret)';
    case 'unknown':
      return '(known after apply)';
    case 'known':
      return value.text;
  }
}

/** `before → after`; one side only where something comes, goes, or is the same secret. */
export function differenceInWords(change: AttributeChange): string {
  return sidesInWords(change).join(' ');
}

/** The sides of a difference, the second one with its arrow. */
export function sidesInWords({ before, after }: AttributeChange): readonly string[] {
  if (before.kind === 'masked' && after.kind === 'masked') {
    return ['(secret)', '→ (another secret)'];
  }
  return before.kind === 'absent'
    ? [valueInWords(after)]
    : [valueInWords(before), `→ ${valueInWords(after)}`];
}

/** What stands in place of the value of an output. */
export function secretInWords(comesToLight: OutputChange['comesToLight']): string {
  return comesToLight === true ? '(secret, shown in clear from then on)' : '(secret)';
}
