import { type ApprovalLevel, needsApproval, type PlanReview } from 'plan-review';
import { createInterface } from 'node:readline/promises';
import { exitCodes, Failure } from './failure';

/** What an approval depends on. */
export interface ApprovalOptions {
  readonly review: PlanReview;
  readonly stack: string;
  readonly level: ApprovalLevel;
  /** The user said yes on the command line. */
  readonly approve: boolean;
  /** The stack whose data may go, as the user named it on the command line. @default - none */
  readonly allowDestroy?: string;
  readonly terminal: Terminal;
}

/** Where questions are asked. */
export interface Terminal {
  readonly interactive: boolean;
  /** The answer, or `undefined` when there is none: Ctrl-C, end of input. */
  ask(question: string): Promise<string | undefined>;
}

/** The terminal this process is attached to. */
export function processTerminal(): Terminal {
  return {
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    async ask(question) {
      const readline = createInterface({ input: process.stdin, output: process.stdout });
      const ended = new Promise<undefined>((resolve) => {
        readline.once('SIGINT', () => resolve(undefined));
        readline.once('close', () => resolve(undefined));
      });
      try {
        return await Promise.race([readline.question(question), ended]);
      } finally {
        readline.close();
      }
    },
  };
}

/**
 * Asks for a yes where the level wants one, the more of it the more is at stake: a `y`, the whole word where the plan is
 * dangerous, the stack's name where something that holds data goes. On the command line `--approve` is a yes to all but
 * the last, which wants the stack's name there, too.
 *
 * @throws Failure with exit code 3 when there is no terminal to ask in, or when the answer is not yes
 */
export async function requireApproval(options: ApprovalOptions): Promise<void> {
  const { review, stack, level, approve, terminal } = options;
  const reason = needsApproval(review, level);
  if (reason === undefined) {
    return;
  }
  const destructive = review.verdict.level === 'DESTRUCTIVE';
  if (options.allowDestroy !== undefined && options.allowDestroy !== stack) {
    throw new Failure(
      `approval: --allowDestroy names another stack; got ${options.allowDestroy}. Allowed: ${stack}. Nothing was changed.`,
      exitCodes.approvalNeeded,
    );
  }
  if (destructive ? options.allowDestroy === stack : approve) {
    return;
  }
  if (!terminal.interactive) {
    throw new Failure(
      destructive && approve
        ? `approval: ${destructionOf(review)} --approve does not cover that. Nothing was changed. Fix: read the plan; ` +
            `where all of that may go, pass --allowDestroy=${stack}.`
        : `approval: this plan needs one (${level}): ${reason}, and there is no terminal to ask in. Nothing was changed. ` +
            `Fix: run it in a terminal, or pass ${destructive ? `--allowDestroy=${stack}` : '--approve'} after you have read the plan.`,
      exitCodes.approvalNeeded,
    );
  }
  if (destructive) {
    const answer = await terminal.ask(
      `\n${destructionOf(review)}\nType the stack's name (${stack}) to go on: `,
    );
    return decide(answer?.trim() === stack, answer);
  }
  if (review.verdict.level === 'DANGEROUS') {
    const answer = await terminal.ask(
      `\nThis plan is dangerous: ${reason}.\nType yes to apply it: `,
    );
    return decide(answer?.trim().toLowerCase() === 'yes', answer);
  }
  const answer = await terminal.ask('\nApply this plan? [y/N] ');
  return decide(/^\s*y(es)?\s*$/i.test(answer ?? ''), answer);
}

/** How many of the things that hold data are named; the plan above names them all. */
const NAMED = 5;

function destructionOf({ counts, verdict: { dataLoss } }: PlanReview): string {
  const more = dataLoss.length > NAMED ? ` and ${dataLoss.length - NAMED} more` : '';
  const held =
    dataLoss.length === 0 ? 'they hold' : `${dataLoss.slice(0, NAMED).join(', ')}${more} hold`;
  return `This destroys ${counts.destroy} and replaces ${counts.replace} resources; what ${held} is lost.`;
}

function decide(approved: boolean, answer: string | undefined): void {
  if (answer === undefined) {
    throw new Failure('\nInterrupted. Nothing was changed.', exitCodes.interrupted);
  }
  if (!approved) {
    throw new Failure('Not approved. Nothing was changed.', exitCodes.approvalNeeded);
  }
}
