import { AwsError } from '../gateway/aws-response';
import type { LoopbackAddresses } from '../hosts/loopback-addresses';
import type { MotoClient } from '../moto/moto-client';
import type { LoadBalancerStatus } from '../status';
import { TargetChoice } from './choose-target';
import { Fronts } from './fronts';
import { HealthChecks, type TargetSight } from './health-checks';
import {
  groupsOf,
  motoArn,
  readLoadBalancers,
  type Action,
  type Listener,
  type LoadBalancer,
} from './load-balancer';
import { RequestCounts } from './request-counts';
import { readTargetGroups, type TargetGroup } from './target-group';
import { NOT_REGISTERED, TargetTable, type Target, type TargetHealth } from './target-table';

/** What a target's id stands for. */
export interface TargetHost {
  readonly address: string;
  /** Undefined for what stands in no zone of AWS. */
  readonly availabilityZone?: string;
}

/** What load balancers are made of. */
export interface LoadBalancersParts {
  readonly moto: MotoClient;
  readonly addresses: LoopbackAddresses;
  /** Where an EC2 instance listens; undefined when none runs under that id. */
  readonly hostOf: (instanceId: string) => TargetHost | undefined;
  readonly notice: (text: string) => void;
  readonly log: (line: string) => void;
}

/** The longest that a target drains here; on AWS it is as long as its group says, up to an hour. */
export const LONGEST_DRAIN_MS = 30_000;

const MOST_READS = 10;

const UNUSED_GROUP: TargetHealth = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description: 'Target group is not configured to receive traffic from the load balancer',
};
const UNUSED_ZONE: TargetHealth = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description: 'Target is in an Availability Zone that is not enabled for the load balancer',
};
const UNUSED_STATE: TargetHealth = {
  state: 'unused',
  reason: 'Target.InvalidState',
  description: 'Target is in the stopped state',
};

