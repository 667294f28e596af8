import type { EcsStatus, HostStatus, StatusExpectation } from './ecs-status';
import { plural, shortName } from './wording';

/**
 * What is not as it will be one day, but serves: hosts that were started before their launch template changed, another
 * revision than the one that was deployed last, tasks in fewer zones than they could be in. Each is a sentence with what ends it.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export function statusWarnings(
  status: EcsStatus,
  expected: StatusExpectation = status.expected ?? {},
): readonly string[] {
  return [
    ...revisionWarnings(status, expected),
    ...spreadWarnings(status),
    ...hostWarnings(status, expected),
  ];
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

/**
 * Spreading is a wish to ECS: between equal zones it chooses as it likes, so that a rollout may end in fewer. Only what it
 * could do better: zones whose hosts take no task are left out.
 */
function spreadWarnings({ service, tasks, hosts }: EcsStatus): readonly string[] {
  const rolling = service?.deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
  if (service?.spreadsOverZones !== true || service.schedulingStrategy === 'DAEMON' || rolling) {
    return [];
  }
  const zoneOf = new Map(hosts.map((host) => [host.containerInstanceArn, host.availabilityZone]));
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const used = new Set(
    running.flatMap(
      ({ containerInstanceArn = '', availabilityZone }) =>
        zoneOf.get(containerInstanceArn) ?? availabilityZone ?? [],
    ),
  );
  const open = new Set(
    hosts
      .filter(({ status, agentConnected }) => status === 'ACTIVE' && agentConnected)
      .flatMap(({ availabilityZone }) => availabilityZone ?? []),
  );
  const possible = Math.min(open.size, running.length);
  return used.size >= possible
    ? []
    : [
        `Service ${service.name}: its ${running.length} tasks run in ${used.size} of ${possible} possible availability zones ` +
          `(${[...used].join(', ')}), although it spreads them. Look at free cpu, memory and ports in the others; a restart places them anew.`,
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
