import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure';
import { shellCommand } from '../shell';
import { describeState, readUnsaved } from './state-summary';

/** Where Terraform leaves a state that it could not save. */
const name = 'errored.tfstate';

/** The file that Terraform left because it could not save the state. */
export interface ErroredState {
  readonly file: string;
  /** In words: what it holds, or that it cannot be read. */
  readonly holds: string;
}

/** Finds the state that Terraform could not save. */
export function findErroredState(workingDirectory: string): ErroredState | undefined {
  const file = join(workingDirectory, name);
  if (!existsSync(file)) {
    return undefined;
  }
  const reading = readUnsaved(readFileSync(file, 'utf8'));
  return {
    file,
    holds: reading.kind === 'state' ? describeState(reading.summary) : 'cannot be read',
  };
}

/** Removes a state that could not be saved, because nothing of what it names exists any more. */
export function forgetErroredState(workingDirectory: string): void {
  rmSync(join(workingDirectory, name), { force: true });
}

/** The two ways to save such a state after all. */
export function waysToPush(
  { file }: ErroredState,
  options: { readonly directory: string; readonly terraform: string; readonly recover?: string },
): readonly string[] {
  const push = `cd ${shellCommand([options.directory])} && ${shellCommand([options.terraform, 'state', 'push', file])}`;
  return options.recover === undefined
    ? [`Fix: save it, once the reason why it could not be saved is gone:`, `  ${push}`]
    : [
        'Fix: save it, once the reason why it could not be saved is gone; its lineage and serial are checked first:',
        `  ${options.recover}`,
        'or without these checks:',
        `  ${push}`,
      ];
}

/** Throws while such a file lies there: a plan made now knows nothing of what was made. */
export function refuseErroredState(options: Parameters<typeof waysToPush>[1]): void {
  const errored = findErroredState(options.directory);
  if (errored === undefined) {
    return;
  }
  throw new Failure(
    [
      `state: an earlier apply could not save its state. It lies in ${errored.file} (${errored.holds}); the state ` +
        'that a plan would be made from does not know what that apply made. Nothing was changed.',
      ...waysToPush(errored, options),
      'If it was saved already, or belongs to nothing any more, remove that file.',
    ].join('\n'),
  );
}
