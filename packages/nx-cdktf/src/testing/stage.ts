import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '../bootstrap';
import { describeError, type Command } from '../command';
import { deploy } from '../deploy';
import { destroy } from '../destroy';
import { drift } from '../drift';
import { exitCodeOf } from '../failure';
import type { Interrupts } from '../interrupts';
import { output } from '../output';
import { plan } from '../plan';
import { createProgress } from '../progress';
import { recoverState } from '../recover-state';
import { applyEnvironment } from '../stage';
import { hooksModule, type NxResult, type StackJson, type TestWorkspace } from './workspace';

/** A synthesized stage whose commands run in this process: the real Terraform and state, without the time Nx takes. */
export interface TestStage {
  readonly directory: string;
  readonly workingDirectory: string;
  setStack(stack: StackJson): void;
  setSettings(settings: Readonly<Record<string, unknown>>): void;
  /** Variables for every command from now on, in place of the ones given before. */
  setEnvironment(environment: NodeJS.ProcessEnv): void;
  /** Runs a command to its end; `watch` gets all of its output so far whenever there is more. */
  run(
    command: keyof typeof commands,
    options?: Readonly<Record<string, unknown>>,
    watch?: (output: string) => void,
  ): Promise<NxResult>;
  remove(): void;
}

const commands = { bootstrap, plan, deploy, destroy, drift, output, 'recover-state': recoverState };

/** What the refusals print before their own arguments. */
export const RECOVER_COMMAND = 'npx nx run app:recover-state';

/** Makes a stage in a folder of that name, its terraform elsewhere if wanted; `remove()` it in `afterAll`. */
export function createStage(folder = 'workspace', terraformDirectory?: string): TestStage {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'nx-cdktf-test-')));
  const directory = join(parent, folder);
  mkdirSync(join(directory, 'app'), { recursive: true });
  writeFileSync(join(directory, 'app/hooks.js'), hooksModule);
  const stage = stageIn(directory, terraformDirectory);
  stage.setSettings({});
  return { ...stage, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** The stage of the app of a workspace, for commands that need no Nx around them; the workspace removes it. */
export function stageOf({ directory }: Pick<TestWorkspace, 'directory'>): TestStage {
  return { ...stageIn(directory), remove: () => undefined };
}

function stageIn(directory: string, terraformDirectory?: string): Omit<TestStage, 'remove'> {
  const stack = join(directory, 'dist/app/local/stacks/hello-local');
  let variables: NodeJS.ProcessEnv = {};
  return {
    directory,
    workingDirectory: join(terraformDirectory ?? join(directory, '.nx-cdktf'), 'app/local'),
    setStack(json) {
      mkdirSync(stack, { recursive: true });
      writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(json));
    },
    setSettings: (settings) =>
      writeFileSync(join(directory, 'app/settings.json'), JSON.stringify(settings)),
    setEnvironment: (environment) => void (variables = environment),
    async run(name, options = {}, watch = () => undefined) {
      let text = '';
      const stream = {
        write: (chunk: string | Uint8Array) => {
          text += String(chunk);
          watch(text);
          return true;
        },
      };
      const before = Object.keys(variables).map((variable) => [variable, process.env[variable]]);
      // A command has its process for itself, and Terraform gets the environment of that.
      Object.assign(process.env, variables);
      const command: Command = {
        workspaceRoot: directory,
        project: 'app',
        projectRoot: join(directory, 'app'),
        progress: createProgress({ stream, environment: {} }),
        interrupts: neverInterrupted,
        environment: { ...process.env, NX_CDKTF_DIRECTORY: terraformDirectory },
        color: false,
        verbose: false,
        recoverCommand: RECOVER_COMMAND,
      };
      try {
        const given = { stage: 'local', hooks: 'app/hooks.js', ...options };
        const code = await commands[name](command, given);
        return { code, output: text };
      } catch (error) {
        const code = exitCodeOf(error);
        return { code, output: `${text}\n${describeError(error, false)}\n` };
      } finally {
        applyEnvironment(process.env, Object.fromEntries(before));
      }
    },
  };
}

const neverInterrupted: Interrupts = {
  interrupted: false,
  during: (_activity, work) => work(),
  saying: (_words, work) => work(),
  dispose: () => undefined,
};
