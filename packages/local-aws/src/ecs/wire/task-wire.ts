import { attachmentWire } from '../network/task-interface';
import { architectureOf } from '../../hosts/instance-types';
import { requirementsOf } from '../requirements';
import type { Task, TaskContainer } from '../task';
import { taskHealth } from '../task-health';
import { seconds } from './service-wire';

/** A task as DescribeTasks tells it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
export function taskWire(
  task: Task,
  { withTags }: { readonly withTags: boolean },
): Record<string, unknown> {
  const { cpu, memoryMiB } = requirementsOf(task.definition);
  const ended = task.stoppingAt;
  return {
    taskArn: task.arn,
    clusterArn: task.clusterArn,
    containerInstanceArn: task.host.arn,
    taskDefinitionArn: task.definition.taskDefinitionArn,
    availabilityZone: task.host.availabilityZone,
    group: task.group,
    ...(task.capacityProvider === undefined
      ? { launchType: task.launchType ?? 'EC2' }
      : { capacityProviderName: task.capacityProvider }),
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: taskHealth(task),
    connectivity: 'CONNECTED',
    connectivityAt: seconds(task.createdAt),
    createdAt: seconds(task.createdAt),
    pullStartedAt: seconds(task.createdAt),
    ...(task.startedAt === undefined
      ? {}
      : { startedAt: seconds(task.startedAt), pullStoppedAt: seconds(task.startedAt) }),
    ...(ended === undefined
      ? {}
      : { stoppingAt: seconds(ended), executionStoppedAt: seconds(ended) }),
    ...(task.stoppedAt === undefined ? {} : { stoppedAt: seconds(task.stoppedAt) }),
    ...(task.startedBy === undefined ? {} : { startedBy: task.startedBy }),
    ...(task.stopCode === undefined
      ? {}
      : { stopCode: task.stopCode, stoppedReason: task.stoppedReason }),
    cpu: String(cpu),
    memory: String(memoryMiB),
    version: 1,
    enableExecuteCommand: task.enableExecuteCommand,
    attachments: task.networkInterface === undefined ? [] : [attachmentWire(task.networkInterface)],
    attributes: [{ name: 'ecs.cpu-architecture', value: architectureOf(task.host.instanceType) }],
    overrides: {
      containerOverrides: task.containers.map(({ definition }) => ({ name: definition.name })),
    },
    containers: task.containers.map((container) => containerWire(task, container)),
    tags: withTags ? task.tags : [],
  };
}

/** With an address of its own, nothing is bound on the host. */
function networkWire(
  { networkInterface }: Task,
  { bindings }: TaskContainer,
): Record<string, unknown> {
  if (networkInterface === undefined) {
    return { networkBindings: bindings, networkInterfaces: [] };
  }
  const { attachmentId, address } = networkInterface;
  return {
    networkBindings: [],
    networkInterfaces: address === undefined ? [] : [{ attachmentId, privateIpv4Address: address }],
  };
}

/** What ECS Exec talks to: here the engine itself, which is there as long as the container. */
function agentWire(
  { enableExecuteCommand }: Task,
  { lastStatus, startedAt }: TaskContainer,
): Record<string, unknown> {
  if (!enableExecuteCommand) {
    return {};
  }
  const since = startedAt === undefined ? {} : { lastStartedAt: seconds(startedAt) };
  return { managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus, ...since }] };
}

function containerWire(task: Task, container: TaskContainer): Record<string, unknown> {
  const { definition } = container;
  return {
    containerArn: container.arn,
    taskArn: task.arn,
    name: definition.name,
    image: definition.image,
    ...(container.runtimeId === undefined ? {} : { runtimeId: container.runtimeId }),
    lastStatus: container.lastStatus,
    healthStatus: container.healthStatus ?? 'UNKNOWN',
    ...networkWire(task, container),
    ...agentWire(task, container),
    cpu: String(definition.cpu ?? 0),
    ...(definition.memory === undefined ? {} : { memory: String(definition.memory) }),
    ...(definition.memoryReservation === undefined
      ? {}
      : { memoryReservation: String(definition.memoryReservation) }),
    ...(definition.restartPolicy?.enabled === true
      ? { restartCount: container.restartCount ?? 0 }
      : {}),
    ...(container.exitCode === undefined ? {} : { exitCode: container.exitCode }),
    ...(container.reason === undefined ? {} : { reason: container.reason }),
  };
}
