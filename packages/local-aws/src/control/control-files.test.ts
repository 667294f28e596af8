import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildList, endLeftChildren } from './child-list';
import {
  claimDirectory,
  prepareDirectory,
  readDaemonRecord,
  releaseDirectory,
} from './daemon-record';
import { lineSplitter, openLog } from './log';
import { endProcessGroup, identifyProcess, isAlive } from './process-identity';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'control-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const sleeper = (): number => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  return child.pid ?? 0;
};

describe('process identity', () => {
  it('knows a living process, and that a number alone is no proof', async () => {
    const pid = sleeper();
    const identity = identifyProcess(pid);
    if (identity === undefined) {
      throw new Error('not alive');
    }
    expect(isAlive(identity)).toBe(true);
    expect(isAlive({ pid, began: 'another time' })).toBe(false);
    await endProcessGroup({ pid, began: 'another time' }, 100);
    expect(isAlive(identity)).toBe(true);
    await endProcessGroup(identity, 2000);
    expect(isAlive(identity)).toBe(false);
  });

  it('knows nothing about a process that does not exist', () => {
    expect(identifyProcess(2 ** 22 + 1)).toBeUndefined();
  });
});

describe('the daemon record', () => {
  it('locks a directory for one living process', () => {
    const record = claimDirectory(directory, 5566);
    expect(readDaemonRecord(directory)).toEqual(record);
    expect(record.token).toMatch(/^[0-9a-f]{48}$/);
    expect(record.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(record.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(statSync(join(directory, 'daemon.json')).mode & 0o777).toBe(0o600);
    expect(() => claimDirectory(directory, 5567)).toThrow(
      /already belongs to the local AWS on port 5566/,
    );
    releaseDirectory(directory);
    expect(claimDirectory(directory, 5567).port).toBe(5567);
  });

  it.each([
    [
      'of a process whose number was taken over',
      JSON.stringify({ pid: process.pid, began: 'long ago', port: 1, token: 't' }),
    ],
    ['that was half written', '{"pid":'],
    ['of something else', '{}'],
  ])('replaces a record %s', (_title, content) => {
    writeFileSync(join(directory, 'daemon.json'), content);
    expect(claimDirectory(directory, 5566).pid).toBe(process.pid);
  });

  it('says which variable helps when the directory cannot be written', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => prepareDirectory(join(directory, 'file', 'below'))).toThrow(
      /cannot be written; got .*LOCAL_AWS_DIRECTORY=/,
    );
    expect(() => prepareDirectory(join(directory, 'a', 'b'))).not.toThrow();
  });

  it('closes its directory to others, also one of an earlier version, but not one with other things', () => {
    const mode = (path: string): number => statSync(path).mode & 0o777;
    const made = join(directory, 'made');
    prepareDirectory(made);
    expect(mode(made)).toBe(0o700);
    chmodSync(made, 0o755);
    writeFileSync(join(made, 'daemon.log'), '');
    prepareDirectory(made);
    expect(mode(made)).toBe(0o700);

    const shared = join(directory, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o755);
    writeFileSync(join(shared, 'thesis.txt'), '');
    expect(() => prepareDirectory(shared)).toThrow(/open to others, and it holds other things/);
    expect(mode(shared)).toBe(0o755);
  });

  it('writes a log that only its user reads', () => {
    const file = join(directory, 'daemon.log');
    writeFileSync(file, '', { mode: 0o644 });
    openLog(file)('line');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    openLog(join(directory, 'new.log'))('line');
    expect(statSync(join(directory, 'new.log')).mode & 0o777).toBe(0o600);
  });
});

describe('the child list', () => {
  it('lets a later process end what a killed one left behind', async () => {
    const [first, second] = [sleeper(), sleeper()];
    const children = new ChildList(directory);
    children.add(first);
    children.add(second);
    await endProcessGroup({ pid: second, began: identifyProcess(second)?.began ?? '' }, 2000);
    expect(await endLeftChildren(directory)).toBe(1);
    expect(identifyProcess(first)).toBeUndefined();
    expect(await endLeftChildren(directory)).toBe(0);
  });

  it('spares those who took over a number', async () => {
    const pid = sleeper();
    writeFileSync(join(directory, 'children.json'), JSON.stringify([{ pid, began: 'long ago' }]));
    expect(await endLeftChildren(directory)).toBe(0);
    const identity = identifyProcess(pid);
    expect(identity).toBeDefined();
    if (identity !== undefined) {
      await endProcessGroup(identity, 2000);
    }
  });
});

describe('lineSplitter', () => {
  it('makes whole lines of pieces', () => {
    const lines: string[] = [];
    const feed = lineSplitter((line) => lines.push(line));
    for (const piece of ['a', 'b\nc', '\n\nd']) {
      feed(piece);
    }
    expect(lines).toEqual(['ab', 'c', '']);
  });
});
