import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { inside, makeInside } from '../../inside';
import type { Task } from '../task';
import type { Volume } from '../task-definition';

/**
 * Where the volumes of a task lie on this machine: a volume of the task lives as long as the task, a shared one of a host
 * and a file system as long as the local AWS. One of EBS that is configured at launch is a volume of the task. Made when absent. A path of a host is that path of this machine: the caller
 * has asked whether that is allowed.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
 */
export function volumesOf(directory: string, task: Task): Readonly<Record<string, string>> {
  const { volumes = [] } = task.definition;
  return Object.fromEntries(
    volumes.map((volume) => [volume.name, hostPathOf(volume) ?? emulated(directory, task, volume)]),
  );
}

/** The path of a volume below the directory of all volumes. */
export function placeOf(task: Task, volume: Volume): readonly string[] {
  const { dockerVolumeConfiguration, efsVolumeConfiguration } = volume;
  if (efsVolumeConfiguration !== undefined) {
    const { fileSystemId, rootDirectory = '/' } = efsVolumeConfiguration;
    return ['efs', fileSystemId, ...rootDirectory.split('/').filter((part) => part !== '')];
  }
  if (dockerVolumeConfiguration?.scope === 'shared') {
    return ['hosts', task.host.instanceId, 'shared', volume.name];
  }
  return ['tasks', task.id, volume.name];
}

/**
 * Deletes the volumes of a task that has ended. What its containers wrote as other users stays where this user may not delete it:
 * whoever runs the local AWS as root has no such files.
 */
export async function forgetVolumes(directory: string, task: Task): Promise<void> {
  await rm(inside(directory, 'tasks', task.id), { recursive: true, force: true }).catch(
    () => undefined,
  );
}

function emulated(directory: string, task: Task, volume: Volume): string {
  const path = makeInside(directory, ...placeOf(task, volume));
  // Containers run as users that this machine does not know. Nobody else of this machine gets past the directories above.
  chmodSync(path, 0o777);
  return path;
}

/** The directory of this machine that a volume is. ECS makes it when it is absent. */
function hostPathOf({ host, dockerVolumeConfiguration }: Volume): string | undefined {
  const { driverOpts = {} } = dockerVolumeConfiguration ?? {};
  const device = /\br?bind\b/.test(driverOpts['o'] ?? '') ? driverOpts['device'] : undefined;
  const path = host?.sourcePath ?? device;
  if (path !== undefined && !existsSync(path)) {
    mkdirSync(path, { recursive: true });
  }
  return path;
}
