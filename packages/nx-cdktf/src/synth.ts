import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from './command';
import { exitCodes, Failure, messageOf } from './failure';
import { stageDirectories } from './working-directory';

/** Options of the `synth` executor. */
export interface SynthOptions {
  readonly stage: string;
  /** The compiled app, relative to the workspace root. */
  readonly main: string;
  /**
   * Where the app runs, relative to the workspace root: its relative assets, modules and cdktf's default local state are
   * found from there. @default - the nearest directory above `main` with a cdktf.json, where cdktf itself runs it; else
   * the workspace root
   */
  readonly cwd?: string;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath?: string }>>;
}

/** Runs the app with plain node and says what it wrote. */
export async function synth(command: Command, options: SynthOptions): Promise<number> {
  const { workspaceRoot, project, progress } = command;
  const main = resolve(workspaceRoot, options.main);
  if (!existsSync(main)) {
    throw new Failure(
      `synth: the app does not exist; got ${options.main}. Fix: build it first (the target should depend on 'build'), ` +
        "or correct the option 'main'.",
    );
  }
  const { synthDirectory } = stageDirectories(workspaceRoot, project, options.stage);
  // cdktf makes the last directory only.
  mkdirSync(dirname(synthDirectory), { recursive: true });
  // The app would say it with a stack trace.
  accessSync(existsSync(synthDirectory) ? synthDirectory : dirname(synthDirectory), constants.W_OK);
  const stacks = await progress.step(`Synthesizing ${project} (${options.stage})`, async () => {
    await runApp(command, main, appDirectory(command, main, options.cwd), {
      STAGE: options.stage,
      CDKTF_OUTDIR: synthDirectory,
    });
    return removeStaleStacks(synthDirectory);
  });
  for (const stack of stacks) {
    const file = join(synthDirectory, 'stacks', stack, 'cdk.tf.json');
    progress.info(`  ${relative(workspaceRoot, file)}  ${describe(file)}`);
  }
  return exitCodes.noChanges;
}

function appDirectory({ workspaceRoot }: Command, main: string, cwd: string | undefined): string {
  if (cwd !== undefined) {
    const directory = resolve(workspaceRoot, cwd);
    if (existsSync(directory)) {
      return directory;
    }
    throw new Failure(
      `synth: the directory to run the app in does not exist; got ${cwd}. Fix: correct the option 'cwd', or leave it out.`,
    );
  }
  let directory = dirname(main);
  while (directory !== workspaceRoot && dirname(directory) !== directory) {
    if (existsSync(join(directory, 'cdktf.json'))) {
      return directory;
    }
    directory = dirname(directory);
  }
  return workspaceRoot;
}

/** What the app prints appears as it prints it: a configuration error is the app's own text. */
async function runApp(
  command: Command,
  main: string,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const trace = join(__dirname, '..', 'trace-constructs.cjs');
  const child = spawn(process.execPath, ['--require', trace, main], {
    cwd: directory,
    env: { ...command.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolveCode, reject) => {
    child.once('error', reject);
    child.once('close', resolveCode);
  });
  const text = Buffer.concat(output).toString('utf8').trimEnd();
  if (code !== 0) {
    process.stderr.write(`\n${text}\n`);
    throw new Failure(
      `synth: the app ended with exit code ${code}${text === '' ? ' and said nothing' : ''}.`,
    );
  }
  if (text !== '') {
    command.progress.info(text);
  }
}

/** The app never removes the directory of a stack that is gone; terraform would go on planning it. */
function removeStaleStacks(synthDirectory: string): readonly string[] {
  const file = join(synthDirectory, 'manifest.json');
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    throw new Failure(
      `synth: the app wrote no readable manifest.json: ${messageOf(error)}. Fix: it must call app.synth() and take ` +
        'its output directory from CDKTF_OUTDIR.',
    );
  }
  const stacks = Object.keys(manifest.stacks ?? {}).sort();
  const directory = join(synthDirectory, 'stacks');
  for (const name of existsSync(directory) ? readdirSync(directory) : []) {
    if (!stacks.includes(name)) {
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
  return stacks;
}

function describe(file: string): string {
  const { resource = {} } = readJson(file) as {
    resource?: Record<string, Record<string, unknown>>;
  };
  const count = Object.values(resource).reduce(
    (sum, byName) => sum + Object.keys(byName).length,
    0,
  );
  const size = Math.max(1, Math.round(statSync(file).size / 1024));
  return `${count} ${count === 1 ? 'resource' : 'resources'}, ${size} KiB`;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(
      `synth: ${file} is not JSON: ${messageOf(error)}. Fix: the app must write it.`,
    );
  }
}
