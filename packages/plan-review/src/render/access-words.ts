import type { AccessChange, AccessDirection, SecurityReview } from '../model';

/** What a row of the access table does, in the words of the headline. */
export function directionInWords({
  direction,
  decided,
}: Pick<AccessChange, 'direction' | 'decided'>): string {
  const words: Readonly<Record<AccessDirection, string>> = {
    widened: decided ? 'widened' : 'maybe widened',
    changed: decided ? 'widened in part' : 'maybe widened',
    narrowed: 'narrowed',
    unchanged: 'unchanged',
  };
  return words[direction];
}

/** The headline of a plan that opens something: never a word that no row of the table has. */
export function accessIsWidened({ changes }: SecurityReview): string {
  const isWidened = changes.some(({ direction, decided }) => direction === 'widened' && decided);
  return isWidened || changes.length === 0 ? 'access widened' : 'access widened in part';
}
