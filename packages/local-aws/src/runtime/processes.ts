import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_MODE } from '../control/log';
import type { ChildList } from '../control/child-list';
import { endProcessGroup, identifyProcess } from '../control/process-identity';
import type { ImageRegistry } from '../images/image-registry';
import { containerLikeEnvironment } from './environment';
import { lines } from './lines';
import { planPorts } from './port-plan';
import {
  StartFailure,
  type ContainerExit,
  type ContainerRequest,
  type ContainerRuntime,
  type RunningContainer,
} from './runtime';

/** What the process runtime needs from the daemon. */
export interface ProcessRuntimeOptions {
  readonly images: ImageRegistry;
  readonly children: ChildList;
  /** Output of each process goes to a file below this directory. */
  readonly logDirectory: string;
}

/**
 * Runs the registered command of an image as a process: no isolation and no limits, but the same program, the same
 * variables, a real listener on the host's address, and an id shaped like a container's.
 */
export class ProcessRuntime implements ContainerRuntime {
  public constructor(private readonly options: ProcessRuntimeOptions) {}

  /** Starts the process as leader of a group of its own, so that its children end with it. */
  public async start(request: ContainerRequest): Promise<RunningContainer> {
    const { definition } = request;
    const image = this.options.images.find(definition.image);
    if (image === undefined) {
      throw new StartFailure(
        'CannotPullContainerError',
        `pull image manifest has been retried 1 time(s): ${definition.image}: not found`,
      );
    }
    const [program, ...args] = image.process.command;
    if (program === undefined)
      throw new StartFailure('CannotStartContainerError', `${definition.image} has no command`);
    const { bindings, notices } = await planPorts(
      request.hostAddress,
      definition.portMappings ?? [],
      false,
    );
    const id = randomBytes(32).toString('hex');
    const child = spawn(program, args, {
      cwd: image.process.workingDirectory,
      env: environmentOf(request, id, bindings[0]?.hostPort),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    mkdirSync(this.options.logDirectory, { recursive: true });
    const log = createWriteStream(
      join(this.options.logDirectory, `${request.taskId}-${definition.name}.log`),
      { mode: LOG_MODE },
    );
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    if (request.output !== undefined) {
      child.stdout.on('data', lines(request.output));
      child.stderr.on('data', lines(request.output));
    }
    const exited = new Promise<ContainerExit>((resolve) => {
      child.on('error', (error) => resolve({ reason: error.message }));
      child.on('exit', (code, signal) => {
        if (child.pid !== undefined) this.options.children.remove(child.pid);
        resolve({ exitCode: code ?? 128 + signalNumber(signal) });
      });
      child.on('close', () => log.end());
    });
    await new Promise<void>((resolve, reject) => {
      child.on('spawn', resolve);
      child.on('error', (error) =>
        reject(new StartFailure('CannotStartContainerError', error.message)),
      );
    });
    const pid = child.pid ?? 0;
    const identity = identifyProcess(pid);
    this.options.children.add(pid);
    return {
      runtime: 'process',
      id,
      pid,
      bindings,
      notices,
      exited,
      stop: async (timeoutSeconds) => {
        if (identity !== undefined) await endProcessGroup(identity, timeoutSeconds * 1000);
        await exited;
      },
    };
  }
}

/** HOST, PORT and HOSTNAME stand in for what a container gets from its network and its id. */
function environmentOf(
  request: ContainerRequest,
  id: string,
  port: number | undefined,
): NodeJS.ProcessEnv {
  const declared = (request.definition.environment ?? []).map(
    ({ name, value }) => [name, value] as const,
  );
  return {
    ...containerLikeEnvironment(process.env),
    ...Object.fromEntries(declared),
    HOST: request.hostAddress,
    HOSTNAME: id.slice(0, 12),
    ...(port === undefined ? {} : { PORT: String(port) }),
  };
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGKILL' ? 9 : signal === 'SIGTERM' ? 15 : signal === 'SIGSEGV' ? 11 : 1;
}
