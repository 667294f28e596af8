import type { ExecutorContext } from '@nx/devkit';
import type * as NxCdktf from 'nx-cdktf';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import { runOn } from '../cli/run';
import type { Surroundings } from '../cli/session';
import { commands } from '../commands';
import { servicesAmong } from '../services/state-services';
import { tasksAmong } from '../services/state-tasks';
import { wantsColor } from '../terminal';
import { optionsFrom, type ExecutorOptions } from './executor-options';

/** The options that every executor has beside those of its command. */
export interface StageOptions extends ExecutorOptions {
  /** The stage whose state says what runs. */
  readonly stage: string;
  /** The compiled hooks module of nx-cdktf, relative to the workspace root. */
  readonly hooks: string;
}

/**
 * Runs the command that the target names (`ecs-operations:logs`) on every service that the state of a stage holds.
 *
 * The shell gets the exit code of the command.
 */
export default async function stageExecutor(
  options: StageOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { projectName: project = 'unknown', targetName, configurationName } = context;
  const { connectToMainProcess, readStageState } = await loadNxCdktf();
  const main = connectToMainProcess(
    [project, targetName, configurationName].filter(Boolean).join(':'),
  );
  if (main.forceColor !== undefined) {
    process.env['FORCE_COLOR'] = main.forceColor;
  }
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) {
      return;
    }
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, stop);
  }
  const surroundings = ofThisProcess(controller.signal);
  let code: number;
  try {
    const command = commandOf(context);
    const { stage, hooks } = options;
    const state = await readStageState({ workspaceRoot: context.root, project, stage, hooks });
    const endpoint = process.env['AWS_ENDPOINT_URL'] ?? state.settings.state?.endpoint;
    code = await runOn(
      command,
      optionsFrom(command, options),
      surroundings,
      command.on === 'one-off tasks'
        ? { kind: 'tasks', place: `The state ${state.place}`, tasks: tasksAmong(state.resources) }
        : { kind: 'state', place: state.place, services: servicesAmong(state.resources) },
      endpoint === undefined ? {} : { endpoint },
    );
  } catch (error) {
    surroundings.note(`${error instanceof Error ? error.message : String(error)}\n`);
    code = error instanceof UsageError ? exitCodes.usage : exitCodes.problem;
    if (controller.signal.aborted) {
      code = exitCodes.interrupted;
    }
  }
  main.reportExitCode(code);
  return { success: code === exitCodes.done };
}

function commandOf({ target }: ExecutorContext): CommandSpec {
  const name = target?.executor?.split(':').at(-1);
  const found = commands.find((command) => command.name === name);
  if (found === undefined) {
    throw new Error(`ecs-operations: there is no command '${name ?? ''}'.`);
  }
  return found;
}

async function loadNxCdktf(): Promise<typeof NxCdktf> {
  try {
    return await import('nx-cdktf');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') {
      throw error;
    }
    throw new Error(
      'ecs-operations: the executors read the state of a stage with nx-cdktf, which is not installed. Fix: npm install -D ' +
        'nx-cdktf; or, without Nx, npx ecs-operations <command> --cluster NAME.',
      { cause: error },
    );
  }
}

function ofThisProcess(signal: AbortSignal): Surroundings {
  const { stdin, stdout, stderr, env } = process;
  return {
    write: (text) => stdout.write(text),
    note: (text) => stderr.write(text),
    color: wantsColor(env, stdout.isTTY === true),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    input: stdin,
    signal,
    environment: env,
  };
}
