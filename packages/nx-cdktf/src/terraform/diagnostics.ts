import { painter } from 'plan-review';
import { shellCommand, shellWord } from '../shell';
import { stateLockWith, type StateLock } from '../state/state-lock';

/** One diagnostic of terraform's JSON output. The snippet is left out: a line of the stack can hold secrets. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The resource it is about. @default - none */
  readonly address?: string;
}

/** One message of terraform's JSON output (`-json`): https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export interface UiMessage {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Parses a line of `-json` output; `undefined` when it is something else, like a log line or a crash. */
export function parseUiMessage(line: string): UiMessage | undefined {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' && message !== null && 'type' in message
      ? (message as UiMessage)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The diagnostic in a message. */
export function diagnosticOf(message: UiMessage): Diagnostic | undefined {
  const diagnostic = message['diagnostic'] as
    (Partial<Diagnostic> & { readonly snippet?: { readonly context?: unknown } }) | undefined;
  if (message.type !== 'diagnostic' || typeof diagnostic?.summary !== 'string') {
    return undefined;
  }
  const address = diagnostic.address ?? blockOf(diagnostic.snippet?.context);
  return {
    severity: diagnostic.severity === 'warning' ? 'warning' : 'error',
    summary: diagnostic.summary,
    detail: diagnostic.detail ?? '',
    ...(typeof address === 'string' ? { address } : {}),
  };
}

/** A condition that does not hold has no address, but the block where it is written: `resource.type.name.lifecycle…`. */
function blockOf(context: unknown): string | undefined {
  const [, type, name] =
    /^resource[ .]"?([\w-]+)"?[ .]"?([\w-]+)"?/.exec(typeof context === 'string' ? context : '') ??
    [];
  return type === undefined ? undefined : `${type}.${name}`;
}

/** Writes diagnostics for a person: summary, resource, detail; each one once, errors last. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: { readonly color: boolean; readonly constructPaths?: Readonly<Record<string, string>> },
): string {
  const paint = painter(options.color);
  const texts = [...diagnostics]
    .sort((left, right) => Number(left.severity === 'error') - Number(right.severity === 'error'))
    .map(({ severity, summary, detail, address }) => {
      const label = severity === 'error' ? paint('red', 'Error:') : paint('yellow', 'Warning:');
      const path = address === undefined ? undefined : options.constructPaths?.[address];
      const where =
        address === undefined ? [] : [path === undefined ? address : `${path} (${address})`];
      const body = [...where, ...detail.trim().split('\n')].filter(
        (line, index, all) => line.trim() !== '' || (index > 0 && index < all.length - 1),
      );
      return [`${label} ${summary}`, ...body.map((line) => (line === '' ? '' : `  ${line}`))].join(
        '\n',
      );
    });
  return printable([...new Set(texts)].join('\n'), options.color);
}

/** Finds the holder of the lock in terraform's error about it. */
export function stateLockOf(diagnostics: readonly Diagnostic[]): StateLock | undefined {
  const text = diagnostics.find(({ summary }) => /acquiring the state lock/i.test(summary))?.detail;
  // Without it the lock could not be taken for another reason: no permission, or no answer.
  if (text === undefined || !/^Lock Info:/m.test(text)) {
    return undefined;
  }
  return stateLockWith(
    (name) => new RegExp(`^\\s*${name}:[ \\t]*(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '',
  );
}

/** When a lock was taken; Terraform writes it in one way into the lock and in another into its error about it. */
export function lockTime({ created }: Pick<StateLock, 'created'>): number | undefined {
  const time = Date.parse(
    created.replace(/^(\S+) (\S+?)(\.\d+)? .*$/, '$1T$2Z').replace(/(\.\d{3})\d*Z$/, '$1Z'),
  );
  return Number.isNaN(time) ? undefined : time;
}

/** Says who holds the lock and how to get rid of one that nobody holds any more. */
export function describeLock(
  lock: StateLock,
  directory: string,
  terraform: string,
  why = 'Wait until it ends.',
): string {
  const since = lockTime(lock);
  const age =
    since === undefined
      ? ''
      : ` (${Math.max(0, Math.round((Date.now() - since) / 60_000))} minutes ago)`;
  return (
    `state: locked by another run; ${lock.who || 'somebody'} has been running ` +
    `${lock.operation || 'a command'} since ${lock.created || 'an unknown time'}${age}, lock ${lock.id || 'without an id'}. ` +
    `${why} Nothing was changed. Fix: make sure that this run is dead, then release its lock:\n` +
    `  ${unlockCommand(lock, directory, terraform)}`
  );
}

/** The command that releases a lock which nobody holds any more. */
export function unlockCommand(lock: StateLock, directory: string, terraform: string): string {
  return `cd ${shellWord(directory)} && ${shellCommand([terraform, 'force-unlock', lock.id])}`;
}

function printable(text: string, color: boolean): string {
  // Escape sequences of our own colours stay; a provider's message must not steer the terminal.
  const controls = color
    ? /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[\d+m)/g
    : /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
  return text.replace(controls, '');
}
