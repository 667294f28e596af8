import { ContainerImage } from '../image/container-image';
import { Secret } from '../secrets/secret';
import { synth } from '../testing';
import type { ContainerDefinitionOptions } from './container-definition';
import { Ec2TaskDefinition } from './ec2-task-definition';
import type { Ec2TaskDefinitionProps } from './ec2-task-definition-props';
import { EnvironmentFile } from './environment-file';

const image = ContainerImage.fromRegistry('nginx:1');
const secret = Secret.fromSsmParameter('/a');
const file = EnvironmentFile.fromS3('arn:aws:s3:::bucket', 'a.env');

const withOptions = (
  options: Partial<ContainerDefinitionOptions>,
  props: Partial<Ec2TaskDefinitionProps> = {},
) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'a', memoryMiB: 256, ...props });
    task.addContainer('App', { image, ...options });
  });

describe('the options of a container', () => {
  it.each<[Partial<ContainerDefinitionOptions>]>([
    [{ portMappings: [{ containerPort: 80, name: 'http', appProtocol: 'http' }] }],
    [{ containerPortRanges: [{ from: 8000, to: 8099 }], portMappings: [{ containerPort: 80 }] }],
    [
      {
        containerPortRanges: [
          { from: 8000, to: 8999 },
          { from: 9000, to: 9001, protocol: 'udp' },
        ],
      },
    ],
    [{ environment: { A: '1' }, secrets: { B: secret } }],
    [{ environmentFiles: Array.from({ length: 10 }, () => file) }],
    [{ tmpfs: [{ containerPath: '/tmp', sizeMiB: 1 }] }],
    [{ ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: -1 }] }],
    [{ restartPolicy: { attemptPeriodSeconds: 60 } }],
    [{ workingDirectory: '/app' }],
    [{ tmpfs: [{ containerPath: '/t', sizeMiB: 1, mountOptions: ['rw', 'mode=1777', 'uid'] }] }],
    [{ systemControls: { 'kernel.shmmax': '1', 'fs.mqueue.msg_max': '1', 'net.a': '1' } }],
    [{ healthCheck: { command: ['CMD', 'true'] } }],
    [{ healthCheck: { command: ['CMD-SHELL', 'true'] } }],
    [{ startTimeoutSeconds: 1, sharedMemorySizeMiB: 1 }],
  ])('may be %j', (options) => {
    expect(() => withOptions(options)).not.toThrow();
  });

  it('are refused with awsvpc for what they switch on, not for being named', () => {
    const networkMode = 'awsvpc';
    const off = { disableNetworking: false, dnsServers: [], extraHosts: {} };
    expect(() => withOptions(off, { networkMode })).not.toThrow();
    expect(() => withOptions({ disableNetworking: true }, { networkMode })).toThrow(
      "ECS takes no disableNetworking with networkMode 'awsvpc'; got true.",
    );
  });

  it.each<[Partial<ContainerDefinitionOptions>, string]>([
    [
      { portMappings: [{ containerPort: 80, appProtocol: 'http' }] },
      'Service Connect finds a port by its name, so an appProtocol needs one; got appProtocol http without a name on containerPort 80. Set name on the port mapping.',
    ],
    [
      { portMappings: [{ containerPort: 80, name: 'Http' }] },
      'the name of a port must be 1 to 64 lower-case letters, digits, underscores and hyphens; got "Http".',
    ],
    [
      { containerPortRanges: [{ from: 0, to: 5 }] },
      'containerPortRanges.from must be a whole number of 1 to 65535; got 0.',
    ],
    [
      { containerPortRanges: [{ from: 9, to: 8 }] },
      'a range of container ports begins below its end; got 9-8. Change from or to; a single port belongs into portMappings.',
    ],
    [
      { containerPortRanges: [{ from: 9, to: 9 }] },
      'a range of container ports begins below its end; got 9-9.',
    ],
    [
      {
        containerPortRanges: Array.from({ length: 101 }, (_, n) => ({
          from: 2 * n + 1,
          to: 2 * n + 2,
        })),
      },
      'a container has at most 100 ranges of ports; got 101. Join neighbours in one range.',
    ],
    [
      {
        containerPortRanges: [
          { from: 8000, to: 8010 },
          { from: 8010, to: 8020 },
        ],
      },
      'a container port is mapped once; got the range 8000-8010 and the range 8010-8020. Take it out of one of them.',
    ],
    [
      { containerPortRanges: [{ from: 79, to: 81 }], portMappings: [{ containerPort: 80 }] },
      'a container port is mapped once; got containerPort 80 in portMappings and the range 79-81. Take it out of one of them.',
    ],
    [
      { environment: { A: '1' }, secrets: { A: secret } },
      'a variable has one source; got A in environment and in secrets. Remove it from environment.',
    ],
    [
      { environmentFiles: Array.from({ length: 11 }, () => file) },
      'a container reads at most 10 environment files; got 11. Merge some of them.',
    ],
    [
      { tmpfs: [{ containerPath: '/tmp', sizeMiB: 0 }] },
      'tmpfs.sizeMiB must be a whole number of 1 MiB or more; got 0.',
    ],
    [
      { tmpfs: [{ containerPath: 'tmp', sizeMiB: 1 }] },
      'containerPath is the full path in the container; got "tmp". Start it with /.',
    ],
    [
      {
        tmpfs: [{ containerPath: '/tmp', sizeMiB: 1 }],
        mountPoints: [{ containerPath: '/tmp', sourceVolume: 'a' }],
      },
      'one thing is mounted at a path; got /tmp more than once in mountPoints and tmpfs. Change containerPath.',
    ],
    [
      { ulimits: [{ name: 'nofile', softLimit: -1, hardLimit: 5 }] },
      'the soft limit of a ulimit may not be above its hard limit; got nofile: softLimit -1, hardLimit 5. Lower softLimit or raise hardLimit.',
    ],
    [
      { ulimits: [{ name: 'nofile', softLimit: -2, hardLimit: 5 }] },
      'softLimit of ulimit nofile must be a whole number of -1 to 2147483647; got -2.',
    ],
    [
      {
        ulimits: [
          { name: 'core', softLimit: 0, hardLimit: 0 },
          { name: 'core', softLimit: 1, hardLimit: 1 },
        ],
      },
      'a ulimit is set once; got core more than once. Remove one of them.',
    ],
    [
      { ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 3e9 }] },
      'hardLimit of ulimit nofile must be a whole number of -1 to 2147483647; got 3000000000. Set',
    ],
    [
      { workingDirectory: 'app' },
      'workingDirectory is the full path in the container; got "app". Start it with /.',
    ],
    [
      { tmpfs: [{ containerPath: '/t', sizeMiB: 1, mountOptions: ['rw,noexec'] }] },
      'tmpfs.mountOptions has options that ECS knows, one in each text; got "rw,noexec". Write "rw", "noexec".',
    ],
    [
      { tmpfs: [{ containerPath: '/t', sizeMiB: 1, mountOptions: ['ro=1'] }] },
      'tmpfs.mountOptions has options that ECS knows, one in each text; got "ro=1". Write it like',
    ],
    [
      { systemControls: { 'vm.max_map_count': '262144' } },
      'a container has its own net.*, fs.mqueue.*, kernel.shm*, kernel.msg* and kernel.sem, and shares all other ' +
        'parameters with its host; got vm.max_map_count in systemControls. Set it on the host with additionalUserData.',
    ],
    [
      { healthCheck: { command: ['CMD-SHELL', ' '] } },
      `a health check says what to run behind 'CMD-SHELL'; got ["CMD-SHELL"," "]. Write it like`,
    ],
    [
      { healthCheck: { command: ['CMD'] } },
      `a health check says what to run behind 'CMD'; got ["CMD"]. Write it like`,
    ],
    [
      { restartPolicy: { attemptPeriodSeconds: 59 } },
      'restartPolicy.attemptPeriodSeconds must be a whole number of 60 to 1800 s; got 59.',
    ],
    [
      { startTimeoutSeconds: 0 },
      'startTimeoutSeconds must be a whole number of 1 s or more; got 0.',
    ],
    [
      { sharedMemorySizeMiB: 0.5 },
      'sharedMemorySizeMiB must be a whole number of 1 MiB or more; got 0.5.',
    ],
  ])('may not be %j', (options, message) => {
    expect(() => withOptions(options)).toThrow(`Test/Task/App: ${message}`);
  });

  it('have parameters of shared memory where it is not that of the host', () => {
    const options = { systemControls: { 'kernel.shmmax': '1' } };
    expect(() => withOptions(options, { ipcMode: 'task' })).not.toThrow();
    expect(() => withOptions(options, { ipcMode: 'host' })).toThrow(
      "with ipcMode 'host' shared memory and queues belong to the host, so that a container cannot set their parameters; " +
        "got kernel.shmmax in systemControls. Set it on the host with additionalUserData, or use ipcMode 'task'.",
    );
  });

  it('have ranges of ports where there is something to map', () => {
    const options = { containerPortRanges: [{ from: 1, to: 2 }] };
    expect(() => withOptions(options, { networkMode: 'awsvpc' })).not.toThrow();
    expect(() => withOptions(options, { networkMode: 'host' })).toThrow(
      "with 'host' a container listens on the host itself; got containerPortRanges 1-2 with networkMode 'host'. " +
        "Use networkMode 'bridge' or 'awsvpc', or name the ports one by one in portMappings.",
    );
  });

  it('read environment files that the execution role may read', () => {
    const template = withOptions({ environmentFiles: [file] });
    expect(template.containerDefinitions()[0]?.['environmentFiles']).toEqual([
      { type: 's3', value: 'arn:aws:s3:::bucket/a.env' },
    ]);
    const granted = template.policyStatements().map(({ statement }) => statement);
    expect(granted).toContainEqual(
      expect.objectContaining({
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::bucket/a.env'],
      }),
    );
    expect(granted).toContainEqual(
      expect.objectContaining({
        Action: ['s3:GetBucketLocation'],
        Resource: ['arn:aws:s3:::bucket'],
      }),
    );
    expect(() => EnvironmentFile.fromS3('arn:aws:s3:::bucket', 'a.txt')).toThrow(
      'EnvironmentFile.fromS3: ECS reads only objects whose key ends in .env; got "a.txt". Rename the object.',
    );
  });

  it('read environment files of a bucket that is named by its ARN', () => {
    expect(() => EnvironmentFile.fromS3('my-bucket', 'a.env')).toThrow(
      'EnvironmentFile.fromS3: a bucket is named by its ARN, such as arn:aws:s3:::my-configuration; got "my-bucket". Write it so',
    );
  });

  it.each(['*.env', 'a?.env', '${aws:username}.env'])(
    'read one environment file, and not all that %s stands for in a policy',
    (key) => {
      expect(() => EnvironmentFile.fromS3('arn:aws:s3:::bucket', key)).toThrow(
        `got "${key}". Name one object`,
      );
    },
  );
});
