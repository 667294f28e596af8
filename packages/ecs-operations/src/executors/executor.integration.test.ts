import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localAwsCredentials } from 'local-aws';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CLUSTER, LocalServices, REGION, until, whyNoContainers } from '../testing/local-services';
import { readTasks } from '../read-tasks';

const reason = whyNoContainers();
const title = `the executors in a workspace${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithContainers = reason === undefined ? describe : describe.skip;
const root = resolve(__dirname, '../../../..');

const SERVER = `
  console.log('serving');
  require('http').createServer((request, response) => response.end('Hello')).listen(8080);
  process.on('SIGTERM', () => process.exit(0));`;

describeWithContainers(title, () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'ecs-operations-nx-')));
  let local: LocalServices;

  const write = (path: string, content: unknown): void =>
    writeFileSync(
      join(directory, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  const nx = async (...args: readonly string[]) => {
    const environment = Object.entries(process.env).filter(
      ([name]) => !/^(NX_|JEST_|AWS_|FORCE_COLOR)/.test(name),
    );
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/nx/dist/bin/nx.js'), 'run', ...args],
      {
        cwd: directory,
        env: {
          ...Object.fromEntries(environment),
          NX_DAEMON: 'false',
          NX_ISOLATE_PLUGINS: 'false',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, output };
  };

  beforeAll(async () => {
    local = await LocalServices.start('127.0.62.11');
    const ports = { portMappings: [{ containerPort: 8080, hostPort: 0 }] };
    await local.serve('web', await local.register('web', SERVER, ports));
    await until(
      () => readTasks(local.clients, { cluster: CLUSTER, service: 'web' }, 'RUNNING', REGION),
      (tasks) => tasks.some(({ lastStatus }) => lastStatus === 'RUNNING'),
    );
    const endpoint = `http://127.0.0.1:${local.options.port}`;
    const credentials = localAwsCredentials(local.options);
    const s3 = new S3Client({ region: REGION, endpoint, credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'states' }));
    const id = `arn:aws:ecs:${REGION}:123456789012:service/${CLUSTER}/web`;
    const instance = { attributes: { id, name: 'web', cluster: CLUSTER } };
    const resource = {
      mode: 'managed',
      type: 'aws_ecs_service',
      name: 'web',
      instances: [instance],
    };
    const state = { version: 4, lineage: 'l', serial: 1, resources: [resource] };
    await s3.send(
      new PutObjectCommand({ Bucket: 'states', Key: 'app', Body: JSON.stringify(state) }),
    );
    s3.destroy();

    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    write('package.json', { name: 'test-workspace', private: true });
    write('nx.json', { analytics: false, tui: { enabled: false }, neverConnectToCloud: true });
    mkdirSync(join(directory, 'app'));
    const settings = {
      stack: 'app',
      region: REGION,
      accountId: '123456789012',
      state: { bucket: 'states', key: 'app', region: REGION, endpoint },
      environment: local.environment,
      approval: 'none',
    };
    write(
      'app/hooks.js',
      `exports.settings = (stage) => ({ stage, ...${JSON.stringify(settings)} });`,
    );
    const options = { stage: 'local', hooks: 'app/hooks.js' };
    const names = ['status', 'url', 'logs', 'scale', 'run', 'restart'];
    const target = (name: string) => ({
      executor: `ecs-operations:${name}`,
      cache: false,
      options,
      configurations: { local: {} },
    });
    write('app/project.json', {
      name: 'app',
      targets: Object.fromEntries(names.map((name) => [name, target(name)])),
    });
  }, 600_000);
  afterAll(async () => {
    await local.stop();
    rmSync(directory, { recursive: true, force: true });
  }, 300_000);

  it('say what a stage runs with no word about it but the name of the stage', async () => {
    const { code, output } = await nx('app:status');
    expect(output).toMatch(/^Service web .*1\/1 running, revision web:1$/m);
    expect(output).toContain('All as it should be.');
    expect(code).toBe(0);
  });

  it('take the options of the command, and refuse others', async () => {
    expect((await nx('app:logs', '--since=1h', '--service=web')).output).toContain('| serving');
    const unknown = await nx('app:logs', '--sinse=1h');
    expect([unknown.code, unknown.output]).toEqual([
      1,
      expect.stringContaining("got '--sinse'. Did you mean '--since'?"),
    ]);
    expect((await nx('app:status', '-c', 'nowhere')).code).not.toBe(0);
  });

  it('pass the exit code of a one-off task on to the shell', async () => {
    const { code, output } = await nx(
      'app:run',
      '--command=node',
      '--command=-e',
      '--command=console.log("migrated"); process.exit(3)',
    );
    expect(output).toContain('migrated');
    expect(code).toBe(3);
  });

  it('change what runs, and name what takes it back', async () => {
    const { code, output } = await nx('app:scale', '--count=2');
    expect(output).toContain('web has 2 running tasks.');
    expect(output).toContain('(Terraform, aws_ecs_service.web)');
    expect(code).toBe(0);
    expect((await nx('app:restart', '--no-wait')).output).toContain('not waited for');
  });
});
