/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, Page } from 'playwright-core';
import type { Picture, PictureNode } from '../../model';
import { launchChromium, whyNoBrowser } from '../../testing/chromium';
import { sampleReview } from '../../testing/sample-review';
import { renderSvg } from './render-svg';

/** Every kind of box with the longest names there are, in a font that is as wide as fonts get. */
const wide: Picture = {
  nodes: sampleReview.picture.nodes.map((node, index): PictureNode => ({
    ...node,
    action: 'replace',
    label: `${node.label.split(' ')[0] ?? ''} ${['W', 'Ж', '漢', '👩🏽', 'é', '﷽'][index % 6]?.repeat(80) ?? ''}`,
  })),
  edges: sampleReview.picture.edges,
};

/** Texts that reach beyond the box they are in, as the browser measures them. */
async function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('svg.picture > svg')].flatMap((box) => {
      const frame = box.querySelector('rect')?.getBoundingClientRect();
      return [...box.querySelectorAll('text')].flatMap((text) => {
        const { left, right } = text.getBoundingClientRect();
        return frame !== undefined && left >= frame.left && right <= frame.right
          ? []
          : [text.textContent];
      });
    }),
  );
}

const reason = whyNoBrowser();
const title = `the picture in a browser${reason === undefined ? '' : ` (${reason})`}`;

(reason === undefined ? describe : describe.skip)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('keeps every text in its box', async () => {
    const page = await browser.newPage();
    await page.setContent(renderSvg(sampleReview.picture));
    expect(await page.locator('svg.picture > svg').count()).toBe(sampleReview.picture.nodes.length);
    expect(await overflowing(page)).toEqual([]);
    await page.close();
  });

  it('clips what no measure of characters foresees', async () => {
    const page = await browser.newPage();
    await page.setContent(renderSvg(wide));
    const clips = await page.evaluate(() =>
      [...document.querySelectorAll('svg.picture > svg')].map(
        (box) => getComputedStyle(box).overflow,
      ),
    );
    expect(new Set(clips)).toEqual(new Set(['hidden']));
    const texts = await overflowing(page);
    // Letters of one or two columns fit; only the widest ligature there is needs the clip.
    expect(texts.filter((text) => !text?.includes('﷽'))).toEqual([]);
    await page.close();
  });

  it('is well-formed XML, so that it can be a file', async () => {
    const page = await browser.newPage();
    const root = await page.evaluate(
      (svg) => new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement.tagName,
      renderSvg(wide),
    );
    expect(root).toBe('svg');
    await page.close();
  });
});
