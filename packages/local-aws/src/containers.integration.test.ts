import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { freePort } from './free-port';
import { startLocalAws, stopLocalAws, type LocalAwsOptions } from './index';
import { eventually, HELLO_PROGRAM, SmallStack } from './testing/small-stack';

const why = whyNot();
if (why !== undefined) {
  console.warn(
    `The tests with real containers are skipped: ${why} They run where \`docker version\` answers, on Linux.`,
  );
}
const withDocker = why === undefined ? describe : describe.skip;
const IMAGE = `local-aws-test-hello:${process.pid}`;

withDocker('tasks as containers', () => {
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-containers-'));
  let options: LocalAwsOptions;
  let stack: SmallStack;
  let hostPort: number;

  beforeAll(async () => {
    importImage(directory);
    options = {
      port: await freePort(),
      firstHostAddress: '127.0.0.221',
      directory,
      runtime: 'containers',
    };
    hostPort = await freePort('127.0.0.221');
    const { runtime } = await startLocalAws(options);
    expect(runtime).toEqual({ kind: 'containers' });
    stack = new SmallStack(options);
    await stack.create();
    await stack.ecs.send(
      new CreateServiceCommand({
        cluster: stack.cluster,
        serviceName: 'web',
        taskDefinition: await stack.register(IMAGE, hostPort),
        desiredCount: 2,
        placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
      }),
    );
    await waitUntilServicesStable(
      { client: stack.ecs, maxWaitTime: 60, minDelay: 1 },
      { cluster: stack.cluster, services: ['web'] },
    );
  });
  afterAll(async () => {
    stack.close();
    await stopLocalAws(options);
    docker(['rmi', '--force', IMAGE]);
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  });

  const containers = (): string[] =>
    docker(['ps', '-aq', '--no-trunc', '--filter', `label=hello-ecs.local-aws=${options.port}`])
      .split('\n')
      .filter((id) => id !== '');
  const hello = (url: string): Promise<string> =>
    eventually(
      () =>
        fetch(url, { signal: AbortSignal.timeout(3000) }).then(
          (answer) => answer.text(),
          () => '',
        ),
      (text) => text !== '',
    );

  it('are real containers that greet with their container id, on the addresses of their hosts', async () => {
    const tasks = await stack.tasks('web');
    for (const task of tasks) {
      const id = task.containers?.[0]?.runtimeId ?? '';
      expect(containers()).toContain(id);
      expect(await hello(stack.urls([task])[0] ?? '')).toBe(`Hello from ${id.slice(0, 12)}!\n`);
    }
    expect(new Set(stack.urls(tasks)).size).toBe(2);
  });

  it('have the limits of their task', async () => {
    const [task] = await stack.tasks('web');
    const format =
      '{{.HostConfig.Memory}} {{.HostConfig.MemoryReservation}} {{.HostConfig.NanoCpus}}';
    expect(docker(['inspect', '--format', format, task?.containers?.[0]?.runtimeId ?? ''])).toBe(
      `${256 * 2 ** 20} ${128 * 2 ** 20} 500000000`,
    );
  });

  it('are replaced when they are killed, and when they are removed', async () => {
    for (const command of [['kill'], ['rm', '--force']]) {
      const before = await stack.tasks('web');
      const [id = ''] = before.flatMap(({ containers: all = [] }) =>
        all.map(({ runtimeId = '' }) => runtimeId),
      );
      docker([...command, id]);
      const after = await eventually(
        () => stack.tasks('web'),
        (all) =>
          all.filter(
            ({ lastStatus, containers: own }) =>
              lastStatus === 'RUNNING' && own?.[0]?.runtimeId !== id,
          ).length === 2,
      );
      expect(after.map(({ taskArn }) => taskArn)).not.toEqual(before.map(({ taskArn }) => taskArn));
    }
  });

  it('leave nothing when their service is deleted', async () => {
    await stack.ecs.send(
      new DeleteServiceCommand({ cluster: stack.cluster, service: 'web', force: true }),
    );
    await eventually(
      () => stack.service('web'),
      ({ status }) => status === 'INACTIVE',
    );
    expect(containers()).toEqual([]);
  });

  it('leave nothing when the local AWS stops, or was killed and is stopped then', async () => {
    const create = async (serviceName: string): Promise<void> => {
      await stack.ecs.send(
        new CreateServiceCommand({
          cluster: stack.cluster,
          serviceName,
          taskDefinition: await stack.register(IMAGE, hostPort, serviceName),
          desiredCount: 1,
        }),
      );
      await eventually(
        () => stack.tasks(serviceName),
        ([task]) => task?.lastStatus === 'RUNNING',
      );
    };
    await create('left');
    expect(containers()).toHaveLength(1);
    const { pid } = await startLocalAws(options);
    process.kill(pid, 'SIGKILL');
    expect(containers()).toHaveLength(1);
    expect((await stopLocalAws(options)).containersRemoved).toBe(1);
    expect(containers()).toEqual([]);
  });
});

function docker(args: readonly string[]): string {
  return execFileSync('docker', [...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'the test image is made of the Node of a Linux system.';
  const asked = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
  });
  return asked.status === 0 ? undefined : 'no Docker engine answers.';
}

/** An image of this system's own Node and its libraries: nothing is pulled. */
function importImage(directory: string): void {
  const root = join(directory, 'root');
  const node = realpathSync(process.execPath);
  const linked = spawnSync('ldd', [node], { encoding: 'utf8' }).stdout;
  const libraries = [...linked.matchAll(/(\/\S+) \(0x/g)].map(([, file = '']) => file);
  for (const file of [node, ...libraries]) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    cpSync(realpathSync(file), join(root, file));
  }
  writeFileSync(join(root, 'hello.js'), HELLO_PROGRAM);
  const archive = join(directory, 'root.tar');
  execFileSync('tar', ['-C', root, '-cf', archive, '.']);
  docker(['import', '--change', `ENTRYPOINT ["${node}", "/hello.js"]`, archive, IMAGE]);
}
