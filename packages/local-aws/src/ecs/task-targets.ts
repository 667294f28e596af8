import type { LoadBalancers } from '../load-balancing/load-balancers';
import type { Target } from '../load-balancing/target-table';
import type { Service } from './service';
import type { ServiceController } from './service-controller';
import { addEvent } from './service-events';
import type { EcsState } from './state';
import type { Task } from './task';
import type { TaskRunner } from './task-runner';

/**
 * Registers the tasks of services with their target groups when they run, and takes them out before they end. A task that
 * the service scheduler stops finishes what it has; one that ended by itself, or that somebody stopped, cannot.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export class TaskTargets {
  constructor(
    private readonly state: EcsState,
    private readonly balancers: Pick<LoadBalancers, 'table' | 'group' | 'deregister'>,
  ) {}

  /** Follows the tasks from now on, and wakes a service when the health of a target of its changed. */
  attach(runner: TaskRunner, controller: ServiceController): void {
    runner.onChange((task) => {
      if (task.lastStatus === 'RUNNING' && task.targets === undefined) {
        this.register(task);
      } else if (task.lastStatus === 'STOPPING' || task.lastStatus === 'STOPPED') {
        void this.release(task);
      }
    });
    this.balancers.table.onChange((target) => {
      const task = this.state.tasks().find(({ targets = [] }) => targets.includes(target));
      const service = task === undefined ? undefined : this.serviceOf(task);
      if (service !== undefined) {
        controller.wake(service);
      }
    });
  }

  /** Takes a task out of its target groups; settles when it has finished what it had. */
  async release(task: Task): Promise<void> {
    const targets = (task.targets ?? []).filter((target) => this.isOwn(target));
    if (targets.length === 0) {
      return this.untilOut(task);
    }
    const service = this.serviceOf(task);
    const outs = targets.map((target) => this.balancers.deregister(target));
    if (service !== undefined) {
      for (const { groupArn } of targets) {
        addEvent(service, `deregistered 1 targets in (target-group ${groupArn})`);
      }
      addEvent(service, 'has begun draining connections on 1 tasks.');
    }
    await Promise.all(outs);
  }

  private register(task: Task): void {
    if (task.balanced === undefined || task.desiredStatus === 'STOPPED') {
      return;
    }
    const service = this.serviceOf(task);
    const targets: Target[] = [];
    for (const { targetGroupArn = '', containerName, containerPort } of task.balanced) {
      const port = task.containers
        .find(({ definition }) => definition.name === containerName)
        ?.bindings.find((binding) => binding.containerPort === containerPort)?.hostPort;
      const problem =
        this.balancers.group(targetGroupArn) === undefined
          ? 'One or more target groups not found'
          : port === undefined
            ? `The container ${containerName} did not have a container port ${containerPort} defined.`
            : undefined;
      if (problem === undefined && port !== undefined) {
        const id = task.networkInterface?.address ?? task.host.instanceId;
        targets.push(this.balancers.table.register({ groupArn: targetGroupArn, id, port }));
      }
      if (service !== undefined) {
        addEvent(
          service,
          problem === undefined
            ? `registered 1 targets in (target-group ${targetGroupArn})`
            : `failed to register targets in (target-group ${targetGroupArn}) with (error ${problem})`,
        );
      }
    }
    task.targets = targets;
  }

  /** Whether it is still in its group, and stays there. */
  private isOwn(target: Target): boolean {
    return this.balancers.table.has(target) && target.health.state !== 'draining';
  }

  private async untilOut({ targets = [] }: Task): Promise<void> {
    await Promise.all(
      targets
        .filter((target) => this.balancers.table.has(target))
        .map((target) => this.balancers.deregister(target)),
    );
  }

  private serviceOf(task: Task): Service | undefined {
    return this.state
      .services(task.clusterArn)
      .find(({ name }) => task.group === `service:${name}`);
  }
}
