import { painter } from 'plan-review';
import { Failure, messageOf } from '../failure';
import { seconds, type Progress } from '../progress';

/** What a look before a deployment has shown. */
export type Finding =
  /** `words` for the line of a good case; left out where nobody needs them. */
  | { readonly kind: 'good'; readonly words?: string }
  | { readonly kind: 'bad'; readonly problem: string; readonly fix: string }
  /** Nobody could be asked, or may not ask: no reason to stop. */
  | { readonly kind: 'unknown'; readonly why: string };

/** One thing to look at before a minute is spent. */
export interface Check {
  /** What it looks at, in two or three words. */
  readonly name: string;
  run(): Promise<Finding>;
}

/** A check that takes longer than this tells nothing. */
const LIMIT_SECONDS = 10;

/**
 * Looks at everything that a deployment needs, side by side. Where all is well it is one line; where something is not, a
 * table, every problem with what helps.
 *
 * @throws Failure when something is not as it must be, before anything was changed
 */
export async function preflight(
  checks: readonly Check[],
  { progress, color }: { readonly progress: Progress; readonly color: boolean },
): Promise<void> {
  const started = Date.now();
  const rows = await Promise.all(
    checks.map(async (check) => ({ name: check.name, finding: await look(check) })),
  );
  const paint = painter(color);
  const bad = rows.filter(({ finding }) => finding.kind === 'bad');
  if (bad.length === 0) {
    const words = rows.flatMap(({ finding }) =>
      finding.kind === 'good' && finding.words !== undefined ? [finding.words] : [],
    );
    if (words.length > 0) {
      const time = seconds(Date.now() - started);
      progress.info(`${paint('green', '✓')} Ready: ${words.join(', ')}  ${paint('dim', time)}`);
    }
    for (const { name, finding } of rows) {
      if (finding.kind === 'unknown') {
        progress.warn(`Not looked at: ${name}: ${finding.why}`);
      }
    }
    return;
  }
  const width = Math.max(...rows.map(({ name }) => name.length));
  const table = rows.map(({ name, finding }) => rowOf(name.padEnd(width), finding));
  throw new Failure(
    [
      `preflight: ${bad.length} of ${rows.length} ${bad.length === 1 ? 'is' : 'are'} not as a deployment needs ${bad.length === 1 ? 'it' : 'them'}. Nothing was changed.`,
      ...table,
    ].join('\n'),
  );
}

function rowOf(name: string, finding: Finding): string {
  switch (finding.kind) {
    case 'good':
      return `  ✓ ${name}  ${finding.words ?? 'as it must be'}`;
    case 'bad':
      return `  ✗ ${name}  ${finding.problem}\n    ${' '.repeat(name.length)}  Fix: ${finding.fix}`;
    case 'unknown':
      return `  ? ${name}  not known: ${finding.why}`;
  }
}

async function look(check: Check): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(
      () => resolve({ kind: 'unknown', why: `no answer within ${LIMIT_SECONDS} s` }),
      LIMIT_SECONDS * 1000,
    );
  });
  try {
    return await Promise.race([check.run(), late]);
  } catch (error) {
    return error instanceof Failure ? asBad(error) : { kind: 'unknown', why: messageOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Failures say what is wrong and what helps in one text. */
function asBad({ message }: Failure): Finding {
  const [problem = message, fix] = message.replace(/^\w+: /, '').split(/ Fix: /);
  return { kind: 'bad', problem, fix: fix ?? 'see what it says' };
}
