import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDeadLock } from './dead-lock';
import { keepDeadRun, readDeadRun, type MadeResource } from './state/dead-run';
import type { StateStore } from './state/state-store';
import type { Terraform } from './terraform/terraform';

const directory = mkdtempSync(join(tmpdir(), "nx-cdktf-dead lock's-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Looks at a state with this lock and these resources. */
function look(lock: string | undefined, ...addresses: readonly string[]) {
  const store = {
    place: 's3://states/a',
    lock: async () => ({ looked: true, ...(lock === undefined ? {} : { lock: { id: lock } }) }),
    read: async () => ({
      kind: 'state',
      summary: {
        lineage: 'l',
        serial: 1,
        resources: addresses.map((address) => ({ address, id: 'i-1' })),
      },
    }),
  } as unknown as StateStore;
  const terraform = {
    directory,
    binary: { path: '/usr/bin/terraform' },
    recoverCommand: 'npx nx run app:recover-state',
  } as Terraform;
  return findDeadLock({ store, terraform });
}

const ended = '2026-11-27T09:00:00.000Z';

describe('findDeadLock', () => {
  const keep = (made: readonly MadeResource[], begun: readonly string[]): void =>
    keepDeadRun(directory, { operation: 'apply', lock: 'l1', ended, made, begun });
  beforeEach(() => keep([{ address: 'x.a["k"]', id: 'i-1' }], ['x.b']));

  it('gives the lock of a run that has ended, where the state knows of all that it made', async () => {
    keep([{ address: 'x.a["k"]', id: 'i-1' }, { address: 'x.b' }], []);
    expect(await look('l1', 'x.a["k"]', 'x.b')).toBe('l1');
  });

  it('does not take for known what has the address of what it replaces', async () => {
    keep([{ address: 'x.a', id: 'i-2' }], []);
    await expect(look('l1', 'x.a')).rejects.toThrow('does not know of: x.a (reported as made).');
    keep([], ['x.a']);
    await expect(look('l1', 'x.a')).rejects.toThrow('x.a (begun, its end was not seen).');
  });

  it('refuses, with each command, where something may exist that the state does not know', async () => {
    await expect(look('l1', 'x.z')).rejects.toThrow(
      [
        `state: the apply that ended here at ${ended} could not save what it did, and has left its lock l1. Nobody holds it. What may exist, and the state s3://states/a does not know of: x.a["k"] (reported as made); x.b (begun, its end was not seen). Another apply would make it again. Nothing was changed. Fix: release the lock:`,
        '  npx nx run app:recover-state --unlock=l1',
      ].join('\n'),
    );
    await expect(look('l1')).rejects.toThrow(
      [`  terraform import 'x.a["k"]' i-1`, '  terraform import x.b ID'].join('\n'),
    );
    // Nothing is forgotten by that.
    expect(readDeadRun(directory)).toBeDefined();
  });

  it('leaves the lock of somebody else alone, and forgets the run', async () => {
    expect(await look('l2')).toBeUndefined();
    expect(readDeadRun(directory)).toBeUndefined();
  });

  it('is nothing where the lock was released since', async () => {
    expect(await look(undefined)).toBeUndefined();
    expect(readDeadRun(directory)).toBeUndefined();
  });
});
