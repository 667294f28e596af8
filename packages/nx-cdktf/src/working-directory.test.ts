import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStack, stageDirectories, takeWorkingDirectory } from './working-directory';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function synthesize(files: Record<string, string>): void {
  const { synthDirectory } = stageDirectories(root, 'infra', 'local');
  const stack = join(synthDirectory, 'stacks', 'hello');
  rmSync(stack, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(stack, name, '..'), { recursive: true });
    writeFileSync(join(stack, name), content);
  }
}

describe('stageDirectories', () => {
  it('keeps what terraform needs out of what Nx caches', () => {
    expect(stageDirectories('/w', 'infra', 'local')).toEqual({
      synthDirectory: '/w/dist/infra/local',
      workingDirectory: '/w/.nx-cdktf/infra/local',
    });
  });

  it('lets terraform work where NX_CDKTF_DIRECTORY says', () => {
    const environment = { NX_CDKTF_DIRECTORY: '/elsewhere' };
    expect(stageDirectories('/w', 'infra', 'local', environment)).toEqual({
      synthDirectory: '/w/dist/infra/local',
      workingDirectory: '/elsewhere/infra/local',
    });
  });

  it.each(['', '..', '../aws', 'a/b', '-x'])('refuses %j as a stage', (stage) => {
    expect(() => stageDirectories('/w', 'infra', stage)).toThrow('stage: must be a name');
  });
});

describe('copyStack', () => {
  const copy = (): string => copyStack(stageDirectories(root, 'infra', 'local'), 'hello', root);
  const inWorkingDirectory = (name: string): string => join(root, '.nx-cdktf/infra/local', name);

  it('copies the stack with its assets into a private directory', () => {
    synthesize({ 'cdk.tf.json': '{}', 'assets/a/file': 'x' });
    expect(readFileSync(copy(), 'utf8')).toBe('{}');
    expect(readFileSync(inWorkingDirectory('assets/a/file'), 'utf8')).toBe('x');
    expect(statSync(inWorkingDirectory('.')).mode & 0o777).toBe(0o700);
  });

  it('makes a directory private that was not', () => {
    synthesize({ 'cdk.tf.json': '{}' });
    mkdirSync(inWorkingDirectory('.'), { recursive: true, mode: 0o755 });
    copy();
    expect(statSync(inWorkingDirectory('.')).mode & 0o777).toBe(0o700);
  });

  it('removes assets that are gone and nothing else', () => {
    synthesize({ 'cdk.tf.json': '{}', 'assets/old/file': 'x' });
    copy();
    writeFileSync(inWorkingDirectory('terraform.tfstate'), 'state');
    synthesize({ 'cdk.tf.json': '{"a":1}' });
    copy();
    expect(existsSync(inWorkingDirectory('assets'))).toBe(false);
    expect(readFileSync(inWorkingDirectory('terraform.tfstate'), 'utf8')).toBe('state');
    expect(readFileSync(inWorkingDirectory('cdk.tf.json'), 'utf8')).toBe('{"a":1}');
  });

  it('never follows a list of copied files out of the directory', () => {
    synthesize({ 'cdk.tf.json': '{}' });
    copy();
    writeFileSync(join(root, 'precious'), 'x');
    writeFileSync(inWorkingDirectory('.copied.json'), JSON.stringify(['../../../precious', '..']));
    copy();
    expect(existsSync(join(root, 'precious'))).toBe(true);
  });

  it('says to synthesize first', () => {
    expect(copy).toThrow(
      'synth: dist/infra/local/stacks/hello/cdk.tf.json does not exist. Fix: synthesize first',
    );
  });
});

describe('takeWorkingDirectory', () => {
  it('refuses a directory that a running process has', () => {
    const release = takeWorkingDirectory(join(root, 'w'));
    expect(() => takeWorkingDirectory(join(root, 'w'))).toThrow(`process ${process.pid}`);
    release();
    expect(() => takeWorkingDirectory(join(root, 'w'))()).not.toThrow();
  });

  it('takes over from a process whose id another program has now', () => {
    mkdirSync(join(root, 'w'));
    writeFileSync(join(root, 'w', 'run.lock'), `${process.pid}\nanother start\n`);
    const release = takeWorkingDirectory(join(root, 'w'));
    expect(readFileSync(join(root, 'w', 'run.lock'), 'utf8')).toContain(`${process.pid}\n`);
    release();
    expect(readdirSync(join(root, 'w'))).toEqual([]);
  });

  it('leaves a directory whose holder is alive, where its start is not known', () => {
    mkdirSync(join(root, 'w'));
    writeFileSync(join(root, 'w', 'run.lock'), String(process.pid));
    expect(() => takeWorkingDirectory(join(root, 'w'))).toThrow('run: another command works in');
  });

  it('takes over from a process that is gone', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    mkdirSync(join(root, 'w'));
    writeFileSync(join(root, 'w', 'run.lock'), String(pid));
    takeWorkingDirectory(join(root, 'w'))();
    expect(existsSync(join(root, 'w', 'run.lock'))).toBe(false);
  });
});
