import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Task } from '../task';
import type { Volume } from '../task-definition';
import { forgetVolumes, placeOf, volumesOf } from './volumes';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-volumes-'));
afterAll(() => rmSync(directory, { recursive: true }));
const taskWith = (...volumes: Volume[]): Task =>
  ({ id: 't1', host: { instanceId: 'i-1' }, definition: { volumes } }) as unknown as Task;

describe('placeOf', () => {
  it.each<[Volume, string]>([
    [{ name: 'a' }, 'tasks/t1/a'],
    [{ name: 'a', host: {} }, 'tasks/t1/a'],
    [{ name: 'a', dockerVolumeConfiguration: { scope: 'shared' } }, 'hosts/i-1/shared/a'],
    [{ name: 'a', dockerVolumeConfiguration: { scope: 'task' } }, 'tasks/t1/a'],
    [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }, 'efs/fs-1'],
    [
      { name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/b/c' } },
      'efs/fs-1/b/c',
    ],
    [{ name: 'a', configuredAtLaunch: true }, 'tasks/t1/a'],
  ])('puts %j to %s', (volume, place) => {
    expect(placeOf(taskWith(), volume).join('/')).toBe(place);
  });
});

describe('volumesOf', () => {
  it('lets every user of a container write, and no other user of this machine in', () => {
    const { a = '' } = volumesOf(join(directory, 'volumes'), taskWith({ name: 'a' }));
    expect(statSync(a).mode & 0o777).toBe(0o777);
    for (const above of ['volumes', 'volumes/tasks', 'volumes/tasks/t1']) {
      expect(statSync(join(directory, above)).mode & 0o777).toBe(0o700);
    }
  });

  it.each<Volume>([
    { name: '../../../victim' },
    { name: '../../../victim', dockerVolumeConfiguration: { scope: 'shared' } },
    { name: '..', efsVolumeConfiguration: { fileSystemId: '../../victim' } },
    { name: 'a', efsVolumeConfiguration: { fileSystemId: '..' } },
    { name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/../..' } },
  ])('makes nothing outside for %j', (volume) => {
    const away = join(directory, 'inner', 'volumes');
    expect(() => volumesOf(away, taskWith(volume))).toThrow('a name leads out of');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it('takes a path of a host as that path of this machine', () => {
    const sourcePath = join(directory, 'data');
    expect(volumesOf(directory, taskWith({ name: 'a', host: { sourcePath } }))).toEqual({
      a: sourcePath,
    });
    expect(statSync(sourcePath).isDirectory()).toBe(true);
  });

  it('takes the device of a bind as a path of this machine', () => {
    const driverOpts = { type: 'none', o: 'bind', device: directory };
    const volume: Volume = { name: 'a', dockerVolumeConfiguration: { driverOpts } };
    expect(volumesOf(directory, taskWith(volume))).toEqual({ a: directory });
  });
});

describe('forgetVolumes', () => {
  it('deletes what belongs to the task, and nothing else', async () => {
    const shared: Volume = { name: 'b', dockerVolumeConfiguration: { scope: 'shared' } };
    const task = taskWith({ name: 'a' }, shared);
    const { a = '', b = '' } = volumesOf(join(directory, 'ended'), task);
    await forgetVolumes(join(directory, 'ended'), task);
    expect([existsSync(a), existsSync(b)]).toEqual([false, true]);
    await expect(forgetVolumes(join(directory, 'ended'), task)).resolves.toBeUndefined();
  });
});
