import { listParameters, type MotoClient } from '../moto/moto-client';
import { AwsError } from '../gateway/aws-response';
import { records, text, type XmlRecord } from '../gateway/xml';
import { readGroups, type AutoScalingGroup, type GroupMember } from './auto-scaling-group';
import { GroupActivities } from './group-activities';
import { GroupLocks } from './group-locks';
import { instanceTags, launchParameters, launchTemplateData } from './launch-template';
import { MAXIMUM_HOSTS, tooManyHosts } from './maximum-hosts';
import { groupKey, MixedPolicies, nextPurchase } from './mixed-instances';

/** Moves the tasks of hosts that will end; settles when they may end. */
export type Drain = (region: string, group: string, ids: readonly string[]) => Promise<void>;

/**
 * Launches and ends the instances of groups, since moto puts all of them into one subnet and drops most of their launch
 * template. Availability Zones are kept balanced both ways.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-benefits.html#AutoScalingBehavior.Rebalancing
 */
export class GroupCapacity {
  private readonly groups = new Map<string, string>();
  private readonly versions = new Map<string, string>();
  private readonly spot = new Set<string>();
  private readonly locks = new GroupLocks();

  constructor(
    private readonly moto: MotoClient,
    /** Turns `resolve:ssm:...` into an AMI id. */
    private readonly resolveImage: (region: string, imageId: string) => Promise<string>,
    private readonly policies: MixedPolicies = new MixedPolicies(),
    private readonly drain: Drain = () => Promise.resolve(),
    private readonly activities: GroupActivities = new GroupActivities(),
  ) {}

  /** The group that launched an instance. */
  groupOf(instanceId: string): string | undefined {
    return this.groups.get(instanceId);
  }

  /** Those members that run another version of the launch template than the group asks for now. */
  async outdated(region: string, group: AutoScalingGroup): Promise<readonly GroupMember[]> {
    if (group.launchTemplate === undefined) {
      return [];
    }
    const { version } = await launchTemplateData(this.moto, region, group.launchTemplate);
    return group.members.filter(({ instanceId }) => this.versions.get(instanceId) !== version);
  }

  /** The version of its launch template that a host was started from; undefined for one that is not ours. */
  versionOf(instanceId: string): string | undefined {
    return this.versions.get(instanceId);
  }

  /** Makes one change of a group after the other. */
  exclusively<T>(region: string, name: string, work: () => Promise<T>): Promise<T> {
    return this.locks.exclusively(groupKey(region, name), work);
  }

  /** Brings a group to a number of instances; moto does it for groups with a launch configuration. */
  async resize(region: string, name: string, wanted: number): Promise<void> {
    if (wanted > MAXIMUM_HOSTS) {
      throw tooManyHosts(`${wanted} for group ${name}`);
    }
    const [group] = await readGroups(this.moto, region, name);
    if (group === undefined) {
      return;
    }
    if (group.launchTemplate === undefined) {
      const asked = { AutoScalingGroupName: name, DesiredCapacity: String(wanted) };
      await this.moto.query('autoscaling', region, 'SetDesiredCapacity', asked);
      return;
    }
    const missing = wanted - group.members.length;
    if (missing > 0) {
      await this.launch(region, group, missing);
    }
    if (missing < 0) {
      await this.end(region, name, victims(group.members, -missing));
    }
  }

  /**
   * Brings a group to a number of instances as far as it can. Auto Scaling takes such an order in any case, and what EC2
   * refuses then is an activity that failed; what is no answer of EC2 is thrown on.
   */
  async pursue(region: string, name: string, wanted: number): Promise<void> {
    await this.resize(region, name, wanted).catch((error: unknown) => {
      if (!(error instanceof LaunchFailure)) {
        throw error;
      }
    });
  }

  /** Takes away what a group has beyond its desired capacity, which stays as it is. */
  async shrink(region: string, name: string, desiredCapacity: number): Promise<void> {
    const [group] = await readGroups(this.moto, region, name);
    const spare = (group?.members.length ?? 0) - desiredCapacity;
    if (group === undefined || spare <= 0) {
      return;
    }
    const ids = victims(group.members, spare);
    if (ids.length === 0) {
      return;
    }
    await this.drain(region, name, ids);
    await this.detach(region, name, ids, { shrink: false });
    const listed = listParameters('InstanceId', ids);
    await this.moto.query('ec2', region, 'TerminateInstances', listed);
  }

  /** Takes instances out of a group and terminates them; the group's desired capacity shrinks with them. */
  async end(region: string, name: string, instanceIds: readonly string[]): Promise<void> {
    if (instanceIds.length === 0) {
      return;
    }
    await this.drain(region, name, instanceIds);
    await this.detach(region, name, instanceIds);
    await this.moto.query(
      'ec2',
      region,
      'TerminateInstances',
      listParameters('InstanceId', instanceIds),
    );
  }

  /** Moves the tasks of hosts away, where the group's capacity provider says so. */
  drainHosts(region: string, name: string, ids: readonly string[]): Promise<void> {
    return this.drain(region, name, ids);
  }

  /** Takes instances out of a group without touching them. */
  async detach(
    region: string,
    name: string,
    instanceIds: readonly string[],
    { shrink = true }: { readonly shrink?: boolean } = {},
  ): Promise<void> {
    await this.moto.query('autoscaling', region, 'DetachInstances', {
      AutoScalingGroupName: name,
      ShouldDecrementDesiredCapacity: String(shrink),
      ...listParameters('InstanceIds.member', instanceIds),
    });
  }

