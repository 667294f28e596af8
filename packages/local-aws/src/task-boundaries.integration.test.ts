import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { identifyProcess } from './control/process-identity';
import { startLocalAws } from './index';
import { describeWithDocker, docker, DockerLane } from './testing/docker-lane';
import { eventually } from './testing/small-stack';

const PATIENCE_S = 300;
const IDLE = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000);`;

describeWithDocker()('a task that tries to leave its container', () => {
  let lane: DockerLane;
  const victim = mkdtempSync(join(tmpdir(), 'local-aws-victim-'));

  beforeAll(async () => {
    writeFileSync(join(victim, 'secret'), 'of the user', { mode: 0o600 });
    lane = await DockerLane.start('127.0.82.11');
  }, 300_000);
  afterAll(async () => {
    await lane.close();
    rmSync(victim, { recursive: true });
  }, 300_000);

  const register = async (
    container: Partial<ContainerDefinition>,
    more: Partial<RegisterTaskDefinitionCommandInput> = {},
  ): Promise<string> => {
    const { taskDefinition } = await lane.stack.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'boundary',
        ...more,
        containerDefinitions: [
          {
            name: 'app',
            image: lane.image,
            memory: 64,
            stopTimeout: 2,
            entryPoint: [process.execPath, '-e'],
            command: [IDLE],
            ...container,
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  };
  const run = async (taskDefinition: string, overrides?: object): Promise<Task> => {
    const { tasks = [] } = await lane.stack.ecs.send(
      new RunTaskCommand({ cluster: lane.stack.cluster, taskDefinition, ...overrides }),
    );
    const arns = tasks.map(({ taskArn = '' }) => taskArn);
    const look = new DescribeTasksCommand({ cluster: lane.stack.cluster, tasks: arns });
    const found = await eventually(
      () => lane.stack.ecs.send(look),
      ({ tasks: all = [] }) => /RUNNING|STOPPED/.test(all[0]?.lastStatus ?? ''),
      PATIENCE_S,
    );
    return found.tasks?.[0] ?? {};
  };
  const containerOf = ({ containers = [] }: Task): string => containers[0]?.runtimeId ?? '';

  it.each<[string, Partial<ContainerDefinition>, Partial<RegisterTaskDefinitionCommandInput>]>([
    ['privileged', { privileged: true }, {}],
    ['host.sourcePath', {}, { volumes: [{ name: 'v', host: { sourcePath: '/etc' } }] }],
    [
      'capabilities.add SYS_ADMIN',
      { linuxParameters: { capabilities: { add: ['SYS_ADMIN'] } } },
      {},
    ],
    ['pidMode host', {}, { pidMode: 'host' }],
  ])('is refused when it is registered with %s', async (words, container, more) => {
    await expect(register(container, more)).rejects.toMatchObject({
      name: 'ClientException',
      message: expect.stringContaining(words),
    });
  });

  it.each(['../../../../victim', '/../x', 'a b', ''])(
    'cannot name a volume or itself %j',
    async (name) => {
      const mode = statSync(victim).mode;
      await expect(register({}, { volumes: [{ name }] })).rejects.toThrow('volumes[0].name');
      await expect(register({ name })).rejects.toThrow('containerDefinitions[0].name');
      expect(statSync(victim).mode).toBe(mode);
    },
  );

  it('is not privileged because an override says so', async () => {
    const override = { name: 'app', privileged: true, user: '0' } as object;
    const task = await run(await register({}), {
      overrides: { containerOverrides: [override] },
    });
    expect(task.lastStatus).toBe('RUNNING');
    const shown = docker(['inspect', '--format', '{{.HostConfig.Privileged}}', containerOf(task)]);
    expect(shown).toBe('false');
  });

  it('keeps its secrets off every command line, whatever characters they have', async () => {
    const variables = {
      TOKEN: 'boundary-secret-1 "q" $HOME #x',
      KEY: 'boundary-secret-2\nsecond line\n',
      DOCKER_HOST: 'tcp://boundary-secret-3',
    };
    const taskDefinition = await register({
      command: [`console.log(JSON.stringify(process.env)); ${IDLE}`],
      environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
    });
    const seen = new Set<string>();
    let over = false;
    const watch = async (): Promise<void> => {
      while (!over) {
        for (const line of commandLines()) {
          if (line.includes('boundary-secret')) {
            seen.add(line);
          }
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const watching = watch();
    const task = await run(taskDefinition);
    over = true;
    await watching;
    expect([...seen]).toEqual([]);
    const text = await eventually(
      () => Promise.resolve(docker(['logs', containerOf(task)])),
      (written) => written !== '',
      PATIENCE_S,
    );
    expect(JSON.parse(text)).toMatchObject(variables);
    expect(readdirSync(join(lane.options.directory, 'environment'))).toEqual([]);
  });

  it('writes into its volume as any user, and nobody else of this machine gets there', async () => {
    const task = await run(
      await register(
        {
          user: '1234:1234',
          mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
          command: [`require('fs').writeFileSync('/data/x', 'y'); ${IDLE}`],
        },
        { volumes: [{ name: 'data' }] },
      ),
    );
    expect(task.lastStatus).toBe('RUNNING');
    const id = task.taskArn?.split('/').at(-1) ?? '';
    const volumes = join(lane.options.directory, 'volumes');
    const file = join(volumes, 'tasks', id, 'data', 'x');
    expect(
      await eventually(
        () => Promise.resolve(read(file)),
        (text) => text !== '',
        PATIENCE_S,
      ),
    ).toBe('y');
    expect(statSync(volumes).mode & 0o777).toBe(0o700);
  });

  it('leaves a log that only its user can read', async () => {
    const { containers: [one] = [] } = await run(
      await register({ command: [`console.log('hi')`] }),
    );
    const logs = join(lane.options.directory, 'logs');
    const mine = (): string[] =>
      existsSync(logs) ? readdirSync(logs).filter((name) => name.endsWith('-app.log')) : [];
    await eventually(
      () => Promise.resolve(mine()),
      (all) => all.length > 0,
      PATIENCE_S,
    );
    expect(one).toBeDefined();
    expect(statSync(logs).mode & 0o777).toBe(0o700);
    for (const name of mine()) {
      expect(statSync(join(logs, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('does not outlive a killed daemon, and neither does what listened to it', async () => {
    const follows = await register({
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': 'g',
          'awslogs-create-group': 'true',
          'awslogs-region': 'us-east-1',
        },
      },
    });
    await run(follows);
    const { port } = lane.options;
    const children = (): readonly string[] =>
      commandLines().filter(
        (line) => line.includes(`hello-ecs.local-aws=${port}`) || /docker logs --follow/.test(line),
      );
    expect(children().length).toBeGreaterThan(0);
    process.kill(lane.status.pid, 'SIGKILL');
    await eventually(
      () => Promise.resolve(identifyProcess(lane.status.pid)),
      (alive) => alive === undefined,
      PATIENCE_S,
    );
    const again = await startLocalAws(lane.options);
    expect(lane.containers()).toEqual([]);
    // The new daemon listens with one of its own.
    await eventually(
      () => Promise.resolve(children().filter((line) => line.includes(`=${port}`))),
      (left) => left.length === 1,
      PATIENCE_S,
    );
    process.kill(again.pid, 'SIGKILL');
  });
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Of every process of this machine. */
function commandLines(): readonly string[] {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-axo', 'command'], { encoding: 'utf8' }).stdout.split('\n');
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => read(`/proc/${pid}/cmdline`).replace(/\0/g, ' '));
}
