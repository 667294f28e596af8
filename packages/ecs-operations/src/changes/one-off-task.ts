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
  { clients, cluster, service, region }: ServiceTarget,
  like: Service,
  container: string,
  command: readonly string[],
): Promise<Task> {
  const providers = like.capacityProviderStrategy ?? [];
  const input: RunTaskCommandInput = {
    cluster,
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
  };
  const answer = await inWords({ action: 'ecs:RunTask', region, cluster, service }, () =>
    clients.ecs.send(new RunTaskCommand(input)),
  );
  const [task] = answer.tasks ?? [];
  if (task === undefined) {
    throw notPlaced(answer.failures ?? []);
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

function notPlaced(failures: readonly Failure[]): Error {
  const reasons = [
    ...new Set(failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': '))),
  ];
  const [found] = remediesFor(reasons.map((text) => ({ source: 'host', text })));
  return new Error(
    `run: ECS started no task: ${reasons.join('; ') || 'it gives no reason'}. ` +
      `Fix: ${found?.remedy.fix ?? 'compare what the task asks for with the hosts: ecs-operations status.'}`,
  );
}
