import type { EcsStatus, HostStatus, StatusExpectation } from './ecs-status';
import { plural, shortName } from './wording';

/**
 * What is not as it will be one day, but serves: hosts that were started before their launch template changed, another
 * revision than the one that was deployed last. Each is a sentence with what ends it.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export function statusWarnings(
  status: EcsStatus,
  expected: StatusExpectation = status.expected ?? {},
): readonly string[] {
  return [...revisionWarnings(status, expected), ...hostWarnings(status, expected)];
}

/** A rollback, by ECS or by hand, and a deployment past the stack look alike here. */
function revisionWarnings(
  { service }: EcsStatus,
  { taskDefinitionArn: wanted }: StatusExpectation,
): readonly string[] {
  const [runs, asked] = [service?.taskDefinitionArn, wanted].map((arn) => shortName(arn ?? ''));
  return service === undefined || wanted === undefined || runs === asked
    ? []
    : [
        `Service ${service.name} runs ${runs}, and its stack asks for ${asked}: it was rolled back, or deployed past the ` +
          'stack. The next deployment of the stack takes it back.',
      ];
}

function hostWarnings(status: EcsStatus, expected: StatusExpectation): readonly string[] {
  const old = status.hosts.filter((host) => reasonOf(status, host, expected) !== undefined);
  const groups = [...new Set(old.map(({ autoScalingGroup }) => autoScalingGroup))];
  return groups.map((group) => {
    const hosts = old.filter((host) => host.autoScalingGroup === group);
    const all = status.hosts.filter((host) => host.autoScalingGroup === group).length;
    const reasons = [...new Set(hosts.map((host) => reasonOf(status, host, expected)))];
    return (
      `${hosts.length} of ${plural(all, 'host')} ${hosts.length === 1 ? 'is' : 'are'} older than the launch template ` +
      `(${reasons.join('; ')}): ${hosts.map(({ instanceId }) => instanceId).join(', ')}. They serve, and stay as they ` +
      `are until they are replaced${group === undefined ? '.' : `: ${refreshCommand(status, group)}`}`
    );
  });
}

function reasonOf(
  { launchTemplates = [] }: EcsStatus,
  { launchTemplate, instanceType, imageId }: HostStatus,
  expected: StatusExpectation,
): string | undefined {
  const latest = launchTemplates.find(({ id }) => id === launchTemplate?.id);
  const differences = [
    ...different('', instanceType, latest?.instanceType ?? expected.instanceType),
    ...different('AMI ', imageId, latest?.imageId),
  ];
  if (latest === undefined || launchTemplate === undefined) {
    return differences[0];
  }
  if (latest.latestVersion === launchTemplate.version) {
    return differences[0];
  }
  return [`version ${launchTemplate.version} of ${latest.latestVersion}`, ...differences].join(
    ', ',
  );
}

function different(what: string, is: string | undefined, wanted: string | undefined): string[] {
  return wanted === undefined || is === wanted ? [] : [`${what}${is ?? 'unknown'}, not ${wanted}`];
}

function refreshCommand({ region, endpoint }: EcsStatus, group: string): string {
  const at = endpoint === undefined ? '' : ` --endpoint-url ${endpoint}`;
  return `aws autoscaling start-instance-refresh --auto-scaling-group-name '${group}' --region ${region}${at}`;
}
