import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type PlanManifest,
  type PresentFacts,
  readManifest,
  refuseStale,
  staleness,
  writeManifest,
} from './manifest';

const facts: PresentFacts = {
  stage: 'aws',
  stack: 'hello-aws',
  accountId: '123456789012',
  region: 'eu-west-1',
  plan: 'p1',
  synth: 's1',
  providers: 'l1',
  terraform: '1.11.4',
  commit: { id: 'c1' },
  state: { lineage: 'a', serial: 4 },
  images: { 'my-app/server:1': 'sha256:1' },
};
const manifest: PlanManifest = {
  ...facts,
  version: 1,
  created: '2026-11-23T10:00:00.000Z',
  expires: '2026-11-24T10:00:00.000Z',
};
const soon = new Date('2026-11-23T11:00:00Z');

test('a plan may be applied while nothing has changed', () => {
  expect(staleness(manifest, facts, soon)).toEqual([]);
  expect(() => refuseStale([])).not.toThrow();
});

test.each<[string, Partial<PresentFacts>, string]>([
  ['the plan file', { plan: 'p2' }, 'The plan file is not the one that was reviewed.'],
  ['the stage', { stage: 'test' }, 'The stage is test; the plan is for aws.'],
  ['the stack', { stack: 'other' }, 'The stack is other; the plan is for hello-aws.'],
  [
    'the account',
    { accountId: '999999999999' },
    'The account is 999999999999; the plan is for 123456789012.',
  ],
  ['the region', { region: 'eu-west-2' }, 'The region is eu-west-2; the plan is for eu-west-1.'],
  ['the commit', { commit: { id: 'c2' } }, 'The commit is c2; the plan was made from c1.'],
  ['the repository', { commit: undefined }, 'The commit is unknown; the plan was made from c1.'],
  [
    'the working tree',
    { commit: { id: 'c1', uncommitted: 'x' } },
    'What is not committed has changed since the plan was made.',
  ],
  ['the synthesized stack', { synth: 's2' }, 'The synthesized stack is another one.'],
  [
    'the lock file',
    { providers: undefined },
    'The provider lock file (.terraform.lock.hcl) is another one.',
  ],
  [
    'terraform',
    { terraform: '1.12.0' },
    'The Terraform version is 1.12.0; the plan is for 1.11.4.',
  ],
  [
    'the serial',
    { state: { lineage: 'a', serial: 5 } },
    'The state has serial 5; the plan was made against 4: somebody applied in between.',
  ],
  [
    'the lineage',
    { state: { lineage: 'b', serial: 4 } },
    'The state is b serial 4; the plan was made against a serial 4.',
  ],
  [
    'the state that is gone',
    { state: undefined },
    'The state is empty; the plan was made against a serial 4.',
  ],
  [
    'an image',
    { images: { 'my-app/server:1': 'sha256:2' } },
    'The image my-app/server:1 is sha256:2; the plan was made for sha256:1.',
  ],
  [
    'an image that is gone',
    { images: {} },
    'The image my-app/server:1 is not deployed; the plan was made for sha256:1.',
  ],
])('a change of %s makes it stale', (_, change, cause) => {
  expect(staleness(manifest, { ...facts, ...change }, soon)).toEqual([cause]);
});

test('a plan expires', () => {
  expect(staleness(manifest, facts, new Date('2026-11-24T10:00:01Z'))).toEqual([
    'It expired at 2026-11-24T10:00:00.000Z; it was made at 2026-11-23T10:00:00.000Z.',
  ]);
});

test('every cause is named, and the exit code is 5', () => {
  const causes = staleness(manifest, { ...facts, plan: 'p2', region: 'eu-west-2' }, soon);
  expect(causes).toHaveLength(2);
  expect(() => refuseStale(causes)).toThrow(
    expect.objectContaining({
      exitCode: 5,
      message: expect.stringMatching(/stale[^]*not the one[^]*eu-west-2[^]*Fix: plan again/),
    }),
  );
});

describe('the file', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'manifest-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('is read as it was written and is for its owner only', () => {
    const file = join(directory, 'manifest.json');
    writeFileSync(file, 'older', { mode: 0o644 });
    writeManifest(file, manifest);
    expect(readManifest(file)).toEqual(manifest);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([
    [
      'is missing',
      undefined,
      /there is none\. Nothing was changed\. Fix: run the plan target first/,
    ],
    ['is no JSON', '{', /cannot be read/],
    ['is null', 'null', /has version undefined/],
    ['is incomplete', '{"version":1}', /incomplete/],
    ['is of another release', '{"version":2}', /has version 2; this release reads 1/],
  ])('that %s is refused with exit code 5', (_, content, message) => {
    const file = join(directory, 'manifest.json');
    if (content !== undefined) {
      writeFileSync(file, content);
    }
    expect(() => readManifest(file)).toThrow(
      expect.objectContaining({ exitCode: 5, message: expect.stringMatching(message) }),
    );
  });
});
