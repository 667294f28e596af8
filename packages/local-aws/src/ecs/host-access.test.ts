import { checkHostAccess, hostAccessOf } from './host-access';
import type { ContainerDefinition } from '../runtime/container-definition';
import type { TaskDefinition, Volume } from './task-definition';

const withContainer = (container: Partial<ContainerDefinition>): Partial<TaskDefinition> => ({
  family: 'web',
  containerDefinitions: [{ name: 'app', image: 'i', ...container }],
});
const withVolume = (volume: Omit<Volume, 'name'>): Partial<TaskDefinition> => ({
  family: 'web',
  volumes: [{ name: 'data', ...volume }],
});
const withCapability = (name: string): Partial<TaskDefinition> =>
  withContainer({ linuxParameters: { capabilities: { add: [name] } } });

describe('hostAccessOf', () => {
  it.each<[string, Partial<TaskDefinition>]>([
    ['containerDefinitions[app].privileged', withContainer({ privileged: true })],
    ['volumes[data].host.sourcePath /etc', withVolume({ host: { sourcePath: '/etc' } })],
    [
      'volumes[data].host.sourcePath /var/run/docker.sock',
      withVolume({ host: { sourcePath: '/var/run/docker.sock' } }),
    ],
    [
      'containerDefinitions[app].linuxParameters.devices /dev/sda',
      withContainer({ linuxParameters: { devices: [{ hostPath: '/dev/sda' }] } }),
    ],
    ['containerDefinitions[app].linuxParameters.capabilities.add ALL', withCapability('ALL')],
    [
      'containerDefinitions[app].linuxParameters.capabilities.add SYS_ADMIN',
      withCapability('SYS_ADMIN'),
    ],
    [
      'containerDefinitions[app].linuxParameters.capabilities.add cap_sys_module',
      withCapability('cap_sys_module'),
    ],
    [
      'containerDefinitions[app].dockerSecurityOptions seccomp=unconfined',
      withContainer({ dockerSecurityOptions: ['seccomp=unconfined'] }),
    ],
    [
      'containerDefinitions[app].systemControls kernel.core_pattern',
      withContainer({ systemControls: [{ namespace: 'kernel.core_pattern', value: '|/x' }] }),
    ],
    ['pidMode host', { pidMode: 'host' }],
    ['ipcMode host', { ipcMode: 'host' }],
    ['networkMode host', { networkMode: 'host' }],
    [
      'volumes[data].dockerVolumeConfiguration.driverOpts {"type":"none","o":"ro,bind","device":"/etc"}',
      withVolume({
        dockerVolumeConfiguration: { driverOpts: { type: 'none', o: 'ro,bind', device: '/etc' } },
      }),
    ],
  ])('names %s', (words, definition) => expect(hostAccessOf(definition)).toEqual([words]));

  it.each<[string, Partial<TaskDefinition>]>([
    ['a volume of the task', withVolume({})],
    ['a volume of the task, written as a host volume', withVolume({ host: {} })],
    ['a Docker volume', withVolume({ dockerVolumeConfiguration: { scope: 'shared' } })],
    ['a file system', withVolume({ efsVolumeConfiguration: { fileSystemId: 'fs-1' } })],
    ['capabilities of every container', withCapability('NET_BIND_SERVICE')],
    [
      'dropped capabilities',
      withContainer({ linuxParameters: { capabilities: { drop: ['ALL'] } } }),
    ],
    ['fewer rights', withContainer({ dockerSecurityOptions: ['no-new-privileges'] })],
    [
      'a kernel parameter of its own',
      withContainer({ systemControls: [{ namespace: 'net.core.somaxconn' }] }),
    ],
    ['privileged: false', withContainer({ privileged: false })],
    ['tasks that share their processes', { pidMode: 'task', ipcMode: 'none' }],
  ])('has nothing against %s', (_, definition) => expect(hostAccessOf(definition)).toEqual([]));
});

describe('checkHostAccess', () => {
  const definition = { ...withContainer({ privileged: true }), pidMode: 'host' };

  it('refuses by name, and says how to allow it', () => {
    expect(() => checkHostAccess(definition, 'refused')).toThrow(
      'local-aws: task definition web: pidMode host reaches the machine that this AWS runs on, and so do containerDefinitions[app].privileged. ' +
        'Allowed what stays in the container: volumes without host.sourcePath, Docker volumes, EFS, tmpfs, the usual capabilities. ' +
        'Fix: leave it out, or trust everything that runs here: stop the local AWS and start it with LOCAL_AWS_ALLOW_HOST_ACCESS=1.',
    );
  });

  it('lets everything pass where the user allowed it', () => {
    expect(() => checkHostAccess(definition, 'allowed')).not.toThrow();
  });
});