/** The load balancers of all regions: moto knows what they are, and here they listen, check and forward. */
export class LoadBalancers {
  readonly table = new TargetTable();
  readonly requests = new RequestCounts();
  private readonly choice = new TargetChoice(this.table);
  private readonly balancers = new Map<string, readonly LoadBalancer[]>();
  private readonly groups = new Map<string, readonly TargetGroup[]>();
  private readonly checks = new HealthChecks(this.table, (target) => this.sightOf(target));
  private readonly fronts: Fronts;
  /** Looks that have not begun: they will see everything that was changed until then. */
  private readonly waiting = new Map<string, Promise<void>>();
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly parts: LoadBalancersParts) {
    this.fronts = new Fronts(
      {
        choose: (groups, cookie) => this.choice.choose(groups, cookie),
        addressOf: (target) => this.hostOf(target)?.address,
        count: (listenerArn, { groupArn }) =>
          this.requests.add(this.balancerOf(listenerArn)?.arn ?? '', groupArn),
        groupOf: (arn) => this.group(arn),
        listenerOf: (arn) => this.listener(arn),
        balancerOf: (listenerArn) => this.balancerOf(listenerArn),
      },
      parts.notice,
      parts.log,
    );
  }

  /** Reads the balancers of a region again and opens and closes what they listen on; many wishes at once are one look. */
  sync(region: string): Promise<void> {
    const known = this.waiting.get(region);
    if (known !== undefined) {
      return known;
    }
    this.last = this.last
      .then(() => {
        this.waiting.delete(region);
        return this.compareSoon(region);
      })
      // The call that caused it has happened all the same.
      .catch((error: unknown) => this.parts.log(`load balancers of ${region}: ${String(error)}`));
    this.waiting.set(region, this.last);
    return this.last;
  }

  /** All balancers. */
  all(): readonly LoadBalancer[] {
    return [...this.balancers.values()].flat();
  }

  /** A target group; undefined when there is none. */
  group(arn: string): TargetGroup | undefined {
    return [...this.groups.values()].flat().find((group) => group.arn === arn);
  }

  /** The balancers that send something to a group. */
  balancersOf(groupArn: string): readonly LoadBalancer[] {
    return this.all().filter(({ listeners }) =>
      listeners.some((listener) => groupsOf(listener).includes(groupArn)),
    );
  }

  /** How a rule forwards, or a listener what no rule takes; undefined when there is no such rule or it does something else. */
  forwardOf(arn: string): Action | undefined {
    const wanted = motoArn(arn);
    const listeners = this.all().flatMap((balancer) => balancer.listeners);
    const rule =
      listeners.flatMap(({ rules }) => rules).find((one) => one.arn === wanted) ??
      listeners.find((one) => one.arn === wanted)?.rules.at(-1);
    const action = rule?.actions.at(-1);
    return action?.type === 'forward' ? action : undefined;
  }

  /** The address of a balancer, which is also its DNS name. */
  addressOf({ arn }: Pick<LoadBalancer, 'arn'>): string {
    return this.parts.addresses.assign(arn, 'balancers');
  }

  /** Lets a target finish what it has; settles when it is out of its group. */
  deregister(target: Target): Promise<void> {
    const seconds = this.group(target.groupArn)?.deregistrationSeconds ?? 0;
    // What never got a request has nothing to finish.
    const drainMs = target.health.state === 'unused' ? 0 : seconds * 1000;
    return this.table.deregister(target, Math.min(LONGEST_DRAIN_MS, drainMs));
  }

  /** For the status of the local AWS. */
  status(): readonly LoadBalancerStatus[] {
    return [...this.balancers].flatMap(([region, balancers]) =>
      balancers.map((balancer) => ({
        name: balancer.name,
        type: balancer.type,
        region,
        address: this.addressOf(balancer),
        urls: this.fronts.urlsOf(balancer),
        targets: this.table
          .all()
          .filter(({ groupArn }) => this.balancersOf(groupArn).includes(balancer))
          .map(({ id, port, health }) => `${id}:${port} ${health.state}`),
      })),
    );
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.checks.close();
    this.table.close();
    await this.last;
    await this.fronts.close();
  }

  /** What is read one by one may be deleted by another call meanwhile: then all of it is read again. */
  private async compareSoon(region: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.compare(region);
      } catch (error) {
        const isGone = error instanceof AwsError && /NotFound/.test(error.code);
        if (!isGone || attempt === MOST_READS) {
          throw error;
        }
      }
    }
  }

  private async compare(region: string): Promise<void> {
    const { moto, addresses } = this.parts;
    const [balancers, groups] = await Promise.all([
      readLoadBalancers(moto, region),
      readTargetGroups(moto, region),
    ]);
    const gone = (this.balancers.get(region) ?? []).filter(
      ({ arn }) => !balancers.some((other) => other.arn === arn),
    );
    for (const { arn } of this.groups.get(region) ?? []) {
      if (!groups.some((other) => other.arn === arn)) {
        this.table.drop(arn);
      }
    }
    this.balancers.set(region, balancers);
    this.groups.set(region, groups);
    await this.fronts.compare(
      this.all().map((balancer) => ({ balancer, address: this.addressOf(balancer) })),
    );
    // After the fronts: the next balancer may have the address only when nothing listens on it any more.
    for (const { arn } of gone) {
      addresses.release(arn);
    }
  }

  private listener(arn: string): Listener | undefined {
    return this.all()
      .flatMap(({ listeners }) => listeners)
      .find((listener) => listener.arn === arn);
  }

  private balancerOf(listenerArn: string): LoadBalancer | undefined {
    return this.all().find(({ listeners }) => listeners.some(({ arn }) => arn === listenerArn));
  }

  private hostOf({ id, groupArn }: Target): TargetHost | undefined {
    const type = this.group(groupArn)?.targetType;
    if (type === 'ip') {
      return { address: id };
    }
    if (type === 'alb') {
      const balancer = this.all().find(({ arn }) => arn === id);
      return balancer === undefined ? undefined : { address: this.addressOf(balancer) };
    }
    return this.parts.hostOf(id);
  }

  private sightOf(target: Target): TargetSight {
    const group = this.group(target.groupArn);
    if (group === undefined) {
      return { unused: NOT_REGISTERED };
    }
    const balancers = this.balancersOf(group.arn);
    if (balancers.length === 0) {
      return { unused: UNUSED_GROUP };
    }
    const host = this.hostOf(target);
    if (host === undefined) {
      return { unused: UNUSED_STATE };
    }
    const { address, availabilityZone: zone } = host;
    return zone === undefined || balancers.some(({ zones }) => zones.includes(zone))
      ? { address, group }
      : { unused: UNUSED_ZONE };
  }
}
