import {
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  type AutoScalingGroup,
  type LaunchTemplateSpecification,
} from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { chunksOf } from '../chunks';
import { inWords } from '../explain-error';
import type { OperationClients } from '../operation-clients';

/** What an Auto Scaling group would start its next host from, and which of its hosts were started from something else. */
export interface GroupHosts {
  readonly group: string;
  readonly hosts: number;
  /** Ids of its instances that are in service. */
  readonly ids: readonly string[];
  /** Ids of the instances that are older. */
  readonly old: readonly string[];
  /** `lt-1 version 4`. */
  readonly wanted: string;
  /** Why it cannot be told which are old. @default - it can */
  readonly unknown?: string;
}

/**
 * The names of the Auto Scaling groups that instances are in. Auto Scaling itself is asked: a tag can be missing.
 *
 * @throws Error with the fix when it cannot be read
 */
export async function readGroupNames(
  { autoScaling }: OperationClients,
  instanceIds: readonly string[],
  region: string,
): Promise<readonly string[]> {
  const names = new Set<string>();
  await inWords({ action: 'autoscaling:DescribeAutoScalingInstances', region }, async () => {
    for (const InstanceIds of chunksOf(instanceIds, 50)) {
      const answer = await autoScaling.send(
        new DescribeAutoScalingInstancesCommand({ InstanceIds }),
      );
      for (const { AutoScalingGroupName } of answer.AutoScalingInstances ?? []) {
        if (AutoScalingGroupName !== undefined) {
          names.add(AutoScalingGroupName);
        }
      }
    }
  });
  return [...names].sort();
}

/**
 * Compares the hosts of Auto Scaling groups with the version of the launch template that the group itself names.
 *
 * @throws Error with the fix when the groups or the template cannot be read
 */
export async function readGroupHosts(
  clients: OperationClients,
  names: readonly string[],
  region: string,
): Promise<readonly GroupHosts[]> {
  const groups: AutoScalingGroup[] = [];
  await inWords({ action: 'autoscaling:DescribeAutoScalingGroups', region }, async () => {
    for (const AutoScalingGroupNames of chunksOf(names, 100)) {
      const answer = await clients.autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }),
      );
      groups.push(...(answer.AutoScalingGroups ?? []));
    }
  });
  return Promise.all(
    groups.map(async (group) => {
      const template = templateOf(group);
      const version = template && (await versionNumber(clients, template, region));
      return compareHosts(group, template?.LaunchTemplateId, version);
    }),
  );
}

/** The pure part: a host of another template, or of another version of it, is old. */
export function compareHosts(
  { AutoScalingGroupName: group = '', Instances: instances = [] }: AutoScalingGroup,
  templateId: string | undefined,
  version: string | undefined,
): GroupHosts {
  const hosts = instances.length;
  const ids = instances
    .filter(({ LifecycleState }) => LifecycleState === 'InService')
    .flatMap(({ InstanceId }) => InstanceId ?? []);
  if (templateId === undefined || version === undefined) {
    return { group, hosts, ids, old: [], wanted: '', unknown: 'the group has no launch template' };
  }
  const old = instances.filter(
    ({ LaunchTemplate }) =>
      LaunchTemplate?.LaunchTemplateId !== templateId || LaunchTemplate.Version !== version,
  );
  return {
    group,
    hosts,
    ids,
    old: old.flatMap(({ InstanceId }) => InstanceId ?? []),
    wanted: `${templateId} version ${version}`,
  };
}

function templateOf(group: AutoScalingGroup): LaunchTemplateSpecification | undefined {
  return (
    group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification
  );
}

/** `$Latest` and `$Default` name a version that moves. */
async function versionNumber(
  { ec2 }: OperationClients,
  { LaunchTemplateId, Version = '$Default' }: LaunchTemplateSpecification,
  region: string,
): Promise<string> {
  if (!Version.startsWith('$')) {
    return Version;
  }
  const answer = await inWords({ action: 'ec2:DescribeLaunchTemplateVersions', region }, () =>
    ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [Version] })),
  );
  return String(answer.LaunchTemplateVersions?.[0]?.VersionNumber ?? '');
}
