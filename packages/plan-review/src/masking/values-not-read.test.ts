import { exitCodeOf } from '../gates/exit-code';
import type { Json } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { renderers } from '../testing/renderers';
import { longestRead } from './place';

const tagged = planOf(changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } }));

const long = (text: string): string =>
  `${text}${' x'.repeat(longestRead)}`.slice(0, longestRead + 1);

function contentOf(before: Json, after: Json, rest: Readonly<Record<string, Json>> = {}) {
  return changeOf('aws_s3_object', { content: before, ...rest }, { content: after, ...rest });
}

describe('a value that is too long to be read', () => {
  it('takes the all-clear away where it changes, and is named in every format', () => {
    expect(reviewPlan(tagged).verdict.level).toBe('SAFE');
    const tags = (text: string) => ({ tags: { a: text } });
    const review = reviewPlan(planOf(changeOf('aws_vpc', tags(long('a')), tags(long('b')))));
    expect(review.notRead).toEqual([`aws_vpc.a tags.a (${longestRead + 1} characters)`]);
    expect(review.verdict).toMatchObject({
      level: 'REVIEW',
      downtime: 'not-known',
      accessWidened: 'not-known',
    });
    for (const render of Object.values(renderers)) {
      expect(render(review).replace(/\s+/g, ' ')).toContain(`${longestRead + 1} characters`);
      expect(render(review)).not.toMatch(/no downtime|no data loss|not widened/i);
    }
    expect(exitCodeOf(review, { requireApproval: 'widening' })).toBe(3);
  });

  const changed = planOf(contentOf(long('a'), long('b')));

  it('changes also where the other side is as long', () => {
    expect(reviewPlan(changed).changes[0]?.attributes).toEqual([
      {
        path: 'content',
        before: { kind: 'known', text: `(not read: ${longestRead + 1} characters)` },
        after: { kind: 'known', text: `(not read: other ${longestRead + 1} characters)` },
        forcesReplacement: false,
      },
    ]);
  });

  it.each([
    ['one that is created', changeOf('aws_s3_object', null, { content: long('a') })],
    ['one that is destroyed', changeOf('aws_s3_object', { content: long('a') }, null)],
    ['one that is shorter on the other side', contentOf('a', long('a'))],
    // Rules judge it where the plan touches the resource.
    [
      'one beside what changes',
      changeOf('aws_s3_object', { content: long('a'), acl: 'b' }, { content: long('a'), acl: 'c' }),
    ],
  ])('is named: %s', (_, change) => {
    const { notRead, verdict } = reviewPlan(planOf(change));
    expect(notRead).toHaveLength(1);
    expect(verdict.level).not.toMatch(/SAFE|NO CHANGES/);
  });

  it.each([
    ['drift', { resource_drift: [contentOf('a', long('b'))] }, 'aws_s3_object.a content'],
    ['an output', { output_changes: { a: { actions: ['create'], after: long('a') } } }, 'output a'],
    [
      'a deferred change',
      { deferred_changes: [{ reason: 'x', resource_change: contentOf('a', long('b')) }] },
      'aws_s3_object.a content',
    ],
    [
      'an action',
      {
        action_invocations: [
          {
            address: 'action.aws_x.a',
            type: 'aws_x',
            config_values: { list: [{ payload: long('a') }] },
          },
        ],
      },
      'action.aws_x.a list[0].payload',
    ],
    [
      'a key',
      { resource_drift: [contentOf({ a: 'b' }, { [long('a')]: 'c' })] },
      'aws_s3_object.a content.a key',
    ],
  ])('is named wherever it stands: %s', (_, part, name) => {
    const review = reviewPlan({ ...tagged, ...part });
    expect(review.notRead?.[0]).toBe(`${name} (${longestRead + 1} characters)`);
    expect(review.verdict.level).not.toBe('SAFE');
  });

  it('is a policy of which nobody can tell what it allows', () => {
    const role = (text: string) => ({ role: 'a', policy: `{"Statement":"${long(text)}"}` });
    const { security } = reviewPlan(planOf(changeOf('aws_iam_role_policy', role('a'), role('b'))));
    expect(security.accessWidened).toBe('undecided');
    expect(security.changes[0]?.why).toMatch(/longer than any that AWS accepts/);
  });

  it('is nothing to speak of where nothing is done', () => {
    const { change, ...resource } = contentOf(long('a'), long('a'));
    const plan = planOf({ ...resource, change: { ...change, actions: ['no-op'] } });
    const review = reviewPlan(plan);
    expect(review.notRead).toBeUndefined();
    expect(review.outcome).toBe('no-changes');
  });

  it('is not one that is as long as what is read', () => {
    expect(
      reviewPlan(planOf(contentOf('a', long('b').slice(0, longestRead)))).notRead,
    ).toBeUndefined();
  });

  it('cannot be told by who writes what stands for it', () => {
    const [{ change } = contentOf('a', 'b')] = changed.resource_changes ?? [];
    const marker = `\ufdd0text 1 of ${longestRead + 1}\ufdd1`;
    const review = reviewPlan(planOf(contentOf(marker, change.after as Json)));
    expect(review.changes[0]?.attributes).toHaveLength(1);
    expect(reviewPlan(planOf(contentOf('a', marker))).notRead).toBeUndefined();
  });

  it.each([
    ['JSON', JSON.stringify([{ name: 'DB_PASSWORD', value: 'planted-1' }, long('')])],
    ['a script', `export DB_PASSWORD=planted-1\n${long('')}`],
    ['base64', Buffer.from(`DB_PASSWORD=planted-1\n${long('')} `).toString('base64')],
  ])('gives its secrets away in no other value: %s', (_, text) => {
    const plan = planOf(
      contentOf('a', text),
      changeOf('aws_vpc', { tags: { a: 'planted-1' } }, null),
    );
    const review = reviewPlan(plan);
    expect(JSON.stringify(review)).not.toContain('planted-1');
    expect(review.findings.findings.map(({ ruleId, detail }) => [ruleId, detail])).toContainEqual([
      'ecs-ec2/no-secrets-in-values',
      'content',
    ]);
    expect(reviewPlan(changed).findings.findings).toEqual([]);
  });
});
