import type { Action } from './load-balancer';
import type { Target, TargetTable } from './target-table';

/** The cookie that keeps a client with its target. */
export const STICKY_COOKIE = 'AWSALB';

/** Remembers whose turn it is. */
export class TargetChoice {
  private readonly turns = new Map<string, number>();

  constructor(
    private readonly table: TargetTable,
    private readonly random: () => number = Math.random,
  ) {}

  /** The target of a forward action; undefined when no group of it has one. */
  choose(groups: Action['groups'], cookie?: string): Target | undefined {
    return this.stuck(groups, cookie) ?? this.next(this.group(groups));
  }

  /** A share of all weights; a group with the weight 0 gets nothing. */
  private group(groups: Action['groups']): string | undefined {
    const weighted = groups.filter(({ weight }) => weight > 0);
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.random() * total;
    return weighted.find(({ weight }) => (left -= weight) < 0)?.arn;
  }

  private next(groupArn: string | undefined): Target | undefined {
    if (groupArn === undefined) {
      return undefined;
    }
    const targets = routable(this.table.of(groupArn));
    const turn = this.turns.get(groupArn) ?? 0;
    this.turns.set(groupArn, turn + 1);
    return targets[turn % targets.length];
  }

  private stuck(groups: Action['groups'], cookie: string | undefined): Target | undefined {
    const value = new RegExp(`(?:^|;\\s*)${STICKY_COOKIE}=([^;]*)`).exec(cookie ?? '')?.[1];
    return value === undefined
      ? undefined
      : groups
          .filter(({ weight }) => weight > 0)
          .flatMap(({ arn }) => routable(this.table.of(arn)))
          .find((target) => stickyValue(target) === value);
  }
}

/** What the cookie says of a target. */
export function stickyValue({ groupArn, id, port }: Target): string {
  return Buffer.from(`${groupArn} ${id} ${port}`).toString('base64url');
}

/**
 * Healthy targets; where there is none, all that could be get requests.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#unhealthy-targets
 */
function routable(targets: readonly Target[]): readonly Target[] {
  const healthy = targets.filter(({ health }) => health.state === 'healthy');
  return healthy.length > 0
    ? healthy
    : targets.filter(
        ({ health: { state, reason } }) =>
          state === 'unhealthy' || (state === 'initial' && reason !== 'Elb.RegistrationInProgress'),
      );
}
