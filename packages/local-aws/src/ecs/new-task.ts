import { ecsArn, nameOf, newHexId, regionOf } from './identifiers';
import { randomUUID } from 'node:crypto';
import type { KnownSubnet } from './network/network-configuration';
import { newInterface } from './network/task-interface';
import type { Host } from '../hosts/host';
import type { Deployment, Service } from './service';
import { groupOn } from './strategies/sides';
import type { ServiceLoadBalancer, Tag, Task } from './task';
import type { TaskDefinition } from './task-definition';

/** What distinguishes one task from another of the same definition. */
export interface NewTaskOptions {
  readonly definition: TaskDefinition;
  readonly host: Host;
  readonly group: string;
  readonly startedBy?: string;
  readonly launchType?: string;
  readonly capacityProvider?: string;
  readonly tags?: readonly Tag[];
  readonly enableExecuteCommand?: boolean;
  readonly isDaemon?: boolean;
  readonly balanced?: readonly ServiceLoadBalancer[];
  /** Those that the task may take its address from. */
  readonly subnets?: readonly KnownSubnet[];
}

/** A task placed on a host, not started yet. */
export function createTask(options: NewTaskOptions): Task {
  const { definition, host, tags = [], enableExecuteCommand = false } = options;
  const region = regionOf(host.arn);
  const cluster = nameOf(host.clusterArn);
  const id = newHexId();
  return {
    id,
    arn: ecsArn(region, `task/${cluster}/${id}`),
    clusterArn: host.clusterArn,
    definition,
    host,
    group: options.group,
    createdAt: Date.now(),
    tags,
    enableExecuteCommand,
    ...(options.startedBy === undefined ? {} : { startedBy: options.startedBy }),
    ...(options.launchType === undefined ? {} : { launchType: options.launchType }),
    ...(options.capacityProvider === undefined
      ? {}
      : { capacityProvider: options.capacityProvider }),
    ...(options.isDaemon === true ? { isDaemon: true } : {}),
    ...interfaceOf(options),
    ...(options.balanced === undefined ? {} : { balanced: options.balanced }),
    containers: definition.containerDefinitions.map((container) => ({
      arn: ecsArn(region, `container/${cluster}/${id}/${randomUUID()}`),
      definition: container,
      lastStatus: 'PENDING',
      runtime: 'container',
      bindings: [],
      notices: [],
    })),
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
  };
}

/** In the zone of the host. */
function interfaceOf({ host, subnets }: NewTaskOptions): Pick<Task, 'networkInterface'> {
  const subnet = subnets?.find(({ zone }) => zone === host.availabilityZone);
  return subnet === undefined ? {} : { networkInterface: newInterface(subnet.id, subnet.vpcId) };
}

/** A task of a service, with the tags the service passes on. */
export function createServiceTask(
  service: Service,
  deployment: Deployment,
  host: Host,
  options: Pick<NewTaskOptions, 'capacityProvider' | 'subnets'> = {},
): Task {
  const { capacityProvider, subnets } = options;
  const { given } = service;
  const balanced = loadBalancersOf(given).flatMap((balancer) => {
    const { containerName, containerPort } = balancer;
    const targetGroupArn = groupOn(balancer, deployment.side);
    return targetGroupArn === undefined ? [] : [{ targetGroupArn, containerName, containerPort }];
  });
  const managed: readonly Tag[] =
    given['enableECSManagedTags'] === true
      ? [
          { key: 'aws:ecs:clusterName', value: nameOf(service.clusterArn) },
          { key: 'aws:ecs:serviceName', value: service.name },
        ]
      : [];
  return createTask({
    definition: deployment.definition,
    host,
    group: `service:${service.name}`,
    startedBy: deployment.id,
    ...(capacityProvider === undefined ? { launchType: 'EC2' } : { capacityProvider }),
    tags: [...(given['propagateTags'] === 'SERVICE' ? service.tags : []), ...managed],
    enableExecuteCommand: given['enableExecuteCommand'] === true,
    ...(given['schedulingStrategy'] === 'DAEMON' ? { isDaemon: true } : {}),
    ...(balanced.length === 0 ? {} : { balanced }),
    ...(subnets === undefined ? {} : { subnets }),
  });
}

/** The load balancers that a service was given. */
export function loadBalancersOf(
  given: Readonly<Record<string, unknown>>,
): readonly ServiceLoadBalancer[] {
  return (given['loadBalancers'] ?? []) as readonly ServiceLoadBalancer[];
}
