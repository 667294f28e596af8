import type {
  ContainerDefinition,
  ContainerDefinitionOptions,
  FullPortMapping,
} from './container-definition';
import type { Ec2NetworkMode } from './ec2-task-definition-props';

/** A container as it was asked for, with what is decided before it is checked. */
export function withDefaults(
  id: string,
  options: ContainerDefinitionOptions,
  networkMode: Ec2NetworkMode,
): ContainerDefinition {
  const { containerName = id, essential = true, portMappings = [] } = options;
  return {
    ...options,
    containerName,
    essential,
    portMappings: portMappings.map((mapping) => ({
      ...mapping,
      // On the host's own network, and on one of the task's own, there is nothing to map.
      hostPort: mapping.hostPort ?? (isMapped(networkMode) ? 0 : mapping.containerPort),
      protocol: mapping.protocol ?? 'tcp',
    })),
  };
}

function isMapped(networkMode: Ec2NetworkMode): boolean {
  return networkMode !== 'host' && networkMode !== 'awsvpc';
}

/** The port mappings, and ranges of container ports: ECS chooses all of their host ports. */
export function publishedPorts(container: ContainerDefinition): readonly FullPortMapping[] {
  const ranges = (container.containerPortRanges ?? []).map(({ from, to, protocol = 'tcp' }) => ({
    containerPort: from,
    lastContainerPort: to,
    hostPort: 0,
    protocol,
  }));
  return [...container.portMappings, ...ranges];
}
