import type { PlanReview } from '../../model';
import { aboutInWords, runOf } from '../about';
import { changeGroups, countsInWords, verdictFacts } from '../words';
import { type Amount, changesOf } from './changes';
import {
  access,
  beside,
  checks,
  cost,
  drift,
  ending,
  notShown,
  outputs,
  picture,
  policy,
} from './sections';
import { markerOf } from './marker';
import { bytes, code, escaped, short } from './text';

/** How a review is written as Markdown. */
export interface MarkdownOptions {
  /** Size that it must fit into, in UTF-8 bytes. A comment on GitHub takes 65,536. @default 60000 */
  readonly maxBytes?: number;
  /**
   * Whether the first line is a comment that nobody sees, by which the next review of the same thing finds this one:
   * see `markerOf`. @default 'hidden'
   */
  readonly marker?: 'hidden' | 'none';
}

/** A part of the report, from the most to the least that it can say; the last form is never left out. */
interface Part {
  readonly name: string;
  readonly forms: readonly (() => string)[];
}

/**
 * Writes a review for a comment of a pull request. Nothing in it is left unescaped.
 *
 * What does not fit is shortened where there is the least danger first, and named at the end. The verdict and every
 * destruction, replacement and access change stay, the last ones counted by type where even their names do not fit.
 */
export function renderMarkdown(review: PlanReview, options: MarkdownOptions = {}): string {
  const { maxBytes = 60_000, marker = 'hidden' } = options;
  const begin = marker === 'none' ? '' : `${markerOf(review.about)}\n`;
  return begin + fitting(review, maxBytes - bytes(begin));
}

function fitting(review: PlanReview, maxBytes: number): string {
  const parts = partsOf(review, maxBytes);
  const level = new Map(parts.map(({ name }) => [name, 0]));
  const text = (): string => write(review, parts, level);
  let current = text();
  for (const name of SHORTENED_FIRST) {
    const forms = parts.find((candidate) => candidate.name === name)?.forms ?? [];
    // A part that says nothing has nothing to lose.
    if (forms[0]?.() === '') {
      continue;
    }
    for (let form = 1; form < forms.length && bytes(current) > maxBytes; form += 1) {
      level.set(name, form);
      current = text();
    }
  }
  return bytes(current) <= maxBytes ? current : cutAt(current, maxBytes);
}

/** Names of parts, least danger first. */
const SHORTENED_FIRST = [
  'picture',
  'read',
  'create',
  'outputs',
  'left-out',
  'cost',
  'none',
  'drift',
  'policy',
  'beside',
  'update',
  'forget',
  'checks',
  'replace',
  'destroy',
  'access',
];

function partsOf(review: PlanReview, room: number): readonly Part[] {
  return formsOf(review, room).map(({ name, forms }) => ({ name, forms: forms.map(once) }));
}

function once(write: () => string): () => string {
  let text: string | undefined;
  return () => (text ??= write());
}

function formsOf(review: PlanReview, room: number): readonly Part[] {
  const forms: Readonly<Record<string, readonly Amount[]>> = {
    create: ['all', 'meaning', 'grants', 'count'],
    read: ['name', 'count'],
  };
  const groups = changeGroups.map((group): Part => {
    const amounts = forms[group.action] ?? ['all', 'meaning', 'name', 'count'];
    const written = changesOf(review, group, room);
    return { name: group.action, forms: amounts.map((amount) => () => written(amount)) };
  });
  const left = (title: string, count: number) => () =>
    count === 0 ? '' : `### ${title} (${count})\n\nToo many to list here.`;
  return [
    ...groups,
    {
      name: 'access',
      forms: [
        () => access(review, 'all', room),
        () => access(review, 'name', room),
        left('Access', review.security.changes.length),
      ],
    },
    {
      name: 'policy',
      forms: [
        () => policy(review, 'all', room),
        () => policy(review, 'open', room),
        () => policy(review, 'fail', room),
        left('Policy', review.findings.findings.length),
      ],
    },
    {
      name: 'checks',
      forms: [
        () => checks(review, room),
        left('Conditions that do not hold', review.failedChecks.length),
      ],
    },
    { name: 'cost', forms: [() => cost(review, 'all', room), () => cost(review, 'name', room)] },
    {
      name: 'drift',
      forms: [
        () => drift(review, 'all', room),
        () => drift(review, 'name', room),
        left('Changed outside Terraform', review.drift.length),
      ],
    },
    {
      name: 'beside',
      forms: [
        () => beside(review, room),
        left('Beside Terraform', review.besideTerraform?.length ?? 0),
      ],
    },
    { name: 'left-out', forms: [() => notShown(review, room), () => ''] },
    { name: 'outputs', forms: [() => outputs(review, room), () => ''] },
    { name: 'picture', forms: [() => picture(review), () => ''] },
  ];
}

