import type { EcsClients } from './clients';
import type {
  EcsStatus,
  HostStatus,
  ImageStatus,
  LaunchTemplateStatus,
  SecurityGroupStatus,
  ServiceReference,
  TaskStatus,
} from './ecs-status';
import { isAccessDenied, isTransient } from './explain-error';
import { readHosts, readSecurityGroups } from './read-hosts';
import { readImages } from './read-images';
import { withHealthChecks } from './read-health-checks';
import { readLaunchTemplates } from './read-launch-templates';
import { findService, readCluster, regionOf } from './read-service';
import { readTasks } from './read-tasks';
import { taskUrls } from './task-urls';

/**
 * Reads what runs now. A missing cluster throws; a missing service is part of the status, since the hosts are still
 * worth seeing. Security group rules, ECR and task definitions are optional: an identity that may not read them gets a note.
 */
export async function readStatus(
  clients: EcsClients,
  reference: ServiceReference,
): Promise<EcsStatus> {
  const [status] = await readStatuses(clients, reference.cluster, [reference]);
  return status as EcsStatus;
}

/** The status of several services of one cluster, whose hosts are read once; see `readStatus`. */
export async function readStatuses(
  clients: EcsClients,
  clusterName: string,
  references: readonly ServiceReference[],
): Promise<readonly EcsStatus[]> {
  const region = await regionOf(clients);
  const cluster = await readCluster(clients, clusterName, region);
  const hosts = await readHosts(clients, clusterName, region);
  const [endpoint, groups, templates] = await Promise.all([
    endpointOf(clients),
    optional(() => readSecurityGroups(clients, groupIds(hosts), region), groupIds(hosts).map(bare)),
    optional(() => readLaunchTemplates(clients, hosts, region), NO_TEMPLATES),
  ]);
  const statuses: EcsStatus[] = [];
  // One after the other: all at once would be throttled on a cluster of many services.
  for (const reference of references) {
    const service = await findService(clients, reference, region);
    const read = (desiredStatus: 'RUNNING' | 'STOPPED'): Promise<readonly TaskStatus[]> =>
      // ListTasks fails for a service that does not exist.
      service === undefined
        ? Promise.resolve([])
        : readTasks(clients, reference, desiredStatus, region);
    const [tasks, stoppedTasks] = await Promise.all([read('RUNNING'), read('STOPPED')]);
    const [images, checked] = await Promise.all([
      optional(() => readImages(clients, tasks, reference.repository, region), NO_IMAGES),
      noted(() => withHealthChecks(clients, tasks, region), tasks),
    ]);
    statuses.push({
      region,
      ...endpoint,
      readAt: new Date(),
      cluster,
      hosts,
      launchTemplates: templates.value,
      securityGroups: groups.value,
      serviceName: reference.service,
      service,
      tasks: checked.value,
      stoppedTasks,
      urls: taskUrls(tasks, hosts),
      images: images.value,
      notes: [...groups.notes, ...images.notes, ...checked.notes, ...templates.notes],
    });
  }
  return statuses;
}

const NO_IMAGES: readonly ImageStatus[] = [];
const NO_TEMPLATES: readonly LaunchTemplateStatus[] = [];

async function endpointOf({ ec2 }: EcsClients): Promise<Pick<EcsStatus, 'endpoint'>> {
  const found = await ec2.config.endpoint?.();
  if (found === undefined) {
    return {};
  }
  const { protocol, hostname, port } = found;
  return { endpoint: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}` };
}

function groupIds(hosts: readonly HostStatus[]): readonly string[] {
  return [...new Set(hosts.flatMap((host) => host.securityGroupIds))];
}

function bare(id: string): SecurityGroupStatus {
  return { id };
}

async function optional<T>(
  read: () => Promise<T>,
  otherwise: T,
): Promise<{ readonly value: T; readonly notes: readonly string[] }> {
  try {
    return { value: await read(), notes: [] };
  } catch (error) {
    if (!isAccessDenied(error)) {
      throw error;
    }
    return { value: otherwise, notes: [(error as Error).message] };
  }
}

/** What is worth a note and no more, whatever the reason, unless another try may help. */
async function noted<T>(
  read: () => Promise<T>,
  otherwise: T,
): Promise<{ readonly value: T; readonly notes: readonly string[] }> {
  try {
    return { value: await read(), notes: [] };
  } catch (error) {
    if (isTransient(error)) {
      throw error;
    }
    return {
      value: otherwise,
      notes: [`whether the tasks have a health check; ${(error as Error).message}`],
    };
  }
}
