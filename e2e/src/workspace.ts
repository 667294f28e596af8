import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAwsEnvironment, localAwsStatus, stopLocalAws, type LocalAwsOptions } from 'local-aws';
import { keepProvider, type KeptProvider } from '../../tools/kept-provider.cjs';
import type { LocalAccess } from './local-access';
import { copyWorkspace } from './workspace-copy';

/** What a command did: its exit code and everything it printed. */
export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** A command under way; `output()` is what it has printed so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly finished: Promise<Finished>;
}

const root = join(__dirname, '..', '..');

/**
 * A copy of the workspace with a local AWS, a working directory and loopback addresses of its own, so that a test never
 * meets another one, nor what the person at this machine has deployed. Its path is one that people have, too.
 */
export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'hello-ecs-e2e-'));
  /** Where the commands run. */
  readonly root = join(this.directory, 'größer und größer');
  readonly access: LocalAccess;
  readonly firstHostAddress: string;
  private readonly localAws: LocalAwsOptions;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly underWay = new Set<Running>();
  private provider: KeptProvider | undefined;

  /** @param fresh begins with nothing built, as a clone. @default - with what this workspace has built */
  constructor(lane: number, environment: NodeJS.ProcessEnv = {}, { fresh = false } = {}) {
    copyWorkspace(this.root, { fresh });
    const port = 5600 + lane;
    this.access = {
      endpoint: `http://127.0.0.1:${port}`,
      directory: join(this.directory, 'local-aws'),
    };
    this.firstHostAddress = `127.0.1.${lane * 10 + 1}`;
    this.localAws = {
      port,
      directory: this.access.directory,
      firstHostAddress: this.firstHostAddress,
    };
    this.environment = {
      ...withoutNx(process.env),
      NO_COLOR: '1',
      CI: 'true',
      LOCAL_AWS_PORT: String(port),
      LOCAL_AWS_FIRST_HOST_ADDRESS: this.firstHostAddress,
      LOCAL_AWS_DIRECTORY: this.access.directory,
      NX_CDKTF_DIRECTORY: join(this.directory, 'nx-cdktf'),
      ...environment,
    };
  }

  /** Sets variables for every command from now on; `undefined` removes one. */
  set(environment: NodeJS.ProcessEnv): void {
    Object.assign(this.environment, environment);
  }

  /** From now on every Terraform takes one AWS provider, which talks to the local AWS that runs. */
  async keepProvider(): Promise<void> {
    const access = localAwsEnvironment(this.localAws);
    this.provider = await keepProvider({ ...this.environment, ...access });
    this.set(this.provider.environment);
  }

  /** Starts `npx nx <args>`; it does not wait. */
  start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Running {
    const child = spawn(join(this.root, 'node_modules', '.bin', 'nx'), args, {
      cwd: this.root,
      env: { ...this.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const finished = new Promise<Finished>((resolve) =>
      child.on('close', (code) => resolve({ code, output })),
    );
    const running = { child, output: () => output, finished };
    this.underWay.add(running);
    void finished.then(() => this.underWay.delete(running));
    return running;
  }

  /** Runs `npx nx <args>` to its end. */
  nx(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return this.start(args, environment).finished;
  }

  /** What runs in the local AWS as containers: their ids, and the processes where those stand in for them. */
  async containers(): Promise<readonly { readonly id: string; readonly pid?: number }[]> {
    const { tasks = [] } = (await localAwsStatus(this.localAws)) ?? {};
    return tasks
      .filter(({ lastStatus }) => lastStatus === 'RUNNING')
      .flatMap(({ containers }) => containers)
      .flatMap(({ runtimeId, pid }) =>
        runtimeId === undefined ? [] : [{ id: runtimeId.slice(0, 12), pid }],
      );
  }

  /** Ends what a failed test left running, stops the local AWS and removes what the tests wrote. */
  async close(): Promise<void> {
    for (const { child } of this.underWay) {
      interruptGroup(child);
    }
    await Promise.all([...this.underWay].map(({ finished }) => finished));
    this.provider?.end();
    await stopLocalAws(this.localAws);
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Ctrl-C: a terminal sends the signal to every process of the group. */
export function interruptGroup(child: ChildProcess): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGINT');
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

/**
 * Nx tells its tasks about itself; a command started by a test must begin as if typed by a person, and keep what it
 * knows in its own copy.
 */
function withoutNx(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith('NX_') && !name.startsWith('JEST_') && name !== 'NODE_OPTIONS',
    ),
  );
}

/** What the image of the server is built on. */
export function baseImage(): string {
  const dockerfile = readFileSync(join(root, 'apps', 'hello-server', 'Dockerfile'), 'utf8');
  return (
    process.env['HELLO_SERVER_BASE_IMAGE'] ?? /^ARG BASE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1] ?? ''
  );
}

/** Why tasks cannot run as containers on this machine, and the way to change that; undefined when they can. */
export function whyNoContainers(): string | undefined {
  const docker = (args: readonly string[], timeout: number) =>
    spawnSync('docker', args, { stdio: 'ignore', timeout }).status === 0;
  if (!docker(['info'], 120_000)) {
    return 'no Docker engine answers; install and start Docker to enable it';
  }
  const base = baseImage();
  if (docker(['image', 'inspect', base], 120_000) || docker(['pull', '--quiet', base], 300_000)) {
    return undefined;
  }
  return `the base image ${base} cannot be had; set HELLO_SERVER_BASE_IMAGE to enable it, tools/build-local-base-image.sh makes one`;
}
