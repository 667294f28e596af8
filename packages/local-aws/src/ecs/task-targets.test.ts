import type { LoadBalancers } from '../load-balancing/load-balancers';
import type { TargetGroup } from '../load-balancing/target-group';
import { TargetTable, type TargetState } from '../load-balancing/target-table';
import { FakeRuntime } from '../testing/fake-runtime';
import { CLUSTER, hostOf } from '../testing/service-world';
import { checkBalancers } from './actions/service-balancers';
import { beginDeployment } from './deployments';
import { createServiceTask } from './new-task';
import type { Service } from './service';
import { ServiceController } from './service-controller';
import { EcsState } from './state';
import { failedTarget } from './target-health';
import { serves } from './task-health';
import { TaskRunner } from './task-runner';
import { TaskTargets } from './task-targets';
import type { TaskDefinition } from './task-definition';

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/g/1';
const definition: TaskDefinition = {
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/f:1',
  family: 'f',
  revision: 1,
  containerDefinitions: [
    { name: 'web', image: 'i', memory: 64, portMappings: [{ containerPort: 8080 }] },
  ],
};
const loadBalancer = { targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 };
const group = { arn: GROUP, targetType: 'instance' } as TargetGroup;

const serviceWith = (loadBalancers: readonly object[]): Service => ({
  name: 's',
  arn: 'arn:aws:ecs:us-east-1:123456789012:service/c/s',
  clusterArn: CLUSTER,
  createdAt: Date.now(),
  status: 'ACTIVE',
  desiredCount: 1,
  configuration: {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    circuitBreaker: { enable: false, rollback: false },
  },
  placementStrategy: [],
  placementConstraints: [],
  given: { loadBalancers, healthCheckGracePeriodSeconds: 0 },
  tags: [],
  deployments: [],
  events: [],
});

/** A service with one task, behind a balancer whose checks the test plays. */
class Balanced {
  readonly state = new EcsState();
  readonly table = new TargetTable();
  readonly runtime = new FakeRuntime();
  readonly service = serviceWith([loadBalancer]);
  readonly controller: ServiceController;

  constructor(drainMs = 60_000) {
    const balancers = {
      table: this.table,
      group: (arn: string) => (arn === GROUP ? group : undefined),
      deregister: (target: Parameters<LoadBalancers['deregister']>[0]) =>
        this.table.deregister(target, drainMs),
    };
    const targets = new TaskTargets(this.state, balancers);
    this.runtime.hostPort = 32_768;
    const runner = new TaskRunner(this.runtime, {
      probationMs: 5,
      beforeStop: (task) => targets.release(task),
    });
    this.controller = new ServiceController(this.state, runner, { settleMs: 0 });
    targets.attach(runner, this.controller);
    this.state.addHost(hostOf(0));
    this.state.addService(this.service);
    beginDeployment(this.service, definition);
    this.controller.changed(this.service);
  }

  tasks(lastStatus: string) {
    return this.state.tasksOf(this.service).filter((task) => task.lastStatus === lastStatus);
  }

