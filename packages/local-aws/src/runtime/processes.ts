import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { ChildList } from '../control/child-list';
import { endProcessGroup, identifyProcess, signalGroup } from '../control/process-identity';
import type { HostAccessRule } from '../options';
import type { ImageRegistry } from '../images/image-registry';
import { containerLikeEnvironment } from './environment';
import { lines } from './lines';
import { refuseLoaders } from './loader-variables';
import { openOutputLog } from './output-log';
import { planPorts } from './port-plan';
import {
  StartFailure,
  type ContainerExit,
  type ContainerRequest,
  type ContainerRuntime,
  type RunningContainer,
} from './runtime';

/** How long the output of a program that ended may still arrive. */
const LAST_OUTPUT_MS = 5_000;

/** What the process runtime needs from the daemon. */
export interface ProcessRuntimeOptions {
  readonly images: ImageRegistry;
  readonly children: ChildList;
  /** Output of each process goes to a file below this directory. */
  readonly logDirectory: string;
  /** @default 'refused' */
  readonly hostAccess?: HostAccessRule;
}

/**
 * Runs the registered command of an image as a process: no isolation and no limits, but the same program, the same
 * variables, a real listener on the host's address, and an id shaped like a container's.
 */
export class ProcessRuntime implements ContainerRuntime {
  private readonly closings = new Set<Promise<void>>();

  constructor(private readonly options: ProcessRuntimeOptions) {}

  /** Waits until the output of everything that ended is written. */
  async close(): Promise<void> {
    await Promise.all(this.closings);
  }

  /** Starts the process as leader of a group of its own, so that its children end with it. */
  async start(request: ContainerRequest): Promise<RunningContainer> {
    const { definition } = request;
    const image = this.options.images.find(definition.image);
    if (image === undefined) {
      throw new StartFailure(
        'CannotPullContainerError',
        `pull image manifest has been retried 1 time(s): ${definition.image}: not found`,
      );
    }
    refuseLoaders(definition.environment ?? [], this.options.hostAccess ?? 'refused');
    const [program, ...args] = image.process.command;
    if (program === undefined) {
      throw new StartFailure('CannotStartContainerError', `${definition.image} has no command`);
    }
    const { bindings, notices } = await planPorts(
      addressOf(request),
      definition.portMappings ?? [],
      { privileged: false },
    );
    const id = randomBytes(32).toString('hex');
    const child = spawn(program, args, {
      cwd: image.process.workingDirectory,
      env: environmentOf(request, id, bindings[0]?.hostPort),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = openOutputLog(this.options.logDirectory, request.taskId, definition.name);
    log.take(child.stdout);
    log.take(child.stderr);
    if (request.output !== undefined) {
      child.stdout.on('data', lines(request.output));
      child.stderr.on('data', lines(request.output));
    }
    const exited = new Promise<ContainerExit>((resolve) => {
      child.on('error', (error) => resolve({ reason: error.message }));
      child.on('exit', (code, signal) => {
        if (child.pid !== undefined) {
          endOrphans(child.pid);
          this.options.children.remove(child.pid);
        }
        resolve({ exitCode: code ?? 128 + signalNumber(signal) });
        // What left the group may hold the output open for ever.
        setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
        }, LAST_OUTPUT_MS).unref();
      });
    });
    const closed: Promise<void> = new Promise<void>((resolve) => {
      child.on('error', () => resolve());
      child.on('close', () => resolve());
    })
      .then(() => log.close())
      .finally(() => this.closings.delete(closed));
    this.closings.add(closed);
    await new Promise<void>((resolve, reject) => {
      child.on('spawn', resolve);
      child.on('error', (error) =>
        reject(new StartFailure('CannotStartContainerError', error.message)),
      );
    }).catch(async (error: unknown) => {
      // The log that was opened for it is closed before anybody hears of it.
      await closed;
      throw error;
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
        if (identity !== undefined) {
          await endProcessGroup(identity, timeoutSeconds * 1000);
        }
        await exited;
        await closed;
      },
    };
  }
}

/** A container ends with its first process; so do those that this one started. */
function endOrphans(leader: number): void {
  // The number is free, or somebody else's by now: then the group is not ours.
  if (identifyProcess(leader) === undefined) {
    signalGroup(leader, 'SIGKILL');
  }
}

function addressOf({ place, hostAddress }: ContainerRequest): string {
  return place?.address ?? hostAddress;
}

/** HOST, PORT and HOSTNAME stand in for what a container gets from its network and its id. */
function environmentOf(
  request: ContainerRequest,
  id: string,
  port: number | undefined,
): NodeJS.ProcessEnv {
  const declared = (request.definition.environment ?? []).map(
    ({ name, value = '' }) => [name, value] as const,
  );
  return {
    ...containerLikeEnvironment(process.env),
    ...Object.fromEntries(declared),
    HOST: addressOf(request),
    HOSTNAME: id.slice(0, 12),
    ...(port === undefined ? {} : { PORT: String(port) }),
  };
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGKILL' ? 9 : signal === 'SIGTERM' ? 15 : signal === 'SIGSEGV' ? 11 : 1;
}
