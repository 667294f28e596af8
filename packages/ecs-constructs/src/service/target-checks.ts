import { describeProblem, isKnown } from '../support/validation';
import type { ContainerDefinition } from '../task/container-definition';
import { type AttachedTarget, portsOf, type TargetPort } from './load-balancer-target';

/** What ECS lets a container finish in, where nobody says otherwise. */
const STOP_TIMEOUT_SECONDS = 30;

/** Why a load balancer would never find a port of a task. Containers of imported task definitions are not known. */
export function targetProblems(
  target: AttachedTarget,
  containers: readonly ContainerDefinition[],
): readonly string[] {
  if (containers.length === 0) {
    return isComplete(target) ? [] : [describeProblem(unnamedPort(target))];
  }
  const ports = portsOf(target, containers);
  const [port, ...others] = ports;
  if (port === undefined) {
    return [describeProblem(noSuchPort(target, containers))];
  }
  if (others.length > 0) {
    return [describeProblem(severalPorts(target, ports))];
  }
  return healthCheckProblems(target, containers);
}

/** What is legal and will surprise. */
export function targetWarnings(
  target: AttachedTarget,
  containers: readonly ContainerDefinition[],
): readonly string[] {
  const [port] = portsOf(target, containers);
  const { deregistrationDelaySeconds: delay, protocol, node } = target.targetGroup;
  const stop = port?.container.stopTimeoutSeconds ?? STOP_TIMEOUT_SECONDS;
  if (port === undefined || protocol !== 'HTTP' || !isKnown(delay) || !isKnown(stop)) {
    return [];
  }
  if (stop >= delay) {
    return [];
  }
  return [
    describeProblem({
      what:
        'a task that is stopped with its host is killed while the load balancer still lets requests finish: container ' +
        `${port.container.containerName} has ${stop} s, and they may take ${delay} s`,
      got: `stopTimeoutSeconds ${stop}, deregistrationDelaySeconds ${delay} of ${node.path}`,
      fix: 'Raise stopTimeoutSeconds of the container, or lower deregistrationDelaySeconds.',
    }),
  ];
}

function isComplete({ containerName, containerPort }: AttachedTarget): boolean {
  return containerName !== undefined && containerPort !== undefined;
}

function unnamedPort({ targetGroup }: AttachedTarget) {
  return {
    what: `the containers of an imported task definition are not known, so ${targetGroup.node.path} must be told the port`,
    got: 'no containerName and containerPort',
    fix: "Name both: service.loadBalancerTarget({ containerName: 'web', containerPort: 8080 }).",
  };
}

function noSuchPort(
  { containerName, containerPort, targetGroup }: AttachedTarget,
  containers: readonly ContainerDefinition[],
) {
  const asked = [
    containerName === undefined ? '' : ` of container ${containerName}`,
    containerPort === undefined ? '' : ` ${containerPort}`,
  ];
  return {
    what: `${targetGroup.node.path} sends requests to TCP port${asked[1]}${asked[0]}, which the task does not have`,
    got: describePorts(portsOf({}, containers)),
    fix: 'Add it to portMappings of the container, or name another one in loadBalancerTarget.',
  };
}

function severalPorts({ targetGroup }: AttachedTarget, ports: readonly TargetPort[]) {
  return {
    what: `${targetGroup.node.path} sends requests to one port of a task`,
    got: describePorts(ports),
    fix: 'Choose with service.loadBalancerTarget({ containerName, containerPort }).',
  };
}

/** A health check goes to the host: ECS chooses another port there for every task, unless it is a static one. */
function healthCheckProblems(
  { targetGroup }: AttachedTarget,
  containers: readonly ContainerDefinition[],
): readonly string[] {
  const { port } = targetGroup.healthCheck;
  const mappings = containers.flatMap(({ portMappings }) => portMappings);
  const unknown = mappings.some(({ hostPort }) => !isKnown(hostPort));
  const isThere = mappings.some(
    ({ hostPort, protocol }) => hostPort === port && protocol === 'tcp',
  );
  if (!isKnown(port) || unknown || isThere) {
    return [];
  }
  return [
    describeProblem({
      what: `the health check of ${targetGroup.node.path} asks host port ${port}, on which no container of the task listens`,
      got: describeHostPorts(mappings.map(({ hostPort }) => hostPort)),
      fix: 'Leave healthCheck.port out: it then asks the port that serves, which ECS registers.',
    }),
  ];
}

function describePorts(ports: readonly TargetPort[]): string {
  const names = ports.map(
    ({ container, mapping }) => `${container.containerName} ${mapping.containerPort}`,
  );
  return names.length === 0 ? 'no TCP port' : names.join(', ');
}

function describeHostPorts(ports: readonly number[]): string {
  const fixed = ports.filter((port) => port !== 0);
  return fixed.length === 0 ? 'host ports that ECS chooses' : `host port ${fixed.join(', ')}`;
}
