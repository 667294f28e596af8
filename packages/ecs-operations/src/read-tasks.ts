import {
  type Container,
  DescribeTasksCommand,
  type NetworkBinding,
  paginateListTasks,
  type Task,
} from '@aws-sdk/client-ecs';
import { chunksOf } from './chunks';
import type { EcsClients } from './clients';
import type { ContainerStatus, PublishedPort, ServiceReference, TaskStatus } from './ecs-status';
import { inWords } from './explain-error';
import { byText } from './wording';

/** DescribeTasks takes at most 100 tasks. */
const BATCH = 100;

/** `RUNNING`: tasks that should run, pending ones too. `STOPPED`: tasks stopped within the last hour, or stopping. */
export async function readTasks(
  clients: EcsClients,
  reference: ServiceReference,
  desiredStatus: 'RUNNING' | 'STOPPED',
  region: string,
): Promise<readonly TaskStatus[]> {
  const { cluster, service } = reference;
  const context = { region, cluster, service };
  const arns: string[] = [];
  await inWords({ action: 'ecs:ListTasks', ...context }, async () => {
    const pages = paginateListTasks(
      { client: clients.ecs },
      { cluster, serviceName: service, desiredStatus },
    );
    for await (const page of pages) {
      arns.push(...(page.taskArns ?? []));
    }
  });
  const found: Task[] = [];
  await inWords({ action: 'ecs:DescribeTasks', ...context }, async () => {
    for (const tasks of chunksOf(arns, BATCH)) {
      const answer = await clients.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
      found.push(...(answer.tasks ?? []));
    }
  });
  return found.map(taskStatus).sort(newestFirst);
}

/** ECS's task in our terms. */
export function taskStatus(task: Task): TaskStatus {
  return {
    taskArn: task.taskArn ?? '',
    taskDefinitionArn: task.taskDefinitionArn ?? '',
    lastStatus: task.lastStatus ?? 'UNKNOWN',
    desiredStatus: task.desiredStatus ?? 'UNKNOWN',
    containerInstanceArn: task.containerInstanceArn,
    availabilityZone: task.availabilityZone,
    launchType: task.launchType,
    startedBy: task.startedBy,
    createdAt: task.createdAt,
    privateIp: task.attachments
      ?.flatMap(({ details = [] }) => details)
      .find(({ name }) => name === 'privateIPv4Address')?.value,
    healthStatus: task.healthStatus,
    startedAt: task.startedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    containers: (task.containers ?? []).map(containerStatus),
  };
}

function containerStatus(container: Container): ContainerStatus {
  return {
    name: container.name ?? '',
    image: container.image ?? '',
    imageDigest: container.imageDigest,
    runtimeId: container.runtimeId,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    ports: publishedPorts(container.networkBindings ?? []),
  };
}

/** A host with IPv6 binds each port twice, to 0.0.0.0 and to ::; that is one published port. */
function publishedPorts(bindings: readonly NetworkBinding[]): readonly PublishedPort[] {
  const ports = new Map<string, PublishedPort>();
  for (const { hostPort, containerPort, protocol = 'tcp' } of bindings) {
    if (hostPort === undefined || hostPort === 0) {
      continue;
    }
    ports.set(`${hostPort}/${protocol}`, {
      hostPort,
      containerPort,
      protocol,
    });
  }
  return [...ports.values()];
}

function newestFirst(a: TaskStatus, b: TaskStatus): number {
  const time = (task: TaskStatus) => Number(task.stoppedAt ?? task.startedAt ?? Infinity);
  // A task without a start is newer than all: it is about to start. Two of them keep their order.
  const [left, right] = [time(a), time(b)];
  return left === right ? byText(a.taskArn, b.taskArn) : right - left;
}
