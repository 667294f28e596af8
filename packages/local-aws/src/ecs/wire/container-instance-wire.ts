import type { Host } from '../../hosts/host';
import { attributesOf, type EcsState } from '../state';
import { seconds } from './service-wire';

/**
 * A host as DescribeContainerInstances tells it.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
 */
export function containerInstanceWire(host: Host, state: EcsState): Record<string, unknown> {
  const free = state.freeOn(host);
  const tasks = state.tasksOn(host);
  const provider = state.capacity.providerOf(host);
  const resources = (cpu: number, memoryMiB: number, ports: readonly number[]): unknown[] => [
    { name: 'CPU', type: 'INTEGER', integerValue: cpu, doubleValue: 0, longValue: 0 },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memoryMiB, doubleValue: 0, longValue: 0 },
    {
      name: 'PORTS',
      type: 'STRINGSET',
      stringSetValue: ports.map(String),
      integerValue: 0,
      doubleValue: 0,
      longValue: 0,
    },
    {
      name: 'PORTS_UDP',
      type: 'STRINGSET',
      stringSetValue: [],
      integerValue: 0,
      doubleValue: 0,
      longValue: 0,
    },
  ];
  return {
    containerInstanceArn: host.arn,
    ec2InstanceId: host.instanceId,
    version: 1,
    versionInfo: {
      agentVersion: '1.98.0',
      agentHash: 'local-aws',
      dockerVersion: 'DockerVersion: 25.0.8',
    },
    registeredResources: resources(host.cpu, host.memoryMiB, state.reservedPorts),
    remainingResources: resources(free.cpu, free.memoryMiB, free.usedPorts),
    status: host.status,
    ...(provider === undefined ? {} : { capacityProviderName: provider.name }),
    agentConnected: true,
    runningTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(
      ({ lastStatus }) => lastStatus === 'PENDING' || lastStatus === 'PROVISIONING',
    ).length,
    registeredAt: seconds(host.registeredAt),
    attributes: [
      ...AGENT_CAPABILITIES.map((name) => ({ name })),
      ...Object.entries(attributesOf(host)).map(([name, value]) => ({ name, value })),
    ],
    attachments: [],
    tags: [],
  };
}

const AGENT_CAPABILITIES: readonly string[] = [
  'com.amazonaws.ecs.capability.docker-remote-api.1.44',
  'com.amazonaws.ecs.capability.ecr-auth',
  'com.amazonaws.ecs.capability.logging-driver.awslogs',
  'com.amazonaws.ecs.capability.logging-driver.json-file',
  'ecs.capability.execution-role-awslogs',
  'ecs.capability.execution-role-ecr-pull',
];