  /** Launches one instance where the group would and does not attach it: it replaces a member that still runs. */
  async launchReplacement(region: string, name: string, member: GroupMember): Promise<string> {
    const [group] = await readGroups(this.moto, region, name);
    if (group?.launchTemplate === undefined) {
      throw new Error(`group ${name} has no template`);
    }
    const subnets = group.subnetIds.includes(member.subnetId)
      ? [member.subnetId]
      : subnetsToFill(group, 1);
    const [launched = ''] = await this.run(region, group, subnets);
    return launched;
  }

  /** Puts an instance in the place of another, which is no member any more and still runs. */
  async exchange(region: string, name: string, old: string, fresh: string): Promise<void> {
    await this.detach(region, name, [old]);
    await this.attach(region, name, [fresh]);
  }

  private async launch(region: string, group: AutoScalingGroup, count: number): Promise<void> {
    const launched = await this.run(region, group, subnetsToFill(group, count));
    await this.attach(region, group.name, launched);
  }

  private async attach(region: string, name: string, ids: readonly string[]): Promise<void> {
    await this.moto.query('autoscaling', region, 'AttachInstances', {
      AutoScalingGroupName: name,
      ...listParameters('InstanceIds.member', ids),
    });
  }

  private async run(
    region: string,
    group: AutoScalingGroup,
    subnets: readonly (string | undefined)[],
  ): Promise<readonly string[]> {
    const { data, version } = await launchTemplateData(
      this.moto,
      region,
      group.launchTemplate ?? {},
    );
    const tags = { ...instanceTags(data), ...group.propagatedTags };
    const launched: string[] = [];
    for (const subnetId of subnets) {
      const bought = this.purchase(region, group, launched);
      const type = bought.instanceType ?? group.launchTemplate?.instanceType;
      const parameters = launchParameters(data, subnetId, type);
      const imageId = await this.resolveImage(region, parameters['ImageId'] ?? '');
      const answer = await this.runInstances(region, group.name, {
        ...parameters,
        ...(bought.market === 'spot' ? { 'InstanceMarketOptions.MarketType': 'spot' } : {}),
        ImageId: imageId,
        MinCount: '1',
        MaxCount: '1',
        ...tagParameters(tags),
      });
      for (const instance of records(answer['instancesSet'])) {
        const id = text(instance['instanceId']) ?? '';
        launched.push(id);
        this.groups.set(id, group.name);
        this.activities.launched(region, group.name, id);
        if (version !== undefined) {
          this.versions.set(id, version);
        }
        if (bought.market === 'spot') {
          this.spot.add(id);
        }
      }
    }
    return launched;
  }

  private async runInstances(
    region: string,
    group: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<XmlRecord> {
    try {
      return await this.moto.query('ec2', region, 'RunInstances', parameters);
    } catch (error) {
      if (!(error instanceof AwsError)) {
        throw error;
      }
      this.activities.failed(region, group, error.message);
      throw new LaunchFailure(error.code, error.message, error.status);
    }
  }

  /** On-Demand takes the first type of a policy, Spot the types in turn: several pools are harder to run out of. */
  private purchase(
    region: string,
    group: AutoScalingGroup,
    launched: readonly string[],
  ): { readonly market: 'on-demand' | 'spot'; readonly instanceType?: string } {
    const policy = this.policies.find(groupKey(region, group.name));
    if (policy === undefined) {
      return { market: 'on-demand' };
    }
    const ids = [...group.members.map(({ instanceId }) => instanceId), ...launched];
    const spot = ids.filter((id) => this.spot.has(id)).length;
    const market = nextPurchase(policy, ids.length - spot, spot);
    const { instanceTypes } = policy;
    const type = instanceTypes[market === 'spot' ? spot % instanceTypes.length : 0];
    return { market, ...(type === undefined ? {} : { instanceType: type }) };
  }
}

/** EC2 refused to launch an instance of a group. */
class LaunchFailure extends AwsError {}

/** One subnet for each new instance, always the one with the fewest; the group's order breaks ties. */
export function subnetsToFill(
  group: Pick<AutoScalingGroup, 'subnetIds' | 'members'>,
  count: number,
): readonly (string | undefined)[] {
  const counts = new Map(
    group.subnetIds.map((id) => [
      id,
      group.members.filter(({ subnetId }) => subnetId === id).length,
    ]),
  );
  return Array.from({ length: count }, () => {
    const [emptiest] = [...counts].sort(([, a], [, b]) => a - b);
    if (emptiest === undefined) {
      return undefined;
    }
    counts.set(emptiest[0], emptiest[1] + 1);
    return emptiest[0];
  });
}

/** Which unprotected members go first: always one of the fullest zone. */
export function victims(members: readonly GroupMember[], count: number): readonly string[] {
  const left = [...members];
  const chosen: string[] = [];
  while (chosen.length < count) {
    const size = ({ availabilityZone }: GroupMember): number =>
      left.filter((other) => other.availabilityZone === availabilityZone).length;
    const [next] = left
      .filter(({ protectedFromScaleIn }) => !protectedFromScaleIn)
      .sort((a, b) => size(b) - size(a));
    if (next === undefined) {
      break;
    }
    chosen.push(next.instanceId);
    left.splice(left.indexOf(next), 1);
  }
  return chosen;
}

function tagParameters(tags: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(tags);
  if (entries.length === 0) {
    return {};
  }
  return Object.assign(
    { 'TagSpecification.1.ResourceType': 'instance' },
    ...entries.map(([key, value], index) => ({
      [`TagSpecification.1.Tag.${index + 1}.Key`]: key,
      [`TagSpecification.1.Tag.${index + 1}.Value`]: value,
    })),
  ) as Record<string, string>;
}
