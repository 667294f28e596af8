import { listParameters, type MotoClient } from '../moto/moto-client';
import { records, text } from '../moto/xml';
import { readGroups, type AutoScalingGroup, type GroupMember } from './auto-scaling-group';
import { instanceTags, launchParameters, launchTemplateData } from './launch-template';

/**
 * Launches and ends the instances of groups, since moto puts all of them into one subnet and drops most of their launch
 * template. Availability Zones are kept balanced both ways.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-benefits.html#AutoScalingBehavior.Rebalancing
 */
export class GroupCapacity {
  public constructor(
    private readonly moto: MotoClient,
    /** Turns `resolve:ssm:...` into an AMI id. */
    private readonly resolveImage: (region: string, imageId: string) => Promise<string>,
  ) {}

  /** Brings a group to a number of instances. Groups with a launch configuration stay with moto. */
  public async resize(region: string, name: string, wanted: number): Promise<void> {
    const [group] = await readGroups(this.moto, region, name);
    if (group?.launchTemplate === undefined) return;
    const missing = wanted - group.members.length;
    if (missing > 0) await this.launch(region, group, missing);
    if (missing < 0) await this.end(region, name, victims(group.members, -missing));
  }

  /** Takes instances out of a group and terminates them; the group's desired capacity shrinks with them. */
  public async end(region: string, name: string, instanceIds: readonly string[]): Promise<void> {
    if (instanceIds.length === 0) return;
    await this.detach(region, name, instanceIds);
    await this.moto.query(
      'ec2',
      region,
      'TerminateInstances',
      listParameters('InstanceId', instanceIds),
    );
  }

  /** Takes instances out of a group without touching them. */
  public async detach(region: string, name: string, instanceIds: readonly string[]): Promise<void> {
    await this.moto.query('autoscaling', region, 'DetachInstances', {
      AutoScalingGroupName: name,
      ShouldDecrementDesiredCapacity: 'true',
      ...listParameters('InstanceIds.member', instanceIds),
    });
  }

  private async launch(region: string, group: AutoScalingGroup, count: number): Promise<void> {
    const template = group.launchTemplate ?? {};
    const data = await launchTemplateData(this.moto, region, template);
    const tags = { ...instanceTags(data), ...group.propagatedTags };
    const launched: string[] = [];
    for (const subnetId of subnetsToFill(group, count)) {
      const parameters = launchParameters(data, subnetId, template.instanceType);
      const imageId = await this.resolveImage(region, parameters['ImageId'] ?? '');
      const answer = await this.moto.query('ec2', region, 'RunInstances', {
        ...parameters,
        ImageId: imageId,
        MinCount: '1',
        MaxCount: '1',
        ...tagParameters(tags),
      });
      launched.push(
        ...records(answer['instancesSet']).flatMap(
          (instance) => text(instance['instanceId']) ?? [],
        ),
      );
    }
    await this.moto.query('autoscaling', region, 'AttachInstances', {
      AutoScalingGroupName: group.name,
      ...listParameters('InstanceIds.member', launched),
    });
  }
}

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
    if (emptiest === undefined) return undefined;
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
    if (next === undefined) break;
    chosen.push(next.instanceId);
    left.splice(left.indexOf(next), 1);
  }
  return chosen;
}

function tagParameters(tags: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  return Object.assign(
    { 'TagSpecification.1.ResourceType': 'instance' },
    ...entries.map(([key, value], index) => ({
      [`TagSpecification.1.Tag.${index + 1}.Key`]: key,
      [`TagSpecification.1.Tag.${index + 1}.Value`]: value,
    })),
  ) as Record<string, string>;
}
