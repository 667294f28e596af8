import { randomUUID } from 'node:crypto';
import type { Service } from './service';
import type { Task } from './task';
import type { Placement } from './placement/place-task';

const KEPT_EVENTS = 100;
const REPEAT_MS = 60_000;
const SEE =
  'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

/**
 * Adds an event in ECS's own words; a message equal to the last one comes back after a minute at the earliest.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function addEvent(service: Service, words: string): void {
  const message = `(service ${service.name}) ${words}`;
  const [last] = service.events;
  if (last?.message === message && Date.now() - last.createdAt < REPEAT_MS) {
    return;
  }
  service.events = [{ id: randomUUID(), createdAt: Date.now(), message }, ...service.events].slice(
    0,
    KEPT_EVENTS,
  );
}

/** `has started 1 tasks: (task ..).` */
export function startedWords(tasks: readonly Task[]): string {
  return `has started ${tasks.length} tasks: ${listed(tasks)}.`;
}

/** `has stopped 1 running tasks: (task ..).` */
export function stoppedWords(tasks: readonly Task[]): string {
  return `has stopped ${tasks.length} running tasks: ${listed(tasks)}.`;
}

/** `(task ..) failed container health checks.`, or what a load balancer found. */
export function unhealthyWords({ id, host, failedHealthChecks }: Task): string {
  if (typeof failedHealthChecks !== 'object') {
    return `(task ${id}) failed container health checks.`;
  }
  const { target, why } = failedHealthChecks;
  return (
    `(task ${id}) (instance ${host.instanceId}) (port ${target.port}) is unhealthy in ` +
    `(target-group ${target.groupArn}) due to (reason ${why}).`
  );
}

/** Why no host was good enough, with what holds its ports when that is outside ECS. */
export function unplacedWords(
  placement: Exclude<Placement, { host: string }>,
  takenPorts: readonly string[],
): string {
  const start =
    'was unable to place a task because no container instance met all of its requirements.';
  if (!('closest' in placement)) {
    return `${start} Reason: No Container Instances were found in your cluster. ${SEE}`;
  }
  const why = {
    attribute: 'is missing an attribute required by your task',
    memory: 'has insufficient memory available',
    cpu: 'has insufficient CPU units available',
    port: 'is already using a port required by your task',
    eni: 'encountered error "RESOURCE:ENI"',
  }[placement.refused];
  const outside =
    placement.refused === 'port' && takenPorts.length > 0 ? ` ${takenPorts.join(' ')}` : '';
  return `${start} The closest matching (container-instance ${placement.closest}) ${why}. ${SEE}${outside}`;
}

function listed(tasks: readonly Task[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(' ');
}
