import type { Task } from '../model';
import { placeOf } from './volumes';

const task = { id: 't1', host: { instanceId: 'i-1' } } as Task;

describe('placeOf', () => {
  it.each([
    [{ name: 'a' }, 'tasks/t1/a'],
    [{ name: 'a', host: {} }, 'tasks/t1/a'],
    [{ name: 'a', host: { sourcePath: '/var/data' } }, 'hosts/i-1/paths/var/data'],
    [{ name: 'a', dockerVolumeConfiguration: { scope: 'shared' as const } }, 'hosts/i-1/shared/a'],
    [{ name: 'a', dockerVolumeConfiguration: { scope: 'task' as const } }, 'tasks/t1/a'],
    [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }, 'efs/fs-1'],
  ])('%j lies in %s', (volume, path) => expect(placeOf(task, volume).join('/')).toBe(path));

  it('never leaves the directory of the host', () => {
    const volume = { name: 'a', host: { sourcePath: '/../../etc' } };
    expect(() => placeOf(task, volume)).toThrow(/sourcePath/);
  });
});
