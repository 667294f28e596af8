import { groupsOf } from '../load-balancing/load-balancer';
import type { LoadBalancers } from '../load-balancing/load-balancers';
import type { MotoClient } from '../moto/moto-client';
import { regionOf } from '../ecs/identifiers';

/** What is needed of the load balancers. */
export type CountedBalancers = Pick<LoadBalancers, 'all' | 'table' | 'requests'>;

interface Datum {
  readonly name: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Tells CloudWatch how many requests the Application Load Balancers had, also when there were none. */
export class BalancerMetrics {
  private last = Date.now();

  constructor(
    private readonly moto: MotoClient,
    private readonly balancers: CountedBalancers,
  ) {}

  /** Puts what was counted since the last time, as if a minute had gone by, in all regions. */
  async publish(minuteSeconds: number, at: Date): Promise<void> {
    const now = Date.now();
    // Late by half, on a busy machine, is not half more requests.
    const minutes = Math.max(1, (now - this.last) / (minuteSeconds * 1000));
    this.last = now;
    const byRegion = new Map<string, Datum[]>();
    for (const balancer of this.balancers.all().filter(({ type }) => type === 'application')) {
      const groups = [...new Set(balancer.listeners.flatMap((listener) => groupsOf(listener)))];
      const data = byRegion.get(regionOf(balancer.arn)) ?? [];
      byRegion.set(regionOf(balancer.arn), data);
      const LoadBalancer = balancer.arn.split(':loadbalancer/')[1] ?? '';
      for (const groupArn of groups) {
        const value =
          this.balancers.requests.take(balancer.arn, groupArn) / minutes / this.targetsOf(groupArn);
        const TargetGroup = groupArn.split(':').at(-1) ?? '';
        const name = 'RequestCountPerTarget';
        data.push({ name, value, dimensions: { TargetGroup } });
        data.push({ name, value, dimensions: { TargetGroup, LoadBalancer } });
      }
    }
    for (const [region, data] of byRegion) {
      await this.put(region, data, at);
    }
  }

  /** Healthy ones; where there is none, all. */
  private targetsOf(groupArn: string): number {
    const targets = this.balancers.table.of(groupArn);
    const healthy = targets.filter(({ health }) => health.state === 'healthy');
    return Math.max(1, healthy.length > 0 ? healthy.length : targets.length);
  }

  private async put(region: string, data: readonly Datum[], at: Date): Promise<void> {
    const parameters = data.flatMap(({ name, value, dimensions }, index) => {
      const member = `MetricData.member.${index + 1}`;
      return [
        [`${member}.MetricName`, name],
        [`${member}.Value`, String(value)],
        [`${member}.Unit`, 'Count'],
        [`${member}.Timestamp`, at.toISOString()],
        ...Object.entries(dimensions).flatMap(([Name, Value], place) => [
          [`${member}.Dimensions.member.${place + 1}.Name`, Name],
          [`${member}.Dimensions.member.${place + 1}.Value`, Value],
        ]),
      ];
    });
    if (parameters.length > 0) {
      await this.moto.query('monitoring', region, 'PutMetricData', {
        Namespace: 'AWS/ApplicationELB',
        ...(Object.fromEntries(parameters) as Record<string, string>),
      });
    }
  }
}
