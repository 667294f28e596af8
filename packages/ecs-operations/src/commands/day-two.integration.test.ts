import { DescribeServicesCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  DeregisterScalableTargetCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { EcsStatus } from '../ecs-status';
import { readTasks } from '../read-tasks';
import { itRunsCommandsInContainers } from '../testing/commands-in-containers';
import { CLUSTER, LocalServices, REGION, until, whyNoContainers } from '../testing/local-services';
import { runCli, type CliResult } from '../testing/run-cli';

const reason = whyNoContainers();
const title = `the commands on real services${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithContainers = reason === undefined ? describe : describe.skip;
if (reason !== undefined) {
  console.warn(`Skipped: ${reason}`);
}

const SERVER = (version: string) => `
  console.log('serving ${version}');
  const server = require('http').createServer((request, response) => response.end('Hello from ${version}'));
  server.listen(8080);
  process.on('SIGTERM', () => process.exit(0));`;
const CRASH = `
  console.log('starting the worker');
  console.error('Error: DATABASE_URL is not set');
  setTimeout(() => process.exit(3), 200);`;

describeWithContainers(title, () => {
  let local: LocalServices;
  const saved = { ...process.env };

  const cli = (command: string, ...args: readonly string[]): Promise<CliResult> =>
    runCli([command, '--cluster', CLUSTER, ...args]);
  const stopped = (service: string) =>
    readTasks(local.clients, { cluster: CLUSTER, service }, 'STOPPED', REGION);
  const rolledOut = (service: string) =>
    until(
      async () => {
        const { services = [] } = await local.clients.ecs.send(
          new DescribeServicesCommand({ cluster: CLUSTER, services: [service] }),
        );
        return services[0]?.deployments?.find(({ status }) => status === 'PRIMARY')?.rolloutState;
      },
      (state) => state === 'COMPLETED',
    );

  beforeAll(async () => {
    local = await LocalServices.start('127.0.61.11');
    Object.assign(process.env, local.environment);
    const ports = { portMappings: [{ containerPort: 8080, hostPort: 0 }] };
    const first = await local.register('web', SERVER('v1'), ports);
    await local.register('web', SERVER('v2'), ports);
    await local.serve('web', first);
    await local.serve('worker', await local.register('worker', CRASH));
    await rolledOut('web');
    await until(
      () => stopped('worker'),
      (tasks) => tasks.length >= 3,
    );
  }, 600_000);
  afterAll(async () => {
    process.env = saved;
    await local.stop();
  }, 300_000);

  it('sees both services, and does not praise the one over the other', async () => {
    const { code, stdout } = await cli('status');
    expect(stdout).toMatch(/^Service web .*1\/1 running, revision web:1$/m);
    expect(stdout).toMatch(/^Service worker /m);
    expect(stdout).toMatch(/worker.*(0 of 1 tasks run|failed so far|ended by themselves)/);
    expect(stdout).not.toContain('as it should be');
    expect(code).toBe(1);
  });

  it('looks at one service alone when it is named, and lists all when the name is wrong', async () => {
    const one = await cli('status', '--service', 'web');
    expect([one.code, one.stdout.includes('Service worker')]).toEqual([0, false]);
    const wrong = await cli('status', '--service', 'wbe');
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining("no 'wbe'. Did you mean 'web'? There are: web, worker."),
    ]);
  });

  it('fetches the URL of the one and says why the other has none', async () => {
    const { code, stdout } = await cli('url', '--json');
    const found = JSON.parse(stdout) as { service: string; urls: object[]; none?: string }[];
    expect(found[0]).toMatchObject({
      service: 'web',
      urls: [{ through: 'host port', answer: { status: 200, body: 'Hello from v1' } }],
    });
    expect(found[1]).toMatchObject({ service: 'worker', urls: [] });
    expect(found[1]?.none).toMatch(/no task runs|publishes/);
    expect(code).toBe(1);
  });

  it('shows the last log lines of the one that crashes, its exit code and what to do', async () => {
    const { code, stdout } = await cli('diagnose');
    expect(stdout).toMatch(/^web on shop in us-east-1: 1 of 1 tasks run\n {2}Nothing is wrong/m);
    expect(stdout).toContain('app: exit code 3');
    expect(stdout).toContain('| Error: DATABASE_URL is not set');
    expect(stdout).toContain('the program itself ended (container: exit code 3)');
    expect(code).toBe(1);
  });

  it('merges the lines of all tasks in time order, each with whose it is', async () => {
    const { stdout } = await cli('logs', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { time: string; service: string; task: string });
    expect(new Set(lines.map(({ service }) => service))).toEqual(new Set(['web', 'worker']));
    expect(new Set(lines.map(({ task }) => task)).size).toBeGreaterThan(2);
    const times = lines.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
  });

  it('filters lines, and knows the tasks and containers there are', async () => {
    const filtered = await cli('logs', '--filter', 'DATABASE_URL');
    expect(filtered.stdout).toMatch(
      /^\S+ worker\/app [0-9a-f]{8} \| Error: DATABASE_URL is not set$/m,
    );
    expect(filtered.stdout).not.toContain('starting');
    const [task] = await stopped('worker');
    const id = task?.taskArn.split('/').at(-1) ?? '';
    const one = await cli('logs', '--task', id.slice(0, 10));
    expect(one.stdout.trim().split('\n')).toHaveLength(2);
    expect((await cli('logs', '--task', 'zzz')).stderr).toContain(
      "worker: ECS knows no task 'zzz'",
    );
    expect((await cli('logs', '--container', 'nope')).stderr).toContain(
      "has no 'nope'. There are: app.",
    );
  });

  it('follows tasks that come and go until it is interrupted', async () => {
    const controller = new AbortController();
    const tasksIn = (text: string) =>
      new Set([...text.matchAll(/app ([0-9a-f]{8}) \|/g)].map(([, id]) => id));
    const since = new Date().toISOString();
    const { code, stdout } = await runCli(
      ['logs', '--cluster', CLUSTER, '--service', 'worker', '--follow', '--since', since],
      { signal: controller.signal },
      (text) => tasksIn(text).size >= 2 && controller.abort(),
    );
    expect(code).toBe(0);
    expect(tasksIn(stdout).size).toBeGreaterThanOrEqual(2);
  });

  it('tells what ECS says about all of them in time order', async () => {
    const { stdout } = await cli('events');
    expect(stdout).toMatch(/^\S+Z {2}web {2}has reached a steady state\.$/m);
    expect(stdout).toMatch(/^\S+Z {2}worker {2}has started 1 tasks/m);
    const times = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(0, 20));
    expect(times).toEqual([...times].sort());
  });

  it('passes the exit code of a one-off task on, and prints what it wrote', async () => {
    const program = `console.log('migrated ' + process.argv.length); process.exit(3)`;
    const { code, stdout, stderr } = await cli(
      'run',
      '--service',
      'web',
      '--',
      'node',
      '-e',
      program,
    );
    expect([code, stdout]).toEqual([3, 'migrated 1\n']);
    expect(stderr).toContain('ended with exit code 3');
    expect((await cli('run', '--service', 'web')).code).toBe(2);
    expect((await cli('run', '--', 'node')).stderr).toContain('for which service?');
  });

  it('says that a one-off task never ran', async () => {
    const { code, stderr } = await cli('run', '--service', 'web', '--', '/no/such/program');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/never ran|exit code 127/);
  });

  it('restarts the same revision with other tasks', async () => {
    const running = () =>
      readTasks(local.clients, { cluster: CLUSTER, service: 'web' }, 'RUNNING', REGION);
    const before = (await running()).map(({ taskArn }) => taskArn);
    const { code, stdout, stderr } = await cli('restart', '--service', 'web');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^web runs web:1 after \d+ s\.$/m)]);
    expect(stderr).toContain(`account 123456789012 in ${REGION} at http://127.0.0.1:`);
    expect((await running()).map(({ taskArn }) => taskArn)).not.toEqual(before);
  });

  it('does not call the restart of a program that dies done', async () => {
    const { code, stdout } = await cli('restart', '--service', 'worker');
    expect([code, stdout]).toEqual([1, expect.stringContaining('does not run worker:1')]);
  });

  it('goes to a revision and back, and says that it does not last', async () => {
    const forward = await cli('rollback', '2', '--service', 'web');
    expect([forward.code, forward.stdout]).toEqual([0, expect.stringContaining('web runs web:2')]);
    const back = await cli('rollback', '--service', 'web');
    expect([back.code, back.stdout]).toEqual([0, expect.stringContaining('web runs web:1')]);
    expect(back.stderr).toContain(
      'will deploy web:1 (the last other one that was deployed with success)',
    );
    expect(back.stderr).toContain('still wants web:2: its next plan or deployment takes this back');
    expect((await cli('rollback', '9', '--service', 'web')).stderr).toContain(
      'web:9 is no ACTIVE revision. Nothing was changed. There are: 2, 1.',
    );
    const { stdout } = await cli('history', '--service', 'web');
    expect(stdout).toMatch(/web:2 .*deployed \d{4}-/);
    expect(stdout).toMatch(/web:1 .*PRIMARY now/);
  });

  itRunsCommandsInContainers({ local: () => local, cli, rolledOut });

  it('replaces hosts that are older than their template, and leaves others alone', async () => {
    expect((await cli('refresh')).stderr).toContain('hosts: no host is older than lt-');
    await local.changeTemplate(CLUSTER);
    const { code, stdout, stderr } = await cli('refresh');
    expect(stderr).toContain('will replace 3 of 3 hosts of the group hosts by new ones of lt-');
    expect([code, stdout]).toEqual([0, 'hosts: Successful, 3 of 3 hosts have joined shop\n']);
    const [after] = JSON.parse((await cli('status', '--service', 'web', '--json')).stdout) as [
      EcsStatus,
    ];
    expect(after.hosts.map(({ instanceType }) => instanceType)).toEqual(Array(3).fill('t3.small'));
    expect((await cli('refresh')).stderr).toMatch(/no host is older than lt-\w+ version 2/);
  });

  it('scales, unless autoscaling owns the number', async () => {
    const more = await cli('scale', '2', '--service', 'web');
    expect([more.code, more.stdout]).toEqual([0, 'web has 2 running tasks.\n']);
    expect(more.stderr).toContain('The next deployment of what makes this service takes this back');
    const scalable = {
      ServiceNamespace: 'ecs',
      ResourceId: `service/${CLUSTER}/web`,
      ScalableDimension: 'ecs:service:DesiredCount',
    } as const;
    await local.clients.applicationAutoScaling.send(
      new RegisterScalableTargetCommand({ ...scalable, MinCapacity: 1, MaxCapacity: 4 }),
    );
    const owned = await cli('scale', '1', '--service', 'web');
    expect([owned.code, owned.stderr]).toEqual([
      1,
      expect.stringContaining('autoscaling owns the number of tasks of web: from 1 to 4'),
    ]);
    await local.clients.applicationAutoScaling.send(new DeregisterScalableTargetCommand(scalable));
    expect((await cli('scale', '1', '--service', 'web')).code).toBe(0);
  });

  it('says that lines are elsewhere, and which log group is missing', async () => {
    const { ecs } = local.clients;
    const container = {
      name: 'app',
      image: local.image,
      memory: 64,
      command: ['node', '-e', SERVER('x')],
    };
    const logConfiguration = {
      logDriver: 'awslogs' as const,
      options: { 'awslogs-group': '/gone', 'awslogs-region': REGION, 'awslogs-stream-prefix': 'p' },
    };
    await ecs.send(
      new RegisterTaskDefinitionCommand({ family: 'silent', containerDefinitions: [container] }),
    );
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'lost',
        containerDefinitions: [{ ...container, logConfiguration }],
      }),
    );
    await local.serve('silent', 'silent');
    await local.serve('lost', 'lost');
    await until(
      () => stopped('lost'),
      (tasks) => tasks.length > 0,
    );
    expect((await cli('logs', '--service', 'silent')).stderr).toContain(
      'it has no log configuration',
    );
    const lost = await cli('logs', '--service', 'lost');
    expect([lost.code, lost.stderr]).toEqual([
      1,
      expect.stringContaining('the log group /gone does not exist'),
    ]);
    const { stdout } = await cli('diagnose', '--service', 'lost');
    expect(stdout).toContain('the log group does not exist (task:');
    expect(stdout).toContain('no log line: the log group /gone does not exist');
  });

  it('works on what a Terraform state holds, whatever it is', async () => {
    const arn = (name: string) => `arn:aws:ecs:${REGION}:123456789012:service/${CLUSTER}/${name}`;
    const service = (name: string) => ({
      mode: 'managed',
      type: 'aws_ecs_service',
      name,
      instances: [{ attributes: { id: arn(name), name, cluster: `x/${CLUSTER}` } }],
    });
    const { Readable } = await import('node:stream');
    const state = (...names: readonly string[]) => ({
      input: Readable.from([JSON.stringify({ version: 4, resources: names.map(service) })]),
    });
    const found = await runCli(['status', '--state', '-', '--json'], state('web'));
    expect(JSON.parse(found.stdout)).toEqual([expect.objectContaining({ serviceName: 'web' })]);
    const other = await runCli(['restart', '--state', '-'], {
      input: Readable.from([
        JSON.stringify({ version: 4, resources: [service('web')] }).replaceAll(
          '123456789012',
          '999999999999',
        ),
      ]),
    });
    expect([other.code, other.stderr]).toEqual([
      1,
      expect.stringContaining('is of account 999999999999, the credentials are of 123456789012'),
    ]);
    const empty = await runCli(['status', '--state', '-'], state());
    expect([empty.code, empty.stderr]).toEqual([
      1,
      expect.stringContaining('holds no aws_ecs_service'),
    ]);
  });

  // The last one: the service has no host any more.
  it('does not call a refresh good whose hosts never join', async () => {
    await local.changeTemplate('elsewhere');
    const { code, stdout } = await cli('refresh', '--timeout', '2s');
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining(
        'Successful for Auto Scaling, but only 0 of 3 hosts have joined shop',
      ),
    ]);
  });
});
