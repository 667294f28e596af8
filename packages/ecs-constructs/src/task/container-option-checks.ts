import { isIP } from 'node:net';
import { posix } from 'node:path';
import { isKnown, misuse, requireInteger, requireName } from '../support/validation';
import type { ContainerDefinition, Ulimit } from './container-definition';
import { checkKernel, type SharedNamespaces } from './kernel-checks';
import { requireMountOptions } from './mount-options';

/** Rules for the options of one container that do not concern its size, its name or its host ports. */
export function checkOptions(
  where: string,
  container: ContainerDefinition,
  shared: SharedNamespaces,
): void {
  checkPortNames(where, container);
  checkPortRanges(where, container, shared.networkMode);
  checkVariableNames(where, container);
  checkPaths(where, container);
  checkUlimits(where, container.ulimits ?? []);
  checkKernel(where, container, shared);
  checkAddresses(where, container);
  checkHostname(where, container);
  const { restartPolicy } = container;
  requireInteger(where, container.startTimeoutSeconds, {
    name: 'startTimeoutSeconds',
    min: 1,
    unit: 's',
  });
  requireInteger(where, container.sharedMemorySizeMiB, {
    name: 'sharedMemorySizeMiB',
    min: 1,
    unit: 'MiB',
  });
  requireInteger(where, restartPolicy?.attemptPeriodSeconds, {
    name: 'restartPolicy.attemptPeriodSeconds',
    min: 60,
    max: 1800,
    unit: 's',
  });
  const { length: codes } = restartPolicy?.ignoredExitCodes ?? [];
  if (codes > MAX_EXIT_CODES) {
    throw misuse(where, {
      what: `restartPolicy.ignoredExitCodes may have ${MAX_EXIT_CODES} codes`,
      got: codes,
      fix: 'Name fewer codes, or leave the policy out.',
    });
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html */
const MAX_EXIT_CODES = 50;

function checkPortNames(where: string, { portMappings }: ContainerDefinition): void {
  for (const { name, appProtocol, containerPort } of portMappings) {
    if (name === undefined && appProtocol !== undefined) {
      throw misuse(where, {
        what: 'Service Connect finds a port by its name, so an appProtocol needs one',
        got: `appProtocol ${appProtocol} without a name on containerPort ${containerPort}`,
        fix: 'Set name on the port mapping.',
      });
    }
    if (name === undefined) {
      continue;
    }
    requireName(where, name, {
      name: 'the name of a port',
      pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
      allowed: '1 to 64 lower-case letters, digits, underscores and hyphens',
    });
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html */
const MAX_PORT_RANGES = 100;

function checkPortRanges(where: string, container: ContainerDefinition, networkMode: string): void {
  const { containerPortRanges: ranges = [], portMappings } = container;
  if (ranges.length > MAX_PORT_RANGES) {
    throw misuse(where, {
      what: `a container has at most ${MAX_PORT_RANGES} ranges of ports`,
      got: ranges.length,
      fix: 'Join neighbours in one range.',
    });
  }
  const singles = portMappings.map(({ containerPort }) => ({
    from: containerPort,
    to: containerPort,
    text: `containerPort ${containerPort} in portMappings`,
  }));
  const taken = [...singles];
  for (const { from, to } of ranges) {
    requireInteger(where, from, { name: 'containerPortRanges.from', min: 1, max: 65_535 });
    requireInteger(where, to, { name: 'containerPortRanges.to', min: 1, max: 65_535 });
    if (networkMode === 'host') {
      throw misuse(where, {
        what: "a range of container ports is for networkMode 'bridge', where each gets a port of the host, and 'awsvpc'; with 'host' a container listens on the host itself",
        got: `containerPortRanges ${from}-${to} with networkMode '${networkMode}'`,
        fix: "Use networkMode 'bridge' or 'awsvpc', or name the ports one by one in portMappings.",
      });
    }
    if (!isKnown(from) || !isKnown(to)) {
      continue;
    }
    if (from >= to) {
      throw misuse(where, {
        what: 'a range of container ports begins below its end',
        got: `${from}-${to}`,
        fix: 'Change from or to; a single port belongs into portMappings.',
      });
    }
    const other = taken.find((one) => isKnown(one.from) && one.from <= to && from <= one.to);
    if (other !== undefined) {
      throw misuse(where, {
        what: 'a container port is mapped once',
        got: `${other.text} and the range ${from}-${to}`,
        fix: 'Take it out of one of them.',
      });
    }
    taken.push({ from, to, text: `the range ${from}-${to}` });
  }
}

function checkVariableNames(where: string, container: ContainerDefinition): void {
  const { environment = {}, environmentFiles = [], secrets = {} } = container;
  const names = [...Object.keys(environment), ...Object.keys(secrets)];
  const bad = names.find((name) => isKnown(name) && !/^[^\s=\0]+$/.test(name));
  if (bad !== undefined) {
    throw misuse(where, {
      what: 'the name of a variable has at least one character, and neither = nor white space',
      got: JSON.stringify(bad),
      fix: 'Change the name in environment or secrets.',
    });
  }
  const twice = Object.keys(secrets).find((name) => name in environment);
  if (twice !== undefined) {
    throw misuse(where, {
      what: 'a variable has one source',
      got: `${twice} in environment and in secrets`,
      fix: 'Remove it from environment.',
    });
  }
  if (environmentFiles.length > 10) {
    throw misuse(where, {
      what: 'a container reads at most 10 environment files',
      got: environmentFiles.length,
      fix: 'Merge some of them.',
    });
  }
}

function checkPaths(where: string, container: ContainerDefinition): void {
  const { mountPoints = [], tmpfs = [], workingDirectory } = container;
  if (isKnown(workingDirectory) && !workingDirectory.startsWith('/')) {
    throw misuse(where, {
      what: 'workingDirectory is the full path in the container',
      got: JSON.stringify(workingDirectory),
      fix: 'Start it with /.',
    });
  }
  for (const { sizeMiB, mountOptions } of tmpfs) {
    requireInteger(where, sizeMiB, { name: 'tmpfs.sizeMiB', min: 1, unit: 'MiB' });
    requireMountOptions(where, mountOptions);
  }
  const seen = new Set<string>();
  for (const { containerPath } of [...mountPoints, ...tmpfs]) {
    if (!isKnown(containerPath)) {
      continue;
    }
    if (!containerPath.startsWith('/')) {
      throw misuse(where, {
        what: 'containerPath is the full path in the container',
        got: JSON.stringify(containerPath),
        fix: 'Start it with /.',
      });
    }
    const path = posix.join(containerPath, '/');
    if (path === '/') {
      throw misuse(where, {
        what: 'nothing can be mounted over the whole file system of a container',
        got: `containerPath ${JSON.stringify(containerPath)}`,
        fix: 'Mount it at a directory below /.',
      });
    }
    if (seen.has(path)) {
      throw misuse(where, {
        what: 'one thing is mounted at a path',
        got: `${containerPath} more than once in mountPoints and tmpfs`,
        fix: 'Change containerPath.',
      });
    }
    seen.add(path);
  }
}

/** What the ECS API has room for. */
const LIMITS = { min: -1, max: 2 ** 31 - 1 };

function checkUlimits(where: string, ulimits: readonly Ulimit[]): void {
  const seen = new Set<string>();
  for (const { name, softLimit, hardLimit } of ulimits) {
    requireInteger(where, softLimit, { name: `softLimit of ulimit ${name}`, ...LIMITS });
    requireInteger(where, hardLimit, { name: `hardLimit of ulimit ${name}`, ...LIMITS });
    const bothKnown = isKnown(softLimit) && isKnown(hardLimit);
    if (bothKnown && asNumber(softLimit) > asNumber(hardLimit)) {
      throw misuse(where, {
        what: 'the soft limit of a ulimit may not be above its hard limit',
        got: `${name}: softLimit ${softLimit}, hardLimit ${hardLimit}`,
        fix: 'Lower softLimit or raise hardLimit.',
      });
    }
    if (seen.has(name)) {
      throw misuse(where, {
        what: 'a ulimit is set once',
        got: `${name} more than once`,
        fix: 'Remove one of them.',
      });
    }
    seen.add(name);
  }
}

/** What names a host in DNS; the kernel takes no more than 64 characters of it. */
function checkHostname(where: string, { hostname }: ContainerDefinition): void {
  if (hostname !== undefined) {
    requireName(where, hostname, {
      name: 'hostname',
      pattern:
        /^(?=.{1,64}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/,
      allowed:
        '1 to 64 letters, digits, hyphens and dots, with a letter or digit at both ends of each part',
    });
  }
}

/** Docker takes addresses here, and no names; `host-gateway` stands for that of the host. */
function checkAddresses(where: string, container: ContainerDefinition): void {
  const { dnsServers = [], extraHosts = {} } = container;
  const addresses = [
    ...dnsServers.map((address) => ({ option: 'dnsServers', address })),
    ...Object.values(extraHosts)
      .filter((address) => address !== 'host-gateway')
      .map((address) => ({ option: 'extraHosts', address })),
  ];
  const bad = addresses.find(({ address }) => isKnown(address) && isIP(address) === 0);
  if (bad === undefined) {
    return;
  }
  throw misuse(where, {
    what: `${bad.option} holds IP addresses`,
    got: JSON.stringify(bad.address),
    fix: 'Write it like 10.0.0.2.',
  });
}

/** -1 stands for no limit. */
function asNumber(limit: number): number {
  return limit === -1 ? Number.POSITIVE_INFINITY : limit;
}
