import {
  type Cluster,
  type Deployment,
  DescribeClustersCommand,
  DescribeServicesCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import type { EcsClients } from './clients';
import type {
  ClusterStatus,
  DeploymentStatus,
  ServiceReference,
  ServiceStatus,
} from './ecs-status';
import { clusterMissing, inWords, serviceMissing } from './explain-error';

/** The region the clients talk to. */
export function regionOf(clients: EcsClients): Promise<string> {
  return clients.ecs.config.region();
}

/** The cluster; throws when it does not exist or was deleted, for then nothing else can be read. */
export async function readCluster(
  clients: EcsClients,
  cluster: string,
  region: string,
): Promise<ClusterStatus> {
  const answer = await inWords({ action: 'ecs:DescribeClusters', region, cluster }, () =>
    clients.ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
  );
  // An unknown cluster is no error for ECS: it comes back under `failures` with the reason MISSING.
  const [found] = answer.clusters ?? [];
  if (found === undefined) {
    throw clusterMissing(cluster, region);
  }
  if (found.status === 'INACTIVE') {
    throw clusterMissing(cluster, region, { deleted: true });
  }
  return clusterStatus(found);
}

/** The service, or undefined when the cluster has none of that name (deleted ones count as none). */
export async function findService(
  clients: EcsClients,
  reference: ServiceReference,
  region: string,
): Promise<ServiceStatus | undefined> {
  const found = await describeService(clients, reference, region);
  return found === undefined || found.status === 'INACTIVE' ? undefined : serviceStatus(found);
}

/** The service; throws when the cluster has none of that name. */
export async function readService(
  clients: EcsClients,
  reference: ServiceReference,
  region: string,
): Promise<ServiceStatus> {
  const found = await describeService(clients, reference, region);
  if (found === undefined) {
    throw serviceMissing(reference.service, reference.cluster);
  }
  if (found.status === 'INACTIVE') {
    throw serviceMissing(reference.service, reference.cluster, { deleted: true });
  }
  return serviceStatus(found);
}

/** Whether its tasks need hosts of the cluster: those of Fargate have none. */
export function runsOnHosts(service: ServiceStatus | undefined): boolean {
  const { launchType, capacityProviders = [] } = service ?? {};
  return (
    launchType !== 'FARGATE' &&
    (capacityProviders.length === 0 || !capacityProviders.every((name) => /^FARGATE/.test(name)))
  );
}

/** ECS's cluster in our terms. */
export function clusterStatus(cluster: Cluster): ClusterStatus {
  return {
    name: cluster.clusterName ?? '',
    arn: cluster.clusterArn ?? '',
    status: cluster.status ?? 'UNKNOWN',
    registeredHosts: cluster.registeredContainerInstancesCount ?? 0,
    runningTasks: cluster.runningTasksCount ?? 0,
    pendingTasks: cluster.pendingTasksCount ?? 0,
  };
}

/** ECS's service in our terms, deployments and events in a fixed order. */
export function serviceStatus(service: Service): ServiceStatus {
  return {
    name: service.serviceName ?? '',
    arn: service.serviceArn ?? '',
    status: service.status ?? 'UNKNOWN',
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    pendingCount: service.pendingCount ?? 0,
    launchType: service.launchType,
    capacityProviders: (service.capacityProviderStrategy ?? []).flatMap(
      ({ capacityProvider }) => capacityProvider ?? [],
    ),
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: service.deploymentController?.type,
    circuitBreaker: service.deploymentConfiguration?.deploymentCircuitBreaker?.enable,
    rollback: service.deploymentConfiguration?.deploymentCircuitBreaker?.rollback,
    spreadsOverZones: (service.placementStrategy ?? []).some(
      ({ type, field = '' }) =>
        type === 'spread' && /^attribute:ecs\.availability-zone$/i.test(field),
    ),
    targetGroupArns: (service.loadBalancers ?? []).flatMap(
      ({ targetGroupArn }) => targetGroupArn ?? [],
    ),
    taskDefinitionArn: service.taskDefinition ?? '',
    deployments: (service.deployments ?? []).map(deploymentStatus).sort(primaryThenNewest),
    events: (service.events ?? [])
      .map((event) => ({
        id: event.id ?? '',
        message: event.message ?? '',
        createdAt: event.createdAt,
      }))
      .sort((a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0)),
  };
}

function deploymentStatus(deployment: Deployment): DeploymentStatus {
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? 'UNKNOWN',
    taskDefinitionArn: deployment.taskDefinition ?? '',
    desiredCount: deployment.desiredCount ?? 0,
    runningCount: deployment.runningCount ?? 0,
    pendingCount: deployment.pendingCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    createdAt: deployment.createdAt,
  };
}

function primaryThenNewest(a: DeploymentStatus, b: DeploymentStatus): number {
  return (
    Number(b.status === 'PRIMARY') - Number(a.status === 'PRIMARY') ||
    Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0)
  );
}

async function describeService(
  clients: EcsClients,
  reference: ServiceReference,
  region: string,
): Promise<Service | undefined> {
  const { cluster, service } = reference;
  const answer = await inWords({ action: 'ecs:DescribeServices', region, cluster, service }, () =>
    clients.ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
  );
  return answer.services?.[0];
}
