import { createWriteStream, mkdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LOG_MODE } from '../control/log';
import type { NetworkBinding } from '../ecs/model';
import type { RunCommand } from '../run-command';
import { containerName, dockerRunArguments } from './docker-arguments';
import { DockerExits } from './docker-exits';
import { lines } from './lines';
import { planPorts } from './port-plan';
import { whoListens } from './port-probe';
import {
  StartFailure,
  type ContainerRequest,
  type ContainerRuntime,
  type RunningContainer,
} from './runtime';

/** What the container runtime needs from the daemon. */
export interface DockerRuntimeOptions {
  readonly gatewayPort: number;
  readonly run: RunCommand;
  /** The output of each container goes to a file below this directory when it has ended. */
  readonly logDirectory: string;
}

/** Runs containers on the local Docker engine. */
export class DockerRuntime implements ContainerRuntime {
  private readonly exits: DockerExits;

  public constructor(private readonly options: DockerRuntimeOptions) {
    this.exits = new DockerExits(options.gatewayPort, options.run);
    this.exits.open();
  }

  /** Whether the engine holds the image. */
  public async hasImage(reference: string): Promise<boolean> {
    return (
      (await this.options.run('docker', ['image', 'inspect', '--format', '{{.Id}}', reference]))
        .code === 0
    );
  }

  /** Runs the container; its image is in the engine already. */
  public async start(request: ContainerRequest): Promise<RunningContainer> {
    try {
      return await this.startOn(request, true);
    } catch (error) {
      // A rootless engine has no more rights than we have.
      if (
        !(error instanceof StartFailure) ||
        !/privileged port|permission denied/i.test(error.message)
      )
        throw error;
      return this.startOn(request, false);
    }
  }

  /** Stops listening to the engine. */
  public close(): void {
    this.exits.close();
  }

  private async startOn(request: ContainerRequest, privileged: boolean): Promise<RunningContainer> {
    const { bindings, notices } = await planPorts(
      request.hostAddress,
      request.definition.portMappings ?? [],
      privileged,
    );
    const ran = await this.options.run(
      'docker',
      dockerRunArguments(request, bindings, this.options.gatewayPort),
      {
        timeoutMs: 120_000,
      },
    );
    const id = ran.stdout.trim();
    if (ran.code !== 0 || !/^[0-9a-f]{64}$/.test(id)) {
      await this.options.run('docker', ['rm', '--force', '--volumes', containerName(request)]);
      throw await startFailure(ran.stderr || (ran.failure ?? ''), bindings);
    }
    if (request.output !== undefined) this.follow(id, request.output);
    const exited = this.exits.wait(id);
    const removed = exited.then(async () => {
      await this.keepLog(id, request);
      await this.options.run('docker', ['rm', '--force', '--volumes', id]);
    });
    return {
      runtime: 'container',
      id,
      bindings,
      notices,
      exited,
      execute: async (command, timeoutMs) =>
        (await this.options.run('docker', ['exec', id, ...command], { timeoutMs })).code ?? 1,
      stop: async (timeoutSeconds) => {
        await this.options.run('docker', ['stop', '-t', String(timeoutSeconds), id], {
          timeoutMs: (timeoutSeconds + 30) * 1000,
        });
        await removed;
      },
    };
  }

  private follow(id: string, output: (line: string) => void): void {
    const logs = spawn('docker', ['logs', '--follow', id], { stdio: ['ignore', 'pipe', 'pipe'] });
    logs.stdout.on('data', lines(output));
    logs.stderr.on('data', lines(output));
    logs.on('error', () => undefined);
  }

  /** Docker drops a container's output with the container, so it is copied first. */
  private keepLog(id: string, request: ContainerRequest): Promise<void> {
    mkdirSync(this.options.logDirectory, { recursive: true });
    const file = createWriteStream(
      join(this.options.logDirectory, `${request.taskId}-${request.definition.name}.log`),
      { mode: LOG_MODE },
    );
    return new Promise((resolve) => {
      const logs = spawn('docker', ['logs', id], {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 20_000,
      });
      logs.stdout.pipe(file, { end: false });
      logs.stderr.pipe(file, { end: false });
      logs.on('error', () => file.end(resolve));
      logs.on('close', () => file.end(resolve));
    });
  }
}

/** Docker's words, with the culprit when a port is taken. */
async function startFailure(
  said: string,
  bindings: readonly NetworkBinding[],
): Promise<StartFailure> {
  const lines = said
    .trim()
    .split('\n')
    .filter((line) => !/^[0-9a-f]{64}$/.test(line) && !line.startsWith('See '));
  const message = lines
    .join(' ')
    .replace(/^docker: /, '')
    .replace(/^Error response from daemon: /, '');
  const [taken] = bindings.filter(({ hostPort }) => new RegExp(`:${hostPort}\\b`).test(message));
  if (/port is already allocated|address already in use/i.test(message) && taken !== undefined) {
    const who = await whoListens(taken.bindIP, taken.hostPort);
    return new StartFailure(
      'CannotStartContainerError',
      `${taken.bindIP}:${taken.hostPort} is in use by ${who}. End that program, or choose another host port.`,
      taken.hostPort,
    );
  }
  if (/no such image|pull access denied|manifest unknown/i.test(message)) {
    return new StartFailure('CannotPullContainerError', message);
  }
  return new StartFailure('CannotStartContainerError', message || 'docker run failed');
}
