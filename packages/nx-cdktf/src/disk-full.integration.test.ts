import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { createStage, type TestStage } from './testing/stage';
import { startStateServer, type StateServer } from './testing/state-server';

describeWith(['terraform', 'moto', 'tmpfs'], 'a disk that is full', () => {
  const key = 'full/state.tfstate';
  const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-test-'));
  const filler = join(directory, 'filler');
  let stage: TestStage;
  let server: StateServer;
  const fill = (): void => {
    spawnSync('sh', ['-c', `cat /dev/zero > '${filler}'`]);
  };
  const empty = (): void => rmSync(filler, { force: true });

  beforeAll(async () => {
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', directory]);
    stage = createStage('workspace', directory);
    mkdirSync(stage.workingDirectory, { recursive: true });
    server = await startStateServer();
    stage.setSettings(server.settings(key));
    stage.setStack(server.stack(key, { a: { input: 'x' } }));
  });
  afterAll(async () => {
    spawnSync('umount', [directory]);
    rmdirSync(directory);
    stage.remove();
    await server?.stop();
  });
  afterEach(empty);

  it('before a plan is said, with the place', async () => {
    fill();
    const { code, output } = await stage.run('plan');
    expect(output).toContain(`disk: no space is left in ${stage.workingDirectory} (`);
    expect(output).toContain('Fix: make room, and run the command again.');
    expect(output).not.toContain('No changes');
    expect(code).toBe(1);
  });

  it('during an apply: the state is looked at, and nothing is said of what could not be written down', async () => {
    stage.setStack(
      server.stack(key, {
        a: { provisioner: [{ 'local-exec': { command: `cat /dev/zero > '${filler}'; exit 3` } }] },
      }),
    );
    const { code, output } = await stage.run('deploy');
    expect(output).toContain(`disk: no space is left in ${stage.workingDirectory} (`);
    expect(output).toContain(
      'Terraform’s report was cut off, for there was no space left on device: more may be done',
    );
    // The message that was cut off holds a line of the stack, with the keys in it.
    expect(output).not.toContain('secret_key');
    expect(output).not.toMatch(/is deployed|goes on from here/);
    expect(code).toBe(1);
    empty();
    const next = await stage.run('plan');
    expect(next.output).toContain('Plan: 1 replace');
  });

  it('that is mounted read-only is said, with the place and the ways out', async () => {
    spawnSync('mount', ['-o', 'remount,ro', directory]);
    const { code, output } = await stage.run('plan');
    spawnSync('mount', ['-o', 'remount,rw', directory]);
    expect(output).toMatch(
      /disk: \S+ cannot be \w+ \(EROFS\): the file system is read-only\. Fix: /,
    );
    expect(code).toBe(1);
  });
});
