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
      expected: reference.expected,
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

/** What is read, or something else in its place and a note why. */
interface Reading<T> {
  readonly value: T;
  readonly notes: readonly string[];
}

/** What an identity may not read is worth a note; any other failure is one. */
function optional<T>(read: () => Promise<T>, otherwise: T): Promise<Reading<T>> {
  return readOr(read, otherwise, (error) => (isAccessDenied(error) ? error.message : undefined));
}

/** What is worth a note and no more, whatever the reason, unless another try may help. */
function noted<T>(read: () => Promise<T>, otherwise: T): Promise<Reading<T>> {
  return readOr(read, otherwise, (error) =>
    isTransient(error) ? undefined : `whether the tasks have a health check; ${error.message}`,
  );
}

/** @param noteOf what to note of a failure; undefined for one that is thrown on */
async function readOr<T>(
  read: () => Promise<T>,
  otherwise: T,
  noteOf: (error: Error) => string | undefined,
): Promise<Reading<T>> {
  try {
    return { value: await read(), notes: [] };
  } catch (error) {
    const note = noteOf(error as Error);
    if (note === undefined) {
      throw error;
    }
    return { value: otherwise, notes: [note] };
  }
}
