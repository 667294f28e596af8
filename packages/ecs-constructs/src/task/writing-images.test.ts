import { ContainerImage } from '../image/container-image';
import { synth } from '../testing';
import type { ContainerDefinitionOptions } from './container-definition';
import { Ec2TaskDefinition } from './ec2-task-definition';
import { Volume } from './volume';

const NGINX = 'public.ecr.aws/nginx/nginx:1.29';
const warnings = (reference: string, options: Partial<ContainerDefinitionOptions> = {}) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'web', memoryMiB: 128 });
    task.addVolume('cache', Volume.bindMount());
    task.addContainer('Server', { image: ContainerImage.fromRegistry(reference), ...options });
  }).warnings;
const mounts = (...paths: string[]) => ({
  tmpfs: paths.map((containerPath) => ({ containerPath, sizeMiB: 16 })),
});

describe('an image that writes where nothing can be written', () => {
  it('is named before its tasks fail to start, with what it needs', () => {
    expect(warnings(NGINX)).toEqual([
      'Test/Task: the container Server will not start: public.ecr.aws/nginx/nginx writes to /var/cache/nginx and ' +
        '/var/run, and its root file system is read-only; got no tmpfs there. Add ' +
        "{ containerPath: '/var/cache/nginx', sizeMiB: 16 } and { containerPath: '/var/run', sizeMiB: 16 } to its " +
        'tmpfs, or use public.ecr.aws/nginx/nginx-unprivileged, which needs /tmp only.',
    ]);
  });

  it.each([
    'nginx:1',
    'docker.io/library/nginx:1',
    'library/nginx:1',
    'httpd:2.4',
    'amazon/amazon-ecs-sample:latest',
    'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest',
  ])('%s is known by every name', (reference) => expect(warnings(reference)).toHaveLength(1));

  it.each([
    'public.ecr.aws/nginx/nginx-unprivileged:1.29',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/nginx:1',
    'bitnami/nginx:1',
  ])('%s is not judged by its name', (reference) => expect(warnings(reference)).toEqual([]));

  it.each<[string, Partial<ContainerDefinitionOptions>]>([
    ['tmpfs', mounts('/var/cache/nginx', '/run')],
    ['a directory above', mounts('/var/', '/run')],
    [
      'a volume',
      {
        ...mounts('/var/run'),
        mountPoints: [{ sourceVolume: 'cache', containerPath: '/var/cache' }],
      },
    ],
    ['a root file system that can be written', { readonlyRootFilesystem: false }],
  ])('starts with %s', (_, options) => expect(warnings(NGINX, options)).toEqual([]));

  it('misses the one directory that was forgotten', () => {
    expect(warnings(NGINX, mounts('/var/cache'))).toEqual([
      expect.stringContaining('writes to /var/run, and'),
    ]);
  });
});
