import { AwsError } from '../gateway/aws-response';
import type { ScalableServices } from '../ecs/scalable-services';
import type { MotoClient } from '../moto/moto-client';
import { datapointsOf } from './alarm-metrics';
import type { BalancerMetrics } from './balancer-metrics';
import { decide, type Alarmed, type Wish } from './capacity-decision';
import { Cooldowns } from './cooldowns';
import { alarmsIn, evaluate, type AlarmVerdict, type MetricAlarm } from './metric-alarm';
import { activityKey, ScalingActivities } from './scaling-activities';
import { cooldownSecondsOf, type ScalingPolicy } from './scaling-policy';

/** What scaling is made of. */
export interface ServiceScalingParts {
  readonly moto: MotoClient;
  readonly services: ScalableServices;
  readonly metrics: Pick<BalancerMetrics, 'publish'>;
  /** How long a minute of alarms and cooldowns lasts. */
  readonly minuteSeconds: number;
  readonly notice: (text: string) => void;
  readonly log: (line: string) => void;
}

/** A scalable target as Application Auto Scaling keeps it. */
interface ScalableTarget {
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
  readonly SuspendedState?: {
    readonly DynamicScalingInSuspended?: boolean;
    readonly DynamicScalingOutSuspended?: boolean;
    readonly ScheduledScalingSuspended?: boolean;
  } | null;
}

