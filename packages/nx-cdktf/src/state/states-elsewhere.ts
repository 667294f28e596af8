import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shellCommand } from '../shell';
import { describeState, readSummary } from './state-summary';

/**
 * Finds states of a stack in files where cdktf and earlier runs leave them, in words with the command that brings each
 * along: cdktf's default local state lies in the directory that the app ran in, and that may have been another one.
 */
export function statesElsewhere(options: {
  readonly stack: string;
  /** Where the state is now, a path. */
  readonly place: string;
  /** Directories that the app may have run in. */
  readonly directories: readonly string[];
}): readonly string[] {
  const { stack, place, directories } = options;
  const names = [...new Set([basename(place), `terraform.${stack}.tfstate`])];
  const files = directories.flatMap((directory) => [
    ...names.map((name) => join(directory, name)),
    join(directory, 'cdktf.out', 'stacks', stack, 'terraform.tfstate'),
  ]);
  return [...new Set(files)].flatMap((file) => {
    if (file === place || !existsSync(file)) {
      return [];
    }
    const reading = readSummary(readFileSync(file, 'utf8'));
    return reading.kind === 'state' && reading.summary.resources.length > 0
      ? [
          `a state at ${file} (${describeState(reading.summary)}), brought along by: ${shellCommand(['cp', file, place])}`,
        ]
      : [];
  });
}
