import { ecsArn, nameOf, newDeploymentId, newRevisionNumber, regionOf } from './identifiers';
import type { Deployment, Service } from './service';
import type { TaskDefinition } from './task-definition';
import { addEvent } from './service-events';
import { firstShift } from './strategies/lifecycle';
import { otherSide } from './strategies/sides';
import { shiftsTraffic } from './strategies/strategy';
import { sourceOf } from './strategies/traffic';

const KEPT_DEPLOYMENTS = 20;

/** A new primary deployment; the others become ACTIVE until their tasks are gone. */
export function beginDeployment(service: Service, definition: TaskDefinition): Deployment {
  const { configuration } = service;
  const isShift = shiftsTraffic(configuration);
  const source = sourceFor(service);
  const sources = visibleDeployments(service).map((running) => running.id);
  const id = newDeploymentId();
  const region = regionOf(service.arn);
  const path = `${nameOf(service.clusterArn)}/${service.name}`;
  const deployment: Deployment = {
    id,
    definition,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    revisionArn: ecsArn(region, `service-revision/${path}/${newRevisionNumber()}`),
    configuration,
    sources,
    ...(source === undefined ? {} : { source: source.id }),
    side: isShift && source !== undefined ? otherSide(source.side) : (source?.side ?? 'primary'),
    ...(isShift ? { shift: firstShift(sources.some((other) => other !== source?.id)) } : {}),
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

/** The deployment that has the requests and that a new one takes the place of; undefined where none ever had all its tasks. */
function sourceFor(service: Service): Deployment | undefined {
  const running = visibleDeployments(service);
  return running.find(
    ({ id, rolloutState, shift }) =>
      rolloutState === 'COMPLETED' ||
      // What is gone back to, or has only the old tasks to end, is as good.
      (rolloutState === 'IN_PROGRESS' &&
        (shift?.stage === 'CLEAN_UP' || running.some(({ rolledBackTo }) => rolledBackTo === id))),
  );
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

/** Why a deployment failed: its tasks did not come up, alarms of it are in ALARM, or somebody stopped it. */
export type DeploymentFailure =
  | { readonly kind: 'breaker' }
  | { readonly kind: 'alarm'; readonly names: readonly string[] }
  | { readonly kind: 'stopped' };

/** Whether a deployment that fails now could still be gone back from: later its old tasks are being ended. */
export function canFail({ rolloutState, shift }: Deployment): boolean {
  return rolloutState === 'IN_PROGRESS' && shift?.stage !== 'CLEAN_UP';
}

/** What a deployment would go back to. */
export function goodBefore(service: Service, deployment: Deployment): Deployment | undefined {
  return deployment.shift === undefined
    ? service.deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED')
    : sourceOf(service, deployment);
}

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
  failed.failedBy = failure.kind;
  if (failure.kind === 'alarm') {
    failed.alarmsInAlarm = failure.names;
  }
  const { who, why, rollback } = wordsOf(service, failure);
  failed.rolloutStateReason = `${who}: ${why}.`;
  failed.updatedAt = failed.finishedAt = Date.now();
  addEvent(service, `(deployment ${failed.id}) deployment failed: ${why}.`);
  const good = goodBefore(service, failed);
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
  switch (failure.kind) {
    case 'breaker':
      return {
        who: 'ECS deployment circuit breaker',
        why: 'tasks failed to start',
        rollback: configuration.circuitBreaker.rollback,
      };
    case 'alarm':
      return {
        who: 'ECS deployment alarms',
        why: 'alarm detected',
        rollback: configuration.alarms?.rollback ?? false,
      };
    case 'stopped':
      return { who: 'StopServiceDeployment', why: 'rollback requested', rollback: true };
  }
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
