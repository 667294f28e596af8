import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentCommit, directoryHash, optionalFileHash } from './facts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const write = (path: string, content: string): void =>
  writeFileSync(join(directory, path), content);

describe('the hash of a directory', () => {
  test('changes with a name, a content and the target of a link, and with nothing else', () => {
    mkdirSync(join(directory, 'assets'));
    write('cdk.tf.json', '{}');
    write('assets/a', '1');
    symlinkSync('a', join(directory, 'assets/link'));
    const first = directoryHash(directory);
    write('assets/a', '1');
    expect(directoryHash(directory)).toBe(first);
    write('assets/a', '2');
    const second = directoryHash(directory);
    expect(second).not.toBe(first);
    rmSync(join(directory, 'assets/link'));
    symlinkSync('b', join(directory, 'assets/link'));
    expect(directoryHash(directory)).not.toBe(second);
  });

  test('of a file that does not exist is none', () => {
    expect(optionalFileHash(join(directory, 'none'))).toBeUndefined();
  });
});

describe('the commit', () => {
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: directory,
      stdio: 'ignore',
    });
  };

  test('is unknown outside a repository', async () => {
    await expect(currentCommit(directory)).resolves.toBeUndefined();
  });

  test('is clean after a commit, and says when something uncommitted changes', async () => {
    git('init');
    write('.gitignore', 'ignored\n');
    write('a', '1');
    git('add', '.');
    git('commit', '-m', 'first');
    const clean = await currentCommit(directory);
    expect(clean).toEqual({ id: expect.stringMatching(/^[0-9a-f]{40}$/) });

    write('ignored', 'x');
    await expect(currentCommit(directory)).resolves.toEqual(clean);

    write('a', '2');
    const changed = await currentCommit(directory);
    write('a', '3');
    const changedAgain = await currentCommit(directory);
    expect(changed?.uncommitted).toBeDefined();
    expect(changedAgain?.uncommitted).not.toBe(changed?.uncommitted);

    write('new file', '1');
    const added = await currentCommit(directory);
    write('new file', '2');
    expect((await currentCommit(directory))?.uncommitted).not.toBe(added?.uncommitted);
  });
});
