import type { Verdict } from '../model';
import type { JsonObject } from '../plan/json';
import type { ChangeJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from './fixtures';

/** What the headline says of downtime and of data. */
export type Word = 'none' | 'possible' | 'yes' | 'not known';

/** Downtime and data of a plan with one change, in the words of the headline. */
export function words(
  type: string,
  before: JsonObject | null,
  after: JsonObject | null,
  rest: Partial<ChangeJson> = {},
): readonly [Word, Word] {
  const { verdict } = reviewPlan(planOf(changeOf(type, before, after, rest)));
  const downtime = {
    none: 'none',
    possible: 'possible',
    expected: 'yes',
    'not-known': 'not known',
  } as const;
  return [downtime[verdict.downtime], dataOf(verdict)];
}

/** Whether data is lost, in a word. */
export function dataOf({ dataLoss, dataLossPossible = [], notKnown = [] }: Verdict): Word {
  if (dataLoss.length > 0) {
    return 'yes';
  }
  return dataLossPossible.length > 0 ? 'possible' : notKnown.length > 0 ? 'not known' : 'none';
}
