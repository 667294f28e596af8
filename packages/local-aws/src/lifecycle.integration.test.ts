import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from './control/process-identity';
import { freePort } from './free-port';
import { localAwsStatus, startLocalAws, stopLocalAws, type LocalAwsOptions } from './index';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-lifecycle-'));
let options: LocalAwsOptions;
beforeAll(async () => {
  options = {
    port: await freePort(),
    firstHostAddress: '127.0.75.11',
    directory,
    runtime: 'processes',
  };
});
afterEach(() => stopLocalAws(options));
afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));

const childPids = (): number[] =>
  (JSON.parse(readFileSync(join(directory, 'children.json'), 'utf8')) as { pid: number }[]).map(
    ({ pid }) => pid,
  );
const answers = async (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(3000) }).then(
    () => true,
    () => false,
  );

describe('startLocalAws and stopLocalAws', () => {
  it('start once, however often they are asked, also at the same time', async () => {
    const [first, second] = await Promise.all([startLocalAws(options), startLocalAws(options)]);
    const third = await startLocalAws(options);
    expect(new Set([first.pid, second.pid, third.pid]).size).toBe(1);
    expect(third).toMatchObject({
      running: true,
      endpoint: `http://127.0.0.1:${options.port}`,
      accountId: '123456789012',
      directory,
      runtime: { kind: 'processes', why: expect.any(String), fix: expect.any(String) },
    });
  });

  it('make nobody the parent whose interruption would end it', async () => {
    const { pid } = await startLocalAws(options);
    const parent = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
    expect(parent.stdout.trim()).toMatch(/^\d+$/);
    expect(Number(parent.stdout)).not.toBe(process.pid);
  });

  it('leave no process and no open port', async () => {
    const { pid } = await startLocalAws(options);
    const [moto = 0] = childPids();
    expect(identifyProcess(moto)).toBeDefined();
    expect(await stopLocalAws(options)).toEqual({ stopped: true, containersRemoved: 0 });
    expect([identifyProcess(pid), identifyProcess(moto), await answers(options.port)]).toEqual([
      undefined,
      undefined,
      false,
    ]);
    expect(await stopLocalAws(options)).toEqual({ stopped: false, containersRemoved: 0 });
    expect(await localAwsStatus(options)).toBeUndefined();
  });

  it('clean up after a daemon that was killed', async () => {
    const { pid } = await startLocalAws(options);
    const [moto = 0] = childPids();
    process.kill(pid, 'SIGKILL');
    expect(await localAwsStatus(options)).toBeUndefined();
    expect((await startLocalAws(options)).pid).not.toBe(pid);
    expect(identifyProcess(moto)).toBeUndefined();
    const [second = 0] = childPids();
    process.kill((await startLocalAws(options)).pid, 'SIGKILL');
    await stopLocalAws(options);
    expect(identifyProcess(second)).toBeUndefined();
  });

  it('end with moto instead of answering without it', async () => {
    const { pid } = await startLocalAws(options);
    process.kill(childPids()[0] ?? 0, 'SIGKILL');
    while (identifyProcess(pid) !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(readFileSync(join(directory, 'daemon.log'), 'utf8')).toContain(
      'moto ended unexpectedly',
    );
  });

  it('say who has the port and what to do', async () => {
    const server = createServer((_request, response) => response.end('else'));
    await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
    await expect(startLocalAws(options)).rejects.toThrow(
      `port ${options.port} of 127.0.0.1 is taken; got an HTTP server that is no local AWS. Fix: end that program, or choose another port: LOCAL_AWS_PORT=`,
    );
    await new Promise((resolve) => server.close(resolve));
  });

  it('never touch the local AWS of another directory', async () => {
    await startLocalAws(options);
    const other = { ...options, directory: mkdtempSync(join(tmpdir(), 'local-aws-other-')) };
    await expect(startLocalAws(other)).rejects.toThrow(`belongs to the local AWS of ${directory}`);
    await expect(stopLocalAws(other)).rejects.toThrow(`belongs to the local AWS of ${directory}`);
    await expect(startLocalAws({ ...options, port: await freePort() })).rejects.toThrow(
      'already belongs to the local AWS on port',
    );
    expect(await localAwsStatus(options)).toBeDefined();
    rmSync(other.directory, { recursive: true });
  });
});

describe('the command line', () => {
  const cli = (args: readonly string[], env: Record<string, string> = {}) => {
    const result = spawnSync(process.execPath, [join(__dirname, '..', 'dist', 'cli.js'), ...args], {
      encoding: 'utf8',
      env: {
        ...process.env,
        LOCAL_AWS_PORT: String(options.port),
        LOCAL_AWS_DIRECTORY: directory,
        LOCAL_AWS_RUNTIME: 'processes',
        // With both, node itself writes a warning.
        NO_COLOR: undefined,
        FORCE_COLOR: undefined,
        ...env,
      },
    });
    return { code: result.status, output: `${result.stdout}${result.stderr}` };
  };

  it('starts, tells its status and stops', () => {
    expect(cli(['status'])).toMatchObject({
      code: 3,
      output: expect.stringContaining('not running'),
    });
    expect(cli(['start'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('ready after'),
    });
    expect(JSON.parse(cli(['status', '--json']).output)).toMatchObject({ running: true });
    expect(cli(['stop'])).toMatchObject({ code: 0, output: 'stopped; 0 containers removed\n' });
  });

  it.each([
    [1, ['start'], { LOCAL_AWS_PORT: 'x' }, /^LOCAL_AWS_PORT: malformed/],
    [1, ['start'], { LOCAL_AWS_DIRECTORY: '/dev/null/x' }, /directory cannot be written/],
    [2, ['fly'], {}, /unknown command; got 'fly'/],
    [2, ['start', 'now'], {}, /unknown argument; got 'now'/],
    [2, ['status', '--jsn'], {}, /unknown option; got '--jsn'\. Allowed: --json, --help/],
  ])(
    'exits with %d from %j with %j, by one message and no stack trace',
    (exit, args, env, message) => {
      const { code, output } = cli(args, env as Record<string, string>);
      expect(code).toBe(exit);
      expect(output).toMatch(message);
      expect(output).not.toMatch(/\n\s+at /);
    },
  );
});
