import {
  cpSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Failure } from './failure';
import { takeRunLock } from './run-lock';

/** The directories of one stage. */
export interface StageDirectories {
  /** What synth writes: an Nx output, cached. */
  readonly synthDirectory: string;
  /** Where terraform runs. Not an Nx output, so that restoring the cache never removes a lock file or a saved plan. */
  readonly workingDirectory: string;
}

const copied = '.copied.json';

/**
 * Where a stage of a project lives: below the workspace root, and with NX_CDKTF_DIRECTORY terraform works elsewhere,
 * so that two runs of one stage (a test beside a person) do not share a directory.
 */
export function stageDirectories(
  workspaceRoot: string,
  project: string,
  stage: string,
  environment: NodeJS.ProcessEnv = {},
): StageDirectories {
  if (!/^[\w][\w.-]*$/.test(stage)) {
    throw new Failure(
      `stage: must be a name; got ${JSON.stringify(stage)}. Allowed letters, digits, '_', '-' and '.'.`,
    );
  }
  return {
    synthDirectory: join(workspaceRoot, 'dist', project, stage),
    workingDirectory: resolve(
      workspaceRoot,
      environment['NX_CDKTF_DIRECTORY'] || '.nx-cdktf',
      project,
      stage,
    ),
  };
}

/** Copies a synthesized stack into the working directory; what an earlier copy left and is no longer there goes. */
export function copyStack(
  directories: StageDirectories,
  stack: string,
  workspaceRoot: string,
): string {
  const { synthDirectory, workingDirectory } = directories;
  const source = join(synthDirectory, 'stacks', stack);
  if (!existsSync(join(source, 'cdk.tf.json'))) {
    const place = relative(workspaceRoot, source);
    throw new Failure(
      `synth: ${place}/cdk.tf.json does not exist. Fix: synthesize first (the target should depend on 'synth'), and ` +
        `check that the app has a stack with the id '${stack}'.`,
    );
  }
  makePrivate(workingDirectory);
  const entries = readdirSync(source);
  // Only what an earlier copy brought is removed: the rest is terraform's, possibly a state.
  for (const name of readCopied(workingDirectory)) {
    rmSync(join(workingDirectory, name), { recursive: true, force: true });
  }
  writeFileSync(join(workingDirectory, copied), JSON.stringify(entries));
  for (const name of entries) {
    // A staged image context may hold symbolic links; node would rewrite them to absolute paths.
    cpSync(join(source, name), join(workingDirectory, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  return join(workingDirectory, 'cdk.tf.json');
}

/** Takes the working directory for this process; returns the function that gives it back. */
export function takeWorkingDirectory(workingDirectory: string): () => void {
  makePrivate(workingDirectory);
  return takeRunLock(workingDirectory);
}

function makePrivate(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // The directory may be older than this rule.
  chmodSync(directory, 0o700);
}

function readCopied(workingDirectory: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(readFileSync(join(workingDirectory, copied), 'utf8'));
    return Array.isArray(names)
      ? names.filter(
          (name): name is string =>
            typeof name === 'string' && /^[^/\\]+$/.test(name) && !/^\.+$/.test(name),
        )
      : [];
  } catch {
    return [];
  }
}
