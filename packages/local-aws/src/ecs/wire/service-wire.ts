import { configurationWire } from '../deployment-configuration';
import { visibleDeployments } from '../deployments';
import type { Deployment, Service } from '../service';
import { heldDeployments, isShifting } from '../strategies/shift-rollout';
import type { Task } from '../task';

/** Times on the wire are seconds. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/** A service as DescribeServices tells it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export function serviceWire(
  service: Service,
  tasks: readonly Task[],
  { withTags }: { readonly withTags: boolean },
): Record<string, unknown> {
  const { given, configuration } = service;
  const [primary] = service.deployments;
  const inactive = service.status === 'INACTIVE';
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    status: service.status,
    desiredCount: inactive ? 0 : service.desiredCount,
    ...counts(tasks),
    taskDefinition: primary?.definition.taskDefinitionArn,
    // Absent, not empty: an empty one crashes the Terraform provider, and bridge mode has none.
    ...optional('networkConfiguration', given['networkConfiguration']),
    ...launchOf(given),
    ...optional('roleArn', given['role']),
    ...optional('healthCheckGracePeriodSeconds', given['healthCheckGracePeriodSeconds']),
    loadBalancers: given['loadBalancers'] ?? [],
    serviceRegistries: given['serviceRegistries'] ?? [],
    deploymentConfiguration: configurationWire(configuration),
    deployments: visibleDeployments(service).map((deployment) =>
      deploymentWire(service, deployment, tasks),
    ),
    events: service.events.map((event) => ({ ...event, createdAt: seconds(event.createdAt) })),
    createdAt: seconds(service.createdAt),
    placementConstraints: service.placementConstraints,
    placementStrategy: service.placementStrategy,
    schedulingStrategy: given['schedulingStrategy'] ?? 'REPLICA',
    deploymentController: { type: 'ECS' },
    enableECSManagedTags: given['enableECSManagedTags'] ?? false,
    propagateTags: given['propagateTags'] ?? 'NONE',
    enableExecuteCommand: given['enableExecuteCommand'] ?? false,
    // New services rebalance unless told otherwise, since 2025.
    availabilityZoneRebalancing: given['availabilityZoneRebalancing'] ?? 'ENABLED',
    ...(withTags ? { tags: service.tags } : {}),
  };
}

function deploymentWire(
  service: Service,
  deployment: Deployment,
  tasks: readonly Task[],
): Record<string, unknown> {
  const own = tasks.filter(({ startedBy }) => startedBy === deployment.id);
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.definition.taskDefinitionArn,
    desiredCount: desiredCountOf(service, deployment),
    ...counts(own),
    failedTasks: deployment.failedTasks,
    createdAt: seconds(deployment.createdAt),
    updatedAt: seconds(deployment.updatedAt),
    launchType: service.given['launchType'] ?? 'EC2',
    ...optional('networkConfiguration', service.given['networkConfiguration']),
    ...optional('serviceConnectConfiguration', service.given['serviceConnectConfiguration']),
    ...optional('volumeConfigurations', service.given['volumeConfigurations']),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

/** How many tasks a deployment should have: one that requests are moved from keeps all of them. */
export function desiredCountOf(service: Service, deployment: Deployment): number {
  const [primary] = service.deployments;
  const isHeld =
    primary !== undefined && isShifting(service)
      ? heldDeployments(service, primary).includes(deployment)
      : deployment.status === 'PRIMARY';
  return isHeld ? service.desiredCount : 0;
}

/** Tasks as ECS counts them. */
export function counts(tasks: readonly Task[]): {
  readonly runningCount: number;
  readonly pendingCount: number;
} {
  return {
    // A task that is being stopped still runs: ECS counts it until it is gone. One that could not start never ran.
    runningCount: tasks.filter(
      ({ lastStatus, startedAt }) =>
        lastStatus === 'RUNNING' ||
        (startedAt !== undefined && ['DEACTIVATING', 'STOPPING'].includes(lastStatus)),
    ).length,
    pendingCount: tasks.filter(
      ({ lastStatus }) => lastStatus === 'PENDING' || lastStatus === 'PROVISIONING',
    ).length,
  };
}

/** A service has a launch type or a capacity provider strategy, never both; Terraform sends an empty strategy. */
function launchOf(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const strategy = given['capacityProviderStrategy'];
  return Array.isArray(strategy) && strategy.length > 0
    ? { capacityProviderStrategy: strategy }
    : { launchType: given['launchType'] ?? 'EC2' };
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined || value === null ? {} : { [name]: value };
}
