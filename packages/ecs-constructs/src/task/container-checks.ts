import type { Construct } from 'constructs';
import { checkSecretNames } from '../secrets/secret-names';
import {
  describeProblem,
  ecsName,
  isKnown,
  misuse,
  requireInteger,
  requireName,
  requireTexts,
  sumOfKnown,
} from '../support/validation';
import type {
  ContainerDefinition,
  ContainerHealthCheck,
  FullPortMapping,
} from './container-definition';
import { requireRouter } from './container-references';
import type { TaskReservation } from './task-definition';

/** Ports that the host needs for itself: SSH, the Docker API and the ECS agent. */
const RESERVED_HOST_PORTS = [22, 2375, 2376, 51678, 51679, 51680];

/** Below this, Docker refuses to start a container. */
const MIN_CONTAINER_MEMORY_MIB = 6;

/** The options that are maps of texts. */
const MAPS = ['environment', 'dockerLabels', 'systemControls', 'extraHosts'] as const;

const HEALTH_CHECK_FIX = "Write it like ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'].";

/** Rules that concern one container only. `where` is the container's path. */
export function checkContainer(
  where: string,
  container: ContainerDefinition,
  networkMode: string,
): void {
  requireName(where, container.containerName, ecsName('containerName'));
  requireInteger(where, container.cpu, { name: 'cpu', min: 0, unit: 'CPU units' });
  requireInteger(where, container.stopTimeoutSeconds, {
    name: 'stopTimeoutSeconds',
    min: 1,
    unit: 's',
  });
  checkMemory(where, container);
  for (const mapping of container.portMappings) {
    checkPort(where, mapping, networkMode);
  }
  if (container.healthCheck !== undefined) {
    checkHealthCheck(where, container.healthCheck);
  }
  for (const option of MAPS) {
    requireTexts(where, option, container[option]);
  }
  requireTexts(where, 'fireLensRouter.options', container.fireLensRouter?.options);
  requireRouter(where, container.fireLensRouter);
  checkSecretNames(where, container.environment ?? {}, container.plainEnvironmentNames ?? []);
}

/** Rules that concern a container together with those that are there already. */
export function checkTogether(
  where: string,
  containers: readonly ContainerDefinition[],
  task: TaskReservation,
): void {
  checkNumber(where, containers);
  checkNames(where, containers);
  checkPorts(where, containers);
  checkCpuSum(where, containers, task.cpu);
  checkMemorySum(where, containers, task.memoryMiB);
}

/** Rules that can only be checked when all containers are there. */
export function missingContainers(
  task: Construct,
  containers: readonly ContainerDefinition[],
): readonly string[] {
  if (containers.length === 0) {
    return [
      describeProblem({
        what: 'a task needs a container',
        got: 'none',
        fix: `Call addContainer on ${task.node.path}.`,
      }),
    ];
  }
  if (containers.some(({ essential }) => essential)) {
    return [];
  }
  const names = containers.map(({ containerName }) => containerName).join(', ');
  return [
    describeProblem({
      what: 'at least one container must be essential, or the task would never stop',
      got: `none of ${names}`,
      fix: 'Leave essential out for the main container.',
    }),
  ];
}

function checkMemory(where: string, container: ContainerDefinition): void {
  const { memoryReservationMiB: soft, memoryLimitMiB: hard } = container;
  const min = MIN_CONTAINER_MEMORY_MIB;
  requireInteger(where, soft, { name: 'memoryReservationMiB', min, unit: 'MiB' });
  requireInteger(where, hard, { name: 'memoryLimitMiB', min, unit: 'MiB' });
  if (!isKnown(soft) || !isKnown(hard) || soft <= hard) {
    return;
  }
  throw misuse(where, {
    what: 'the soft limit may not be above the hard limit',
    got: `memoryReservationMiB ${soft}, memoryLimitMiB ${hard}`,
    fix: 'Lower memoryReservationMiB or raise memoryLimitMiB.',
  });
}

function checkPort(where: string, mapping: FullPortMapping, networkMode: string): void {
  const { containerPort, hostPort } = mapping;
  requireInteger(where, containerPort, { name: 'containerPort', min: 1, max: 65_535 });
  requireInteger(where, hostPort, { name: 'hostPort', min: 0, max: 65_535 });
  if (networkMode === 'none') {
    throw misuse(where, {
      what: "a task with networkMode 'none' has no network to map ports from",
      got: `containerPort ${containerPort}`,
      fix: "Remove the mapping or use networkMode 'bridge'.",
    });
  }
  if (networkMode !== 'awsvpc' && RESERVED_HOST_PORTS.includes(hostPort)) {
    throw misuse(where, {
      what: `the host needs the ports ${RESERVED_HOST_PORTS.join(', ')} for itself`,
      got: `hostPort ${hostPort}`,
      fix: 'Publish another host port.',
    });
  }
  const bothKnown = isKnown(containerPort) && isKnown(hostPort);
  if (networkMode === 'host' && bothKnown && hostPort !== containerPort) {
    throw misuse(where, {
      what: "with networkMode 'host' the container listens on the host itself, so both ports are the same",
      got: `containerPort ${containerPort}, hostPort ${hostPort}`,
      fix: "Make them equal or use networkMode 'bridge'.",
    });
  }
}

