import { isKnown, misuse } from '../support/validation';
import { publishedPorts } from './container-defaults';
import type { ContainerDefinition } from './container-definition';

/** Options that ECS refuses with `awsvpc`, and what there is instead. */
const REFUSED = {
  disableNetworking: 'the containers share the network interface of the task',
  hostname: 'ECS names the host after the address of the task',
  dnsServers:
    'the task asks the DNS servers of its subnet; set them in the DHCP options of the VPC',
  dnsSearchDomains: 'set the domain in the DHCP options of the VPC',
  extraHosts: 'give names with Cloud Map, Service Connect or a private hosted zone of Route 53',
} as const;

/**
 * Rules for containers that share the network interface of their task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export function checkAwsVpc(
  where: string,
  containers: readonly ContainerDefinition[],
  networkMode: string,
): void {
  if (networkMode !== 'awsvpc') {
    return;
  }
  const container = containers.at(-1);
  if (container === undefined) {
    return;
  }
  checkRefused(where, container);
  for (const { containerPort, hostPort } of container.portMappings) {
    if (isKnown(containerPort) && isKnown(hostPort) && hostPort !== containerPort) {
      throw misuse(where, {
        what: "with networkMode 'awsvpc' a container listens on the task's own address, so both ports are the same",
        got: `containerPort ${containerPort}, hostPort ${hostPort}`,
        fix: 'Leave hostPort out.',
      });
    }
  }
  checkShared(where, containers);
}

function checkRefused(where: string, container: ContainerDefinition): void {
  for (const [option, instead] of Object.entries(REFUSED)) {
    const value = container[option as keyof typeof REFUSED];
    const absent = value === undefined || value === false;
    if (absent || (typeof value === 'object' && Object.keys(value).length === 0)) {
      continue;
    }
    throw misuse(where, {
      what: `ECS takes no ${option} with networkMode 'awsvpc'`,
      got: JSON.stringify(value),
      fix: `Remove ${option}: ${instead}.`,
    });
  }
}

/** Ports that a container listens on. */
interface Listening {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
  readonly containerName: string;
}

/** All containers of a task listen on one address. */
function checkShared(where: string, containers: readonly ContainerDefinition[]): void {
  const taken: Listening[] = [];
  for (const one of containers.flatMap(listeningPorts)) {
    const holder = taken.find(
      ({ first, last, protocol }) =>
        protocol === one.protocol && first <= one.last && one.first <= last,
    );
    if (holder !== undefined) {
      const port = `${Math.max(holder.first, one.first)}/${one.protocol}`;
      throw misuse(where, {
        what: "with networkMode 'awsvpc' the containers of a task share its address, so that each port is there once",
        got: `${port} in ${holder.containerName} and in ${one.containerName}`,
        fix: 'Let one of them listen on another containerPort.',
      });
    }
    taken.push(one);
  }
}

function listeningPorts(container: ContainerDefinition): readonly Listening[] {
  return publishedPorts(container)
    .map(({ containerPort: first, lastContainerPort: last = first, protocol }) => ({
      first,
      last,
      protocol,
      containerName: container.containerName,
    }))
    .filter(({ first, last }) => isKnown(first) && isKnown(last));
}
