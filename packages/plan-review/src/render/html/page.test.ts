import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { PlanReview, VerdictLevel } from '../../model';
import { reviewPlan } from '../../review';
import { fixture, fixtureNames } from '../../testing/fixtures';
import { largeReview, sampleReview } from '../../testing/sample-review';
import { renderHtml } from './page';

const page = renderHtml(sampleReview);

/** Without what is the same on every page: the stylesheets, the script, and the Markdown, which escapes on its own. */
const content = (html: string): string =>
  html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').replace(/<textarea[\s\S]*?<\/textarea>/, '');

/** Text between tags, as a person reads it. */
const textOf = (html: string): string =>
  content(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');

const withText = (text: string): PlanReview =>
  JSON.parse(JSON.stringify(sampleReview), (key, value: unknown) =>
    typeof value === 'string' && !CLOSED.has(key) ? `${value}${text}` : value,
  ) as PlanReview;

/** Fields with a fixed set of values: a plan cannot put text there. */
const CLOSED = new Set([
  'action',
  'kind',
  'level',
  'severity',
  'direction',
  'downtime',
  'accessWidened',
  'status',
  'outcome',
  'replaceOrder',
  'schemaVersion',
  'helpUri',
  'currency',
]);

describe('renderHtml', () => {
  it.each(fixtureNames)('writes the plan %s', (name) => {
    const html = renderHtml(reviewPlan(fixture(name)));
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"/);
    expect(html).toMatch(/<\/html>\n$/);
  });

  it('says the verdict before anything else', () => {
    expect(textOf(page.slice(page.indexOf('<main')))).toMatch(
      /^ ✕ Verdict: DESTRUCTIVE 1 destroy, 2 replace, 2 update, .*outputs Downtime Possible Data loss In 2 places /,
    );
  });

  it.each<[VerdictLevel, string]>([
    ['NO CHANGES', 'no-changes'],
    ['SAFE', 'safe'],
    ['REVIEW', 'review'],
    ['DANGEROUS', 'dangerous'],
    ['DESTRUCTIVE', 'destructive'],
  ])('shows %s in its own colour', (level, name) => {
    const html = renderHtml({ ...sampleReview, verdict: { ...sampleReview.verdict, level } });
    expect(html).toContain(`<section class="verdict ${name}"`);
    expect(html).toContain(`<title>${level} · Plan review</title>`);
  });

  it('groups by danger, worst first', () => {
    const titles = [...page.matchAll(/<h3 [^>]*>([\w ]+) <span/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Destroy',
      'Replace',
      'Update',
      'Create',
      'Forget',
      'State only',
      'Read',
    ]);
  });

  it('says everything of a change', () => {
    const text = textOf(page);
    expect(text).toMatch(/hello\/ Repository aws_ecr_repository\.Repository_22E53BBD data loss/);
    expect(text).toContain('at apps/infra/src/hello-stack.ts:41');
    expect(text).toContain('because of name; the old one goes first');
    expect(text).toContain('3 values known only after apply');
    expect(text).toContain('was aws_ecs_cluster.main');
    expect(text).toMatch(/name forces replacement hello\/server hello\/ web- server/);
    expect(text).toMatch(
      /environment\[DB_PASSWORD\] forces replacement \(secret\) \(another secret\)/,
    );
    expect(text).toMatch(/task_definition arn:\S+ \(known after apply\)/);
    expect(text).toMatch(
      /… 4 equal lines .* - ECS_CONTAINER_STOP_TIMEOUT=30s \+ ECS_CONTAINER_STOP_TIMEOUT=60s/,
    );
  });

  it('says everything beside the changes', () => {
    const text = textOf(page);
    expect(text).toMatch(
      /Terraform deferred a part\. Plan again .* aws_ecs_service\.Canary instance count unknown/,
    );
    expect(text).toMatch(/widened Security group .* peer 10\.0\.0\.0\/8 .* peer 0\.0\.0\.0\/0/);
    expect(text).toMatch(/possibly widened IAM permission/);
    expect(text).toMatch(
      /Policy 2 open .* fail ecs-ec2\/log-retention .* Accepted until 2026-01-01: until the NAT gateway is there\. It counts again\. 1 accepted, with a reason .* the service is for everybody until 2027-06-30 .* 1 accepted, but not found any more ecs-ec2\/flow-logs/,
    );
    expect(text).toMatch(/Conditions that do not hold 1 .* The URL answers 503/);
    expect(text).toMatch(
      /All that is priced, a month \$40\.93 \$63\.71 Not priced: data transfer \(depends on the traffic\), log lines/,
    );
    expect(text).toMatch(/Changed outside Terraform 2 .* changed this plan takes it back/);
    expect(text).toMatch(/token create \(secret\)/);
    expect(text).toContain('2026-11-23 16:49 UTC');
  });

  it('leads from every section to the change', () => {
    expect(page).toMatch(/<a class="path" href="#c5">hello\/<wbr><b>Logs<\/b><\/a>/);
    expect(page).toContain('id="c5"');
  });

  it('says that an errored plan cannot be applied', () => {
    expect(textOf(renderHtml({ ...sampleReview, errored: true }))).toContain('cannot be applied');
  });

  it('leaves out what has nothing to say', () => {
    const html = renderHtml(reviewPlan(fixture('no-changes')));
    expect(html.match(/<section/g)).toHaveLength(1);
    expect(html).not.toContain('<nav');
  });

  it('allows only its own style and script, by hash', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(/^default-src &#39;none&#39;;/);
    const blocks = [...page.matchAll(/<(?:style|script)>([\s\S]*?)<\/(?:style|script)>/g)];
    expect(blocks).toHaveLength(3);
    for (const [, text = ''] of blocks) {
      expect(policy).toContain(`sha256-${createHash('sha256').update(text).digest('base64')}`);
    }
    expect(content(page)).not.toMatch(/<[^>]* (style|on\w+|src|srcset|action)=/);
  });

  it('takes no other link than https', () => {
    const [finding] = sampleReview.findings.findings;
    const linked = (helpUri: string) =>
      renderHtml({
        ...sampleReview,
        findings: { findings: [{ ...finding, helpUri }], unusedAcknowledgements: [] } as never,
      });
    expect(linked('https://example.com/rule?a=b#c')).toContain(
      'href="https://example.com/rule?a=b#c"',
    );
    for (const uri of [
      'javascript:alert(1)',
      'http://example.com',
      'https://a" onclick="x',
      '//x',
      'data:text/html,x',
    ]) {
      expect(linked(uri)).not.toMatch(/<a [^>]*(javascript|http:|onclick|data:)/);
    }
  });

  it('escapes text wherever a plan can put it', () => {
    const hostile = `</script></style></textarea></title>"'\`<svg onload=x>&\u0000\u001b\u202e\u2066\u200b`;
    const html = renderHtml(withText(hostile));
    expect(html).not.toContain('<svg onload');
    expect(html).not.toMatch(/[\u0000\u001b\u202e\u2066\u200b]/);
    // No element more or less than with text that means nothing.
    const tags = (text: string) =>
      content(text)
        .replaceAll('<wbr>', '')
        .match(/<\/?[a-z][a-z0-9]*/g);
    expect(tags(html)).toEqual(tags(renderHtml(withText('xxxxxxxxxxxxxxxxxxxxxxxx'))));
  });

  it('escapes any text', () => {
    const tags = (text: string) => content(text).match(/<\/?[a-z][a-z0-9]*/g)?.length;
    const [change] = sampleReview.changes;
    const pageOf = (name: string, value: string): string =>
      renderHtml({
        ...sampleReview,
        changes: [
          {
            ...change,
            address: name,
            construct: { path: value.replaceAll('/', ''), source: name },
            attributes: [
              {
                path: name,
                before: { kind: 'absent' },
                after: { kind: 'known', text: value },
                forcesReplacement: false,
              },
            ],
          },
        ],
      } as PlanReview);
    const plain = tags(pageOf('a', 'a'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
        expect(tags(pageOf(name, value))).toBe(plain);
      }),
      { numRuns: 100, seed: 20260101 },
    );
  });

  it('gives the same page for the same review', () => {
    expect(renderHtml(JSON.parse(JSON.stringify(sampleReview)) as PlanReview)).toBe(page);
  });

  it('writes 5,000 changes in a page of a few megabytes, folded', () => {
    const review = largeReview(5000);
    const html = renderHtml(review);
    expect(html.length).toBeLessThan(8_000_000);
    expect(html).not.toMatch(/<details[^>]* open/);
  });
});
