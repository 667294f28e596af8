import type { StartFailure } from '../runtime/runtime';
import { BackOff } from './back-off';
import type { CapacityProvider } from './capacity/capacity-provider';
import { breakerTrips } from './circuit-breaker';
import { daemonStep, isDaemon } from './daemon-service';
import { bakeLeftMs } from './deployment-alarms';
import { completeDeployment, failDeployment } from './deployments';
import type { Deployment, Service } from './service';
import type { Task } from './task';
import { nextStep, type RolloutCounts } from './rollout';
import { createServiceTask } from './new-task';
import { placeServiceTask, type PlacedTask } from './service-placement';
import {
  addEvent,
  startedWords,
  stoppedWords,
  unhealthyWords,
  unplacedWords,
} from './service-events';
import type { EcsState } from './state';
import { failedTarget, graceMsOf } from './target-health';
import { hasFailed, isLoss, leastLoss, newestFirst, serves } from './task-health';
import type { TaskRunner } from './task-runner';

const RETRY_MS = 1000;
const TAKEN_PORT_MS = 15_000;
/** How long a task without a health check runs before a service relies on it. ECS waits for 40 seconds. */
const SETTLE_MS = 5_000;
const STEADY = 'has reached a steady state.';
const THROTTLED =
  'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

/** What a service does when no host of its capacity provider has room; false, or why, when none will come. */
export type AskForHost = (provider: CapacityProvider, service: Service) => boolean | string;

/** Brings services to what they should be: starts, replaces and stops tasks until each is steady. */
export class ServiceController {
  private readonly backOffs = new Map<string, BackOff>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** Tasks whose failure was counted. */
  private readonly failed = new WeakSet<Task>();
  private closed = false;

  constructor(
    private readonly state: EcsState,
    private readonly runner: TaskRunner,
    /** Asks a capacity provider for one more host; false when it cannot bring one. */
    private readonly askForHost: AskForHost = () => false,
    private readonly settleMs: number = SETTLE_MS,
  ) {
    state.onHostsChange((clusterArn) => this.wakeCluster(clusterArn));
    runner.onChange((task, failure) => this.taskChanged(task, failure));
  }

  /** Looks at a service soon; many wishes at once are one look. */
  wake(service: Service, inMs = 0): void {
    if (this.closed) {
      return;
    }
    clearTimeout(this.timers.get(service.arn));
    this.timers.set(
      service.arn,
      setTimeout(() => this.look(service), inMs),
    );
  }

  /** A service that cannot be handled must not take all others with it. */
  private look(service: Service): void {
    try {
      this.reconcile(service);
    } catch (error) {
      addEvent(service, `local-aws: ${error instanceof Error ? error.message : String(error)}`);
      this.wake(service, TAKEN_PORT_MS);
    }
  }

  /** Looks at every service of a cluster: a host came, left, or has room again. */
  private wakeCluster(clusterArn: string): void {
    for (const service of this.state.services(clusterArn)) {
      this.wake(service);
    }
  }

  /** The caller changed the service: earlier failures say nothing about it any more. */
  changed(service: Service): void {
    this.backOff(service).reset();
    this.wake(service);
  }

  /** A task of some service changed. */
  private taskChanged(task: Task, failure?: StartFailure): void {
    const service = this.state
      .services(task.clusterArn)
      .find(({ name }) => task.group === `service:${name}`);
    if (service === undefined) {
      return;
    }
    if (failure?.takenPort !== undefined) {
      this.state.markPortTaken(task.host, failure.takenPort, {
        until: Date.now() + TAKEN_PORT_MS,
        why: failure.message,
      });
    }
    if (hasFailed(task) && !this.failed.has(task)) {
      this.noteFailure(service, task, failure);
    }
    this.wakeCluster(task.clusterArn);
  }

  /** Ends all timers: nothing starts any more, whatever changes from now on. */
  close(): void {
    this.closed = true;
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
  }

  private noteFailure(service: Service, task: Task, failure?: StartFailure): void {
    this.failed.add(task);
    if (task.failedHealthChecks !== undefined) {
      addEvent(service, unhealthyWords(task));
    }
    const deployment = service.deployments.find(({ id }) => id === task.startedBy);
    if (deployment?.rolloutState === 'IN_PROGRESS') {
      deployment.failedTasks += 1;
      deployment.updatedAt = Date.now();
    }
    // A port that something else holds is a reason to try another host now, not to wait.
    if (failure?.takenPort !== undefined) {
      return;
    }
    const backOff = this.backOff(service);
    backOff.failed(
      task.startedAt === undefined ? 0 : (task.stoppedAt ?? Date.now()) - task.startedAt,
    );
    if (backOff.throttling) {
      addEvent(service, THROTTLED);
    }
  }

