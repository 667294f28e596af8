import type { PlannedAction, PlannedChange, PlanReview } from './review';

/** How a review is written to a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns available. @default 100 */
  readonly width?: number;
  /** Above this many, resources to create are counted by type instead of listed. @default 12 */
  readonly listAtMost?: number;
}

type Color = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';

const codes: Readonly<Record<Color, readonly [number, number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
  dim: [2, 22],
  bold: [1, 22],
};

interface Group {
  readonly action: PlannedAction;
  readonly title: string;
  readonly sign: string;
  readonly color: Color;
}

const groups: readonly Group[] = [
  { action: 'destroy', title: 'Destroy', sign: '-', color: 'red' },
  { action: 'replace', title: 'Replace', sign: '±', color: 'red' },
  { action: 'update', title: 'Update', sign: '~', color: 'yellow' },
  { action: 'create', title: 'Create', sign: '+', color: 'green' },
  { action: 'forget', title: 'Forget (stays, no longer managed)', sign: '×', color: 'yellow' },
  { action: 'none', title: 'State only', sign: '→', color: 'cyan' },
];

const replaceOrders: Readonly<Record<NonNullable<PlannedChange['replaceOrder']>, string>> = {
  'create-first': 'the new one is made first',
  'destroy-first': 'the old one goes first',
  'create-and-forget': 'the old one stays, no longer managed',
};

/**
 * Writes a review in a few lines: verdict, then what changes in the order of danger.
 *
 * Prints addresses, construct paths, actions and reasons; never a value. Control characters in names are shown as
 * escapes, so that a name cannot write to the terminal.
 */
export function renderTerminal(review: PlanReview, options: TerminalOptions): string {
  const { width = 100, listAtMost = 12 } = options;
  const paint = painter(options.color);
  const lines = [paint('bold', verdict(review))];
  for (const group of groups) {
    const changes = review.changes.filter(({ action }) => action === group.action);
    if (changes.length === 0) {
      continue;
    }
    lines.push('', paint(group.color, `${group.title} (${changes.length})`));
    if (group.action === 'create' && changes.length > listAtMost) {
      lines.push(...byType(changes, width).map((line) => `  ${line}`));
    } else {
      lines.push(...changes.flatMap((change) => describe(change, group, width, paint)));
    }
  }
  lines.push(...outputLines(review), ...driftLines(review, paint));
  if (review.errored) {
    lines.push(
      '',
      paint('red', 'Terraform stopped with errors: this plan is incomplete and cannot be applied.'),
    );
  } else if (!review.complete) {
    lines.push(
      '',
      paint('yellow', 'Terraform deferred a part of it: plan again after this one is applied.'),
    );
  }
  return lines.join('\n');
}

function verdict(review: PlanReview): string {
  const { counts } = review;
  if (review.verdict === 'no-changes') {
    return 'No changes.';
  }
  const parts = [
    [counts.destroy, 'destroy'],
    [counts.replace, 'replace'],
    [counts.update, 'update'],
    [counts.create, 'create'],
    [counts.forgotten, 'forget'],
    [counts.moved, 'move'],
    [counts.imported, 'import'],
    [review.outputs.length, review.outputs.length === 1 ? 'output' : 'outputs'],
  ] as const;
  const text = parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ');
  return `Plan: ${text === '' ? 'changes' : text}${review.stateOnly ? ' (state only: no resource changes)' : ''}.`;
}

function describe(
  change: PlannedChange,
  group: Group,
  width: number,
  paint: (color: Color, text: string) => string,
): readonly string[] {
  const address = printable(change.address);
  const path = change.constructPath === undefined ? undefined : shortPath(change.constructPath);
  const first = path ?? address;
  const head = `  ${paint(group.color, group.sign)} ${first}`;
  const fits = path !== undefined && 4 + first.length + 2 + address.length <= width;
  const lines = [fits ? `${head}  ${paint('dim', address)}` : head];
  if (path !== undefined && !fits) {
    lines.push(`      ${paint('dim', address)}`);
  }
  return [...lines, ...notes(change).map((note) => `      ${note}`)];
}

function notes(change: PlannedChange): readonly string[] {
  const result: string[] = [];
  if (change.deposed) {
    result.push('left behind by an earlier replacement that failed');
  }
  if (change.replacedBy.length > 0) {
    const order =
      change.replaceOrder === undefined ? '' : `; ${replaceOrders[change.replaceOrder]}`;
    result.push(`because of ${change.replacedBy.map(printable).join(', ')}${order}`);
  } else if (change.reason !== undefined) {
    result.push(printable(change.reason));
  }
  if (change.previousAddress !== undefined) {
    result.push(`was ${printable(change.previousAddress)}`);
  }
  if (change.imported) {
    result.push('imported: exists already, becomes managed');
  }
  return result;
}

function byType(changes: readonly PlannedChange[], width: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { type } of changes) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const words = [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([type, number]) => (number === 1 ? printable(type) : `${number} × ${printable(type)}`));
  return wrap(words, width - 2);
}

function wrap(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const text = index === words.length - 1 ? word : `${word}, `;
    if (line !== '' && line.length + text.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += text;
  }
  return [...lines, line];
}

function outputLines(review: PlanReview): readonly string[] {
  if (review.outputs.length === 0) {
    return [];
  }
  const signs = { create: '+', update: '~', destroy: '-' } as const;
  const names = review.outputs.map(({ name, action }) => `${signs[action]} ${printable(name)}`);
  return ['', `Outputs: ${names.join(', ')}`];
}

function driftLines(
  review: PlanReview,
  paint: (color: Color, text: string) => string,
): readonly string[] {
  if (review.drift.length === 0) {
    return [];
  }
  const lines = review.drift.map(({ address, constructPath, action }) => {
    const name = constructPath === undefined ? printable(address) : shortPath(constructPath);
    return `  ${name}: ${action === 'destroy' ? 'deleted' : 'changed'}`;
  });
  return ['', paint('yellow', `Changed outside Terraform (${review.drift.length})`), ...lines];
}

/** `Resource` is the name every construct gives its main resource; it tells a reader nothing. */
function shortPath(constructPath: string): string {
  return printable(constructPath.replace(/\/Resource$/, ''));
}

function printable(text: string): string {
  // C0, DEL, C1, and the marks that reorder or hide text.
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function painter(color: boolean): (name: Color, text: string) => string {
  return (name, text) =>
    color ? `\u001b[${codes[name][0]}m${text}\u001b[${codes[name][1]}m` : text;
}
