/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type axeCore from 'axe-core';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import type { PlanReview } from '../../model';
import { launchChromium, whyNoBrowser } from '../../testing/chromium';
import { largeReview, sampleReview } from '../../testing/sample-review';
import { renderMarkdown } from '../markdown/markdown';
import { renderHtml } from './page';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const reason = whyNoBrowser();
const title = `the HTML review in a browser${reason === undefined ? '' : ` (${reason})`}`;

(reason === undefined ? describe : describe.skip)(title, () => {
  const directory = mkdtempSync(join(tmpdir(), 'plan-review-'));
  let browser: Browser;
  let context: BrowserContext | undefined;
  let complaints: string[] = [];
  let requests: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(directory, { recursive: true });
  });
  afterEach(async () => {
    await context?.close();
    context = undefined;
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  /** Opens a review from a file; what it complains about or asks the network for fails the test at its end. */
  async function open(review: PlanReview, options: BrowserContextOptions = {}): Promise<Page> {
    const file = join(directory, 'review.html');
    writeFileSync(file, renderHtml(review));
    const url = pathToFileURL(file).href;
    complaints = [];
    requests = [];
    context = await browser.newContext(options);
    await context.route('**', (route) => {
      if (route.request().url().split('#')[0] === url) {
        return route.continue();
      }
      requests.push(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    return page;
  }

  const visible = (page: Page): Locator => page.locator('.group .change:visible');
  const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
  const shown = (page: Page): Locator => page.getByRole('status');

  it('finds by path, address, attribute and value, every word', async () => {
    const page = await open(sampleReview);
    const search = page.getByRole('searchbox');
    for (const [query, count] of [
      ['LaunchTemplate', 1],
      ['aws_ecs_', 3],
      ['log_level', 1],
      ['t3.small', 1],
      ['hello update nothing-like-it', 0],
      ['hello AWS_ECS_service', 1],
    ] as const) {
      await search.fill(query);
      expect(await visible(page).count()).toBe(count);
      expect(await shown(page).textContent()).toBe(`${count} of 10 changes`);
    }
    await search.fill('nothing-like-it');
    await button(page, 'Clear search and filters').click();
    expect(await visible(page).count()).toBe(10);
    expect(await shown(page).textContent()).toBe('10 changes');
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('filters by action, by several, and by what needs attention', async () => {
    const page = await open(sampleReview);
    await button(page, /^Replace/).click();
    expect(await visible(page).count()).toBe(2);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Replace 2']);
    await button(page, /^Update/).click();
    expect(await visible(page).count()).toBe(4);
    await button(page, /^Needs attention/).click();
    expect(await visible(page).count()).toBe(3);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Replace 1 of 2',
      'Update 2',
    ]);
    await button(page, /^Replace/).click();
    expect(await visible(page).count()).toBe(2);
  });

  it('opens and closes all that is shown', async () => {
    const page = await open(sampleReview);
    const openOnes = page.locator('.group .change[open]');
    await button(page, 'Collapse all').click();
    expect(await openOnes.count()).toBe(0);
    await button(page, /^Create/).click();
    await button(page, 'Expand all').click();
    expect(await openOnes.count()).toBe(2);
    expect(await page.locator('.change').getByText('retention_in_days').isVisible()).toBe(true);
  });

  it('works with the keyboard alone', async () => {
    const page = await open(sampleReview);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Skip to the review',
    );
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('/');
    await page.keyboard.type('Logs/');
    expect(await page.getByRole('searchbox').inputValue()).toBe('Logs/');
    await page.keyboard.press('Escape');
    await page.keyboard.type('retention');
    expect(await visible(page).count()).toBe(1);
    // Past the buttons and chips to the one change that is left.
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.tagName === 'SUMMARY')) {
        break;
      }
    }
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(outline).toBe('solid 2px');
    await page.keyboard.press('Enter');
    expect(await page.locator('.change').getByText('retention_in_days').isVisible()).toBe(true);
    await page.keyboard.press('Space');
    expect(await page.locator('.change').getByText('retention_in_days').isVisible()).toBe(false);
  });

  it('copies an address, and the summary as Markdown', async () => {
    const page = await open(sampleReview, { permissions: ['clipboard-read', 'clipboard-write'] });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.locator('#c1').getByRole('button', { name: 'Copy address' }).click();
    await page.locator('#c1').getByText('Copied').waitFor();
    expect(await copied()).toBe('aws_ecr_repository.Repository_22E53BBD');
    await button(page, 'Copy as Markdown').click();
    await button(page, 'Copied').first().waitFor();
    expect(await copied()).toBe(renderMarkdown(sampleReview, { maxBytes: 8000, marker: 'none' }));
  });

  it('leads from another section to a change, also to one that a filter hides', async () => {
    const page = await open(sampleReview);
    await button(page, /^Destroy/).click();
    await page.locator('#policy').getByRole('link', { name: 'hello/Logs' }).click();
    await page.locator('.change').getByText('retention_in_days').waitFor();
    expect(await shown(page).textContent()).toBe('10 changes');
    expect(await page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('c5');
  });

  it('follows the theme of the system until one is chosen', async () => {
    const page = await open(sampleReview, { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await button(page, 'Theme: auto').click();
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await ground()).toBe(light);
    await button(page, 'Theme: light').click();
    expect(await ground()).toBe(dark);
  });

  it('opens everything on paper, and folds it again', async () => {
    const page = await open(sampleReview);
    await button(page, 'Collapse all').click();
    await page.getByRole('searchbox').fill('LaunchTemplate');
    await page.emulateMedia({ media: 'print' });
    const hidden = await page.evaluate(
      () =>
        [...document.querySelectorAll('.change .body')].filter((body) => !body.checkVisibility())
          .length,
    );
    expect(hidden).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.locator('.change[open]').count()).toBe(0);
  });

  it('can be read without a script', async () => {
    const page = await open(sampleReview, { javaScriptEnabled: false });
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toContain(
      'DESTRUCTIVE',
    );
    expect(await visible(page).count()).toBe(10);
    await page.locator('#c5 > summary').click();
    expect(await page.locator('.change').getByText('retention_in_days').isVisible()).toBe(true);
    for (const control of ['Expand all', 'Copy as Markdown', 'Copy address']) {
      expect(await page.getByRole('button', { name: control }).count()).toBe(0);
    }
  });

  it.each(['light', 'dark'] as const)(
    'has no fault that axe finds, in the %s theme',
    async (colorScheme) => {
      const page = await open(sampleReview, { colorScheme, bypassCSP: true });
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((one) => (one.open = true)),
      );
      await page.addScriptTag({ content: axe });
      const faults = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof axeCore };
        const { violations } = await axe.run();
        return violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
        );
      });
      expect(faults).toEqual([]);
    },
  );

  it('lets nothing else run or load, even where markup would get in', async () => {
    const page = await open(sampleReview);
    const outcome = await page.evaluate(async () => {
      const violations: string[] = [];
      addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.violatedDirective),
      );
      const script = document.createElement('script');
      try {
        script.textContent = 'window.ran = true';
      } catch {
        violations.push('trusted-types');
      }
      const image = document.createElement('img');
      image.src = 'https://example.com/x.png';
      document.body.append(script, image);
      await fetch('https://example.com/').catch(() => undefined);
      // The browser reports each violation in a task of its own.
      while (!['img-src', 'connect-src'].every((name) => violations.includes(name))) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return { ran: 'ran' in window, violations };
    });
    expect(outcome.ran).toBe(false);
    expect(outcome.violations).toEqual(
      expect.arrayContaining(['img-src', 'connect-src', 'trusted-types']),
    );
    // What it just refused is what this test asked for.
    complaints = complaints.filter(
      (text) => !/Content Security Policy|TrustedScript|Fetch API/.test(text),
    );
  });

  it('shows hostile text as text', async () => {
    const hostile = `</script></textarea>"'\`<img src=x onerror=alert(1)>&amp;\u202e\u0000`;
    const [change] = sampleReview.changes;
    const review = {
      ...sampleReview,
      changes: [{ ...change, address: hostile, construct: undefined }],
    };
    const page = await open(review as unknown as PlanReview);
    expect(await page.locator('.group .path').textContent()).toBe(
      `</script></textarea>"'\`<img src=x onerror=alert(1)>&amp;\\u202e\\u0000`,
    );
    expect(await page.locator('img, body > script ~ *').count()).toBe(0);
    expect(await page.locator('#markdown').inputValue()).toBe(
      renderMarkdown(review as unknown as PlanReview, { maxBytes: 8000, marker: 'none' }),
    );
  });

  it('does not scroll sideways on a phone', async () => {
    const page = await open(sampleReview, { viewport: { width: 360, height: 740 } });
    await button(page, 'Expand all').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('opens 5,000 changes and finds one of them', async () => {
    const page = await open(largeReview(5000));
    // By selector: to compute thousands of accessible names takes a test, not a reader, half a minute.
    const search = page.locator('#query');
    const status = page.locator('#shown');
    await search.fill('Service_4321');
    expect(await visible(page).count()).toBe(1);
    expect(await status.textContent()).toBe('1 of 5,000 changes');
    await search.fill('');
    await page.locator('.chip.update').click();
    expect(await status.textContent()).toBe('125 of 5,000 changes');
  });
});
