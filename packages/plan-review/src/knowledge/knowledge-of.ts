import { conditionsOf, isOfEntries, type Condition } from './condition';
import type { InPlace, KnowledgeRow } from './row';
import { rowsByType, words } from './rows-by-type';
import { tables } from './tables';

/** A row, ready to be asked. */
export interface Knowledge {
  readonly row: KnowledgeRow;
  readonly changes: readonly (InPlace & { readonly conditions: readonly Condition[] })[];
  /** Paths that the row judges, whatever it says of them. */
  readonly judged: readonly string[];
  /** Paths of which it says only what happens when entries come or go. */
  readonly counted: readonly string[];
  readonly access: readonly string[];
}

/** Every row there is. */
export const rows: readonly KnowledgeRow[] = Object.values(tables).flat();

const rowsOf = rowsByType(rows, ({ types }) => types);
for (const type of rows.flatMap(({ types }) => words(types))) {
  if (!type.includes('*') && rowsOf(type).length > 1) {
    throw new Error(`Knowledge: ${type} has two rows. Fix: make them one.`);
  }
}

const ready = new Map<KnowledgeRow, Knowledge>();

/** What is known of a type. @returns `undefined` where nothing is: then nothing good may be said of it */
export function knowledgeOf(type: string): Knowledge | undefined {
  const [row] = rowsOf(type);
  if (row === undefined) {
    return undefined;
  }
  const known = ready.get(row) ?? prepared(row);
  ready.set(row, known);
  return known;
}

function prepared(row: KnowledgeRow): Knowledge {
  const changes = (row.changes ?? []).map((change) => ({
    ...change,
    conditions: conditionsOf(change.when),
  }));
  const access = words(row.access);
  const pathsOf = (counts: boolean): readonly string[] =>
    changes.flatMap(({ conditions }) =>
      conditions.filter((condition) => isOfEntries(condition) === counts).map(({ path }) => path),
    );
  return {
    row,
    changes,
    access,
    judged: [...pathsOf(false), ...access, ...words(row.ruled), ...words(row.harmless)],
    counted: pathsOf(true),
  };
}
