import type { ExecutorContext } from '@nx/devkit';
import { resolve } from 'node:path';
import { painter, wantsColor } from 'plan-review';
import { explainDisk } from './disk';
import { exitCodeOf, exitCodes, Failure, messageOf } from './failure';
import { createInterrupts, type Interrupts } from './interrupts';
import { connectToMainProcess } from './main-process';
import { createProgress, type Progress } from './progress';
import { shellCommand } from './shell';

/** What every command of this package works with. */
export interface Command {
  readonly workspaceRoot: string;
  readonly project: string;
  /** Absolute. @default - not known */
  readonly projectRoot?: string;
  readonly progress: Progress;
  readonly interrupts: Interrupts;
  readonly environment: NodeJS.ProcessEnv;
  readonly color: boolean;
  readonly verbose: boolean;
  /** The command that saves or brings back a state of this stage. @default - the project has no target for it */
  readonly recoverCommand?: string;
  /** What runs an executor for this project and configuration. @default - no project has a target for it */
  readonly commandFor?: (executor: string) => string | undefined;
}

/**
 * Runs the body of an executor: connects it to Nx, prints what it throws, and passes its exit code on.
 *
 * Exit code 2 (changes) is a success for Nx, so that targets which depend on a plan run; the shell still sees 2.
 */
export async function runCommand(
  context: ExecutorContext,
  body: (command: Command) => Promise<number>,
): Promise<{ success: boolean }> {
  ignoreClosedOutput();
  const project = context.projectName ?? 'unknown';
  const taskId = [project, context.targetName, context.configurationName].filter(Boolean).join(':');
  const main = connectToMainProcess(taskId);
  const environment = process.env;
  // The SDK warns on Node 20, which it still supports; the reader of a plan can do nothing about it.
  environment['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  if (main.forceColor !== undefined) {
    environment['FORCE_COLOR'] = main.forceColor;
  }
  const progress = createProgress({ stream: process.stdout, environment });
  const interrupts = createInterrupts({
    progress,
    exit: (code) => {
      main.reportExitCode(code);
      process.exit(code);
    },
  });
  const color = wantsColor(environment, process.stdout.isTTY === true);
  const verbose = context.isVerbose || environment['NX_VERBOSE_LOGGING'] === 'true';
  let code: number;
  try {
    code = await body({
      workspaceRoot: context.root,
      project,
      progress,
      interrupts,
      environment,
      color,
      verbose,
      projectRoot: projectRoot(context, project),
      recoverCommand: commandFor(context, project, 'nx-cdktf:recover-state'),
      commandFor: (executor) => commandFor(context, project, executor),
    });
  } catch (thrown) {
    const error = explainDisk(thrown, [context.root]);
    process.stderr.write(`\n${painter(color)('red', describeError(error, verbose))}\n`);
    code = exitCodeOf(error);
  } finally {
    interrupts.dispose();
  }
  main.reportExitCode(code);
  return { success: code === exitCodes.noChanges || code === exitCodes.changes };
}

function projectRoot({ projectGraph, root }: ExecutorContext, project: string): string | undefined {
  const directory = projectGraph?.nodes[project]?.data.root;
  return directory === undefined ? undefined : resolve(root, directory);
}

/** Only a target that exists is worth printing; its configuration is that of this run. */
function commandFor(
  { projectGraph, configurationName }: ExecutorContext,
  project: string,
  wanted: string,
): string | undefined {
  const targets = projectGraph?.nodes[project]?.data.targets ?? {};
  const found = Object.entries(targets).find(([, { executor }]) => executor === wanted);
  if (found === undefined) {
    return undefined;
  }
  const configuration = configurationName === undefined ? [] : ['-c', configurationName];
  return shellCommand(['npx', 'nx', 'run', `${project}:${found[0]}`, ...configuration]);
}

/** What a user reads about an error: its message; the stack only when asked for. */
export function describeError(error: unknown, verbose: boolean): string {
  const message = messageOf(error);
  if (error instanceof Failure || !(error instanceof Error)) {
    return message;
  }
  if (verbose) {
    return error.stack ?? message;
  }
  // A plain Error is a sentence somebody wrote for the user; TypeError, ENOENT and the like are not.
  const written = error.constructor === Error && !('code' in error);
  return written
    ? message
    : `${error.name}: ${message}\nRun again with --verbose for the stack trace.`;
}

/** A terminal that is closed or a pipe nobody reads must not end a deployment half way. */
function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) {
      stream.on('error', () => undefined);
    }
  }
}
