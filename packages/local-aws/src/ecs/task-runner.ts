import { readiness, startOrder } from './containers/dependencies';
import { watchHealth } from './containers/health-check';
import { requirementsOf } from './requirements';
import { DEPLOYMENT_PREFIX, nameOf } from './identifiers';
import { mayRestart } from './restart-policy';
import { taskHealth } from './task-health';
import type { StopCode, Task, TaskContainer } from './task';
import type { TaskPlace } from '../runtime/task-place';
import {
  agentWords,
  StartFailure,
  type ContainerExit,
  type ContainerRequest,
  type ContainerRuntime,
  type RunningContainer,
} from '../runtime/runtime';

const DEFAULT_STOP_SECONDS = 30;
const DEFAULT_START_SECONDS = 180;
/**
 * How long containers must live before the task counts as RUNNING. On AWS a report from the agent takes about as long;
 * without it a container that ends at once would look like a success to whoever waits for a steady state.
 */
const PROBATION_MS = 1000;

/** What a container gets beside its definition; throws StartFailure when something of it cannot be had. */
export type Prepare = (
  task: Task,
  container: TaskContainer,
) => Promise<Partial<Pick<ContainerRequest, 'definition' | 'volumes' | 'output'>>>;

/** How a runner differs from the one of a real start. */
export interface TaskRunnerOptions {
  /** @default 1000 */
  readonly probationMs?: number;
  /** Secrets, volumes and logs of a container, before it starts. @default - none */
  readonly prepare?: Prepare;
  /** What a service lets a task finish before its containers are asked to end. @default - nothing */
  readonly beforeStop?: (task: Task) => Promise<void>;
  /** Removes what lasts as long as a task, once its containers have gone. @default - nothing */
  readonly afterStop?: (task: Task) => Promise<void>;
  /** Addresses and names of tasks that have their own. @default - none has */
  readonly places?: RunnerPlaces;
}

/** Where tasks are that are not just on their host. */
export interface RunnerPlaces {
  /** Before the first container; throws StartFailure when the address cannot be had. */
  take(task: Task): Promise<TaskPlace | undefined>;
  /** After the last one. */
  leave(task: Task): Promise<void>;
}

/** Learns of every change of a task; `failure` is why it could not start. */
export type TaskListener = (task: Task, failure?: StartFailure) => void;

/** Carries tasks through their life: starts their containers, watches them, stops them. */
export class TaskRunner {
  private readonly running = new Map<TaskContainer, RunningContainer>();
  private readonly stops = new Map<Task, Promise<void>>();
  private readonly starts = new Set<Promise<void>>();
  private readonly listeners: TaskListener[] = [];
  private readonly probationMs: number;
  private readonly prepare: Prepare;
  private readonly beforeStop: TaskRunnerOptions['beforeStop'];
  private readonly afterStop: TaskRunnerOptions['afterStop'];
  private readonly places: RunnerPlaces | undefined;
  private readonly taken = new WeakMap<Task, TaskPlace>();
  private closing = false;

  constructor(
    private readonly runtime: ContainerRuntime,
    {
      probationMs = PROBATION_MS,
      prepare = () => Promise.resolve({}),
      beforeStop,
      afterStop,
      places,
    }: TaskRunnerOptions = {},
  ) {
    this.beforeStop = beforeStop;
    this.afterStop = afterStop;
    this.places = places;
    this.probationMs = probationMs;
    this.prepare = prepare;
  }

  /** Tells a listener of every change from now on. */
  onChange(listener: TaskListener): void {
    this.listeners.push(listener);
  }

  /** Starts a placed task. Settles when it runs or has failed; never throws. */
  start(task: Task): Promise<void> {
    const start: Promise<void> = this.carry(task).finally(() => this.starts.delete(start));
    this.starts.add(start);
    return start;
  }

  private changed(task: Task, failure?: StartFailure): void {
    for (const listener of this.listeners) {
      listener(task, failure);
    }
  }