  check(state: TargetState, description?: string): void {
    for (const target of this.table.of(GROUP)) {
      this.table.setHealth(target, {
        state,
        ...(description === undefined ? {} : { description }),
      });
    }
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(`never came true; ${JSON.stringify(this.service.events)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  messages(): readonly string[] {
    return this.service.events.map(({ message }) => message.replace('(service s) ', ''));
  }

  close(): void {
    this.controller.close();
    this.table.close();
  }
}

describe('a service behind a load balancer', () => {
  it('registers a task that runs, and is steady when its target is healthy', async () => {
    const world = new Balanced();
    await world.until(() => world.table.of(GROUP).length === 1);
    expect(world.table.of(GROUP)[0]).toMatchObject({ id: 'i-0', port: 32_768 });
    expect(world.messages()).toContain(`registered 1 targets in (target-group ${GROUP})`);
    expect(world.service.deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    world.check('healthy');
    await world.until(() => world.service.deployments[0]?.rolloutState === 'COMPLETED');
    world.close();
  });

  it('takes a task out of its group and lets it finish before it ends', async () => {
    const world = new Balanced();
    await world.until(() => world.table.of(GROUP).length === 1);
    world.check('healthy');
    world.service.desiredCount = 0;
    world.controller.changed(world.service);
    await world.until(() => world.tasks('DEACTIVATING').length === 1);
    expect(world.runtime.running()).toHaveLength(1);
    expect(world.table.of(GROUP)[0]?.health.state).toBe('draining');
    expect(world.messages().slice(0, 3)).toEqual([
      expect.stringContaining('has stopped 1 running tasks'),
      'has begun draining connections on 1 tasks.',
      `deregistered 1 targets in (target-group ${GROUP})`,
    ]);
    world.close();
    await world.until(() => world.tasks('STOPPED').length === 1);
  });

  it('replaces a task that its balancer finds unhealthy, with the words of ECS', async () => {
    const world = new Balanced(1);
    await world.until(() => world.table.of(GROUP).length === 1);
    world.check('unhealthy', 'Request timed out');
    await world.until(() => world.tasks('STOPPED').length === 1);
    const [stopped] = world.tasks('STOPPED');
    expect(stopped).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Task failed ELB health checks in (target-group ${GROUP})`,
    });
    expect(world.messages()).toContain(
      `(task ${stopped?.id}) (instance i-0) (port 32768) is unhealthy in (target-group ${GROUP}) due to (reason Request timed out).`,
    );
    expect(world.service.deployments[0]?.failedTasks).toBe(1);
    await world.until(() => world.tasks('RUNNING').length === 1);
    world.close();
  });

  it('does not wait for a task that ended by itself', async () => {
    const world = new Balanced();
    await world.until(() => world.table.of(GROUP).length === 1);
    world.runtime.end(world.runtime.running()[0] ?? '', { exitCode: 1 });
    await world.until(() => world.tasks('STOPPED').length === 1);
    expect(world.table.of(GROUP)[0]?.health.state).toBe('draining');
    world.close();
  });
});

describe('a task behind a load balancer', () => {
  const task = (lastStatus: 'RUNNING' | 'PENDING', state?: TargetState) => {
    const made = createServiceTask(
      serviceWith([loadBalancer]),
      { ...beginDeployment(serviceWith([]), definition) },
      hostOf(0),
    );
    made.lastStatus = lastStatus;
    made.startedAt = 1000;
    if (state !== undefined) {
      const target = new TargetTable().register({ groupArn: GROUP, id: 'i', port: 1 });
      target.health = { state };
      made.targets = [target];
    }
    return made;
  };

  it('serves when its targets are healthy, however long it runs', () => {
    expect(serves(task('RUNNING', 'healthy'), 5000, 1000)).toBe(true);
    expect(serves(task('RUNNING', 'initial'), 5000, 99_000)).toBe(false);
    expect(serves(task('RUNNING'), 5000, 99_000)).toBe(false);
  });

  it('fails when the grace period is over and not before', () => {
    const unhealthy = task('RUNNING', 'unhealthy');
    expect(failedTarget(unhealthy, 60_000, 60_000)).toBeUndefined();
    expect(failedTarget(unhealthy, 60_000, 61_000)).toMatchObject({ why: 'Health checks failed' });
    expect(failedTarget(task('RUNNING', 'initial'), 0, 99_000)).toBeUndefined();
  });
});

describe('checkBalancers', () => {
  const check = (loadBalancers: readonly object[], targetType = 'instance') =>
    checkBalancers(
      {
        group: (arn) => (arn === GROUP ? { ...group, targetType } : undefined),
        balancersOf: () => [{} as ReturnType<LoadBalancers['all']>[number]],
      },
      { loadBalancers },
      definition,
    );

  it('takes what reaches a container, and a classic balancer', () => {
    const { containerName, containerPort } = loadBalancer;
    expect(() =>
      check([loadBalancer, { loadBalancerName: 'old', containerName, containerPort }]),
    ).not.toThrow();
  });

  it('refuses a group that does not exist, one of addresses, and more than five', () => {
    expect(() => check([{ ...loadBalancer, targetGroupArn: 'x' }])).toThrow('does not exist: x');
    expect(() => check([loadBalancer], 'ip')).toThrow('has target type ip, which is incompatible');
    expect(() => check(Array.from({ length: 6 }, () => loadBalancer))).toThrow('at most 5 items');
  });
});
