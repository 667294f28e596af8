import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure';
import type { StateStore } from '../state/state-store';
import { lookAfterApply } from './after-apply';
import type { ApplyView } from './apply-view';
import type { Terraform } from './terraform';

const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-after-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const SILENT =
  'state: s3://states/a cannot be read. Nothing was changed. S3 does not answer: no answer within 45 s. Fix: check it.';

/** A look after an apply whose state holds these, or cannot be read. */
function look(
  addresses: readonly string[] | 'silent',
  view: Pick<ApplyView, 'completed' | 'failedAddresses'>,
  lostPlace?: () => Promise<string | undefined>,
): ReturnType<typeof lookAfterApply> {
  const store = {
    place: 's3://states/a',
    read: async () => {
      if (addresses === 'silent') {
        throw new Failure(SILENT);
      }
      const resources = addresses.map((address) => ({ address }));
      return { kind: 'state', summary: { serial: 3, lineage: 'l', resources } };
    },
    lock: async () => (addresses === 'silent' ? { looked: false, why: SILENT } : { looked: true }),
  } as unknown as StateStore;
  const terraform = { directory, binary: { path: 'terraform' } } as Terraform;
  return lookAfterApply({ terraform, store, lostPlace }, view);
}

const done = (...actions: readonly (readonly [string, string])[]) => ({
  completed: actions.map(([action, address]) => ({ action, address })),
  failedAddresses: [] as readonly string[],
});

describe('lookAfterApply', () => {
  it('names what was done where the state cannot be read, and does not say that nothing was changed', async () => {
    const { lines, goesOn } = await look('silent', done(['create', 'x.a'], ['create', 'x.b']));
    expect(goesOn).toBe(false);
    expect(lines.join('\n')).not.toContain('Nothing was changed');
    expect(lines[0]).toContain('S3 does not answer: no answer within 45 s. Fix: check it.');
    expect(lines[1]).toMatch(/^Terraform reported as done: x\.a, x\.b\. What the state does not/);
    expect(lines[2]).toMatch(/^Whether a lock is left cannot be seen: state: /);
  });

  it('says only that all is gone where the place went with what it kept', async () => {
    const found = await look('silent', done(['create', 'x.a']), async () => 'It has stopped.');
    expect(found).toEqual({ lines: ['It has stopped.'], goesOn: false, lost: true, saysFix: true });
    const there = await look(['x.a'], done(['create', 'x.a']), async () => undefined);
    expect([there.goesOn, there.lost]).toEqual([true, false]);
  });

  it('takes the new half of a replacement for no leftover of the old one', async () => {
    const replaced = done(['delete', 'x.a']);
    const left = await look(['x.a'], replaced);
    expect(left.lines[0]).toBe('The state s3://states/a still has what was destroyed: x.a.');
    const half = await look(['x.a'], { ...replaced, failedAddresses: ['x.a'] });
    expect(half.lines[0]).toMatch(/^What is done is in the state s3:\/\/states\/a /);
    expect(half.goesOn).toBe(true);
  });
});
