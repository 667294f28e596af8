import { painter } from 'plan-review';
import { seconds } from '../progress';

/** An operation of an apply that is done. */
export interface Finished {
  readonly name: string;
  /** Whether the name is the path of a construct; else it is a Terraform address. */
  readonly isPath: boolean;
  /** `create`, `update`, `delete`. */
  readonly action: string;
  readonly milliseconds: number;
  /** Nothing else ran beside it. */
  readonly alone: boolean;
}

const words: Readonly<Record<string, readonly [sign: string, done: string]>> = {
  create: ['+', 'created'],
  update: ['~', 'updated'],
  delete: ['-', 'destroyed'],
  read: ['=', 'read'],
};

/** From here on it is worth saying how long one of several took. */
const SLOW_MILLISECONDS = 1000;

/**
 * What is done as lines, one for each kind of operation: of several as many names as fit, the slowest first, and how many
 * more there are. What everybody waited for has a line of its own.
 */
export function finishedLines(
  finished: readonly Finished[],
  options: {
    /** How many were done, and told, before. */
    readonly before: number;
    readonly total: number;
    readonly color: boolean;
    /** Columns of a line. */
    readonly width: number;
  },
): readonly string[] {
  const paint = painter(options.color);
  let count = options.before;
  return groupsOf(finished).map((group) => {
    const { action } = group[0];
    count += group.length;
    const position = `[${count}/${options.total}]`;
    const [sign, word] = words[action] ?? ['*', `${action} done`];
    const color = action === 'delete' ? 'red' : action === 'update' ? 'yellow' : 'green';
    const begin = `  ${paint('dim', position)} ${paint(color, sign)}`;
    const [first] = group;
    if (group.length === 1) {
      return `${begin} ${first.name}  ${word}  ${paint('dim', seconds(first.milliseconds))}`;
    }
    const parent = commonParent(group);
    const head = `${group.length} ${word}${parent === '' ? '' : ` in ${parent}`}:`;
    const room = options.width - `  ${position} ${sign} ${head} `.length;
    return `${begin} ${head} ${asManyAsFit(namesBelow(parent, group), room)}`;
  });
}

type Group = readonly [Finished, ...Finished[]];

function groupsOf(finished: readonly Finished[]): readonly Group[] {
  const groups = new Map<unknown, [Finished, ...Finished[]]>();
  for (const one of finished) {
    const key = one.alone && isSlow(one) ? one : one.action;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [one]);
    } else {
      group.push(one);
    }
  }
  return [...groups.values()];
}

function isSlow({ milliseconds }: Finished): boolean {
  return milliseconds >= SLOW_MILLISECONDS;
}

/** Without what all of them begin with: the slow ones with their times, then the whole before its parts. */
function namesBelow(parent: string, group: readonly Finished[]): readonly string[] {
  const slow = group.filter(isSlow).sort((left, right) => right.milliseconds - left.milliseconds);
  const quick = group
    .filter((one) => !isSlow(one))
    .sort((left, right) => left.name.split('/').length - right.name.split('/').length);
  return [...slow, ...quick].map(({ name, milliseconds }) => {
    const below = parent === '' ? name : name.slice(parent.length + 1);
    return milliseconds < SLOW_MILLISECONDS ? below : `${below} ${seconds(milliseconds)}`;
  });
}

/** At least one, however narrow it is. */
function asManyAsFit(names: readonly string[], room: number): string {
  for (let shown = names.length; shown > 1; shown -= 1) {
    const text = listed(names, shown);
    if (text.length <= room) {
      return text;
    }
  }
  return listed(names, 1);
}

function listed(names: readonly string[], shown: number): string {
  const left = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${left === 0 ? '' : `, and ${left} more`}`;
}

/** The construct that holds all of them. @default '' - none does */
function commonParent(group: readonly Finished[]): string {
  const [first = [], ...others] = group.map(({ name, isPath }) => (isPath ? name.split('/') : []));
  let depth = 0;
  // The last part of a path is what is called by it.
  while (
    [first, ...others].every((parts) => parts.length > depth + 1 && parts[depth] === first[depth])
  ) {
    depth += 1;
  }
  return first.slice(0, depth).join('/');
}