function checkHealthCheck(where: string, check: ContainerHealthCheck): void {
  if (check.command.length === 0) {
    throw misuse(where, {
      what: 'a health check needs a command',
      got: 'an empty list',
      fix: HEALTH_CHECK_FIX,
    });
  }
  const [how = '', ...words] = check.command;
  if (isKnown(how) && (how === 'CMD-SHELL' ? words.length !== 1 : how !== 'CMD')) {
    throw misuse(where, {
      what: "the command of a health check begins with 'CMD', or is 'CMD-SHELL' and one line of shell",
      got: JSON.stringify(check.command),
      fix: HEALTH_CHECK_FIX,
    });
  }
  // A shell that is given nothing ends with 0: such a container is healthy whatever happens.
  if (isKnown(how) && (words[0] === undefined || words[0].trim() === '')) {
    throw misuse(where, {
      what: `a health check says what to run behind '${how}'`,
      got: JSON.stringify(check.command),
      fix: HEALTH_CHECK_FIX,
    });
  }
  const range = (name: string, min: number, max: number) => ({ name, min, max });
  requireInteger(where, check.intervalSeconds, range('healthCheck.intervalSeconds', 5, 300));
  requireInteger(where, check.timeoutSeconds, range('healthCheck.timeoutSeconds', 2, 60));
  requireInteger(where, check.retries, range('healthCheck.retries', 1, 10));
  requireInteger(where, check.startPeriodSeconds, range('healthCheck.startPeriodSeconds', 0, 300));
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;

function checkNumber(where: string, containers: readonly ContainerDefinition[]): void {
  if (containers.length <= MAX_CONTAINERS) {
    return;
  }
  throw misuse(where, {
    what: `a task definition may have ${MAX_CONTAINERS} containers`,
    got: containers.length,
    fix: 'Put containers that need not run on one host into a task of their own.',
  });
}

function checkNames(where: string, containers: readonly ContainerDefinition[]): void {
  const names = containers.map(({ containerName }) => containerName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) {
    return;
  }
  throw misuse(where, {
    what: 'the containers of a task have different names',
    got: `${twice} more than once`,
    fix: 'Change containerName.',
  });
}

function checkPorts(where: string, containers: readonly ContainerDefinition[]): void {
  const taken = new Map<string, string>();
  for (const { containerName, portMappings } of containers) {
    for (const { hostPort, protocol } of portMappings) {
      if (!isKnown(hostPort) || hostPort === 0) {
        continue;
      }
      const key = `${hostPort}/${protocol}`;
      const holder = taken.get(key);
      if (holder !== undefined) {
        throw misuse(where, {
          what: 'a host port can be mapped once in a task',
          got: `${key} in ${holder} and in ${containerName}`,
          fix: 'Use another hostPort for one of them.',
        });
      }
      taken.set(key, containerName);
    }
  }
}

function checkCpuSum(
  where: string,
  containers: readonly ContainerDefinition[],
  limit: number | undefined,
): void {
  const sum = sumOfKnown(containers.map(({ cpu }) => cpu ?? 0));
  if (!isKnown(limit) || sum === undefined || sum <= limit) {
    return;
  }
  throw misuse(where, {
    what: `the containers may use the ${limit} CPU units of the task together`,
    got: `${sum} (${containers.map(({ containerName, cpu = 0 }) => `${containerName} ${cpu}`).join(' + ')})`,
    fix: 'Raise cpu on the task or lower it on a container.',
  });
}

function checkMemorySum(
  where: string,
  containers: readonly ContainerDefinition[],
  limit: number | undefined,
): void {
  const reserved = containers.map(reservedMemory);
  if (limit === undefined) {
    const without = containers.find((container) => reservedMemory(container) === undefined);
    if (without === undefined) {
      return;
    }
    throw misuse(where, {
      what: 'without a memory size on the task every container needs one',
      got: `neither memoryReservationMiB nor memoryLimitMiB on ${without.containerName}`,
      fix: 'Set memoryMiB on the task or one of the two on the container.',
    });
  }
  if (!isKnown(limit)) {
    return;
  }
  const tooBig = containers.find(
    ({ memoryLimitMiB }) => isKnown(memoryLimitMiB) && memoryLimitMiB > limit,
  );
  if (tooBig !== undefined) {
    throw misuse(where, {
      what: `no container may use more than the ${limit} MiB of the task`,
      got: `memoryLimitMiB ${tooBig.memoryLimitMiB} on ${tooBig.containerName}`,
      fix: 'Raise memoryMiB on the task or lower memoryLimitMiB.',
    });
  }
  const sum = sumOfKnown(reserved.map((value) => value ?? 0));
  if (sum === undefined || sum <= limit) {
    return;
  }
  const parts = containers.map(
    (container) => `${container.containerName} ${reservedMemory(container) ?? 0}`,
  );
  throw misuse(where, {
    what: `the containers may reserve the ${limit} MiB of the task together`,
    got: `${sum} MiB (${parts.join(' + ')})`,
    fix: 'Raise memoryMiB on the task or lower memoryReservationMiB on a container.',
  });
}

/** ECS sets aside the soft limit, and the hard limit where there is no soft one. */
function reservedMemory(container: ContainerDefinition): number | undefined {
  return container.memoryReservationMiB ?? container.memoryLimitMiB;
}
