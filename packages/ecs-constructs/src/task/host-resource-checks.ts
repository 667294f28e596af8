import { isKnown, misuse, requireInteger } from '../support/validation';
import type { ContainerDefinition } from './container-definition';

/** Rules for what a container takes of its host beside cpu, memory and ports. */
export function checkHostResources(where: string, container: ContainerDefinition): void {
  checkDevices(where, container);
  checkSwap(where, container);
  requireInteger(where, container.gpuCount, { name: 'gpuCount', min: 0, max: 16 });
  checkNetworking(where, container);
}

function checkDevices(where: string, { devices = [] }: ContainerDefinition): void {
  const seen = new Set<string>();
  for (const { hostPath, containerPath = hostPath, permissions } of devices) {
    const relative = [hostPath, containerPath].find(
      (path) => isKnown(path) && !path.startsWith('/'),
    );
    if (relative !== undefined) {
      throw misuse(where, {
        what: 'a device is named by its full path',
        got: JSON.stringify(relative),
        fix: 'Start it with /, for example /dev/fuse.',
      });
    }
    if (seen.has(containerPath)) {
      throw misuse(where, {
        what: 'one device is at a path of the container',
        got: `${containerPath} more than once in devices`,
        fix: 'Change containerPath.',
      });
    }
    seen.add(containerPath);
    // ECS takes an empty list for one that is left out: every permission.
    if (permissions?.length === 0) {
      throw misuse(where, {
        what: 'permissions of a device names at least one of read, write and mknod',
        got: `an empty list for ${hostPath}`,
        fix: "Name those that the container needs, such as ['read'], or take the device out.",
      });
    }
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-swap.html */
function checkSwap(where: string, { maxSwapMiB, swappiness }: ContainerDefinition): void {
  requireInteger(where, maxSwapMiB, { name: 'maxSwapMiB', min: 0, unit: 'MiB' });
  requireInteger(where, swappiness, { name: 'swappiness', min: 0, max: 100 });
  if (swappiness === undefined || maxSwapMiB !== undefined) {
    return;
  }
  throw misuse(where, {
    what: 'ECS ignores swappiness without maxSwapMiB',
    got: `swappiness ${swappiness} and no maxSwapMiB`,
    fix: 'Set maxSwapMiB too, or remove swappiness.',
  });
}

function checkNetworking(where: string, container: ContainerDefinition): void {
  const { disableNetworking, portMappings, containerPortRanges = [] } = container;
  if (disableNetworking !== true || portMappings.length + containerPortRanges.length === 0) {
    return;
  }
  throw misuse(where, {
    what: 'a container without a network has no ports',
    got: 'disableNetworking beside portMappings or containerPortRanges',
    fix: 'Remove one of them.',
  });
}
