import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** Writes a line that the runner obeys; in what it says nothing is one. */
export function command(name: 'error' | 'notice' | 'warning', message: string): string {
  const data = message.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  return `::${name} title=plan-review::${data}\n`;
}

/**
 * Text for the log in which no line is a command, whatever a plan holds: the runner does not listen until it reads a word
 * that nobody could know before.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
export function unheard(text: string): string {
  const word = randomUUID();
  return `::stop-commands::${word}\n${text}\n::${word}::\n`;
}

/** Sets outputs of the step; a value of several lines ends where nobody could have written its end. */
export function setOutputs(
  { GITHUB_OUTPUT: file }: NodeJS.ProcessEnv,
  outputs: Readonly<Record<string, string | number | boolean>>,
): void {
  if (file === undefined || file === '') {
    return;
  }
  const end = randomUUID();
  const text = Object.entries(outputs).map(
    ([name, value]) => `${name}<<${end}\n${String(value)}\n${end}\n`,
  );
  appendFileSync(file, text.join(''));
}

/** What a summary of a step may hold; the runner drops one that is longer. */
export const SUMMARY_BYTES = 1_000_000;

/** Adds to the summary of the step. */
export function addToSummary({ GITHUB_STEP_SUMMARY: file }: NodeJS.ProcessEnv, text: string): void {
  if (file !== undefined && file !== '') {
    appendFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
  }
}
