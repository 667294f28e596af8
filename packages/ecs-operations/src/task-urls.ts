import type { EcsClients } from './clients';
import type { HostStatus, ServiceReference, TaskStatus, TaskUrl } from './ecs-status';
import { readHosts } from './read-hosts';
import { readCluster, readService, regionOf } from './read-service';
import { readTasks } from './read-tasks';

/**
 * Where the service's running containers answer: the host port ECS bound, on the public address of the host. Not for
 * services behind a load balancer, whose address is the balancer's. An empty list means that no task runs yet, or that
 * none publishes a tcp port.
 */
export async function findUrls(
  clients: EcsClients,
  reference: ServiceReference,
): Promise<readonly TaskUrl[]> {
  const region = await regionOf(clients);
  await readCluster(clients, reference.cluster, region);
  await readService(clients, reference, region);
  const [tasks, hosts] = await Promise.all([
    readTasks(clients, reference, 'RUNNING', region),
    readHosts(clients, reference.cluster, region),
  ]);
  return taskUrls(tasks, hosts);
}

/** The pure part of `findUrls`. The port is always written out: it is the one the task publishes. */
export function taskUrls(
  tasks: readonly TaskStatus[],
  hosts: readonly HostStatus[],
): readonly TaskUrl[] {
  const hostByArn = new Map(hosts.map((host) => [host.containerInstanceArn, host]));
  return tasks
    .filter((task) => task.lastStatus === 'RUNNING')
    .flatMap((task) => {
      const host = hostByArn.get(task.containerInstanceArn ?? '');
      const address = host?.publicIp ?? host?.privateIp;
      if (host === undefined || address === undefined) {
        return [];
      }
      const note =
        host.publicIp === undefined
          ? `host ${host.instanceId} has no public address: this private one answers only inside its network`
          : undefined;
      return task.containers.flatMap((container) =>
        container.ports
          .filter((port) => port.protocol === 'tcp')
          .map((port) => ({
            taskArn: task.taskArn,
            taskDefinitionArn: task.taskDefinitionArn,
            containerName: container.name,
            url: `http://${address}:${port.hostPort}/`,
            note,
          })),
      );
    });
}
