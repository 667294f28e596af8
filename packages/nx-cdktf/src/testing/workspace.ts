import { spawn, type ChildProcess } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The Terraform JSON of a test's stack. */
export type StackJson = Readonly<Record<string, unknown>>;

/** A small Nx workspace in a temporary directory, with one app per name and these executors. */
export interface TestWorkspace {
  readonly directory: string;
  /** Where an app's terraform runs. */
  workingDirectory(app?: string): string;
  /** Sets what an app synthesizes. */
  setStack(stack: StackJson, app?: string): void;
  /** Sets what the app's hooks answer, merged over the defaults. */
  setSettings(settings: Readonly<Record<string, unknown>>, app?: string): void;
  /** Sets the target that a plan of the app needs before it. */
  setDependency(target: string): void;
  /** Runs nx to its end. */
  nx(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<NxResult>;
  /** Starts nx. */
  start(args: readonly string[], environment?: NodeJS.ProcessEnv): ChildProcess;
  remove(): void;
}

/** What a run of nx left. */
export interface NxResult {
  readonly code: number;
  readonly output: string;
}

const root = resolve(__dirname, '../../../..');

const main = `
const fs = require('node:fs'), path = require('node:path');
const stack = fs.readFileSync(path.join(__dirname, 'stack.json'), 'utf8');
const out = process.env.CDKTF_OUTDIR, id = 'hello-' + process.env.STAGE;
fs.mkdirSync(path.join(out, 'stacks', id), { recursive: true });
fs.writeFileSync(path.join(out, 'stacks', id, 'cdk.tf.json'), stack);
fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ stacks: { [id]: { name: id } } }));
`;

/** Hooks that record their calls and answer what `settings.json` says. */
export const hooksModule = `
const fs = require('node:fs'), path = require('node:path');
const record = (text) => fs.appendFileSync(path.join(__dirname, 'hooks.log'), text + '\\n');
const read = () => JSON.parse(fs.readFileSync(path.join(__dirname, 'settings.json'), 'utf8'));
exports.settings = (stage) => {
  const given = read();
  if (given.error) throw new Error(given.error);
  return { stage, stack: 'hello-' + stage, region: 'eu-west-1', accountId: '123456789012', environment: {}, approval: 'none', ...given };
};
exports.prepare = async ({ command }) => record('prepare ' + command);
exports.beforePlan = async (context, resources) => {
  const { beforePlan = [] } = read();
  if (beforePlan === 'fails') throw new Error('nobody answers');
  return beforePlan.map((text) => text + ' ' + resources.map(({ address }) => address).join(' '));
};
exports.besideTerraform = async () => read().beside ?? [];
exports.afterApply = async (context, outputs) => {
  record('afterApply ' + JSON.stringify(outputs));
  await new Promise((resolve) => setTimeout(resolve, (read().lookSeconds ?? 0) * 1000));
};
exports.applyInterrupted = async (context, begun) => record('applyInterrupted ' + begun.join(' '));
exports.afterDestroy = async (context, destroyed) => {
  record('afterDestroy ' + destroyed.map(({ address }) => address).join(' '));
  const { afterDestroyError } = JSON.parse(fs.readFileSync(path.join(__dirname, 'settings.json'), 'utf8'));
  if (afterDestroyError) throw new Error(afterDestroyError);
};
exports.existing = async () => {
  record('existing');
  return JSON.parse(fs.readFileSync(path.join(__dirname, 'settings.json'), 'utf8')).existing ?? [];
};
`;

/** Makes a workspace; `remove()` it in `afterAll`. */
export function createWorkspace(apps: readonly string[] = ['app']): TestWorkspace {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'nx-cdktf-test-')));
  const write = (path: string, content: unknown): void =>
    writeFileSync(
      join(directory, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  write('package.json', { name: 'test-workspace', private: true });
  write('nx.json', { analytics: false, tui: { enabled: false }, neverConnectToCloud: true });
  for (const app of apps) {
    mkdirSync(join(directory, app));
    const options = { stage: 'local', hooks: `${app}/hooks.js` };
    const target = (name: string): object => ({
      executor: `nx-cdktf:${name}`,
      dependsOn: ['synth'],
      cache: false,
      options,
    });
    write(`${app}/project.json`, {
      name: app,
      targets: {
        synth: {
          executor: 'nx-cdktf:synth',
          cache: true,
          inputs: ['{projectRoot}/stack.json', '{projectRoot}/main.js'],
          outputs: ['{workspaceRoot}/dist/{projectName}'],
          options: { stage: 'local', main: `${app}/main.js` },
        },
        plan: target('plan'),
        deploy: target('deploy'),
        destroy: target('destroy'),
        drift: target('drift'),
        output: target('output'),
        'recover-state': target('recover-state'),
        fail: { executor: 'nx:run-commands', cache: false, options: { command: 'exit 7' } },
      },
    });
    write(`${app}/main.js`, main);
    write(`${app}/hooks.js`, hooksModule);
    write(`${app}/settings.json`, {});
    write(`${app}/stack.json`, {});
  }
  const start: TestWorkspace['start'] = (args, environment = {}) =>
    spawn(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], {
      cwd: directory,
      env: {
        ...cleanEnvironment(),
        NX_DAEMON: 'false',
        NX_ISOLATE_PLUGINS: 'false',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    directory,
    workingDirectory: (app = 'app') => join(directory, '.nx-cdktf', app, 'local'),
    setStack: (stack, app = 'app') => write(`${app}/stack.json`, stack),
    setSettings: (settings, app = 'app') => write(`${app}/settings.json`, settings),
    setDependency: (target) => {
      const file = join(directory, 'app/project.json');
      const project = JSON.parse(readFileSync(file, 'utf8')) as {
        targets: { plan: { dependsOn: string[] } };
      };
      project.targets.plan.dependsOn = [target];
      writeFileSync(file, JSON.stringify(project));
    },
    start,
    nx: (args, environment) => finished(start(args, environment)),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Waits for a process and collects what it wrote. */
export async function finished(child: ChildProcess): Promise<NxResult> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((done, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => done(exitCode ?? 128));
  });
  return { code, output };
}

/** Nx and jest leave variables that would change how an inner Nx behaves. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|JEST_|LERNA_|TF_|FORCE_COLOR$|NO_COLOR$|CI$|NODE_ENV$)/.test(name),
  );
  return Object.fromEntries(entries);
}
