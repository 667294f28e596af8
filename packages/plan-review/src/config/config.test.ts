import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baselineInputs, baselineOf } from '../findings/baseline';
import { checkovBaseline, trivyIgnorePolicy } from '../findings/scanners/accepted-for-scanners';
import { reviewPlan } from '../review';
import type { JsonObject } from '../plan/json';
import { changeOf, planOf } from '../testing/fixtures';
import { renderers } from '../testing/renderers';
import { loadConfig, optionsOf } from './load-config';

const directory = mkdtempSync(join(tmpdir(), 'plan-review-config-'));
afterAll(() => rmSync(directory, { recursive: true }));

const write = (content: unknown): string => {
  const file = join(directory, 'config.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

describe('the configuration', () => {
  it.each([
    [{ severity: {} }, /unknown key severity\. Allowed: \$schema, title/],
    [{ severities: { X: 'bad' } }, /severities\.X: got "bad"; allowed: fail, warn, note or off/],
    [{ accepted: [{ rule: 'X', reason: 'a good reason' }] }, /accepted\.0: .*address or construct/],
    [{ accepted: [{ rule: 'X', address: '*', reason: 'no' }] }, /accepted\.0\.reason: got "no"/],
  ])('%j is refused by its key', (content, message) => {
    expect(() => loadConfig(write(content), directory)).toThrow(message);
  });

  it('is found up to the root of the repository, and nowhere else', () => {
    const below = join(directory, 'repository', 'unit');
    mkdirSync(below, { recursive: true });
    writeFileSync(join(directory, 'plan-review.json'), '{"title":"not ours"}');
    expect(loadConfig(undefined, below)).toEqual({});
    mkdirSync(join(directory, 'repository', '.git'));
    writeFileSync(
      join(directory, 'repository', 'package.json'),
      '{"plan-review":{"title":"Network"}}',
    );
    expect(loadConfig(undefined, below)).toEqual({ title: 'Network' });
  });

  it('says what holds data, what is protected, and what is no news', () => {
    const plan = planOf(
      changeOf('x_store', { a: 1 }, null),
      changeOf('x_key', { a: 1 }, null),
      changeOf('aws_vpc', { tags: { Seen: '1' } }, { tags: { Seen: '2' } }),
    );
    const options = optionsOf({
      holdsData: ['x_store'],
      protected: ['x_key.*'],
      ignoredTags: ['Seen'],
    });
    const { verdict, changes } = reviewPlan(plan, options);
    expect(verdict).toMatchObject({ level: 'DESTRUCTIVE', protectedLoss: ['x_key.a'] });
    expect(verdict.dataLoss).toContain('x_store.a');
    expect(changes.find(({ type }) => type === 'aws_vpc')?.ignored?.length).toBe(1);
  });

  it('says in every format what it leaves out', () => {
    const owner = (value: string): JsonObject => ({ Owner: value, Seen: value });
    const plan = {
      ...planOf(
        changeOf('aws_vpc', { tags: owner('1') }, { tags: owner('2') }),
        changeOf('aws_launch_template', null, { key_name: 'mine' }),
      ),
      resource_drift: [
        changeOf('aws_vpc', { tags: owner('0') }, { tags: owner('1') }),
        changeOf('aws_ecs_service', { desired_count: 1 }, { desired_count: 2 }),
      ],
    };
    const review = reviewPlan(
      plan,
      optionsOf({
        ignoredTags: ['Seen'],
        ignoredAttributes: { aws_ecs_service: ['desired_count'] },
        severities: { CKV_AWS_79: 'off' },
        protected: ['*.nothing'],
      }),
    );
    expect(review.drift).toMatchObject([
      { address: 'aws_vpc.a', attributes: [{ path: 'tags[Owner]' }] },
    ]);
    expect(review.ignoredDrift).toEqual([
      { address: 'aws_vpc.a', attributes: ['tags[Seen]'] },
      { address: 'aws_ecs_service.a', attributes: ['desired_count'] },
    ]);
    for (const [name, render] of Object.entries(renderers)) {
      // As it is read: without the marks of Markdown and where a line of a terminal ends.
      const text = name === 'json' ? render(review) : render(review).replace(/[\\\s]+/g, ' ');
      expect([name, text]).toEqual([
        name,
        expect.stringMatching(
          name === 'json'
            ? /"switchedOff": 1/
            : /1 policy finding is switched off by the configuration/,
        ),
      ]);
      expect(text).toMatch(/desired ?_count/);
      expect(text).toMatch(/tags ?\[Seen ?\]/);
    }
  });

  it('grades rules and switches them off, and says how many', () => {
    const plan = planOf(changeOf('aws_launch_template', null, { key_name: 'mine' }));
    const { findings } = reviewPlan(plan, { severities: { CKV_AWS_79: 'off' } });
    expect(findings.switchedOff).toBe(1);
    expect(findings.findings.map(({ ruleId }) => ruleId)).not.toContain('ecs-ec2/imdsv2-required');
  });
});

describe('what is accepted', () => {
  const open = { ip_protocol: 'tcp', from_port: 80, to_port: 80, cidr_ipv4: '0.0.0.0/0' };
  const plan = planOf(changeOf('aws_vpc_security_group_ingress_rule', null, open));

  it('is held by a baseline, and another port is not', () => {
    const baseline = baselineOf([{ review: reviewPlan(plan, { findings: 'all' }) }]);
    const acknowledgements = baselineInputs(baseline);
    const isOpen = (one: unknown) =>
      reviewPlan(one, { acknowledgements }).findings.findings.filter(
        ({ acknowledged }) => acknowledged === undefined,
      );
    expect(isOpen(plan)).toEqual([]);
    const other = { ...open, from_port: 5432, to_port: 5432 };
    const changed = planOf(changeOf('aws_vpc_security_group_ingress_rule', open, other));
    expect(isOpen(changed)).toMatchObject([{ detail: '5432/tcp' }, { detail: '5432/tcp' }]);
    expect(() => baselineInputs({})).toThrow(/^baseline: is none/);
  });

  it('is written for Checkov and for Trivy', () => {
    const acknowledgements = [
      { id: 'ecs-ec2/open-to-the-internet', of: '80/tcp', reason: 'r', address: '*' },
      { id: 'AWS-0107', reason: 'r', address: '*' },
      { id: 'CKV_AWS_24', reason: 'r', address: '*', expires: '2020-01-01' },
    ];
    expect(checkovBaseline(plan, { acknowledgements })).toMatchObject({
      failed_checks: [
        {
          findings: [
            {
              resource: 'aws_vpc_security_group_ingress_rule.a',
              check_ids: ['CKV_AWS_260'],
            },
          ],
        },
      ],
    });
    expect(trivyIgnorePolicy(plan, { acknowledgements })).toContain(
      '["AWS-0107", "aws_vpc_security_group_ingress_rule.a"],',
    );
  });
});
