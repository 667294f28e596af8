import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { describeWithDocker, docker, DockerLane } from './testing/docker-lane';
import { eventually } from './testing/small-stack';

const PATIENCE_S = 300;
const IDLE = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000);`;

/** What the engine holds of a container. */
interface Inspected {
  readonly Config: Readonly<Record<string, unknown>>;
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly Mounts: readonly { readonly Destination: string; readonly RW: boolean }[];
}

type Row = [
  option: string,
  container: Partial<ContainerDefinition>,
  host: Readonly<Record<string, unknown>>,
  config?: Readonly<Record<string, unknown>>,
  task?: Partial<RegisterTaskDefinitionCommandInput>,
];

const linux = (linuxParameters: ContainerDefinition['linuxParameters']) => ({ linuxParameters });

/** Options of one container, and what the engine has to have for each. `privileged` takes away what others add. */
const TOGETHER: readonly Row[] = [
  ['cpu and memory', { cpu: 128, memory: 64 }, { CpuShares: 128, Memory: 64 * 2 ** 20 }],
  ['memoryReservation', { memoryReservation: 32 }, { MemoryReservation: 32 * 2 ** 20 }],
  ['readonlyRootFilesystem', { readonlyRootFilesystem: true }, { ReadonlyRootfs: true }],
  ['user', { user: '1234:1234' }, {}, { User: '1234:1234' }],
  ['workingDirectory', { workingDirectory: '/tmp' }, {}, { WorkingDir: '/tmp' }],
  ['hostname', { hostname: 'web-1' }, {}, { Hostname: 'web-1' }],
  ['interactive', { interactive: true }, {}, { OpenStdin: true }],
  ['pseudoTerminal', { pseudoTerminal: true }, {}, { Tty: true }],
  ['stopTimeout', { stopTimeout: 7 }, {}, { StopTimeout: 7 }],
  ['environment', { environment: [{ name: 'A', value: 'b' }] }, {}, { Env: ['A=b'] }],
  ['dockerLabels', { dockerLabels: { a: 'b' } }, {}, { Labels: { a: 'b' } }],
  ['dnsServers', { dnsServers: ['10.0.0.2'] }, { Dns: ['10.0.0.2'] }],
  ['dnsSearchDomains', { dnsSearchDomains: ['example.com'] }, { DnsSearch: ['example.com'] }],
  [
    'extraHosts',
    { extraHosts: [{ hostname: 'db', ipAddress: '10.0.0.1' }] },
    { ExtraHosts: ['db:10.0.0.1'] },
  ],
  [
    'dockerSecurityOptions',
    { dockerSecurityOptions: ['no-new-privileges', 'seccomp=unconfined'] },
    { SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] },
  ],
  [
    'systemControls',
    { systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }] },
    { Sysctls: { 'net.core.somaxconn': '1024' } },
  ],
  [
    'ulimits',
    { ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 2048 }] },
    { Ulimits: [expect.objectContaining({ Name: 'nofile', Soft: 1024, Hard: 2048 })] },
  ],
  ['initProcessEnabled', linux({ initProcessEnabled: true }), { Init: true }],
  [
    'capabilities',
    linux({ capabilities: { add: ['NET_ADMIN'], drop: ['MKNOD'] } }),
    // Engines say CAP_ in front of them or not.
    {
      CapAdd: [expect.stringMatching(/^(CAP_)?NET_ADMIN$/)],
      CapDrop: [expect.stringMatching(/^(CAP_)?MKNOD$/)],
    },
  ],
  [
    'devices',
    linux({
      devices: [{ hostPath: '/dev/null', containerPath: '/dev/nil', permissions: ['read'] }],
    }),
    {
      Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/nil', CgroupPermissions: 'r' }],
    },
  ],
  ['sharedMemorySize', linux({ sharedMemorySize: 128 }), { ShmSize: 128 * 2 ** 20 }],
  [
    'tmpfs',
    linux({ tmpfs: [{ containerPath: '/scratch', size: 8, mountOptions: ['noexec'] }] }),
    { Tmpfs: { '/scratch': 'size=8m,noexec' } },
  ],
  [
    'maxSwap',
    { memory: 64, ...linux({ maxSwap: 32 }) },
    { Memory: 64 * 2 ** 20, MemorySwap: 96 * 2 ** 20 },
  ],
];

/** Options that do not stand beside the others. */
const APART: readonly Row[] = [
  ['disableNetworking', { disableNetworking: true }, { NetworkMode: 'none' }],
  ['pidMode', {}, { PidMode: 'host' }, {}, { pidMode: 'host' }],
  ['ipcMode host', {}, { IpcMode: 'host' }, {}, { ipcMode: 'host' }],
  ['ipcMode none', {}, { IpcMode: 'none' }, {}, { ipcMode: 'none' }],
];

describeWithDocker()('a task that may reach this machine', () => {
  let lane: DockerLane;
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-allowed-'));

  beforeAll(async () => {
    chmodSync(directory, 0o777);
    lane = await DockerLane.start('127.0.72.11', { hostAccess: 'allowed' });
  }, 300_000);
  afterAll(async () => {
    await lane.close();
    rmSync(directory, { recursive: true });
  }, 300_000);

  const app = (container: Partial<ContainerDefinition>): ContainerDefinition => ({
    name: 'app',
    image: lane.image,
    memory: 64,
    stopTimeout: 2,
    entryPoint: [process.execPath, '-e'],
    command: [IDLE],
    ...container,
  });
  const register = async (
    containerDefinitions: ContainerDefinition[],
    more: Partial<RegisterTaskDefinitionCommandInput> = {},
  ): Promise<string> => {
    const { taskDefinition } = await lane.stack.ecs.send(
      new RegisterTaskDefinitionCommand({ family: 'allowed', ...more, containerDefinitions }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  };
  const run = async (taskDefinition: string): Promise<Task> => {
    const { cluster } = lane.stack;
    const { tasks = [] } = await lane.stack.ecs.send(
      new RunTaskCommand({ cluster, taskDefinition }),
    );
    const look = new DescribeTasksCommand({
      cluster,
      tasks: tasks.map(({ taskArn = '' }) => taskArn),
    });
    const { tasks: [task] = [] } = await eventually(
      () => lane.stack.ecs.send(look),
      ({ tasks: all = [] }) => /RUNNING|STOPPED/.test(all[0]?.lastStatus ?? ''),
      PATIENCE_S,
    );
    expect(`${task?.lastStatus} ${task?.stoppedReason ?? ''}`).toBe('RUNNING ');
    return task ?? {};
  };
  const inspect = (task: Task, name = 'app'): Inspected => {
    const container = task.containers?.find((one) => one.name === name);
    return JSON.parse(docker(['inspect', container?.runtimeId ?? ''])) as never;
  };
  const inspected = (task: Task, name?: string): Inspected =>
    (inspect(task, name) as unknown as readonly Inspected[])[0] as Inspected;

  describe('has the engine do what it says', () => {
    let together: Inspected;

    beforeAll(async () => {
      together = inspected(await run(await register([app(merged(TOGETHER))])));
    }, 300_000);

    it.each(TOGETHER)('%s', (_, __, host, config = {}) => expectOption(together, host, config));

    it.each(APART)('%s', async (_, container, host, config = {}, task = {}) => {
      expectOption(inspected(await run(await register([app(container)], task))), host, config);
    });
  });

  it('mounts the volumes of another container, after that one has started', async () => {
    const reader = app({
      name: 'reader',
      volumesFrom: [{ sourceContainer: 'app', readOnly: true }],
    });
    const writer = app({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] });
    const task = await run(await register([reader, writer], { volumes: [{ name: 'data' }] }));
    expect(inspected(task, 'reader').Mounts).toEqual([
      expect.objectContaining({ Destination: '/data', RW: false }),
    ]);
  });

  it('mounts its paths, because the user who started the local AWS said so', async () => {
    expect(lane.status.hostAccess).toBe('allowed');
    expect(lane.status.notices.join()).toContain('LOCAL_AWS_ALLOW_HOST_ACCESS=1');
    const command = [`require('fs').writeFileSync('/v/x', 'y'); ${IDLE}`];
    const mountPoints = [{ sourceVolume: 'v', containerPath: '/v' }];
    const volumes = [{ name: 'v', host: { sourcePath: directory } }];
    await run(await register([app({ command, mountPoints })], { volumes }));
    expect(
      await eventually(
        () => Promise.resolve(read(join(directory, 'x'))),
        (text) => text !== '',
        PATIENCE_S,
      ),
    ).toBe('y');
  });

  it('finds what it kept before a rollout, where the volume outlives the task, and an empty volume of EBS', async () => {
    const note = (name: string) =>
      `fs.appendFileSync('/${name}/starts', process.env.HOSTNAME + ' ')`;
    const names = ['shared', 'files', 'scratch'];
    const mountPoints = names.map((name) => ({ sourceVolume: name, containerPath: `/${name}` }));
    const command = [`const fs = require('fs'); ${names.map(note).join('; ')}; ${IDLE}`];
    const volumes = [
      { name: 'shared', dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } },
      { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0' } },
      { name: 'scratch', configuredAtLaunch: true },
    ] as const;
    const taskDefinition = await register([app({ command, mountPoints })], {
      volumes: [...volumes],
    });
    const { cluster, ecs } = lane.stack;
    const deploy = {
      cluster,
      taskDefinition,
      desiredCount: 1,
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
    };
    await expect(
      ecs.send(new CreateServiceCommand({ ...deploy, serviceName: 'keeper' })),
    ).rejects.toThrow('got none, and scratch with configuredAtLaunch');
    const expression = 'attribute:ecs.availability-zone == us-east-1a';
    const managedEBSVolume = { roleArn: 'arn:aws:iam::123456789012:role/volumes', sizeInGiB: 1 };
    await ecs.send(
      new CreateServiceCommand({
        ...deploy,
        serviceName: 'keeper',
        placementConstraints: [{ type: 'memberOf', expression }],
        volumeConfigurations: [{ name: 'scratch', managedEBSVolume }],
      }),
    );
    const settled = () =>
      eventually(
        () => lane.stack.service('keeper'),
        ({ deployments }) => deployments?.[0]?.rolloutState === 'COMPLETED',
        PATIENCE_S,
      );
    const { deployments: [first] = [] } = await settled();
    expect(first?.volumeConfigurations).toEqual([{ name: 'scratch', managedEBSVolume }]);
    const [before] = await lane.stack.tasks('keeper');
    await ecs.send(
      new UpdateServiceCommand({ ...deploy, service: 'keeper', forceNewDeployment: true }),
    );
    const { deployments: [second] = [] } = await settled();
    expect(second?.id).not.toBe(first?.id);
    const root = join(lane.options.directory, 'volumes');
    const [after] = await lane.stack.tasks('keeper');
    const starts = (...place: readonly string[]) =>
      read(join(root, ...place, 'starts')).split(' ').length - 1;
    const id = (task?: Task) => task?.taskArn?.split('/').at(-1) ?? '';
    const [host = '', ...others] = readdirSync(join(root, 'hosts'));
    expect(others).toEqual([]);
    const counted = () =>
      Promise.resolve({
        shared: starts('hosts', host, 'shared', 'shared'),
        files: starts('efs', 'fs-0123456789abcdef0'),
        scratch: starts('tasks', id(after), 'scratch'),
        ofTheOldTask: existsSync(join(root, 'tasks', id(before))),
      });
    // The new task may run before its program does.
    const wanted = { shared: 2, files: 2, scratch: 1, ofTheOldTask: false };
    expect(
      await eventually(counted, (found) => isDeepStrictEqual(found, wanted), PATIENCE_S),
    ).toEqual(wanted);
    await ecs.send(new DeleteServiceCommand({ cluster, service: 'keeper', force: true }));
  });

  it.each<[string, Partial<ContainerDefinition>, Partial<RegisterTaskDefinitionCommandInput>?]>([
    ['links', { links: ['other'] }],
    ['resourceRequirements', { resourceRequirements: [{ type: 'GPU', value: '1' }] }],
    ['credentialSpecs', { credentialSpecs: ['credentialspec:arn:aws:s3:::bucket/spec'] }],
    ['firelensConfiguration', { firelensConfiguration: { type: 'fluentbit' } }],
    ['pidMode task', {}, { pidMode: 'task' }],
    ['ipcMode task', {}, { ipcMode: 'task' }],
  ])(
    'is refused by name with %s, run by itself and by a service',
    async (option, container, task = {}) => {
      const taskDefinition = await register(
        [app(container), app({ name: 'other', essential: false })],
        task,
      );
      const { cluster } = lane.stack;
      const words = new RegExp(`local-aws: \\S*${option} is not emulated \\(`);
      await expect(
        lane.stack.ecs.send(new RunTaskCommand({ cluster, taskDefinition })),
      ).rejects.toThrow(words);
      await expect(
        lane.stack.ecs.send(
          new CreateServiceCommand({ cluster, taskDefinition, serviceName: 's', desiredCount: 1 }),
        ),
      ).rejects.toThrow(words);
    },
  );
});

/** All options of the rows in one container. */
function merged(rows: readonly Row[]): Partial<ContainerDefinition> {
  const containers = rows.map(([, container]) => container);
  const linuxParameters = containers.map((container) => container.linuxParameters ?? {});
  return Object.assign({}, ...containers, {
    linuxParameters: Object.assign({}, ...linuxParameters) as object,
  }) as Partial<ContainerDefinition>;
}

function expectOption(
  found: Inspected,
  host: Readonly<Record<string, unknown>>,
  { Env = [], ...rest }: Readonly<Record<string, unknown>>,
): void {
  expect(found.HostConfig).toMatchObject(host);
  expect(found.Config).toMatchObject(rest);
  expect(found.Config['Env']).toEqual(expect.arrayContaining(Env as unknown[]));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
