import {
  type Instance,
  type IpPermission,
  paginateDescribeInstances,
  paginateDescribeSecurityGroups,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import {
  type ContainerInstance,
  DescribeContainerInstancesCommand,
  paginateListContainerInstances,
} from '@aws-sdk/client-ecs';
import { chunksOf } from './chunks';
import type { EcsClients } from './clients';
import type { HostStatus, IngressRule, SecurityGroupStatus } from './ecs-status';
import { inWords } from './explain-error';
import { byText } from './wording';

/** DescribeContainerInstances takes at most 100 ids; an EC2 filter at most 200 values. */
const BATCH = 100;

/** Every container instance of the cluster joined with its EC2 instance, ordered by zone, then by id. */
export async function readHosts(
  clients: EcsClients,
  cluster: string,
  region: string,
): Promise<readonly HostStatus[]> {
  const registered = await readContainerInstances(clients, cluster, region);
  const ids = registered.flatMap((host) => host.ec2InstanceId ?? []);
  const instances = await readInstances(clients, ids, region);
  return registered
    .map((host) => hostStatus(host, instances.get(host.ec2InstanceId ?? '')))
    .sort(
      (a, b) =>
        byText(a.availabilityZone ?? '', b.availabilityZone ?? '') ||
        byText(a.instanceId, b.instanceId),
    );
}

/** Names and inbound rules of the given security groups. */
export async function readSecurityGroups(
  clients: EcsClients,
  ids: readonly string[],
  region: string,
): Promise<readonly SecurityGroupStatus[]> {
  const groups: SecurityGroup[] = [];
  await inWords({ action: 'ec2:DescribeSecurityGroups', region }, async () => {
    for (const values of chunksOf(ids, BATCH)) {
      const pages = paginateDescribeSecurityGroups(
        { client: clients.ec2 },
        { Filters: [{ Name: 'group-id', Values: values }] },
      );
      for await (const page of pages) {
        groups.push(...(page.SecurityGroups ?? []));
      }
    }
  });
  return groups.map(securityGroupStatus).sort((a, b) => byText(a.id, b.id));
}

/** Joins what ECS and EC2 know of one host; EC2 may have forgotten an instance that ECS still lists. */
export function hostStatus(host: ContainerInstance, instance: Instance | undefined): HostStatus {
  const attribute = (name: string) => host.attributes?.find((item) => item.name === name)?.value;
  return {
    containerInstanceArn: host.containerInstanceArn ?? '',
    instanceId: host.ec2InstanceId ?? '',
    status: host.status ?? 'UNKNOWN',
    agentConnected: host.agentConnected ?? false,
    runningTasks: host.runningTasksCount ?? 0,
    registeredAt: host.registeredAt,
    ...registered(host),
    instanceType: instance?.InstanceType ?? attribute('ecs.instance-type'),
    imageId: nonEmpty(instance?.ImageId),
    ...origin(instance),
    availabilityZone: instance?.Placement?.AvailabilityZone ?? attribute('ecs.availability-zone'),
    subnetId: instance?.SubnetId ?? attribute('ecs.subnet-id'),
    publicIp: nonEmpty(instance?.PublicIpAddress),
    privateIp: nonEmpty(instance?.PrivateIpAddress),
    instanceState: instance?.State?.Name,
    securityGroupIds: (instance?.SecurityGroups ?? []).flatMap((group) => group.GroupId ?? []),
  };
}

function registered({
  registeredResources = [],
}: ContainerInstance): Pick<HostStatus, 'registered'> {
  const [cpu, memory] = ['CPU', 'MEMORY'].map(
    (wanted) => registeredResources.find(({ name }) => name === wanted)?.integerValue,
  );
  return cpu === undefined || memory === undefined ? {} : { registered: { cpu, memory } };
}

/** AWS itself tags what an Auto Scaling group starts, and what is started from a launch template. */
function origin(
  instance: Instance | undefined,
): Pick<HostStatus, 'autoScalingGroup' | 'launchTemplate'> {
  const tag = (name: string) => instance?.Tags?.find(({ Key }) => Key === `aws:${name}`)?.Value;
  const [group, id, version] = [
    tag('autoscaling:groupName'),
    tag('ec2launchtemplate:id'),
    tag('ec2launchtemplate:version'),
  ];
  return {
    autoScalingGroup: group,
    ...(id === undefined || version === undefined ? {} : { launchTemplate: { id, version } }),
  };
}

/** One rule per source and port range. */
export function securityGroupStatus(group: SecurityGroup): SecurityGroupStatus {
  return {
    id: group.GroupId ?? '',
    name: group.GroupName,
    ingress: (group.IpPermissions ?? []).flatMap(ingressRules),
  };
}

function ingressRules(permission: IpPermission): IngressRule[] {
  const protocol = permission.IpProtocol === '-1' ? 'all' : (permission.IpProtocol ?? 'all');
  const fromPort = boundary(permission.FromPort);
  const toPort = boundary(permission.ToPort);
  const sources = [
    ...(permission.IpRanges ?? []).map((range) => range.CidrIp),
    ...(permission.Ipv6Ranges ?? []).map((range) => range.CidrIpv6),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => pair.GroupId),
    ...(permission.PrefixListIds ?? []).map((list) => list.PrefixListId),
  ];
  return sources.flatMap((source) =>
    source === undefined ? [] : [{ source, protocol, fromPort, toPort }],
  );
}

/** -1 stands for "all" in some answers, as it does for the protocol. */
function boundary(port: number | undefined): number | undefined {
  return port === undefined || port < 0 ? undefined : port;
}

/** Emulations answer an address that does not exist with an empty string. */
function nonEmpty(address: string | undefined): string | undefined {
  return address === '' ? undefined : address;
}

async function readContainerInstances(
  clients: EcsClients,
  cluster: string,
  region: string,
): Promise<readonly ContainerInstance[]> {
  const arns: string[] = [];
  await inWords({ action: 'ecs:ListContainerInstances', region, cluster }, async () => {
    const pages = paginateListContainerInstances({ client: clients.ecs }, { cluster });
    for await (const page of pages) {
      arns.push(...(page.containerInstanceArns ?? []));
    }
  });
  const found: ContainerInstance[] = [];
  await inWords({ action: 'ecs:DescribeContainerInstances', region, cluster }, async () => {
    for (const containerInstances of chunksOf(arns, BATCH)) {
      const answer = await clients.ecs.send(
        new DescribeContainerInstancesCommand({ cluster, containerInstances }),
      );
      found.push(...(answer.containerInstances ?? []));
    }
  });
  return found;
}

async function readInstances(
  clients: EcsClients,
  ids: readonly string[],
  region: string,
): Promise<ReadonlyMap<string, Instance>> {
  const found = new Map<string, Instance>();
  await inWords({ action: 'ec2:DescribeInstances', region }, async () => {
    for (const values of chunksOf(ids, BATCH)) {
      // A filter, not InstanceIds: one id that EC2 has forgotten would fail the whole call.
      const pages = paginateDescribeInstances(
        { client: clients.ec2 },
        { Filters: [{ Name: 'instance-id', Values: values }] },
      );
      for await (const page of pages) {
        for (const instance of (page.Reservations ?? []).flatMap((item) => item.Instances ?? [])) {
          found.set(instance.InstanceId ?? '', instance);
        }
      }
    }
  });
  return found;
}
