import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildList } from '../control/child-list';
import { identifyProcess } from '../control/process-identity';
import { freePort } from '../free-port';
import { ImageRegistry } from '../images/image-registry';
import { ProcessRuntime } from './processes';
import { StartFailure, type ContainerRequest, type RunningContainer } from './runtime';

const directory = mkdtempSync(join(tmpdir(), 'processes-'));
const started: RunningContainer[] = [];
// Also after a failed test: a process left alive would keep jest from ending.
afterEach(async () => {
  for (const container of started.splice(0)) {
    await container.stop(0);
  }
});
// Without retries: nothing may write any more.
afterAll(() => rmSync(directory, { recursive: true }));
const start = async (
  runtime: ProcessRuntime,
  asked: ContainerRequest,
): Promise<RunningContainer> => {
  const container = await runtime.start(asked);
  started.push(container);
  return container;
};

const SERVER = `
  const { HOST, PORT, HOSTNAME, COLOR, AWS_PROFILE } = process.env;
  require('http').createServer((q, r) => r.end(JSON.stringify({ HOSTNAME, COLOR, AWS_PROFILE })))
    .listen(PORT, HOST, () => console.log('listening'));`;

const runtimeFor = (script: string): ProcessRuntime => {
  const images = new ImageRegistry();
  images.register({
    reference: 'image:1',
    process: { command: [process.execPath, '-e', script], workingDirectory: directory },
    dockerImageAvailable: false,
  });
  return new ProcessRuntime({
    images,
    children: new ChildList(directory),
    logDirectory: directory,
  });
};
const request = (hostPort: number, image = 'image:1'): ContainerRequest => ({
  definition: {
    name: 'web',
    image,
    portMappings: [{ containerPort: 8080, hostPort }],
    environment: [{ name: 'COLOR', value: 'blue' }],
  },
  taskId: `task${hostPort}`,
  taskArn: 'arn',
  family: 'f',
  revision: 1,
  cluster: 'c',
  hostAddress: '127.0.0.1',
});
const ask = async (port: number): Promise<Record<string, string>> => {
  for (;;) {
    try {
      return (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Record<string, string>;
    } catch {
      // It has not begun to listen.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
};

describe('ProcessRuntime', () => {
  it('runs the program on the address and port of the host, with an id and without credentials', async () => {
    process.env['AWS_PROFILE'] = 'production';
    // Node prints a warning into the log of the task when it has both.
    process.env['NO_COLOR'] = '1';
    process.env['FORCE_COLOR'] = 'true';
    const port = await freePort();
    const container = await start(runtimeFor(SERVER), request(port));
    expect(await ask(port)).toEqual({ HOSTNAME: container.id.slice(0, 12), COLOR: 'blue' });
    expect(container.id).toMatch(/^[0-9a-f]{64}$/);
    await container.stop(5);
    expect(await container.exited).toEqual({ exitCode: 143 });
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    expect(readFileSync(join(directory, `task${port}-web.log`), 'utf8')).toBe('listening\n');
    delete process.env['AWS_PROFILE'];
  });

  it('tells the exit code of a program that ends', async () => {
    const container = await start(runtimeFor('process.exit(3)'), request(await freePort()));
    expect(await container.exited).toEqual({ exitCode: 3 });
  });

  it('kills a program that does not want to stop', async () => {
    const port = await freePort();
    const container = await start(
      runtimeFor(`process.on('SIGTERM', () => {}); ${SERVER}`),
      request(port),
    );
    await ask(port);
    await container.stop(0.3);
    expect(await container.exited).toEqual({ exitCode: 137 });
  });

  it('ends what a program leaves behind, like the end of a container does', async () => {
    const child = `console.log(process.pid); require('fs').writeFileSync('left', ''); setInterval(() => {}, 1000)`;
    const parent = `
      const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
      setInterval(() => require('fs').existsSync('left') && process.exit(0), 20);`;
    const port = await freePort();
    const container = await start(runtimeFor(parent), request(port));
    await container.exited;
    await container.stop(0);
    const pid = Number(readFileSync(join(directory, `task${port}-web.log`), 'utf8'));
    expect(pid).toBeGreaterThan(0);
    // Killed is not gone yet: the system takes it away when it comes to it.
    while (identifyProcess(pid) !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('writes a log that only its user can read, and has closed it when it is closed', async () => {
    const runtime = runtimeFor(`console.log('x'.repeat(100000))`);
    const port = await freePort();
    const container = await start(runtime, request(port));
    await container.exited;
    await runtime.close();
    const log = join(directory, `task${port}-web.log`);
    expect(statSync(log)).toMatchObject({ size: 100_001 });
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });

  it('fails like a pull for an image nobody registered', async () => {
    await expect(runtimeFor('').start(request(1, 'unknown:1'))).rejects.toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringContaining('unknown:1: not found'),
    });
  });

  it('fails to start a program that does not exist', async () => {
    const images = new ImageRegistry();
    const none = { command: ['/does/not/exist'], workingDirectory: directory };
    images.register({ reference: 'image:1', process: none, dockerImageAvailable: false });
    const runtime = new ProcessRuntime({
      images,
      children: new ChildList(directory),
      logDirectory: directory,
    });
    await expect(runtime.start(request(await freePort()))).rejects.toBeInstanceOf(StartFailure);
  });
});
