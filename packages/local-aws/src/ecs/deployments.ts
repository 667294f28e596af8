import { ecsArn, nameOf, newDeploymentId, newRevisionNumber, regionOf } from './identifiers';
import type { Deployment, Service } from './service';
import type { TaskDefinition } from './task-definition';
import { addEvent } from './service-events';

const KEPT_DEPLOYMENTS = 20;

/** A new primary deployment; the others become ACTIVE until their tasks are gone. */
export function beginDeployment(service: Service, definition: TaskDefinition): Deployment {
  const id = newDeploymentId();
  const region = regionOf(service.arn);
  const path = `${nameOf(service.clusterArn)}/${service.name}`;
  const deployment: Deployment = {
    id,
    definition,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    revisionArn: ecsArn(region, `service-revision/${path}/${newRevisionNumber()}`),
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
  };
  for (const other of service.deployments) {
    if (other.status === 'PRIMARY') {
      other.status = 'ACTIVE';
    }
  }
  service.deployments = [deployment, ...service.deployments].slice(0, KEPT_DEPLOYMENTS);
  return deployment;
}

/** The primary deployment has all its tasks and nothing older runs. */
export function completeDeployment(service: Service): void {
  const [primary, ...older] = service.deployments;
  for (const deployment of older) {
    retire(deployment);
  }
  if (primary?.rolloutState !== 'IN_PROGRESS') {
    return;
  }
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = primary.finishedAt = Date.now();
  addEvent(service, `(deployment ${primary.id}) deployment completed.`);
}

/** Why a deployment failed: its tasks did not come up, or alarms of it are in ALARM. */
export type DeploymentFailure =
  { readonly kind: 'breaker' } | { readonly kind: 'alarm'; readonly names: readonly string[] };

/**
 * Fails the primary deployment and, when asked and possible, makes the last good one primary again.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function failDeployment(
  service: Service,
  failure: DeploymentFailure = { kind: 'breaker' },
): void {
  const [failed] = service.deployments;
  if (failed === undefined) {
    return;
  }
  failed.rolloutState = 'FAILED';
  if (failure.kind === 'alarm') {
    failed.alarmsInAlarm = failure.names;
  }
  const { who, why, rollback } = wordsOf(service, failure);
  failed.rolloutStateReason = `${who}: ${why}.`;
  failed.updatedAt = failed.finishedAt = Date.now();
  addEvent(service, `(deployment ${failed.id}) deployment failed: ${why}.`);
  const good = service.deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  if (!rollback || good === undefined) {
    return;
  }
  failed.status = 'ACTIVE';
  good.status = 'PRIMARY';
  good.rolloutState = 'IN_PROGRESS';
  good.rolloutStateReason = `${who}: rolling back to deploymentId ${good.id}.`;
  good.updatedAt = Date.now();
  failed.rolledBackTo = good.id;
  service.deployments = [good, ...service.deployments.filter((deployment) => deployment !== good)];
  addEvent(service, `rolling back to deployment ${good.id}.`);
}

function wordsOf({ configuration }: Service, failure: DeploymentFailure) {
  return failure.kind === 'breaker'
    ? {
        who: 'ECS deployment circuit breaker',
        why: 'tasks failed to start',
        rollback: configuration.circuitBreaker.rollback,
      }
    : {
        who: 'ECS deployment alarms',
        why: 'alarm detected',
        rollback: configuration.alarms?.rollback ?? false,
      };
}

/** The deployments DescribeServices shows. */
export function visibleDeployments(service: Service): readonly Deployment[] {
  return service.deployments.filter(({ status }) => status !== 'INACTIVE');
}

function retire(deployment: Deployment): void {
  if (deployment.status === 'INACTIVE') {
    return;
  }
  deployment.status = 'INACTIVE';
  deployment.finishedAt ??= Date.now();
}
