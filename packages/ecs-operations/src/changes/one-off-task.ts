import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Failure,
  type RunTaskCommandInput,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { inWords, serviceMissing } from '../explain-error';
import { remediesFor } from '../diagnosis/remedies';
import type { ServiceTarget } from '../services/service-target';

/** The service as ECS has it, for what a one-off task takes from it. */
export async function readRawService(target: ServiceTarget): Promise<Service> {
  const { clients, cluster, service, region } = target;
  const { services = [] } = await inWords(
    { action: 'ecs:DescribeServices', region, cluster, service },
    () => clients.ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
  );
  const [found] = services;
  if (found === undefined || found.status === 'INACTIVE') {
    throw serviceMissing(service, cluster, { deleted: found !== undefined });
  }
  return found;
}

/**
 * Starts one task beside a service: its revision, its place and network, another command.
 *
 * @throws Error with ECS's reason and what to do when no host takes it
 */
export async function startOneOff(
  target: ServiceTarget,
  like: Service,
  container: string,
  command: readonly string[],
): Promise<Task> {
  const providers = like.capacityProviderStrategy ?? [];
  return runTask(target, {
    cluster: target.cluster,
    taskDefinition: like.taskDefinition,
    count: 1,
    startedBy: 'ecs-operations run',
    overrides: { containerOverrides: [{ name: container, command: [...command] }] },
    ...(like.networkConfiguration?.awsvpcConfiguration === undefined
      ? {}
      : { networkConfiguration: like.networkConfiguration }),
    ...(providers.length > 0
      ? { capacityProviderStrategy: providers }
      : like.launchType === undefined
        ? {}
        : { launchType: like.launchType }),
    platformVersion: like.platformVersion,
    ...((like.placementConstraints ?? []).length === 0
      ? {}
      : { placementConstraints: like.placementConstraints }),
  });
}

/**
 * Starts one task.
 *
 * @throws Error with ECS's reason and what to do when no host takes it
 */
export async function runTask(
  { clients, cluster, service, region }: ServiceTarget,
  input: RunTaskCommandInput,
): Promise<Task> {
  const answer = await inWords({ action: 'ecs:RunTask', region, cluster, service }, () =>
    clients.ecs.send(new RunTaskCommand(input)),
  );
  const [task] = answer.tasks ?? [];
  if (task === undefined) {
    throw new NotPlaced(answer.failures ?? []);
  }
  return task;
}

/** Where the task stands; undefined when ECS does not know it (yet). */
export async function readOneOff(
  { clients, cluster, region }: ServiceTarget,
  taskArn: string,
): Promise<Task | undefined> {
  const { tasks = [] } = await inWords({ action: 'ecs:DescribeTasks', region, cluster }, () =>
    clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] })),
  );
  return tasks[0];
}

/** Ends it, for whoever pressed Ctrl-C. */
export async function stopOneOff(
  { clients, cluster, region }: ServiceTarget,
  task: string,
): Promise<void> {
  await inWords({ action: 'ecs:StopTask', region, cluster }, () =>
    clients.ecs.send(
      new StopTaskCommand({ cluster, task, reason: 'Interrupted in ecs-operations run' }),
    ),
  );
}

/** ECS took the call and found no host for the task. */
export class NotPlaced extends Error {
  /** ECS's own words. */
  readonly reason: string;

  constructor(failures: readonly Failure[]) {
    const reasons = [
      ...new Set(failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': '))),
    ];
    const [found] = remediesFor(reasons.map((text) => ({ source: 'host', text })));
    const reason = reasons.join('; ') || 'it gives no reason';
    super(
      `run: ECS started no task: ${reason}. ` +
        `Fix: ${found?.remedy.fix ?? 'compare what the task asks for with the hosts: ecs-operations status.'}`,
    );
    this.reason = reason;
  }
}
