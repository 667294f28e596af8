import { awsMadeBeside } from './aws/made-beside';
import { azurermMadeBeside } from './azurerm/made-beside';
import { conditionsOf, type Condition } from './condition';
import { googleMadeBeside } from './google/made-beside';
import type { MadeRow } from './made-row';
import { rowsByType } from './rows-by-type';

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

const ready = madeRows.map((row): MadeBeside => ({
  row,
  conditions: row.when === undefined ? [] : conditionsOf(row.when),
}));

/** What a new one of a type does to what exists, the most telling first; nothing for most types. */
export const madeBesideOf = rowsByType(ready, ({ row }) => row.types);
