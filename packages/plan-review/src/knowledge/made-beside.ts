import { awsMadeBeside } from './aws/made-beside';
import { azurermMadeBeside } from './azurerm/made-beside';
import { conditionsOf, type Condition } from './condition';
import { googleMadeBeside } from './google/made-beside';
import type { MadeRow } from './made-row';

/** A row, ready to be asked. */
export interface MadeBeside {
  readonly row: MadeRow;
  readonly conditions: readonly Condition[];
}

/** Every row there is. */
export const madeRows: readonly MadeRow[] = [
  ...awsMadeBeside,
  ...azurermMadeBeside,
  ...googleMadeBeside,
];

const byType = new Map<string, MadeBeside[]>();
const byPattern: (readonly [RegExp, MadeBeside])[] = [];
for (const row of madeRows) {
  const conditions = row.when === undefined ? [] : conditionsOf(row.when);
  for (const type of row.types.split(' ')) {
    if (type.includes('*')) {
      byPattern.push([new RegExp(`^${type.replaceAll('*', '\\w+')}$`), { row, conditions }]);
    } else {
      byType.set(type, [...(byType.get(type) ?? []), { row, conditions }]);
    }
  }
}

/** What a new one of a type does to what exists, the most telling first; nothing for most types. */
export function madeBesideOf(type: string): readonly MadeBeside[] {
  return (
    byType.get(type) ??
    byPattern.filter(([pattern]) => pattern.test(type)).map(([, known]) => known)
  );
}
