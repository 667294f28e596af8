import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetDeadRun, readDeadRun } from '../state/dead-run';
import type { LockLook } from '../state/state-store';
import { watchOwnLock } from './own-lock';

const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-own-lock-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeEach(() => forgetDeadRun(directory));

const event = (
  kind: 'started' | 'done' | 'failed',
  address: string,
  action: string,
  id?: string,
) => ({
  kind,
  address,
  action,
  type: 'x',
  ...(id === undefined ? {} : { id }),
});

/** A run on the machine `here`, while the state has a lock of this holder, made so many milliseconds from now. */
async function run(who: string, age = 0, lockId = 'l1') {
  const created = new Date(Date.now() + age).toISOString();
  const lock = { id: lockId, who, created, operation: 'apply' };
  const own = watchOwnLock({
    store: { lock: async () => ({ looked: true, lock }) },
    directory,
    operation: 'apply',
    host: 'here',
  });
  own.onResource(event('started', 'x.a', 'create'));
  await new Promise((resolve) => setImmediate(resolve));
  return own;
}

describe('watchOwnLock', () => {
  it('keeps the lock of a run that has ended, what it made and what it had begun to make', async () => {
    const own = await run('ann@here');
    own.onResource(event('done', 'x.a', 'create', 'i-1'));
    own.onResource(event('started', 'x.b', 'create'));
    own.onResource(event('started', 'x.c', 'create'));
    own.onResource(event('failed', 'x.c', 'create'));
    own.onResource(event('started', 'x.d', 'update'));
    own.onResource(event('done', 'x.e', 'delete'));
    await own.keep();
    expect(readDeadRun(directory)).toMatchObject({
      operation: 'apply',
      lock: 'l1',
      made: [{ address: 'x.a', id: 'i-1' }],
      begun: ['x.b'],
    });
  });

  it('waits for a look that is slower than the run that it looks after', async () => {
    let answer: (look: LockLook) => void = () => undefined;
    const own = watchOwnLock({
      store: { lock: () => new Promise((resolve) => (answer = resolve)) },
      directory,
      operation: 'apply',
      host: 'here',
    });
    own.holds();
    const kept = own.keep();
    expect(readDeadRun(directory)).toBeUndefined();
    const created = new Date().toISOString();
    answer({ looked: true, lock: { id: 'l1', who: 'ann@here', created, operation: 'apply' } });
    await kept;
    expect(readDeadRun(directory)).toMatchObject({ lock: 'l1' });
  });

  it('does not fail where nothing can be written down', async () => {
    const own = watchOwnLock({
      store: {
        lock: async () => ({
          looked: true,
          lock: {
            id: 'l1',
            who: 'ann@here',
            created: new Date().toISOString(),
            operation: 'apply',
          },
        }),
      },
      directory: join(directory, 'is', 'not', 'there'),
      operation: 'apply',
      host: 'here',
    });
    own.holds();
    await expect(own.keep()).resolves.toBeUndefined();
  });

  it.each([
    ['another machine', 'ann@there', 0],
    ['a run before this one', 'ann@here', -60_000],
    ['one that came when this one was through', 'bob@here', 60_000],
  ])('never takes a lock for its own that is of %s', async (_whose, who, age) => {
    await (await run(who, age)).keep();
    expect(readDeadRun(directory)).toBeUndefined();
  });

  it('keeps nothing where the lock cannot be looked at, or has no id', async () => {
    await (await run('ann@here', 0, '')).keep();
    const own = watchOwnLock({
      store: { lock: () => Promise.reject(new Error('silent')) },
      directory,
      operation: 'plan',
    });
    own.holds();
    await new Promise((resolve) => setImmediate(resolve));
    await own.keep();
    expect(readDeadRun(directory)).toBeUndefined();
  });
});
