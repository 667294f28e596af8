import fc from 'fast-check';
import markdownIt from 'markdown-it';
import type { PlanReview } from '../../model';
import { reviewPlan } from '../../review';
import { changeOf, fixture, fixtureNames, planOf } from '../../testing/fixtures';
import { renderMarkdown } from './markdown';
import { markerOf } from './marker';
import { bytes, code, escaped, fenced } from './text';

/** GitHub's dialect, as far as escaping goes: tables, raw HTML, bare links. */
const github = markdownIt({ html: true, linkify: true });
const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replace(/&amp;/g, '&')
    .replaceAll('\u200b', '');
/** Printable text full of what Markdown and HTML read. */
const nasty = fc.string({
  unit: fc.constantFrom(
    ...'abc `*_[]()<>#@|\\~!&:/."\'-+{}=1$',
    'http://x.yz',
    '<b>',
    '&lt;',
    '\u202e',
  ),
  maxLength: 30,
});
const parameters = { seed: 20261123, numRuns: 1000 };

test('escaped text is shown character for character, and is no markup', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const html = github.renderInline(`x${escaped(text)}x`);
      expect(html.replaceAll('<span>$</span>', '')).not.toMatch(/[<]|\$(?!\d)|@\w|[#!]\d/);
      expect(plain(html)).toBe(`x${text.replaceAll('\u202e', '\\u202e')}x`);
    }),
    parameters,
  );
});

test('code is one piece of code, also in a table', () => {
  fc.assert(
    fc.property(
      nasty.filter((text) => text.trim() !== '' && text === text.trim()),
      (text) => {
        const html = github.render(`| a |\n| --- |\n| ${code(text)} |`);
        expect(html.match(/<code>/g)).toHaveLength(1);
        expect(html.match(/<td>/g)).toHaveLength(1);
        const [, inside = ''] = /<code>([^]*)<\/code>/.exec(html) ?? [];
        expect(plain(inside)).toBe(text.replaceAll('\u202e', '\\u202e'));
      },
    ),
    parameters,
  );
});

test('no line closes a fenced block', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 5 }), (lines) => {
      const tokens = github.parse(fenced('diff', lines), {});
      expect(tokens.map(({ type }) => type)).toEqual(['fence']);
    }),
    { ...parameters, numRuns: 500 },
  );
});

test.each(fixtureNames)('the plan %s is rendered whole', (name) => {
  const review = reviewPlan(fixture(name));
  const markdown = renderMarkdown(review);
  for (const { address } of review.changes) {
    expect(markdown).toContain(address);
  }
  const html = github.render(markdown);
  expect(html.match(/<details>/g) ?? []).toHaveLength((html.match(/<\/details>/g) ?? []).length);
});