  private async carry(task: Task): Promise<void> {
    if (this.closing) {
      task.desiredStatus = 'STOPPED';
    }
    this.become(task, 'PENDING');
    if (!(await this.settleIn(task))) {
      return;
    }
    for (const container of startOrder(task.containers)) {
      if (task.desiredStatus === 'STOPPED') {
        break;
      }
      try {
        await this.startContainer(task, container);
      } catch (error) {
        const failure = startFailure(error);
        container.lastStatus = 'STOPPED';
        container.reason = agentWords(failure);
        await this.stop(task, 'TaskFailedToStart', agentWords(failure), failure);
        return;
      }
    }
    const end = Date.now() + this.probationMs;
    while (task.desiredStatus === 'RUNNING' && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (task.desiredStatus === 'STOPPED') {
      return this.beginStop(task);
    }
    task.startedAt = Date.now();
    this.become(task, 'RUNNING');
  }

  /** Gives the task its address before anything of it starts; false when there is none to be had. */
  private async settleIn(task: Task): Promise<boolean> {
    try {
      const place = task.desiredStatus === 'STOPPED' ? undefined : await this.places?.take(task);
      if (place !== undefined) {
        this.taken.set(task, place);
      }
      return true;
    } catch (error) {
      const failure = startFailure(error);
      await this.stop(task, 'TaskFailedToStart', agentWords(failure), failure);
      return false;
    }
  }

  /** Stops a task; the first reason given stays. Settles when nothing of it runs. */
  stop(task: Task, code: StopCode, reason: string, failure?: StartFailure): Promise<void> {
    const known = this.stops.get(task);
    if (known !== undefined || task.lastStatus === 'STOPPED') {
      return known ?? Promise.resolve();
    }
    const starting = task.lastStatus === 'PENDING' || task.lastStatus === 'PROVISIONING';
    task.desiredStatus = 'STOPPED';
    task.stopCode ??= code;
    task.stoppedReason ??= reason;
    task.stoppingAt ??= Date.now();
    // A start under way sees the wish after its current container, and finishes the stop itself.
    return starting && failure === undefined
      ? this.untilStopped(task)
      : this.beginStop(task, failure);
  }

  /** From here on the end of a container is no reason of its own to stop the task. */
  private beginStop(task: Task, failure?: StartFailure): Promise<void> {
    const stop = this.finishStop(task, failure);
    this.stops.set(task, stop);
    return stop;
  }

  /** Stops everything at once, without grace: the machine goes away. Settles when nothing runs and nothing starts. */
  async stopAll(tasks: readonly Task[]): Promise<void> {
    this.closing = true;
    // A start under way sees it after its current container.
    for (const task of tasks) {
      task.desiredStatus = 'STOPPED';
    }
    const stopRunning = (): Promise<unknown> =>
      Promise.all([...this.running.values()].map((container) => container.stop(0)));
    await stopRunning();
    await Promise.all([...this.starts]);
    await stopRunning();
  }

  /** Waits for what the container depends on; false when the task is ending. */
  private async untilReady(task: Task, container: TaskContainer): Promise<boolean> {
    const patienceMs = (container.definition.startTimeout ?? DEFAULT_START_SECONDS) * 1000;
    const deadline = Date.now() + patienceMs;
    for (;;) {
      if (task.desiredStatus === 'STOPPED') {
        return false;
      }
      const state = readiness(container, task.containers);
      if (state === 'ready') {
        return true;
      }
      const why = state === 'waiting' ? 'it waited too long for others' : state.impossible;
      if (state !== 'waiting' || Date.now() > deadline) {
        throw new StartFailure(
          'ContainerDependencyError',
          `container ${container.definition.name} cannot start: ${why}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async startContainer(task: Task, container: TaskContainer): Promise<void> {
    if (!(await this.untilReady(task, container))) {
      return;
    }
    const { definition } = task;
    const whole = requirementsOf(definition);
    const surroundings = await this.prepare(task, container);
    const started = await this.runtime.start({
      definition: container.definition,
      taskId: task.id,
      taskArn: task.arn,
      family: definition.family,
      revision: definition.revision,
      cluster: nameOf(task.clusterArn),
      hostAddress: task.host.address,
      ...(this.taken.has(task) ? { place: this.taken.get(task) as TaskPlace } : {}),
      ...(definition.cpu === undefined ? {} : { taskCpu: whole.cpu }),
      ...(definition.memory === undefined ? {} : { taskMemoryMiB: whole.memoryMiB }),
      ...(definition.pidMode === undefined ? {} : { pidMode: definition.pidMode }),
      ...(definition.ipcMode === undefined ? {} : { ipcMode: definition.ipcMode }),
      ...surroundings,
    });
    this.running.set(container, started);
    container.runtime = started.runtime;
    container.runtimeId = started.id;
    container.bindings = started.bindings;
    container.notices = started.notices;
    container.lastStatus = 'RUNNING';
    container.startedAt = Date.now();
    if (started.pid !== undefined) {
      container.pid = started.pid;
    }
    void started.exited.then((exit) => this.exited(task, container, exit));
    watchHealth(container, started, () => this.healthChanged(task));
  }

  /** A service replaces a task that is not healthy; a task run by itself goes on. */
  private healthChanged(task: Task): void {
    if (
      taskHealth(task) === 'UNHEALTHY' &&
      task.startedBy?.startsWith(DEPLOYMENT_PREFIX) === true
    ) {
      task.failedHealthChecks = 'container';
      void this.stop(task, 'ServiceSchedulerInitiated', 'Task failed container health checks');
    } else {
      this.changed(task);
    }
  }

  private exited(task: Task, container: TaskContainer, exit: ContainerExit): void {
    this.running.delete(container);
    container.lastStatus = 'STOPPED';
    if (exit.exitCode !== undefined) {
      container.exitCode = exit.exitCode;
    }
    if (exit.reason !== undefined) {
      container.reason = exit.reason;
    }
    if (task.desiredStatus === 'RUNNING' && mayRestart(container, exit, Date.now())) {
      void this.restart(task, container);
      return;
    }
    this.ended(task, container);
  }

  /** Starts a container again that its policy does not want to end; what then fails is an end like any other. */
  private async restart(task: Task, container: TaskContainer): Promise<void> {
    container.restartCount = (container.restartCount ?? 0) + 1;
    try {
      await this.startContainer(task, container);
      this.changed(task);
    } catch (error) {
      container.reason = error instanceof StartFailure ? agentWords(error) : String(error);
      this.ended(task, container);
    }
  }

  private ended(task: Task, container: TaskContainer): void {
    if (container.definition.essential !== false) {
      void this.stop(task, 'EssentialContainerExited', 'Essential container in task exited');
    } else {
      this.changed(task);
    }
  }

  private async finishStop(task: Task, failure?: StartFailure): Promise<void> {
    const finishes = task.stopCode === 'ServiceSchedulerInitiated' && task.targets !== undefined;
    if (finishes && this.beforeStop !== undefined && !this.closing) {
      this.become(task, 'DEACTIVATING');
      await this.beforeStop(task);
    }
    this.become(task, 'STOPPING');
    await Promise.all(
      task.containers.map(async (container) => {
        await this.running
          .get(container)
          ?.stop(this.closing ? 0 : (container.definition.stopTimeout ?? DEFAULT_STOP_SECONDS));
        container.lastStatus = 'STOPPED';
      }),
    );
    await this.places?.leave(task);
    await this.afterStop?.(task);
    task.stoppedAt = Date.now();
    task.lastStatus = 'STOPPED';
    this.stops.delete(task);
    this.changed(task, failure);
  }

  private async untilStopped(task: Task): Promise<void> {
    while (task.lastStatus !== 'STOPPED') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private become(task: Task, status: Task['lastStatus']): void {
    task.lastStatus = status;
    this.changed(task);
  }
}

function startFailure(error: unknown): StartFailure {
  return error instanceof StartFailure
    ? error
    : new StartFailure('CannotStartContainerError', String(error));
}
