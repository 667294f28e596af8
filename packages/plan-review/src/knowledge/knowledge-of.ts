import { conditionsOf, type Condition } from './condition';
import type { InPlace, KnowledgeRow } from './row';
import { tables } from './tables';

/** A row, ready to be asked. */
export interface Knowledge {
  readonly row: KnowledgeRow;
  readonly changes: readonly (InPlace & { readonly conditions: readonly Condition[] })[];
  /** Paths that the row judges, whatever it says of them. */
  readonly judged: readonly string[];
  readonly access: readonly string[];
}

/** Every row there is. */
export const rows: readonly KnowledgeRow[] = Object.values(tables).flat();

const byType = new Map<string, KnowledgeRow>();
const byPattern: (readonly [RegExp, KnowledgeRow])[] = [];
for (const row of rows) {
  for (const type of words(row.types)) {
    if (type.includes('*')) {
      byPattern.push([new RegExp(`^${type.replaceAll('*', '\\w+')}$`), row]);
    } else if (byType.has(type)) {
      throw new Error(`Knowledge: ${type} has two rows. Fix: make them one.`);
    } else {
      byType.set(type, row);
    }
  }
}

const ready = new Map<KnowledgeRow, Knowledge>();

/** What is known of a type. @returns `undefined` where nothing is: then nothing good may be said of it */
export function knowledgeOf(type: string): Knowledge | undefined {
  const row = byType.get(type) ?? byPattern.find(([pattern]) => pattern.test(type))?.[1];
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
  return {
    row,
    changes,
    access,
    judged: [
      ...changes.flatMap(({ conditions }) => conditions.map(({ path }) => path)),
      ...access,
      ...words(row.ruled),
      ...words(row.harmless),
    ],
  };
}

function words(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
