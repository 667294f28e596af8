import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../../runtime/runtime';
import type { Task, Volume } from '../model';

/**
 * Where the volumes of a task lie on this machine: a path of a host becomes a directory of that host's own, a volume of
 * the task lives as long as the task, a shared one as long as the local AWS. Made when absent.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
 */
export function volumesOf(directory: string, task: Task): Readonly<Record<string, string>> {
  const { volumes = [] } = task.definition;
  return Object.fromEntries(
    volumes.map((volume) => {
      const path = join(directory, ...placeOf(task, volume));
      mkdirSync(path, { recursive: true });
      // Containers run as users that this machine does not know.
      chmodSync(path, 0o777);
      return [volume.name, path];
    }),
  );
}

/** The path of a volume below the directory of all volumes. */
export function placeOf(task: Task, volume: Volume): readonly string[] {
  const { host, dockerVolumeConfiguration, efsVolumeConfiguration } = volume;
  if (efsVolumeConfiguration !== undefined) return ['efs', efsVolumeConfiguration.fileSystemId];
  if (dockerVolumeConfiguration?.scope === 'shared')
    return ['hosts', task.host.instanceId, 'shared', volume.name];
  if (host?.sourcePath !== undefined) {
    const parts = host.sourcePath.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..'))
      throw new StartFailure('CannotStartContainerError', `bad sourcePath ${host.sourcePath}`);
    return ['hosts', task.host.instanceId, 'paths', ...parts];
  }
  return ['tasks', task.id, volume.name];
}
