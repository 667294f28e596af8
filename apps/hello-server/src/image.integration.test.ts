import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startClosedLoop } from './testing/closed-loop';
import { buildImage, docker, engineAnswers, planImageTests } from './testing/docker';
import { openConnection, waitUntil } from './testing/raw-connection';

const plan = planImageTests();
const skipped = 'why' in plan ? plan : undefined;
const baseImage = 'baseImage' in plan ? plan.baseImage : '';
if (skipped) {
  process.stderr.write(`\nImage tests are skipped: ${skipped.why}. To enable: ${skipped.fix}.\n\n`);
}

const TAG = `hello-server:test-${process.pid}`;
const LABEL = `hello-server.test=${process.pid}`;

/** Runs the image like ECS does, and stricter: read-only, without any capability. */
function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = docker(
    'run',
    '--detach',
    `--label=${LABEL}`,
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--memory=512m',
    '--publish=127.0.0.1::8080',
    ...args,
    TAG,
  );
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout.trim();
}

function portOf(id: string): number {
  return Number(docker('port', id, '8080/tcp').stdout.trim().split(':').at(-1));
}

async function start(...args: readonly string[]): Promise<{ id: string; port: number }> {
  const id = run(...args);
  await waitUntil(() => docker('logs', id).stdout.includes('"listening"'), 'the container');
  return { id, port: portOf(id) };
}

function exitCodeOf(id: string): number {
  return Number(docker('inspect', '--format', '{{.State.ExitCode}}', id).stdout.trim());
}

/** What node inside the container says. */
function ask(id: string, script: string): string {
  return docker('exec', id, 'node', '-p', script).stdout.trim();
}

