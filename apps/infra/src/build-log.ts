import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { StageContext } from 'nx-cdktf';

/** Where the builder's log goes, from where Terraform runs. It is for its owner only, like everything there. */
export const BUILD_LOG = 'image-build.log';

/** As much as fits on a screen; what went wrong is at the end. */
const SHOWN_LINES = 25;

type Place = Pick<StageContext, 'workingDirectory' | 'workspaceRoot'>;

/** Removes the log of an earlier build: the builder adds to it. */
export function forgetBuildLog({ workingDirectory }: Place): void {
  rmSync(join(workingDirectory, BUILD_LOG), { force: true });
}

/**
 * The end of what the build of this command printed, and where all of it lies; undefined when nothing was built.
 *
 * For the terminal only: what a build prints may hold a build argument, so it is in no review.
 */
export function buildLogEnd({ workingDirectory, workspaceRoot }: Place): string | undefined {
  const file = join(workingDirectory, BUILD_LOG);
  if (!existsSync(file)) {
    return undefined;
  }
  const lines = stripVTControlCharacters(readFileSync(file, 'utf8'))
    .replaceAll(/[^\n\t -~\u00a0-\uffff]/g, '')
    .trimEnd()
    .split('\n');
  if (lines.join('') === '') {
    return undefined;
  }
  const end = lines.slice(-SHOWN_LINES);
  const title =
    end.length === lines.length
      ? 'What the build of the image printed'
      : `The last ${end.length} of the ${lines.length} lines that the build of the image printed`;
  return [`${title} (${relative(workspaceRoot, file)}):`, ...end.map((line) => `  ${line}`)].join(
    '\n',
  );
}