test('the first line that is seen is the verdict', () => {
  const [hidden, first] = renderMarkdown(reviewPlan(fixture('destroy'))).split('\n');
  expect(hidden).toMatch(/^<!-- plan-review: [0-9a-f]{8} -->$/);
  expect(first).toMatch(/^## \S+ (SAFE|REVIEW|DANGEROUS|DESTRUCTIVE): .*downtime/);
  const nothing = renderMarkdown(reviewPlan(fixture('no-changes')), { marker: 'none' });
  expect(nothing).toMatch(/^## No changes\n/);
});

test('below it stands which plan it is, and the run as a link where it may be one', () => {
  const about = { title: 'a | b', stage: 'prod', commit: 'a'.repeat(40), region: 'eu-west-1' };
  const headed = (run: string) =>
    renderMarkdown(reviewPlan(fixture('destroy'), { about: { ...about, run } }), {
      marker: 'none',
    });
  expect(headed('https://github.com/o/r/actions/runs/1').split('\n')[2]).toBe(
    '**a \\| b** · stage `prod` · region `eu-west-1` · commit `aaaaaaaaaa` · [run](https://github.com/o/r/actions/runs/1)',
  );
  for (const run of [
    'javascript:alert(1)',
    'https://e.vil/) [x](',
    'http://a.b',
    'https://a@b.c/',
  ]) {
    expect(headed(run)).not.toContain('[run]');
  }
});

test('the hidden line is one comment that nothing in it ends, and no two names share it', () => {
  const titles = ['prod', 'prod ', 'p--> <b>', 'p->->', '', 'x\ny', '--!>', '<!--', 'é', 'è'];
  const markers = titles.map((title) => markerOf({ title }));
  expect(new Set(markers).size).toBe(titles.length);
  for (const marker of markers) {
    expect(marker).toMatch(/^<!-- plan-review: [\w ./-]+ -->$/);
    expect(marker.slice(4, -3)).not.toContain('--');
  }
  expect(markerOf({ stack: 'a', stage: 'b', commit: '1', account: '2' })).toBe(
    markerOf({ stack: 'a', stage: 'b' }),
  );
});

test('thirty equal changes are one entry with thirty addresses', () => {
  const update = (index: number) => ({
    ...changeOf('aws_sqs_queue', { delay_seconds: 0 }, { delay_seconds: 5 }),
    address: `aws_sqs_queue.q[${index}]`,
  });
  const markdown = renderMarkdown(
    reviewPlan(planOf(...Array.from({ length: 30 }, (_, index) => update(index)))),
  );
  expect(markdown.match(/`delay_seconds`/g)).toHaveLength(1);
  expect(markdown).toContain('- **30 ×** `aws_sqs_queue.q`');
  expect(markdown.match(/`aws_sqs_queue\.q\[\d+\]`/g)).toHaveLength(30);
});

test('something new says who gets which right and where, however little room there is', () => {
  const owner = changeOf('azurerm_role_assignment', null, {
    role_definition_name: 'Owner',
    scope: '/subscriptions/1',
    principal_id: 'p-1',
  });
  const others = Array.from({ length: 900 }, (_, index) =>
    changeOf('aws_sns_topic', null, { name: `t${index}` }, { name: `t${index}` }),
  );
  for (const review of [reviewPlan(planOf(owner)), reviewPlan(planOf(owner, ...others))]) {
    expect(renderMarkdown(review, { maxBytes: 8000 })).toContain(
      'role\\_definition\\_name `Owner`, principal\\_id `p-1`, scope `/subscriptions/1`',
    );
  }
});

test('of a first deployment what is reachable from outside comes first, the rest is folded', () => {
  const rule = (cidr: string, name: string) =>
    changeOf(
      'aws_vpc_security_group_ingress_rule',
      null,
      {
        security_group_id: 'sg-1',
        ip_protocol: 'tcp',
        from_port: 80,
        to_port: 80,
        cidr_ipv4: cidr,
      },
      { name },
    );
  const review = reviewPlan(planOf(rule('0.0.0.0/0', 'open'), rule('10.0.0.0/8', 'inside')));
  const markdown = renderMarkdown({ ...review, everythingIsNew: true });
  const [seen = '', folded = ''] = markdown
    .slice(markdown.indexOf('### Access'))
    .split('<details>');
  expect(seen).toContain('ingress_rule.open');
  expect(seen).not.toContain('ingress_rule.inside');
  expect(folded).toContain('ingress_rule.inside');
});

test('what was accepted stands once for each rule and reason, with every place', () => {
  const names = ['a', 'b'];
  const review = reviewPlan(
    planOf(
      ...names.map((name) =>
        changeOf('aws_subnet', null, { map_public_ip_on_launch: true }, { name }),
      ),
    ),
    {
      origins: Object.fromEntries(
        names.map((name) => [`aws_subnet.${name}`, { path: `Net/${name}/Resource` }]),
      ),
      acknowledgements: [
        { id: 'ecs-ec2/public-subnet', reason: 'no NAT gateway', constructPath: 'Net' },
      ],
    },
  );
  const markdown = renderMarkdown(review);
  expect(markdown).toContain('<summary>2 accepted</summary>');
  expect(markdown).toMatch(/\| `Net\/a`<br>`Net\/b` \| no NAT gateway \|/);
});

test('names of a plan are no links, mentions or HTML', () => {
  const evil = 'x](javascript:alert(1)) <img src=x onerror=alert(1)> @team #1 | `';
  const review = reviewPlan(
    planOf(changeOf('aws_vpc', { a: evil }, { a: `${evil}2` }, { name: evil })),
  );
  const html = github.render(renderMarkdown(review));
  // The only links are those of our own rules.
  expect(html).not.toMatch(/<img|href="(?!https:\/\/docs\.aws\.amazon\.com\/)/);
});

describe('a plan that does not fit', () => {
  const many = (count: number, kind: 'create' | 'destroy'): PlanReview =>
    reviewPlan(
      planOf(
        ...Array.from({ length: count }, (_, index) =>
          kind === 'create'
            ? changeOf('aws_sns_topic', null, { name: `tópico-${index}` }, { name: `t${index}` })
            : changeOf('aws_sqs_queue', { name: `q${index}` }, null, { name: `q${index}` }),
        ),
        changeOf('aws_ecr_repository', { name: 'images' }, null, { name: 'images' }),
        changeOf(
          'aws_vpc_security_group_ingress_rule',
          { cidr_ipv4: '10.0.0.0/8' },
          { cidr_ipv4: '0.0.0.0/0' },
        ),
      ),
    );

  test('loses creations first, and says so', () => {
    const markdown = renderMarkdown(many(3000, 'create'));
    expect(bytes(markdown)).toBeLessThanOrEqual(60_000);
    expect(markdown).toContain('### + Create (3000)\n\n3000 × `aws_sns_topic`');
    expect(markdown).toContain('`aws_ecr_repository.images`');
    expect(markdown).toContain('`aws_vpc_security_group_ingress_rule.a`');
    expect(markdown).toContain('_Shortened to fit into a comment: create, picture.');
  });

  test('keeps every destruction by name as long as the names fit, and then by number', () => {
    expect(renderMarkdown(many(800, 'destroy'))).toContain('`aws_sqs_queue.q799`');
    const huge = renderMarkdown(many(5000, 'destroy'));
    expect(bytes(huge)).toBeLessThanOrEqual(60_000);
    expect(huge).toContain('### - Destroy (5001)');
    expect(huge).toContain('5000 × `aws_sqs_queue`');
  });

  test.each([2_000, 5_000, 20_000])('fits into %i bytes, counted as bytes', (maxBytes) => {
    const markdown = renderMarkdown(many(300, 'create'), { maxBytes });
    expect(bytes(markdown)).toBeLessThanOrEqual(maxBytes);
    expect(markdown).toMatch(/^<!-- .* -->\n## /);
  });
});