/** Looks at the alarms of scaling policies every minute, and changes the desired counts of the services they are for. */
export class ServiceScaling {
  readonly activities = new ScalingActivities();
  private readonly cooldowns = new Cooldowns();
  private readonly regions = new Set<string>();
  /** The states that were set here: another one was set by somebody's hand. */
  private readonly states = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly parts: ServiceScalingParts) {}

  /** Looks every minute from now on. */
  start(): void {
    if (this.closed) {
      return;
    }
    const periodMs = this.parts.minuteSeconds * 1000;
    // At the beginning of a minute, so that each has its own datapoint.
    this.timer = setTimeout(
      () => void this.look().finally(() => this.start()),
      periodMs - (Date.now() % periodMs),
    );
  }

  /** A region has policies. */
  watch(region: string): void {
    this.regions.add(region);
  }

  /** Looks at all regions now; when it settles they have been looked at. */
  look(): Promise<void> {
    this.last = this.last.then(() => this.lookAtAll());
    return this.last;
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.last;
  }

  /** Marks what has been fulfilled since somebody last looked. */
  async describe(region: string): Promise<void> {
    for (const key of this.activities.keys().filter((one) => one.startsWith(`${region} `))) {
      const state = this.stateOf(region, key.slice(region.length + 1));
      if (state !== undefined && state.running === state.desired) {
        this.activities.fulfilled(key);
      }
    }
    return Promise.resolve();
  }

  /** A scalable target; undefined when there is none. */
  async targetOf(region: string, resourceId: string): Promise<ScalableTarget | undefined> {
    const answer = await this.parts.moto.json(AUTO_SCALING, region, 'DescribeScalableTargets', {
      ServiceNamespace: 'ecs',
      ResourceIds: [resourceId],
    });
    return ((answer['ScalableTargets'] ?? []) as ScalableTarget[])[0];
  }

  /** All policies of the services of a region. */
  async policiesOf(region: string): Promise<readonly ScalingPolicy[]> {
    const found: ScalingPolicy[] = [];
    for (let NextToken: unknown = undefined; ;) {
      const page = await this.parts.moto.json(AUTO_SCALING, region, 'DescribeScalingPolicies', {
        ServiceNamespace: 'ecs',
        ...(NextToken === undefined ? {} : { NextToken }),
      });
      found.push(...((page['ScalingPolicies'] ?? []) as ScalingPolicy[]));
      NextToken = page['NextToken'] ?? undefined;
      if (NextToken === undefined) {
        return found;
      }
    }
  }

  private async lookAtAll(): Promise<void> {
    const { minuteSeconds, metrics, log } = this.parts;
    const periodMs = minuteSeconds * 1000;
    const at = new Date((Math.floor(Date.now() / periodMs) - 1) * periodMs);
    try {
      await metrics.publish(minuteSeconds, at);
    } catch (error) {
      log(`metrics of load balancers: ${String(error)}`);
    }
    for (const region of this.closed ? [] : this.regions) {
      try {
        await this.lookAt(region);
      } catch (error) {
        log(`scaling of ${region}: ${error instanceof AwsError ? error.message : String(error)}`);
      }
    }
  }

  private async lookAt(region: string): Promise<void> {
    const policies = await this.policiesOf(region);
    if (policies.length === 0) {
      return void this.regions.delete(region);
    }
    const answer = await this.parts.moto.query('monitoring', region, 'DescribeAlarms', {});
    const alarmed: Alarmed[] = [];
    for (const alarm of alarmsIn(answer)) {
      const followed = policies.filter(({ PolicyARN }) =>
        alarm.actions.some((arn) => arn === PolicyARN || arn.startsWith(`${PolicyARN}:`)),
      );
      const verdict = followed.length === 0 ? undefined : await this.verdictOn(region, alarm);
      if (verdict?.state === 'ALARM') {
        alarmed.push(...followed.map((policy) => alarmedBy(policy, alarm, verdict)));
      }
    }
    for (const resourceId of new Set(policies.map(({ ResourceId }) => ResourceId))) {
      const isOwn = ({ ResourceId }: ScalingPolicy): boolean => ResourceId === resourceId;
      await this.scale(
        region,
        resourceId,
        policies.filter(isOwn),
        alarmed.filter(({ policy }) => isOwn(policy)),
      );
    }
  }

  private async verdictOn(region: string, alarm: MetricAlarm): Promise<AlarmVerdict> {
    const { moto, minuteSeconds, notice } = this.parts;
    const key = `${region} ${alarm.name}`;
    const own = this.states.get(key);
    if (alarm.state === 'ALARM' && own !== 'ALARM') {
      this.states.set(key, 'ALARM');
      return { state: 'ALARM' };
    }
    if (alarm.metricName === undefined || !STATISTICS.includes(alarm.statistic)) {
      notice(
        `alarm ${alarm.name}: alarms on expressions, anomalies and percentiles are not evaluated here. Fix: set its state by hand (SetAlarmState).`,
      );
      return { state: alarm.state };
    }
    const points = await datapointsOf(moto, region, alarm, minuteSeconds);
    const verdict = evaluate(alarm, points);
    this.states.set(key, verdict.state);
    if (verdict.state !== alarm.state) {
      const { state, value } = verdict;
      await moto.query('monitoring', region, 'SetAlarmState', {
        AlarmName: alarm.name,
        StateValue: state,
        StateReason:
          value === undefined
            ? 'Insufficient Data: no datapoints were received.'
            : `Threshold Crossed: the latest datapoint was ${value}, the threshold is ${alarm.threshold}.`,
      });
    }
    return verdict;
  }

  private async scale(
    region: string,
    resourceId: string,
    policies: readonly ScalingPolicy[],
    alarmed: readonly Alarmed[],
  ): Promise<void> {
    const state = this.stateOf(region, resourceId);
    if (alarmed.length === 0 || state === undefined) {
      return;
    }
    const key = activityKey(region, resourceId);
    const { desired: current } = state;
    const wish = decide(policies, alarmed, current, this.cooldowns.baseOf(key, current));
    const target = wish === undefined ? undefined : await this.targetOf(region, resourceId);
    if (wish === undefined || target === undefined) {
      return;
    }
    const { MinCapacity, MaxCapacity } = target;
    const count = Math.min(MaxCapacity, Math.max(MinCapacity, wish.count));
    const direction = wish.count > current ? 'out' : 'in';
    if (this.isHeldBack(key, wish, count, current, direction, target, state.isDeploying)) {
      return;
    }
    const { policy } = wish.alarmed;
    const [, cluster = '', service = ''] = resourceId.split('/');
    this.parts.services.setDesired(region, cluster, service, count);
    const waitMs = cooldownSecondsOf(policy, direction) * (this.parts.minuteSeconds / 60) * 1000;
    this.cooldowns.changed(key, current, count, waitMs);
    this.activities.began(key, wordsOf(wish, count), count);
    this.parts.log(
      `scaling of ${resourceId}: ${current} to ${count} tasks, by ${policy.PolicyName}`,
    );
  }

  /** Why nothing is done, where there is a reason; it becomes an activity where AWS makes one of it. */
  private isHeldBack(
    key: string,
    wish: Wish,
    count: number,
    current: number,
    direction: 'out' | 'in',
    { MinCapacity, MaxCapacity, SuspendedState }: ScalableTarget,
    isDeploying: boolean,
  ): boolean {
    const isSuspended =
      direction === 'out'
        ? SuspendedState?.DynamicScalingOutSuspended
        : SuspendedState?.DynamicScalingInSuspended;
    if (isSuspended === true || (direction === 'in' && !this.cooldowns.mayScaleIn(key))) {
      return true;
    }
    const words = wordsOf(wish, wish.count);
    const CurrentCapacity = current;
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
    if (direction === 'in' && isDeploying) {
      const Code = 'TargetServicePutResourceAsUnscalable';
      this.activities.notScaled(key, words, { Code, CurrentCapacity });
      return true;
    }
    if (direction === 'out' ? count <= current : count >= current) {
      this.activities.notScaled(
        key,
        words,
        direction === 'out'
          ? { Code: 'AlreadyAtMaxCapacity', MaxCapacity, CurrentCapacity }
          : { Code: 'AlreadyAtMinCapacity', MinCapacity, CurrentCapacity },
      );
      return true;
    }
    return false;
  }

  private stateOf(region: string, resourceId: string): ReturnType<ScalableServices['stateOf']> {
    const [, cluster = '', service = ''] = resourceId.split('/');
    return this.parts.services.stateOf(region, cluster, service);
  }
}

const AUTO_SCALING = 'application-autoscaling';
const STATISTICS = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'];

function alarmedBy(policy: ScalingPolicy, alarm: MetricAlarm, verdict: AlarmVerdict): Alarmed {
  const { name: alarmName, threshold, comparison } = alarm;
  const isHigh = comparison.startsWith('Greater');
  const { value } = verdict;
  return { policy, alarmName, threshold, isHigh, ...(value === undefined ? {} : { value }) };
}

/** As AWS says it: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html */
function wordsOf({ alarmed: { alarmName, policy } }: Wish, count: number) {
  return {
    Description: `Setting desired count to ${count}.`,
    Cause: `monitor alarm ${alarmName} in state ALARM triggered policy ${policy.PolicyName}`,
  };
}
