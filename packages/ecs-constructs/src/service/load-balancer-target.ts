import type { ITargetGroup, TargetGroupUse } from '../load-balancing/load-balancing-contract';
import type { ContainerDefinition, FullPortMapping } from '../task/container-definition';

/** The port of a container that a load balancer sends requests to. */
export interface LoadBalancerTargetOptions {
  /** @default - the container that has the port */
  readonly containerName?: string;
  /** @default - the only TCP port of the container, or of the task */
  readonly containerPort?: number;
}

/** A target group that the tasks of a service are registered in, with one of their ports. */
export interface AttachedTarget extends LoadBalancerTargetOptions {
  readonly targetGroup: ITargetGroup;
  readonly uses: readonly TargetGroupUse[];
}

/** A port of a container. */
export interface TargetPort {
  readonly container: ContainerDefinition;
  readonly mapping: FullPortMapping;
}

/** The ports that are meant: one, unless the target is wrong. */
export function portsOf(
  options: LoadBalancerTargetOptions,
  containers: readonly ContainerDefinition[],
): readonly TargetPort[] {
  return containers.flatMap((container) =>
    container.portMappings
      .filter((mapping) => isMeant(options, mapping, container.containerName))
      .map((mapping) => ({ container, mapping })),
  );
}

/** Whether a port of a container is the one, or may be. */
export function isMeant(
  { containerName, containerPort }: LoadBalancerTargetOptions,
  mapping: FullPortMapping,
  name: string,
): boolean {
  return (
    mapping.protocol === 'tcp' &&
    (containerName === undefined || containerName === name) &&
    (containerPort === undefined || containerPort === mapping.containerPort)
  );
}
