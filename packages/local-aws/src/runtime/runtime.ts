import type { ContainerDefinition, NetworkBinding } from './container-definition';
import type { TaskPlace } from './task-place';

/** A container to be started for a task on a host. */
export interface ContainerRequest {
  readonly definition: ContainerDefinition;
  readonly taskId: string;
  readonly taskArn: string;
  readonly family: string;
  readonly revision: number;
  readonly cluster: string;
  readonly hostAddress: string;
  /** Where a task is that has an address or names of its own. @default - on the address of the host */
  readonly place?: TaskPlace;
  /** Task-level limits, which cap every container of the task. */
  readonly taskCpu?: number;
  readonly taskMemoryMiB?: number;
  /** `host` reaches this machine: asked for is not allowed, see `host-access`. */
  readonly pidMode?: string;
  readonly ipcMode?: string;
  /** Volumes of the task, by name: where each lies on this machine. */
  readonly volumes?: Readonly<Record<string, string>>;
  /** Takes every line that the container writes. */
  readonly output?: (line: string) => void;
}

/** How a container ended. */
export interface ContainerExit {
  readonly exitCode?: number;
  /** More than the exit code says, such as that memory ran out. */
  readonly reason?: string;
}

/** A container that runs. */
export interface RunningContainer {
  readonly runtime: 'container' | 'process';
  readonly id: string;
  readonly pid?: number;
  readonly bindings: readonly NetworkBinding[];
  /** What differs from AWS in how it runs here: a port that moved, a process in place of a container. */
  readonly notices: readonly string[];
  readonly exited: Promise<ContainerExit>;
  /** Asks it to end, and ends it when the time is up. Settles when it is gone. */
  stop(timeoutSeconds: number): Promise<void>;
  /** Runs a command in the container and returns its exit code; undefined where there is no container. */
  readonly execute?: (command: readonly string[], timeoutMs: number) => Promise<number>;
}

/** Starts containers; throws StartFailure when one cannot run. */
export interface ContainerRuntime {
  start(request: ContainerRequest): Promise<RunningContainer>;
  /** Settles when nothing of what ended writes any more, and nothing listens. After every container was stopped. */
  close?(): Promise<void>;
}

/** Why a container could not start, in the words of the ECS agent. */
export class StartFailure extends Error {
  constructor(
    /** `CannotPullContainerError`, `CannotStartContainerError`, `ResourceInitializationError` ... */
    readonly code: string,
    message: string,
    /** The published port that something else holds, when that is the cause. */
    readonly takenPort?: number,
  ) {
    super(message);
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export function agentWords(failure: StartFailure): string {
  return `${failure.code}: ${failure.message}`;
}
