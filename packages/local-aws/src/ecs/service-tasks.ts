import { BackOff } from './back-off';
import type { CapacityProvider } from './capacity/capacity-provider';
import type { Host } from '../hosts/host';
import { createServiceTask } from './new-task';
import { nextStep, type RolloutCounts } from './rollout';
import type { Deployment, Service } from './service';
import { addEvent, startedWords, stoppedWords, unplacedWords } from './service-events';
import { placeServiceTask, type PlacedTask } from './service-placement';
import type { EcsState } from './state';
import type { Task } from './task';
import { isLoss, leastLoss, newestFirst, serves } from './task-health';
import type { TaskRunner } from './task-runner';

/** What a service does when no host of its capacity provider has room; false, or why, when none will come. */
export type AskForHost = (provider: CapacityProvider, service: Service) => boolean | string;

/** Tasks that should be there, those that are in their place, and those that have to make way for them. */
export interface TaskSet {
  readonly desired: number;
  readonly fresh: readonly Task[];
  readonly old: readonly Task[];
}

/** Starts and stops the tasks of services. */
export class ServiceTasks {
  private readonly backOffs = new Map<string, BackOff>();

  constructor(
    private readonly state: EcsState,
    private readonly runner: TaskRunner,
    private readonly askForHost: AskForHost,
    private readonly settleMs: number,
  ) {}

  /** Those that nobody stops. */
  wanted(service: Service): readonly Task[] {
    return this.state.tasksOf(service).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  }

  /** Those that have not stopped. */
  alive(service: Service): readonly Task[] {
    return this.state.tasksOf(service).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  }

  /** Whether a service may rely on a task. */
  readonly serving = (task: Task): boolean => serves(task, this.settleMs);

  /** How long a service waits before it starts something again. */
  backOff(service: Service): BackOff {
    const known = this.backOffs.get(service.arn) ?? new BackOff();
    this.backOffs.set(service.arn, known);
    return known;
  }

  /** Does what can be done now for a set of tasks of a deployment; returns whether all is as it should be. */
  bring(service: Service, deployment: Deployment, { desired, fresh, old }: TaskSet): boolean {
    const counts = this.count(desired, fresh, old);
    const step = nextStep(counts, service.configuration);
    const blocked =
      step.start > 0 &&
      deployment.rolloutState !== 'FAILED' &&
      !this.start(service, deployment, step.start);
    const { stopOld } = blocked ? nextStep(counts, service.configuration, { blocked: true }) : step;
    this.stop(service, deployment, [
      ...leastLoss(old).slice(0, stopOld),
      ...newestFirst(fresh).slice(0, step.stopNew),
    ]);
    return step.steady;
  }

  /** Starts one task on each of these hosts. */
  startOn(service: Service, deployment: Deployment, hosts: readonly Host[]): void {
    const mayStart = this.backOff(service).wait() === 0 && deployment.rolloutState !== 'FAILED';
    const subnets = this.state.subnetsOf(deployment.definition, service.given);
    const started = (mayStart ? hosts : []).map((host) =>
      createServiceTask(service, deployment, host, subnets === undefined ? {} : { subnets }),
    );
    this.run(service, started);
  }

  /** Stops tasks, in the name of a deployment. */
  stop(service: Service, deployment: Deployment, tasks: readonly Task[]): void {
    if (tasks.length === 0) {
      return;
    }
    for (const task of tasks) {
      void this.runner.stop(
        task,
        'ServiceSchedulerInitiated',
        `Scaling activity initiated by (deployment ${deployment.id})`,
      );
    }
    addEvent(service, stoppedWords(tasks));
  }

  /** Returns false when a task found no host. */
  private start(service: Service, deployment: Deployment, wantedStarts: number): boolean {
    if (this.backOff(service).wait() > 0) {
      return true;
    }
    const started: Task[] = [];
    let placed = true;
    while (placed && started.length < wantedStarts) {
      const found = placeServiceTask(this.state, service, deployment);
      placed = 'task' in found;
      if ('task' in found) {
        // The next one is placed beside it.
        this.state.addTask(found.task);
        started.push(found.task);
      } else {
        this.unplaced(service, found);
      }
    }
    this.run(service, started);
    return placed;
  }

  private run(service: Service, tasks: readonly Task[]): void {
    for (const task of tasks) {
      this.state.addTask(task);
      void this.runner.start(task);
    }
    if (tasks.length > 0) {
      addEvent(service, startedWords(tasks));
    }
  }

  private unplaced(service: Service, found: Exclude<PlacedTask, { readonly task: Task }>): void {
    const asked = found.provider !== undefined && this.askForHost(found.provider, service);
    if (asked === true) {
      return;
    }
    const why = asked === false ? '' : ` ${asked}`;
    const taken = this.state.takenPortsOf(service.clusterArn);
    addEvent(service, `${unplacedWords(found.refused, taken)}${why}`);
  }

  /** Tasks that run and cannot be relied on yet count as pending. */
  private count(desired: number, fresh: readonly Task[], old: readonly Task[]): RolloutCounts {
    const newRunning = fresh.filter(this.serving).length;
    const oldRunning = old.filter(isLoss).length;
    return {
      desired,
      newRunning,
      newPending: fresh.length - newRunning,
      oldRunning,
      oldPending: old.length - oldRunning,
    };
  }
}