  private reconcile(service: Service): void {
    this.endUnreachable(service);
    const wanted = this.wanted(service);
    if (service.status !== 'ACTIVE') {
      return this.drain(service, wanted);
    }
    if (breakerTrips(service)) {
      failDeployment(service);
    }
    const [primary] = service.deployments;
    if (primary === undefined) {
      return;
    }
    if (isDaemon(service)) {
      return this.reconcileDaemon(service, primary, wanted);
    }
    // What runs on a draining host has to move, like what runs an older revision.
    const fresh = wanted.filter(
      ({ startedBy, host }) => startedBy === primary.id && host.status === 'ACTIVE',
    );
    const old = wanted.filter((task) => !fresh.includes(task));
    const counts = this.count(service.desiredCount, fresh, old);
    const step = nextStep(counts, service.configuration);
    const blocked =
      step.start > 0 &&
      primary.rolloutState !== 'FAILED' &&
      !this.startTasks(service, primary, step.start);
    const { stopOld } = blocked ? nextStep(counts, service.configuration, { blocked: true }) : step;
    this.stopTasks(service, primary, [
      ...leastLoss(old).slice(0, stopOld),
      ...newestFirst(fresh).slice(0, step.stopNew),
    ]);
    if (step.steady) {
      this.settle(service, fresh);
    } else {
      this.wake(service, RETRY_MS);
    }
  }

  private wanted(service: Service): readonly Task[] {
    return this.state.tasksOf(service).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  }

  /** Ends tasks that a load balancer found unhealthy after the grace period; others take their place. */
  private endUnreachable(service: Service): void {
    for (const task of this.wanted(service)) {
      const failed = failedTarget(task, graceMsOf(service));
      if (failed !== undefined) {
        task.failedHealthChecks = failed;
        const reason = `Task failed ELB health checks in (target-group ${failed.target.groupArn})`;
        void this.runner.stop(task, 'ServiceSchedulerInitiated', reason);
      }
    }
  }

  private reconcileDaemon(service: Service, primary: Deployment, wanted: readonly Task[]): void {
    const { desired, start, stop } = daemonStep(this.state, service, primary, wanted, this.serving);
    service.desiredCount = desired;
    this.stopTasks(service, primary, stop);
    const mayStart = this.backOff(service).wait() === 0 && primary.rolloutState !== 'FAILED';
    const subnets = this.state.subnetsOf(primary.definition, service.given);
    const started = (mayStart ? start : []).map((host) =>
      createServiceTask(service, primary, host, subnets === undefined ? {} : { subnets }),
    );
    for (const task of started) {
      this.state.addTask(task);
      void this.runner.start(task);
    }
    if (started.length > 0) {
      addEvent(service, startedWords(started));
    }
    const fresh = wanted.filter(({ startedBy }) => startedBy === primary.id);
    const running = fresh.filter(this.serving).length;
    if (running === desired && stop.length === 0) {
      this.settle(service, fresh);
    } else {
      this.wake(service, RETRY_MS);
    }
  }

  /** Returns false when a task found no host. */
  private startTasks(service: Service, deployment: Deployment, wantedStarts: number): boolean {
    if (this.backOff(service).wait() > 0) {
      return true;
    }
    const started: Task[] = [];
    let placed = true;
    while (placed && started.length < wantedStarts) {
      const found = placeServiceTask(this.state, service, deployment);
      placed = 'task' in found;
      if ('task' in found) {
        this.state.addTask(found.task);
        void this.runner.start(found.task);
        started.push(found.task);
      } else {
        this.unplaced(service, found);
      }
    }
    if (started.length > 0) {
      addEvent(service, startedWords(started));
    }
    return placed;
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

  private stopTasks(service: Service, primary: Deployment, tasks: readonly Task[]): void {
    if (tasks.length === 0) {
      return;
    }
    for (const task of tasks) {
      void this.runner.stop(
        task,
        'ServiceSchedulerInitiated',
        `Scaling activity initiated by (deployment ${primary.id})`,
      );
    }
    addEvent(service, stoppedWords(tasks));
  }

  private settle(service: Service, tasks: readonly Task[]): void {
    // Old tasks still stopping: the end of the last one wakes the service again.
    const alive = this.state.tasksOf(service).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
    if (alive.length > tasks.length) {
      return;
    }
    const [primary] = service.deployments;
    const bakeMs =
      primary === undefined ? 0 : bakeLeftMs(service, (primary.settledAt ??= Date.now()));
    if (primary?.rolloutState === 'IN_PROGRESS' && bakeMs > 0) {
      this.wake(service, bakeMs);
      return;
    }
    completeDeployment(service);
    const [last] = service.events;
    if (last?.message.endsWith(STEADY) !== true) {
      addEvent(service, STEADY);
    }
  }

  private drain(service: Service, wanted: readonly Task[]): void {
    if (service.status === 'INACTIVE') {
      return;
    }
    const [primary] = service.deployments;
    if (primary !== undefined) {
      this.stopTasks(service, primary, wanted);
    }
    const left = this.state.tasksOf(service).some(({ lastStatus }) => lastStatus !== 'STOPPED');
    if (left) {
      return;
    }
    service.status = 'INACTIVE';
    for (const deployment of service.deployments) {
      deployment.status = 'INACTIVE';
    }
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

  private readonly serving = (task: Task): boolean => serves(task, this.settleMs);

  private backOff(service: Service): BackOff {
    const known = this.backOffs.get(service.arn) ?? new BackOff();
    this.backOffs.set(service.arn, known);
    return known;
  }
}
