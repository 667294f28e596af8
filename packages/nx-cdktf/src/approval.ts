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
 * Asks for a yes where the level wants one; where something that holds data goes, for the stack's name.
 *
 * Throws a `Failure` with exit code 3 when there is no terminal to ask in, or when the answer is not yes.
 */
export async function requireApproval(options: ApprovalOptions): Promise<void> {
  const { review, stack, level, approve, terminal } = options;
  const reason = needsApproval(review, level);
  if (reason === undefined || approve) {
    return;
  }
  if (!terminal.interactive) {
    throw new Failure(
      `approval: this plan needs one (${level}): ${reason}, and there is no terminal to ask in. Nothing was changed. ` +
        'Fix: run it in a terminal, or pass --approve after you have read the plan.',
      exitCodes.approvalNeeded,
    );
  }
  if (review.verdict.level !== 'DESTRUCTIVE') {
    const answer = await terminal.ask('\nApply this plan? [y/N] ');
    return decide(/^\s*y(es)?\s*$/i.test(answer ?? ''), answer);
  }
  const { destroy, replace } = review.counts;
  const answer = await terminal.ask(
    `\nThis destroys ${destroy} and replaces ${replace} resources; what they hold is lost.\n` +
      `Type the stack's name (${stack}) to go on: `,
  );
  return decide(answer?.trim() === stack, answer);
}

function decide(approved: boolean, answer: string | undefined): void {
  if (answer === undefined) {
    throw new Failure('\nInterrupted. Nothing was changed.', exitCodes.interrupted);
  }
  if (!approved) {
    throw new Failure('Not approved. Nothing was changed.', exitCodes.approvalNeeded);
  }
}