(skipped ? describe.skip : describe)(`the image${skipped ? ` (${skipped.why})` : ''}`, () => {
  beforeAll(() => {
    const { status, stderr } = buildImage(TAG, baseImage);
    if (status !== 0) {
      throw new Error(stderr);
    }
  });
  afterAll(() => {
    // By label: a container that could not start exists, and nobody learnt its id.
    const containers = docker('ps', '--all', '--quiet', `--filter=label=${LABEL}`).stdout;
    for (const id of containers.split('\n').filter(Boolean)) {
      docker('rm', '--force', '--volumes', id);
    }
    docker('image', 'rm', '--force', TAG);
  });

  it('answers with the id of its container, on a read-only root', async () => {
    const { id, port } = await start();
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(await response.text()).toBe(`Hello from ${id.slice(0, 12)}!\n`);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect(docker('exec', id, 'node', '-e', "fs.writeFileSync('/x', '')").stderr).toContain(
      'EROFS',
    );
  });

  it('runs node itself as process 1, not as root', async () => {
    const { id } = await start();
    expect(ask(id, '`${process.getuid()}:${process.getgid()}`')).toBe('1000:1000');
    expect(ask(id, "fs.readFileSync('/proc/1/cmdline', 'utf8').split('\\0').join(' ')")).toBe(
      'node dist/main.js',
    );
  });

  it('holds nothing but the compiled sources, which nobody may write', async () => {
    const { id } = await start();
    const listing = ask(
      id,
      `fs.readdirSync('/app', { recursive: true }).sort().map((name) => {
        const { mode, uid } = fs.statSync('/app/' + name);
        return [name, (mode & 0o777).toString(8), uid].join(' ');
      }).join('\\n')`,
    );
    const modules = readdirSync(__dirname)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => `dist/${name.replace(/ts$/, 'js')} 444 0`);
    const order = (lines: readonly string[]): readonly string[] => [...lines].sort();
    expect(order(listing.split('\n'))).toEqual(
      order(['dist 555 0', ...modules, 'package.json 444 0']),
    );
  });

  it('says how to run it', () => {
    const [{ Config: config }] = JSON.parse(docker('image', 'inspect', TAG).stdout);
    expect(config).toMatchObject({
      User: '1000:1000',
      Cmd: ['node', 'dist/main.js'],
      WorkingDir: '/app',
      StopSignal: 'SIGTERM',
      ExposedPorts: { '8080/tcp': {} },
    });
    expect(config.Entrypoint ?? []).toEqual([]);
    expect(config.Env).toContain('NODE_ENV=production');
  });

  it('stops with 0, and so before the stop timeout', async () => {
    const { id, port } = await start();
    const idle = await openConnection(port);
    idle.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await idle.receive('!\n');
    docker('stop', '--time', '30', id);
    // SIGKILL would leave 137.
    expect(exitCodeOf(id)).toBe(0);
  });

  it('drops no request of 100 keep-alive clients when it is stopped as ECS stops it, in 3 runs', async () => {
    for (let run = 1; run <= 3; run += 1) {
      const { id } = await start();
      // In the network of the container: a published port has Docker's proxy before it on some machines, which
      // accepts a connection before it knows that nobody is there.
      const clients = startClosedLoop({ url: 'http://127.0.0.1:8080/', clients: 100, pauseMs: 0 }, [
        'docker',
        ...['run', '--rm', '--interactive', `--label=${LABEL}`, `--network=container:${id}`],
        TAG,
        'node',
      ]);
      await clients.warm();
      // SIGTERM, the stop timeout of the task definition, SIGKILL.
      const stopped = spawn('docker', ['stop', '--time', '30', id], { stdio: 'ignore' });
      const { failed, refused, toldToLeave } = await clients.done();
      expect([run, failed, refused]).toEqual([run, {}, 100]);
      expect(toldToLeave).toBeGreaterThan(0);
      if (stopped.exitCode === null) {
        await once(stopped, 'exit');
      }
      expect(exitCodeOf(id)).toBe(0);
    }
  });

  it('answers a request that was arriving when it was stopped', async () => {
    const { id, port } = await start();
    const connection = await openConnection(port);
    connection.send('GET / HTTP/1.1\r\nHost: h\r\n');
    docker('kill', '--signal', 'SIGTERM', id);
    await waitUntil(() => docker('logs', id).stdout.includes('"drain-started"'), 'the drain');
    connection.send('\r\n');
    expect(await connection.closed()).toMatch(/^HTTP\/1\.1 200 [^]*Connection: close/);
    docker('wait', id);
    expect(exitCodeOf(id)).toBe(0);
  });

  it('takes settings, and refuses wrong ones with 1', async () => {
    const { port } = await start('--env=APP_VERSION=sha-1a2b', '--env=STOP_TIMEOUT_SECONDS=10');
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.headers.get('x-app-version')).toBe('sha-1a2b');
    const refused = run('--env=PORT=http');
    docker('wait', refused);
    expect(exitCodeOf(refused)).toBe(1);
    expect(docker('logs', refused).stderr).toMatch(/^hello-server: PORT: not a port; got "http"\./);
  });

  it('is the same for the same sources', () => {
    const idOf = (): string => docker('image', 'inspect', '--format', '{{.Id}}', TAG).stdout;
    const before = idOf();
    expect(buildImage(TAG, baseImage).status).toBe(0);
    expect(idOf()).toBe(before);
  });
});

describe('the build script', () => {
  (engineAnswers() ? it : it.skip)('says what to do when the base image is nowhere', () => {
    const { status, stderr } = buildImage(TAG, 'no-such-base-image.invalid/node:0');
    expect(status).toBe(1);
    expect(stderr).toContain('Base image: no-such-base-image.invalid/node:0.');
    expect(stderr).toContain('tools/build-local-base-image.sh');
  });

  it('finds the base image named in the Dockerfile', () => {
    const dockerfile = readFileSync(join(__dirname, '../Dockerfile'), 'utf8');
    expect(dockerfile).toMatch(/^ARG BASE_IMAGE=node:\d+\.\d+-\w+-slim$/m);
  });
});
