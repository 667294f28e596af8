import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StageCommand, StageContext } from 'nx-cdktf';
import { BUILD_LOG } from './build-log';
import { helloImage } from './hello-image';
import { prepareBuild } from './prepare-build';
import { progressLog, stage } from './testing';

const image = helloImage(stage('aws'));
const workingDirectory = mkdtempSync(join(tmpdir(), 'prepare-build-'));
afterAll(() => rmSync(workingDirectory, { recursive: true }));

async function prepare(command: StageCommand, pushed: boolean, missing = false) {
  const { progress, lines } = progressLog();
  const environment: NodeJS.ProcessEnv = {};
  const context = { command, progress, environment, workingDirectory } as StageContext;
  const look = () =>
    Promise.resolve({ moving: {}, ...(pushed ? { image: { digest: 'sha256:1', tags: [] } } : {}) });
  const docker = () => {
    lines.push('docker was asked');
    return Promise.resolve({ ok: false, output: 'no engine here', missing });
  };
  const prepared = prepareBuild(context, image, look, { environment, docker });
  const error = await prepared.then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
  return { lines: lines.join('\n'), error };
}

describe('prepareBuild', () => {
  it('ends a deployment before its plan where the image cannot be built', async () => {
    const { error } = await prepare('deploy', false);
    expect(error).toMatch(/is to be built, and this machine cannot do it\. Nothing was changed\./);
    expect(error).toContain('does not answer (no engine here)');
  });

  it('only warns in a plan, which makes nothing', async () => {
    const { error, lines } = await prepare('plan', false);
    expect(error).toBeUndefined();
    expect(lines).toContain('! A deployment from here would fail: the Docker engine at');
  });

  it('goes on with a warning where it cannot tell', async () => {
    const { error, lines } = await prepare('deploy', false, true);
    expect(error).toBeUndefined();
    expect(lines).toContain('! the docker command is not on the PATH');
  });

  it.each([
    ['deploy', true],
    ['plan', true],
    ['drift', false],
  ] as const)('asks no engine in a %s where pushed is %s', async (command, pushed) => {
    const { error, lines } = await prepare(command, pushed);
    expect(error).toBeUndefined();
    expect(lines).not.toContain('docker was asked');
  });

  it('forgets the log of an earlier build', async () => {
    const log = join(workingDirectory, BUILD_LOG);
    writeFileSync(log, 'old');
    await prepare('deploy', true);
    expect(existsSync(log)).toBe(false);
  });
});
