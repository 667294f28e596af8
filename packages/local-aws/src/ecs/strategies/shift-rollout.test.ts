import type { RuleWeights, Weights } from '../../load-balancing/rule-weights';
import { StartFailure } from '../../runtime/runtime';
import { World } from '../../testing/service-world';
import { DeploymentAlarms } from '../deployment-alarms';
import { failDeployment } from '../deployments';
import type { DeploymentConfiguration } from '../service';
import { trafficOf } from './traffic';

const RULE = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/3';
const HOURS_MS = 3_600_000;
const worlds: World[] = [];
afterAll(() => worlds.forEach(({ controller }) => controller.close()));

/** Rules that exist only in memory and take their time, and what they said one after the other. */
class FakeRules implements RuleWeights {
  readonly said: string[] = [];
  readonly saidInTests: string[] = [];
  private readonly now = new Map<string, string>();
  /** What a change fails with. */
  failure?: Error;

  have(arn: string, weights: Weights): boolean {
    return this.now.get(arn) === wordsOf(weights);
  }

  async set(_region: string, arn: string, weights: Weights): Promise<void> {
    if (this.failure !== undefined) {
      throw this.failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.now.set(arn, wordsOf(weights));
    (arn === RULE ? this.said : this.saidInTests).push(wordsOf(weights));
  }
}

const wordsOf = (weights: Weights): string =>
  weights.map(({ arn, weight }) => `${arn} ${weight}`).join(', ');

/** A service behind a load balancer whose first revision has all requests. */
async function shifting(
  configuration: Partial<DeploymentConfiguration>,
  { minuteMs = 1, breaks = 0 }: { readonly minuteMs?: number; readonly breaks?: number } = {},
) {
  const rules = new FakeRules();
  const world = new World(
    2,
    3,
    ({ definition: { image } }) =>
      image === `i${breaks}`
        ? new StartFailure('CannotPullContainerError', 'no such image')
        : undefined,
    { portMappings: [{ containerPort: 8080, hostPort: 0 }] },
    0,
    { rules, minuteMs },
  );
  worlds.push(world);
  world.service.given = {
    loadBalancers: [
      {
        targetGroupArn: 'first',
        containerName: 'web',
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: 'second',
          productionListenerRule: RULE,
          roleArn: 'role',
        },
      },
    ],
  };
  world.runner.onChange((task) => {
    if (task.lastStatus === 'RUNNING' && task.targets === undefined) {
      const [{ targetGroupArn: groupArn = '' } = {}] = task.balanced ?? [];
      const health = { state: 'healthy' as const };
      task.targets = [{ groupArn, id: task.id, port: 80, passed: 1, failed: 0, health }];
      world.controller.wake(world.service);
    }
  });
  world.service.configuration = {
    ...world.service.configuration,
    strategy: 'BLUE_GREEN',
    ...configuration,
  };
  // The one that the world began with had no balancer yet.
  world.service.deployments = [];
  world.deploy(1);
  await world.completed();
  return { world, rules, service: world.service };
}

const groupsOf = (world: World): readonly string[] =>
  [...new Set(world.running().map(({ balanced }) => balanced?.[0]?.targetGroupArn ?? ''))].sort();
const at = (world: World, stage: string): Promise<void> =>
  world.until(() => world.service.deployments[0]?.shift?.stage === stage);

