import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunCommand } from '../run-command';
import { MOTO_WAYS, type MotoSurroundings } from './moto-ways';

const directory = mkdtempSync(join(tmpdir(), 'moto-ways-'));
afterAll(() => rmSync(directory, { recursive: true }));

const program = (name: string): void => {
  writeFileSync(join(directory, name), '');
  chmodSync(join(directory, name), 0o755);
};
const surroundings = (run: RunCommand, path = directory): MotoSurroundings => ({
  env: { PATH: `/nowhere:${path}` },
  run,
  progress: () => undefined,
  gatewayPort: 5566,
  directory,
});
const way = (how: string) => {
  const found = MOTO_WAYS.find((candidate) => candidate.how === how);
  if (found === undefined) {
    throw new Error(how);
  }
  return found;
};
const nothingRuns: RunCommand = () =>
  Promise.resolve({ code: 1, stdout: '', stderr: 'first\nthe last line', failure: '' });

describe('MOTO_WAYS', () => {
  it('are tried fastest first', () => {
    expect(MOTO_WAYS.map(({ how }) => how)).toEqual(['path', 'docker', 'uvx', 'venv']);
  });

  it.each(['path', 'uvx', 'venv'])('%s says what is missing on an empty PATH', async (how) => {
    expect(await way(how).find(surroundings(nothingRuns, '/nowhere'))).toEqual({
      why: expect.stringMatching(/^no .* on the PATH$/),
    });
  });

  it.each([
    ['path', 'moto_server', ['-H', 'unix:///s/socket']],
    ['uvx', 'uvx', ['--from', 'moto[server]==5.2.1', 'moto_server', '-H', 'unix:///s/socket']],
  ])('%s serves at a socket, not at a port that any page reaches', async (how, name, args) => {
    program(name);
    const found = await way(how).find(surroundings(nothingRuns));
    if ('why' in found) {
      throw new Error(found.why);
    }
    expect(found.program).toBe(join(directory, name));
    expect(found.listensAt).toBeUndefined();
    expect(found.args({ socketPath: '/s/socket' })).toEqual(args);
  });

  it('docker says why an image cannot be pulled', async () => {
    const run: RunCommand = (_program, args) =>
      Promise.resolve(
        args[0] === 'version'
          ? { code: 0, stdout: '20.10\n', stderr: '' }
          : { code: 1, stdout: '', stderr: 'x\nno such host' },
      );
    expect(await way('docker').find(surroundings(run))).toEqual({ why: 'no such host' });
  });

  it('docker publishes on the loopback address, labels its container, and gets the secret by name', async () => {
    const run: RunCommand = () => Promise.resolve({ code: 0, stdout: '20.10\n', stderr: '' });
    const found = await way('docker').find(surroundings(run));
    if ('why' in found) {
      throw new Error(found.why);
    }
    expect(found.listensAt).toBe('port');
    const command = found.args({ port: 7 }).join(' ');
    expect(command).toMatch(/--env LOCAL_AWS_MOTO_SECRET --/);
    expect(command).toMatch(
      /--label hello-ecs\.local-aws=5566 .*--publish 127\.0\.0\.1:7:5000 motoserver\/moto/,
    );
  });

  it('venv says why pip failed', async () => {
    program('python3');
    const run: RunCommand = (_program, args) =>
      Promise.resolve({ code: args.includes('pip') ? 1 : 0, stdout: '', stderr: 'a\nno network' });
    expect(await way('venv').find(surroundings(run))).toEqual({ why: 'no network' });
  });
});
