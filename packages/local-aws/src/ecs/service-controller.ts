import type { StartFailure } from '../runtime/runtime';
import type { RuleWeights } from '../load-balancing/rule-weights';
import { breakerTrips } from './circuit-breaker';
import { daemonStep, isDaemon } from './daemon-service';
import { bakeLeftMs } from './deployment-alarms';
import { completeDeployment, failDeployment } from './deployments';
import type { Deployment, Service } from './service';
import type { Task } from './task';
import { addEvent, unhealthyWords } from './service-events';
import { ServiceTasks, type AskForHost } from './service-tasks';
import type { EcsState } from './state';
import { isShifting, ShiftRollout } from './strategies/shift-rollout';
import { TrafficMover } from './strategies/traffic-mover';
import { failedTarget, graceMsOf } from './target-health';
import { hasFailed } from './task-health';
import type { TaskRunner } from './task-runner';

const RETRY_MS = 1000;
const TAKEN_PORT_MS = 15_000;
/** ECS waits for 40 seconds. */
const SETTLE_MS = 5_000;
const STEADY = 'has reached a steady state.';
const THROTTLED =
  'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

/** How services reach what is not theirs, and how long they wait. */
export interface ServiceControllerOptions {
  /** Asks a capacity provider for one more host. @default - none can bring one */
  readonly askForHost?: AskForHost;
  /** How long a task without a health check runs before a service relies on it. @default 5000 */
  readonly settleMs?: number;
  /** The listeners in which deployments move requests. @default - there are none */
  readonly rules?: RuleWeights;
  /** How long a minute of a bake time lasts. @default 60000 */
  readonly minuteMs?: number;
}

const NO_RULES: RuleWeights = { have: () => true, set: () => Promise.resolve() };

/** Brings services to what they should be: starts, replaces and stops tasks until each is steady. */
export class ServiceController {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** Tasks whose failure was counted. */
  private readonly failed = new WeakSet<Task>();
  private readonly tasks: ServiceTasks;
  private readonly shifts: ShiftRollout;
  private closed = false;

  constructor(
    private readonly state: EcsState,
    private readonly runner: TaskRunner,
    options: ServiceControllerOptions = {},
  ) {
    const { askForHost = () => false, settleMs = SETTLE_MS } = options;
    const { rules = NO_RULES, minuteMs = 60_000 } = options;
    this.tasks = new ServiceTasks(state, runner, askForHost, settleMs);
    this.shifts = new ShiftRollout({
      tasks: this.tasks,
      traffic: new TrafficMover(rules, (service) => this.wake(service)),
      minuteMs,
      wake: (service, inMs) => this.wake(service, inMs),
    });
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
    this.tasks.backOff(service).reset();
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
    const backOff = this.tasks.backOff(service);
    backOff.failed(
      task.startedAt === undefined ? 0 : (task.stoppedAt ?? Date.now()) - task.startedAt,
    );
    if (backOff.throttling) {
      addEvent(service, THROTTLED);
    }
  }

  private reconcile(service: Service): void {
    this.endUnreachable(service);
    if (service.status !== 'ACTIVE') {
      return this.drain(service);
    }
    if (breakerTrips(service)) {
      failDeployment(service);
    }
    const [primary] = service.deployments;
    if (primary === undefined) {
      return;
    }
    if (isDaemon(service)) {
      return this.reconcileDaemon(service, primary);
    }
    if (isShifting(service)) {
      if (this.shifts.reconcile(service, primary)) {
        sayWhenSteady(service);
      }
      return;
    }
    // What runs on a draining host has to move, like what runs an older revision.
    const wanted = this.tasks.wanted(service);
    const fresh = wanted.filter(
      ({ startedBy, host }) => startedBy === primary.id && host.status === 'ACTIVE',
    );
    const old = wanted.filter((task) => !fresh.includes(task));
    if (this.tasks.bring(service, primary, { desired: service.desiredCount, fresh, old })) {
      this.settle(service, fresh);
    } else {
      this.wake(service, RETRY_MS);
    }
  }

  /** Ends tasks that a load balancer found unhealthy after the grace period; others take their place. */
  private endUnreachable(service: Service): void {
    for (const task of this.tasks.wanted(service)) {
      const failed = failedTarget(task, graceMsOf(service));
      if (failed !== undefined) {
        task.failedHealthChecks = failed;
        const reason = `Task failed ELB health checks in (target-group ${failed.target.groupArn})`;
        void this.runner.stop(task, 'ServiceSchedulerInitiated', reason);
      }
    }
  }

  private reconcileDaemon(service: Service, primary: Deployment): void {
    const wanted = this.tasks.wanted(service);
    const { serving } = this.tasks;
    const { desired, start, stop } = daemonStep(this.state, service, primary, wanted, serving);
    service.desiredCount = desired;
    this.tasks.stop(service, primary, stop);
    this.tasks.startOn(service, primary, start);
    const fresh = wanted.filter(({ startedBy }) => startedBy === primary.id);
    const running = fresh.filter(serving).length;
    if (running === desired && stop.length === 0) {
      this.settle(service, fresh);
    } else {
      this.wake(service, RETRY_MS);
    }
  }

  private settle(service: Service, tasks: readonly Task[]): void {
    // Old tasks still stopping: the end of the last one wakes the service again.
    if (this.tasks.alive(service).length > tasks.length) {
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
    sayWhenSteady(service);
  }

  private drain(service: Service): void {
    if (service.status === 'INACTIVE') {
      return;
    }
    const [primary] = service.deployments;
    if (primary !== undefined) {
      this.tasks.stop(service, primary, this.tasks.wanted(service));
    }
    if (this.tasks.alive(service).length > 0) {
      return;
    }
    service.status = 'INACTIVE';
    for (const deployment of service.deployments) {
      deployment.status = 'INACTIVE';
    }
  }
}

function sayWhenSteady(service: Service): void {
  const [last] = service.events;
  if (last?.message.endsWith(STEADY) !== true) {
    addEvent(service, STEADY);
  }
}
