import { listParameters, type MotoClient } from '../moto/moto-client';
import { record, records, text, type XmlRecord } from '../gateway/xml';
import type { LaunchTemplateReference } from './launch-template';

/** An instance that belongs to a group. */
export interface GroupMember {
  readonly instanceId: string;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly protectedFromScaleIn: boolean;
}

/** An Auto Scaling group as moto holds it. */
export interface AutoScalingGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly subnetIds: readonly string[];
  readonly members: readonly GroupMember[];
  readonly protectsNewInstances: boolean;
  /** Undefined for groups with a launch configuration, which are left to moto. */
  readonly launchTemplate?: LaunchTemplateReference;
  readonly propagatedTags: Readonly<Record<string, string>>;
}

/** Reads groups; all of them when no name is given. */
export async function readGroups(
  moto: MotoClient,
  region: string,
  name?: string,
): Promise<readonly AutoScalingGroup[]> {
  const answer = await moto.query(
    'autoscaling',
    region,
    'DescribeAutoScalingGroups',
    name === undefined ? {} : { 'AutoScalingGroupNames.member.1': name },
  );
  const groups = records(answer['AutoScalingGroups']);
  const ids = groups
    .flatMap((group) => records(group['Instances']))
    .flatMap((member) => text(member['InstanceId']) ?? []);
  const subnets = await subnetsOf(moto, region, ids);
  return groups.map((group) => groupOf(group, subnets));
}

function groupOf(group: XmlRecord, subnets: ReadonlyMap<string, string>): AutoScalingGroup {
  const launchTemplate = templateOf(group);
  const tags = records(group['Tags']).filter((tag) => tag['PropagateAtLaunch'] === 'true');
  return {
    name: text(group['AutoScalingGroupName']) ?? '',
    minSize: Number(group['MinSize']),
    maxSize: Number(group['MaxSize']),
    desiredCapacity: Number(group['DesiredCapacity']),
    subnetIds: (text(group['VPCZoneIdentifier']) ?? '').split(',').filter((id) => id !== ''),
    members: records(group['Instances']).map((member) => {
      const instanceId = text(member['InstanceId']) ?? '';
      return {
        instanceId,
        subnetId: subnets.get(instanceId) ?? '',
        availabilityZone: text(member['AvailabilityZone']) ?? '',
        protectedFromScaleIn: member['ProtectedFromScaleIn'] === 'true',
      };
    }),
    protectsNewInstances: group['NewInstancesProtectedFromScaleIn'] === 'true',
    propagatedTags: Object.fromEntries(
      tags.map((tag) => [text(tag['Key']) ?? '', text(tag['Value']) ?? '']),
    ),
    ...(launchTemplate === undefined ? {} : { launchTemplate }),
  };
}

function templateOf(group: XmlRecord): LaunchTemplateReference | undefined {
  const policy = record(record(group['MixedInstancesPolicy'])['LaunchTemplate']);
  const mixed = record(policy['LaunchTemplateSpecification']);
  const given = Object.keys(mixed).length > 0 ? mixed : record(group['LaunchTemplate']);
  const [override] = records(policy['Overrides']);
  const [id, name, version, type] = [
    text(given['LaunchTemplateId']),
    text(given['LaunchTemplateName']),
    text(given['Version']),
    text(override?.['InstanceType']),
  ];
  if (id === undefined && name === undefined) {
    return undefined;
  }
  return {
    ...(id === undefined ? { name: name ?? '' } : { id }),
    ...(version === undefined ? {} : { version }),
    ...(type === undefined ? {} : { instanceType: type }),
  };
}

async function subnetsOf(
  moto: MotoClient,
  region: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) {
    return new Map();
  }
  const answer = await moto.query(
    'ec2',
    region,
    'DescribeInstances',
    listParameters('InstanceId', ids),
  );
  const instances = records(answer['reservationSet']).flatMap((reservation) =>
    records(reservation['instancesSet']),
  );
  return new Map(
    instances.map((one) => [text(one['instanceId']) ?? '', text(one['subnetId']) ?? '']),
  );
}
