import { createHash } from 'node:crypto';
import type { ReviewAbout } from '../../model';

/**
 * The hidden first line of a comment, by which the next review of the same thing finds it: the same for every commit and
 * run; another one for every title, or where there is none, for every stack and stage.
 *
 * Only the first line of a comment that one wrote oneself may be trusted: anybody can write such a line.
 */
export function markerOf(about: ReviewAbout = {}): string {
  const { title = '', stack = '', stage = '' } = about;
  // Account and region are read from the plan: a change of them must find the comment that it replaces.
  const key = title === '' ? [stack, stage] : [title];
  const name = key.filter((text) => text !== '').join(' ');
  // What ends a comment, or reads otherwise in it, is left out; then a hash tells names apart that are left equal.
  const plain = name
    .replace(/[^\w ./-]+/g, '_')
    .replace(/-{2,}/g, '-')
    .slice(0, 100);
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 8);
  return `<!-- plan-review: ${plain}${plain === '' ? '' : ' '}${hash} -->`;
}
