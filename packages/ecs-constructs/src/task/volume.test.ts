import { ContainerImage } from '../image/container-image';
import { synth } from '../testing';
import { Ec2TaskDefinition } from './ec2-task-definition';
import { Volume } from './volume';

const withVolumes = (volumes: Readonly<Record<string, Volume>>) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 128 });
    task.addContainer('App', { image: ContainerImage.fromRegistry('nginx:1') });
    for (const [name, volume] of Object.entries(volumes)) {
      task.addVolume(name, volume);
    }
  });
const rendered = (volume: Volume) =>
  withVolumes({ data: volume }).resource('aws_ecs_task_definition').attributes['volume'];

describe('Ec2TaskDefinition.addVolume', () => {
  it('adds one volume per call', () => {
    const volumes = withVolumes({ a: Volume.bindMount(), b: Volume.bindMount('/srv') });
    expect(volumes.resource('aws_ecs_task_definition').attributes['volume']).toEqual([
      { name: 'a' },
      { name: 'b', host_path: '/srv' },
    ]);
  });

  it('refuses a name twice, and one that ECS does not take', () => {
    const twice = () =>
      synth((stack) => {
        const task = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 128 });
        task.addVolume('a', Volume.bindMount());
        task.addVolume('a', Volume.bindMount());
      });
    expect(twice).toThrow(
      'Test/Task: the volumes of a task have different names; got a more than once. Change the name of one of them.',
    );
    expect(() => withVolumes({ 'a b': Volume.bindMount() })).toThrow(
      'Test/Task: the name of a volume must be 1 to 255 letters, digits, hyphens and underscores; got "a b"',
    );
  });
});

describe('Volume.bindMount', () => {
  it('refuses a path that is not a full one', () => {
    expect(() => Volume.bindMount('data')).toThrow(
      'Volume.bindMount: a directory of the host is named by its full path; got "data". ' +
        'Start it with /, or leave it out for an empty directory.',
    );
  });
});

describe('Volume.docker', () => {
  it('spells out the driver and the scope, which ECS returns', () => {
    expect(rendered(Volume.docker())).toEqual([
      { name: 'data', docker_volume_configuration: { driver: 'local', scope: 'task' } },
    ]);
  });

  it('makes shared volumes where they are not there yet', () => {
    const volume = Volume.docker({ scope: 'shared', driverOptions: { type: 'nfs' } });
    expect(rendered(volume)).toEqual([
      {
        name: 'data',
        docker_volume_configuration: {
          autoprovision: true,
          driver: 'local',
          driver_opts: { type: 'nfs' },
          scope: 'shared',
        },
      },
    ]);
  });

  it('refuses autoprovision for volumes of a task', () => {
    expect(() => Volume.docker({ autoprovision: false })).toThrow(
      "Volume.docker: autoprovision is for shared volumes: those of scope 'task' are always made; " +
        "got autoprovision false. Remove it or use scope 'shared'.",
    );
  });
});

describe('Volume.efs', () => {
  it('encrypts on the way', () => {
    expect(rendered(Volume.efs({ fileSystemId: 'fs-1' }))).toEqual([
      {
        name: 'data',
        efs_volume_configuration: {
          file_system_id: 'fs-1',
          root_directory: '/',
          transit_encryption: 'ENABLED',
        },
      },
    ]);
  });

  it('lets the task role read and write this file system when it mounts as that role', () => {
    const template = withVolumes({
      data: Volume.efs({ fileSystemId: 'fs-1', accessPointId: 'fsap-1', iamAuthorization: true }),
    });
    const { attributes } = template.resource('aws_ecs_task_definition');
    expect(attributes['volume'][0].efs_volume_configuration.authorization_config).toEqual({
      access_point_id: 'fsap-1',
      iam: 'ENABLED',
    });
    expect(attributes['task_role_arn']).toMatch(/aws_iam_role\.Task_TaskRole/);
    const [mount] = template
      .policyStatements()
      .filter(({ address }) => address.includes('TaskRole_Policy'));
    expect(mount?.statement).toMatchObject({
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Resource: [expect.stringMatching(/^arn:.*:elasticfilesystem:.*:file-system\/fs-1$/)],
    });
  });

  it.each([
    [
      { iamAuthorization: true, transitEncryption: false },
      'an access point and the authorization by IAM need transitEncryption; got transitEncryption false. ' +
        'Remove it: encryption is the default.',
    ],
    [
      { accessPointId: 'fsap-1', rootDirectory: '/data' },
      'an access point has a root directory of its own; got rootDirectory "/data" beside accessPointId. Remove one of them.',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => Volume.efs({ fileSystemId: 'fs-1', ...options })).toThrow(
      `Volume.efs: ${message}`,
    );
  });
});
