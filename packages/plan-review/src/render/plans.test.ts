import markdownIt from 'markdown-it';
import { combinePlans } from '../plans/combine-plans';
import { reviewPlan } from '../review';
import { changeOf, fixture, planOf } from '../testing/fixtures';
import { sampleReview } from '../testing/sample-review';
import { bytes } from './markdown/text';
import { renderPlansMarkdown } from './markdown/plans';
import { renderPlans } from './plans';

const plan = (name: string, review = reviewPlan(fixture('mixed'))) => ({
  name,
  file: `${name}/tfplan.json`,
  review,
});
const several = combinePlans(
  [
    plan('quiet', reviewPlan(fixture('no-changes'))),
    plan('b'),
    plan('a'),
    plan('worst', sampleReview),
    { name: 'bad', file: 'bad', error: 'Plan: not <b>JSON</b>.' },
  ],
  'My estate',
);
const formats = ['terminal', 'markdown', 'html'];
const write = (format: string, plans = several) =>
  renderPlans(format, plans, { color: false, width: 100 });

it.each(formats)('the %s report has a table, worst first, and tells equal plans once', (format) => {
  const text = write(format);
  const main = text.slice(text.search(/<main|## |DESTRUCTIVE/)).split('</main>')[0] ?? '';
  const places = ['bad', 'DESTRUCTIVE', 'worst', 'the same as a'].map((word) => main.indexOf(word));
  expect(places).not.toContain(-1);
  expect(text).toContain('My estate');
  expect(text).toContain('5 plans: 3 with changes, 1 without, 1 that could not be read');
  // Twice in the table, and once in the review that both share.
  expect(main.match(/2 destroy, 2 replace, 1 update/g)).toHaveLength(3);
});

it.each(formats)(
  'the %s report never reads like a complete one where a plan is missing',
  (format) => {
    expect(write(format)).toContain('DESTRUCTIVE, NOT COMPLETE');
    const onlyBad = combinePlans([{ name: 'bad', file: 'bad', error: 'No.' }]);
    expect(write(format, onlyBad)).toContain('NOT COMPLETE');
    expect(write(format, onlyBad)).not.toContain('NO CHANGES');
  },
);

it('is JSON as the model is', () => {
  expect(JSON.parse(write('json'))).toEqual(JSON.parse(JSON.stringify(several)));
});

it('gives ids of its own to each review of a page, and links only to what is there', () => {
  const html = write('html');
  const main = html.slice(html.indexOf('<main'), html.indexOf('<textarea'));
  const ids = [...main.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...main.matchAll(/ (?:href="#|aria-labelledby="|for=")([^"]+)"/g)];
  expect(targets.length).toBeGreaterThan(10);
  for (const [, names = ''] of targets) {
    for (const name of names.split(' ')) {
      expect(ids).toContain(name);
    }
  }
});

it('leaves text alone that reads like markup of the page', () => {
  const evil = 'id="x" href="#x" url(#x)';
  const review = reviewPlan(planOf(changeOf('aws_vpc', { a: '1' }, { a: evil })));
  const html = write('html', combinePlans([plan('a', review), plan('b')]));
  expect(html).toContain('id=&quot;x&quot; href=&quot;#x&quot; url(#x)');
});

describe('a comment of many plans', () => {
  const github = markdownIt({ html: true, linkify: true });
  const many = (count: number) =>
    combinePlans(
      Array.from({ length: count }, (_, index) =>
        plan(
          `units/unit-${index}`,
          reviewPlan(
            planOf(
              changeOf('aws_sqs_queue', { name: 'a' }, null, { name: `q${index}` }),
              ...Array.from({ length: 20 }, (_, topic) =>
                changeOf('aws_sns_topic', null, { name: `t${topic}` }, { name: `t${topic}` }),
              ),
            ),
          ),
        ),
      ),
      'All',
    );

  it.each([3, 30, 600])(
    'fits with %i of them, names what is left out, and closes what it opens',
    (count) => {
      const plans = many(count);
      for (const maxBytes of [60_000, 9_000]) {
        const text = renderPlansMarkdown(plans, { maxBytes });
        expect(bytes(text)).toBeLessThanOrEqual(maxBytes);
        expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
        if (count === 600) {
          expect(text).toMatch(/more plans? do(es)? not fit into this comment/);
        }
      }
    },
  );

  it('does nothing with what a name says', () => {
    const name = 'x](javascript:1) <img src=x> </summary> | @team #1 `';
    const plans = combinePlans([
      plan(name),
      { name: `${name}2`, file: 'x', error: name },
      plan(`${name}3`, reviewPlan(fixture('no-changes'))),
    ]);
    const html = github.render(renderPlansMarkdown(plans));
    expect(html).not.toMatch(/<img|href="javascript/);
    expect(html.match(/<summary>/g)?.length).toBe(html.match(/<\/summary>/g)?.length);
    expect(html.replace(/<code>.*?<\/code>|&#39;/g, '')).not.toMatch(/@\w|#\d/);
  });
});
