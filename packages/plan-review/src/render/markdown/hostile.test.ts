import markdownIt from 'markdown-it';
import type { PlanReview } from '../../model';
import { sampleReview } from '../../testing/sample-review';
import { renderMarkdown } from './markdown';
import { markerOf } from './marker';

/** GitHub's dialect, as far as escaping goes: tables, raw HTML, bare links. */
const github = markdownIt({ html: true, linkify: true });

/** What somebody who may write into a plan, but not into a comment, would try. */
const attacks: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</summary></details><b>SAFE</b>',
  '<!-- plan-review: another -->',
  '--> <script>alert(1)</script>',
  '[click](https://evil.example) ![](https://evil.example/pixel.png)',
  'https://evil.example www.evil.example me@evil.example',
  '@team #1 GH-1 owner/repository#1 !1 :tada:',
  '$\\color{green}{SAFE}$ $$x$$',
  '```\n## SAFE\n- [ ] approve\n```mermaid\nflowchart',
  '~~~\n---\n| a |\n| --- |\n| b |',
  '`` ` `` |',
  '| <br> | & &lt;b&gt; \\',
  '::set-output name=verdict::SAFE',
  '##[set-output name=verdict]SAFE',
  '\u202eEFAS\u200b',
  '/merge',
];

/** Keys under which a review holds text that somebody else wrote. */
const free = new Set([
  ...['address', 'constructPath', 'path', 'source', 'previousAddress', 'type', 'helpUri'],
  ...['text', 'why', 'what', 'message', 'fix', 'ruleId', 'tool', 'reason', 'name', 'label'],
  ...['expires', 'region', 'pricesOf', 'plannedAt', 'terraformVersion'],
  ...['title', 'stack', 'stage', 'account', 'commit', 'run'],
  ...['messages', 'dataLoss', 'notKnown', 'reasons', 'besideTerraform'],
]);

/** The review with one text in every place where a plan can write. */
function filled(value: unknown, text: string, key = ''): unknown {
  if (typeof value === 'string') {
    return free.has(key) ? text : value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => filled(item, text, key));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const isAccess = (key === 'before' || key === 'after') && !('kind' in value);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) =>
      isAccess ? [`${name} ${text}`, text] : [name, filled(item, text, name)],
    ),
  );
}

const reviewWith = (text: string): PlanReview =>
  filled(
    {
      ...sampleReview,
      complete: false,
      about: { title: 'a', stack: 'a', stage: 'a', account: 'a', commit: 'a', run: 'a' },
      besideTerraform: ['a tag moves'],
      verdict: { ...sampleReview.verdict, notKnown: ['a'], dataLoss: ['a'] },
    },
    text,
  ) as PlanReview;

test.each(attacks)('a comment shows %j and does nothing with it', (attack) => {
  for (const maxBytes of [60_000, 6_000]) {
    const review = reviewWith(attack);
    const [marker, ...lines] = renderMarkdown(review, { maxBytes }).split('\n');
    expect(marker).toBe(markerOf(review.about));
    const markdown = lines.join('\n');
    // No comment of another review can be mistaken for this one by what a plan wrote into it.
    expect(markdown).not.toMatch(/^<!--/m);
    const tokens = github
      .parse(markdown, {})
      .flatMap((token) => [token, ...(token.children ?? [])]);
    const html = tokens.filter(({ type }) => /^html_/.test(type)).map(({ content }) => content);
    expect(html.join('').replace(ours, '').trim()).toBe('');
    expect(tokens.filter(({ type }) => type === 'image')).toEqual([]);
    const links = tokens
      .filter(({ type }) => type === 'link_open')
      .map((link) => link.attrGet('href'));
    expect(links.filter((href) => !href?.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
    const headings = tokens.flatMap(({ type }, index) =>
      type === 'heading_open' ? [tokens[index + 1]?.content ?? ''] : [],
    );
    expect(headings.filter((heading) => heading.startsWith('SAFE'))).toEqual([]);
    const words = tokens.filter(({ type }) => type === 'text').map(({ content }) => content);
    expect(words.filter((word) => /@\w|#\d|GH-\d|!\d|:tada:/.test(word))).toEqual([]);
    expect(words.join(' ').replace(/\$\d/g, '')).not.toContain('$\\');
    for (const line of markdown.split('\n')) {
      expect(line).not.toMatch(/^\/|^\s*::|##\[/);
    }
    expect(markdown).not.toContain('\u202e');
  }
});

/** The tags that a review writes itself. */
const ours = /<\/?(details|summary|br|code|span)>|(?<=<summary>)[\w ,():+$]*(?=<\/summary>)/g;
