import type { AccessChange, AccessDirection, PlanReview, SecurityReview } from '../model';

/** What a row of the access table does, in the words of the headline. */
export function directionInWords({
  direction,
  decided,
}: Pick<AccessChange, 'direction' | 'decided'>): string {
  const words: Readonly<Record<AccessDirection, string>> = {
    widened: decided ? 'widened' : 'possibly widened',
    changed: decided ? 'widened in part' : 'possibly widened',
    narrowed: 'narrowed',
    unchanged: 'unchanged',
  };
  return words[direction];
}

/** What the headline says of access: none, possible, yes or not known, and never a word that no row of the table has. */
export function accessInWords({
  verdict,
  security,
}: Pick<PlanReview, 'verdict' | 'security'>): string {
  return {
    no: 'not widened',
    'not-known': 'not known',
    undecided: 'possibly widened',
    yes: isWidened(security) ? 'widened' : 'widened in part',
  }[verdict.accessWidened];
}

function isWidened({ changes }: SecurityReview): boolean {
  return (
    changes.length === 0 ||
    changes.some(({ direction, decided }) => direction === 'widened' && decided)
  );
}

/** What the table of access says of what changes and is not known. Undefined where all of it is. */
export function accessNotKnown({ verdict }: Pick<PlanReview, 'verdict'>): string | undefined {
  const { notKnown = [] } = verdict;
  if (notKnown.length === 0) {
    return undefined;
  }
  const [first, second, ...others] = [...new Set(notKnown)];
  const names = [first, second].filter((name) => name !== undefined).join(', ');
  return `Not known: what ${names}${others.length === 0 ? '' : ` and ${others.length} more`} may give to whom.`;
}
