import { records, text, texts } from '../gateway/xml';
import type { LoadBalancers } from '../load-balancing/load-balancers';
import type { MotoClient } from '../moto/moto-client';

/**
 * The members of a group are targets of the target groups that the group names, at the port of the target group. moto
 * registers them in a table that nobody reads.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html
 */
export class GroupTargets {
  /** What groups registered, by region; what somebody registered by hand is nobody's else. */
  private readonly registered = new Map<string, ReadonlyMap<string, TargetOfGroup>>();

  constructor(
    private readonly moto: MotoClient,
    private readonly balancers: Pick<LoadBalancers, 'table' | 'group' | 'deregister'>,
  ) {}

  /** Registers members that came and deregisters those that went. */
  async sync(region: string): Promise<void> {
    const wanted = new Map(
      (await this.wanted(region)).map((target) => [Object.values(target).join(' '), target]),
    );
    const before = this.registered.get(region) ?? new Map<string, TargetOfGroup>();
    this.registered.set(region, wanted);
    for (const [name, target] of wanted) {
      if (!before.has(name)) {
        this.balancers.table.register(target);
      }
    }
    for (const [name, target] of before) {
      const found = wanted.has(name) ? undefined : this.balancers.table.find(target);
      if (found !== undefined) {
        void this.balancers.deregister(found);
      }
    }
  }

  private async wanted(region: string): Promise<readonly TargetOfGroup[]> {
    const answer = await this.moto.query('autoscaling', region, 'DescribeAutoScalingGroups', {});
    return records(answer['AutoScalingGroups']).flatMap((group) => {
      const ids = records(group['Instances']).map(({ InstanceId }) => text(InstanceId) ?? '');
      return texts(group['TargetGroupARNs']).flatMap((groupArn) => {
        const port = this.balancers.group(groupArn)?.port;
        return port === undefined ? [] : ids.map((id) => ({ groupArn, id, port }));
      });
    });
  }
}

interface TargetOfGroup {
  readonly groupArn: string;
  readonly id: string;
  readonly port: number;
}