describe('a deployment that moves requests', () => {
  it('starts all tasks in the other target group, moves everything at once, and ends the old ones last', async () => {
    const { world, rules, service } = await shifting({ bakeTimeInMinutes: 1 }, { minuteMs: 500 });
    expect(rules.said).toEqual(['first 100, second 0']);
    const blue = world.running();
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    expect(blue.map(({ desiredStatus }) => desiredStatus)).toEqual(['RUNNING', 'RUNNING']);
    expect(world.running()).toHaveLength(4);
    expect(groupsOf(world)).toEqual(['first', 'second']);
    expect(service.deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    await world.completed();
    expect(rules.said).toEqual(['first 100, second 0', 'first 0, second 100']);
    expect(groupsOf(world)).toEqual(['second']);
    // The roles of the two groups are exchanged with each deployment.
    world.deploy(3);
    await world.until(() => service.deployments[0]?.rolloutState === 'COMPLETED');
    expect(rules.said.slice(2)).toEqual(['first 100, second 0']);
    expect(groupsOf(world)).toEqual(['first']);
  });

  it('moves them in the steps of its strategy, in weights that are whole numbers', async () => {
    const { world, rules } = await shifting({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 33.3 },
    });
    world.deploy(2);
    await world.completed();
    expect(rules.said.slice(1)).toEqual([
      'first 667, second 333',
      'first 334, second 666',
      'first 1, second 999',
      'first 0, second 100',
    ]);
  });

  it('goes back for an alarm in the bake time: requests first, then the new tasks', async () => {
    const { world, rules, service } = await shifting(
      {
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 0 },
        bakeTimeInMinutes: 1,
        alarms: { enable: true, rollback: true, alarmNames: ['errors'] },
      },
      { minuteMs: HOURS_MS },
    );
    const blue = world.running().map(({ id }) => id);
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    const [green] = service.deployments;
    expect(green && trafficOf(service, green)).toEqual({ production: 100, test: 100 });
    const alarms = new DeploymentAlarms({
      services: () => [service],
      inAlarm: (_, names) => Promise.resolve(names),
      changed: () => world.controller.changed(service),
      log: () => undefined,
    });
    let weightsWhenGreenEnded: string | undefined;
    world.runner.onChange((task) => {
      if (task.startedBy === green?.id && task.desiredStatus === 'STOPPED') {
        weightsWhenGreenEnded ??= rules.said.at(-1);
      }
    });
    await alarms.lookAtAll();
    await world.completed();
    expect(rules.said).toEqual([
      'first 100, second 0',
      'first 80, second 20',
      'first 0, second 100',
      'first 100, second 0',
    ]);
    expect(weightsWhenGreenEnded).toBe('first 100, second 0');
    expect(world.running().map(({ id }) => id)).toEqual(blue);
    expect(green).toMatchObject({
      rolloutState: 'FAILED',
      failedBy: 'alarm',
      rolledBackTo: service.deployments[0]?.id,
      status: 'INACTIVE',
    });
  });

  it('goes back when its tasks do not start, before any request was moved', async () => {
    const { world, rules, service } = await shifting({}, { breaks: 2, minuteMs: HOURS_MS });
    world.deploy(2);
    await world.until(() => service.deployments[1]?.failedBy === 'breaker');
    await world.completed();
    expect(rules.said).toEqual(['first 100, second 0']);
    expect(world.running()).toHaveLength(2);
    expect(groupsOf(world)).toEqual(['first']);
  });

  it('is interrupted by the next one, which puts in order what it left', async () => {
    const { world, rules, service } = await shifting(
      { bakeTimeInMinutes: 1 },
      { minuteMs: HOURS_MS },
    );
    const good = service.deployments[0]?.id;
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    const interrupted = service.deployments[0]?.id;
    world.deploy(3);
    expect(service.deployments[0]).toMatchObject({
      source: good,
      sources: [interrupted, good],
      shift: { stage: 'RECONCILE_SERVICE' },
    });
    await at(world, 'BAKE_TIME');
    expect(rules.said).toEqual([
      'first 100, second 0',
      'first 0, second 100',
      'first 100, second 0',
      'first 0, second 100',
    ]);
    expect(world.running().filter(({ startedBy }) => startedBy === interrupted)).toEqual([]);
    expect(world.running()).toHaveLength(4);
  });

  it('does not go back any more when the old tasks are being ended', async () => {
    const { world, service } = await shifting({});
    world.deploy(2);
    const [green] = service.deployments;
    await at(world, 'CLEAN_UP');
    Object.assign(green ?? {}, { failedTasks: 99 });
    await world.completed();
    expect(service.deployments[0]).toBe(green);
  });

  it('stays where it is when it fails and nobody wants it to go back', async () => {
    const { world, rules, service } = await shifting(
      { bakeTimeInMinutes: 1, circuitBreaker: { enable: true, rollback: false } },
      { minuteMs: HOURS_MS },
    );
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    failDeployment(service);
    world.controller.changed(service);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(service.deployments[0]).toMatchObject({ status: 'PRIMARY', rolloutState: 'FAILED' });
    expect(rules.said.at(-1)).toBe('first 0, second 100');
    expect(world.running()).toHaveLength(4);
  });

  it('ends with its service', async () => {
    const { world, service } = await shifting({ bakeTimeInMinutes: 1 }, { minuteMs: HOURS_MS });
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    service.status = 'DRAINING';
    world.controller.wake(service);
    await world.until(() => service.deployments.every(({ status }) => status === 'INACTIVE'));
    expect(world.running()).toEqual([]);
  });

  it('keeps both revisions at the desired count, also while that changes', async () => {
    const { world, service } = await shifting({ bakeTimeInMinutes: 1 }, { minuteMs: HOURS_MS });
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    service.desiredCount = 3;
    world.controller.changed(service);
    await world.until(() => world.running().length === 6);
    expect(service.deployments[0]?.shift?.stage).toBe('BAKE_TIME');
  });

  it('says why requests could not be moved, and tries again', async () => {
    const { world, rules, service } = await shifting({});
    rules.failure = new Error('One or more rules not found');
    world.deploy(2);
    await world.until(() => world.messages()[0]?.includes('was unable to move requests') === true);
    expect(world.messages()[0]).toBe(
      `(service s) was unable to move requests in (listener-rule ${RULE}) due to (One or more rules not found).`,
    );
    expect(service.deployments[0]?.shift?.stage).toBe('PRODUCTION_TRAFFIC_SHIFT');
    delete rules.failure;
    await world.completed();
  });

  it('moves requests of a test before those of anybody else, and back with them', async () => {
    const { world, rules, service } = await shifting(
      { bakeTimeInMinutes: 1 },
      { minuteMs: HOURS_MS },
    );
    const [balancer] = service.given['loadBalancers'] as [{ advancedConfiguration: object }];
    Object.assign(balancer.advancedConfiguration, { testListenerRule: `${RULE}-test` });
    world.deploy(2);
    let whenTested: string | undefined;
    await world.until(() => {
      whenTested ??= rules.saidInTests.includes('first 0, second 100')
        ? rules.said.at(-1)
        : undefined;
      return whenTested !== undefined;
    });
    expect(whenTested).toBe('first 100, second 0');
    await at(world, 'BAKE_TIME');
    failDeployment(service, { kind: 'stopped' });
    world.controller.changed(service);
    await world.completed();
    expect([rules.said.at(-1), rules.saidInTests.at(-1)]).toEqual([
      'first 100, second 0',
      'first 100, second 0',
    ]);
  });

  it('takes what is just being gone back to for the revision that has the requests', async () => {
    const { world, rules, service } = await shifting(
      { bakeTimeInMinutes: 1 },
      { minuteMs: HOURS_MS },
    );
    const [good] = service.deployments;
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    failDeployment(service, { kind: 'stopped' });
    world.deploy(3);
    expect(service.deployments[0]).toMatchObject({ source: good?.id, side: 'alternate' });
    await at(world, 'BAKE_TIME');
    expect(rules.said.slice(2)).toEqual(['first 100, second 0', 'first 0, second 100']);
    expect(world.running().filter(({ startedBy }) => startedBy === good?.id)).toHaveLength(2);
  });

  it('needs no load balancer for blue/green: all tasks beside the old ones, then their end', async () => {
    const { world, service } = await shifting({ bakeTimeInMinutes: 1 }, { minuteMs: 300 });
    service.given = {};
    world.deploy(2);
    await at(world, 'BAKE_TIME');
    expect(world.running()).toHaveLength(4);
    await world.completed();
    expect(world.running()).toHaveLength(2);
  });
});
