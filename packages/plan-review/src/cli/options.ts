import { oneOf } from './one-of';
import { parseArgs } from 'node:util';
import { failOns, type FailOn } from '../gates/exit-code';
import { approvalLevels, type ApprovalLevel } from '../gates/needs-approval';
import { formats } from '../render/formats';
import { messageOf } from '../config/files';

/** What the command was told. */
export interface CommandOptions {
  /** Files and directories; `-` is standard input. Empty: standard input. */
  readonly plans: readonly string[];
  readonly format: string;
  readonly out?: string;
  readonly requireApproval: ApprovalLevel;
  readonly failOn: FailOn;
  readonly findings: 'touched' | 'all';
  readonly title?: string;
  readonly stage?: string;
  readonly commit?: string;
  readonly runUrl?: string;
  readonly config?: string;
  readonly stack?: string;
  readonly scans: readonly string[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly writeCheckovBaseline?: string;
  readonly writeTrivyPolicy?: string;
  readonly help: boolean;
  readonly version: boolean;
}

/** Reads the command line. Throws an `Error` that names the option, what it got and what is allowed. */
export function parseOptions(args: readonly string[]): CommandOptions {
  const { values, positionals } = parse(args);
  const text = (name: TextOption): string | undefined => values[name];
  return {
    plans: positionals,
    format: oneOf('--format', Object.keys(formats), text('format') ?? 'terminal'),
    requireApproval: oneOf(
      '--require-approval',
      approvalLevels,
      text('require-approval') ?? 'never',
    ),
    failOn: oneOf('--fail-on', failOns, text('fail-on') ?? 'none'),
    findings: oneOf('--findings', ['touched', 'all'], text('findings') ?? 'touched'),
    scans: [...(values.scan ?? []), ...(values.sarif ?? [])],
    ...optional('out', text('out')),
    ...optional('title', text('title')),
    ...optional('stage', text('stage')),
    ...optional('commit', text('commit')),
    ...optional('runUrl', text('run-url')),
    ...optional('config', text('config')),
    ...optional('stack', text('stack')),
    ...optional('baseline', text('baseline')),
    ...optional('writeBaseline', text('write-baseline')),
    ...optional('writeCheckovBaseline', text('write-checkov-baseline')),
    ...optional('writeTrivyPolicy', text('write-trivy-policy')),
    help: values.help === true,
    version: values.version === true,
  };
}

const textOptions = [
  'format',
  'out',
  'require-approval',
  'fail-on',
  'findings',
  'title',
  'stage',
  'commit',
  'run-url',
  'config',
  'stack',
  'baseline',
  'write-baseline',
  'write-checkov-baseline',
  'write-trivy-policy',
] as const;

type TextOption = (typeof textOptions)[number];

function parse(args: readonly string[]) {
  const text = Object.fromEntries(
    textOptions.map((name) => [name, { type: 'string' }] as const),
  ) as Record<TextOption, { type: 'string' }>;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...text,
        scan: { type: 'string', multiple: true },
        sarif: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(`plan-review: ${messageOf(error)}. See plan-review --help.`.replace('..', '.'));
  }
}

function optional<Key extends string>(
  key: Key,
  value: string | undefined,
): Partial<Readonly<Record<Key, string>>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
