import type { ChildList } from '../control/child-list';
import type { NetworkBinding } from './container-definition';
import type { RunCommand } from '../run-command';
import { writeEnvironment } from './container-environment';
import { containerName, dockerRunArguments } from './docker-arguments';
import { dockerChild, type DockerChild } from './docker-child';
import { DockerExits } from './docker-exits';
import { lines } from './lines';
import { openOutputLog } from './output-log';
import { planPorts, type PortPlan } from './port-plan';
import { whoListens } from './port-probe';
import {
  StartFailure,
  type ContainerRequest,
  type ContainerRuntime,
  type RunningContainer,
} from './runtime';

/** An engine that is restarted may never end its answer. */
const KEEP_LOG_MS = 20_000;

/** What the container runtime needs from the daemon. */
export interface DockerRuntimeOptions {
  readonly gatewayPort: number;
  readonly run: RunCommand;
  /** Whatever listens to the engine is in this list while it does. */
  readonly children: ChildList;
  /** The variables of a container lie below it while the container starts. */
  readonly directory: string;
  /** The output of each container goes to a file below this directory when it has ended. */
  readonly logDirectory: string;
}

/** Runs containers on the local Docker engine. */
export class DockerRuntime implements ContainerRuntime {
  private readonly exits: DockerExits;
  private readonly followers = new Set<DockerChild>();
  private readonly removals = new Set<Promise<void>>();
  /** The removals of containers that run or have just ended, by name. */
  private readonly named = new Map<string, Promise<void>>();

  constructor(private readonly options: DockerRuntimeOptions) {
    this.exits = new DockerExits(options.gatewayPort, options.run, options.children);
    this.exits.open();
  }

  /** Whether the engine holds the image. */
  async hasImage(reference: string): Promise<boolean> {
    return (
      (
        await this.options.run('docker', [
          'image',
          'inspect',
          '--format',
          '{{.Id}}',
          '--',
          reference,
        ])
      ).code === 0
    );
  }

  /** Runs the container; its image is in the engine already. */
  async start(request: ContainerRequest): Promise<RunningContainer> {
    try {
      return await this.startOn(request, { privileged: true });
    } catch (error) {
      // A rootless engine has no more rights than we have.
      if (
        !(error instanceof StartFailure) ||
        !/privileged port|permission denied/i.test(error.message)
      ) {
        throw error;
      }
      return this.startOn(request, { privileged: false });
    }
  }

  /** Waits until what ended is written down and removed, then stops listening to the engine. */
  async close(): Promise<void> {
    await Promise.all(this.removals);
    for (const follower of this.followers) {
      follower.end();
    }
    await Promise.all([...this.followers].map(({ ended }) => ended));
    await this.exits.close();
  }

  private async startOn(
    request: ContainerRequest,
    { privileged }: { readonly privileged: boolean },
  ): Promise<RunningContainer> {
    const { bindings, notices } = await portsOf(request, privileged);
    // A container that is started again has the name of the one that ended.
    const name = containerName(request);
    await this.named.get(name);
    const id = await this.run(request, bindings);
    if (request.output !== undefined) {
      this.follow(id, request.output);
    }
    const exited = this.exits.wait(id);
    const removed: Promise<void> = exited
      .then(async () => {
        await this.keepLog(id, request);
        await this.options.run('docker', ['rm', '--force', '--volumes', id]);
      })
      .finally(() => {
        this.removals.delete(removed);
        this.named.delete(name);
      });
    this.removals.add(removed);
    this.named.set(name, removed);
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

  /** Starts it and returns its id. What its definition says is secret stays off every command line. */
  private async run(
    request: ContainerRequest,
    bindings: readonly NetworkBinding[],
  ): Promise<string> {
    const { gatewayPort, directory, run, children } = this.options;
    const environment = writeEnvironment(directory, request.definition.environment ?? []);
    try {
      const ran = await run(
        'docker',
        dockerRunArguments(request, bindings, gatewayPort, environment.args),
        { timeoutMs: 120_000, env: { ...process.env, ...environment.variables }, children },
      );
      const id = ran.stdout.trim();
      if (ran.code === 0 && /^[0-9a-f]{64}$/.test(id)) {
        return id;
      }
      await run('docker', ['rm', '--force', '--volumes', containerName(request)]);
      throw await startFailure(ran.stderr || (ran.failure ?? ''), bindings);
    } finally {
      environment.remove();
    }
  }

  private follow(id: string, output: (line: string) => void): void {
    const logs = dockerChild(this.options.children, ['logs', '--follow', id]);
    logs.process.stdout?.on('data', lines(output));
    logs.process.stderr?.on('data', lines(output));
    this.followers.add(logs);
    void logs.ended.then(() => this.followers.delete(logs));
  }

  /** Docker drops a container's output with the container, so it is copied first. */
  private async keepLog(id: string, request: ContainerRequest): Promise<void> {
    const log = openOutputLog(this.options.logDirectory, request.taskId, request.definition.name);
    const logs = dockerChild(this.options.children, ['logs', id]);
    if (logs.process.stdout !== null) {
      log.take(logs.process.stdout);
    }
    if (logs.process.stderr !== null) {
      log.take(logs.process.stderr);
    }
    const patience = setTimeout(() => logs.end(), KEEP_LOG_MS);
    await logs.ended;
    clearTimeout(patience);
    await log.close();
  }
}

/** Nobody else listens on an address that the engine gave to the task. */
async function portsOf(
  { hostAddress, place, definition: { portMappings = [] } }: ContainerRequest,
  privileged: boolean,
): Promise<PortPlan> {
  const { holder, address } = place ?? {};
  if (holder === undefined || address === undefined) {
    return planPorts(address ?? hostAddress, portMappings, { privileged });
  }
  const bindings = portMappings.map(({ containerPort, protocol = 'tcp' }) => ({
    bindIP: address,
    containerPort,
    hostPort: containerPort,
    protocol,
  }));
  return { bindings, notices: [] };
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