function write(
  review: PlanReview,
  parts: readonly Part[],
  level: ReadonlyMap<string, number>,
): string {
  const body = parts.map(({ name, forms }) => forms[level.get(name) ?? 0]?.() ?? '');
  const shortened = parts.map(({ name }) => name).filter((name) => (level.get(name) ?? 0) > 0);
  const note =
    shortened.length === 0
      ? ''
      : `_Shortened to fit into a comment: ${shortened.map((name) => TITLES[name] ?? name).join(', ')}. The HTML and JSON reviews have everything._`;
  return (
    [head(review), ...body, ending(review), note].filter((part) => part !== '').join('\n\n') + '\n'
  );
}

const TITLES: Readonly<Record<string, string>> = {
  'left-out': 'what the configuration leaves out',
  beside: 'what changes beside Terraform',
  none: 'state only',
  read: 'what is read',
};

function head(review: PlanReview): string {
  const { verdict } = review;
  const about = aboutLine(review.about);
  if (verdict.level === 'NO CHANGES') {
    return `## No changes${about}`;
  }
  const facts = verdictFacts(review).map(escaped).join(', ');
  const reasons = verdict.reasons.slice(0, MOST_REASONS).map((reason) => `- ${escaped(reason)}`);
  const more = verdict.reasons.length - reasons.length;
  return [
    `## ${MARKS[verdict.level]} ${verdict.level}: ${facts}${about}`,
    `**Plan: ${escaped(countsInWords(review))}.**`,
    ...(reasons.length === 0
      ? []
      : [[...reasons, ...(more > 0 ? [`- and ${more} more of this kind`] : [])].join('\n')]),
  ].join('\n\n');
}

/** Which plan it is, below the verdict. */
function aboutLine(about: PlanReview['about']): string {
  const run = runOf(about);
  const parts = [
    ...(about?.title === undefined ? [] : [`**${escaped(short(about.title))}**`]),
    ...aboutInWords(about).map(([name, text]) => `${name} ${code(short(text))}`),
    ...(run === undefined ? [] : [`[run](${run})`]),
  ];
  return parts.length === 0 ? '' : `\n\n${parts.join(' · ')}`;
}

/** The changes themselves say the rest. */
const MOST_REASONS = 12;

/** The sign of each verdict. */
export const MARKS = {
  'NO CHANGES': '⚪',
  SAFE: '🟢',
  REVIEW: '🟡',
  DANGEROUS: '🟠',
  DESTRUCTIVE: '🔴',
};

/** The last resort, for a verdict with thousands of reasons: whole lines, and it says so. */
function cutAt(text: string, maxBytes: number): string {
  const note =
    '\n\n_Cut here: it does not fit into a comment. The HTML and JSON reviews have everything._\n';
  const lines: string[] = [];
  let size = bytes(note);
  for (const line of text.split('\n')) {
    size += bytes(line) + 1;
    if (size > maxBytes) {
      break;
    }
    lines.push(line);
  }
  return `${lines.join('\n')}${note}`;
}
