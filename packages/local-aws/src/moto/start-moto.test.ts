import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command';
import { motoAnswers } from './ask-moto';
import { startMoto, type StartMotoOptions } from './start-moto';
import type { MotoWay } from './moto-ways';

const directory = mkdtempSync(join(tmpdir(), 'start-moto-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const options: StartMotoOptions = {
  env: process.env,
  run: runCommand,
  progress: () => undefined,
  gatewayPort: 1,
  directory,
  onSpawn: () => undefined,
  output: () => undefined,
};
const node = (how: MotoWay['how'], script: string): MotoWay => ({
  how,
  needs: `what ${how} needs`,
  find: () =>
    Promise.resolve({
      program: process.execPath,
      args: (listen) => ['-e', script.replace('PLACE', JSON.stringify(Object.values(listen)[0]))],
      patienceMs: 110_000,
    }),
});
const absent: MotoWay = {
  how: 'path',
  needs: 'what path needs',
  find: () => Promise.resolve({ why: 'it is not there' }),
};
const SERVES = "require('http').createServer((q,r)=>r.end('{}')).listen(PLACE)";

describe('startMoto', () => {
  it('takes the first way that answers and can end it', async () => {
    const moto = await startMoto(options, [absent, node('uvx', SERVES), node('venv', SERVES)]);
    expect(moto.how).toBe('uvx');
    await motoAnswers(moto.endpoint);
    await moto.stop();
    await expect(motoAnswers(moto.endpoint)).rejects.toThrow();
  });

  it('lets nobody else into the directory of its socket, and leaves none behind', async () => {
    const moto = await startMoto(options, [node('path', SERVES)]);
    expect(moto.endpoint.at).toEqual({ socketPath: join(directory, 'moto', 'socket') });
    expect(statSync(join(directory, 'moto')).mode & 0o777).toBe(0o700);
    await moto.stop();
    expect(existsSync(join(directory, 'moto'))).toBe(false);
  });

  it('goes on to the next way when one ends before it answers', async () => {
    const broken = node('path', "console.error('No module named flask'); process.exit(1)");
    const moto = await startMoto(options, [broken, node('venv', SERVES)]);
    expect(moto.how).toBe('venv');
    await moto.stop();
  });

  it('lists every way and why it failed when none works', async () => {
    const broken = node('venv', "console.error('No module named flask'); process.exit(1)");
    await expect(startMoto(options, [absent, broken])).rejects.toThrow(
      /these 2 ways[^]*what path needs\n {4}it is not there\n[^]*what venv needs\n {4}No module named flask \(exit 1\)/,
    );
  });

  it('keeps credentials from moto', async () => {
    const script = `process.env.AWS_PROFILE ? process.exit(1) : ${SERVES}`;
    const env = { ...process.env, AWS_PROFILE: 'production' };
    const moto = await startMoto({ ...options, env }, [node('path', script)]);
    await moto.stop();
  });
});
