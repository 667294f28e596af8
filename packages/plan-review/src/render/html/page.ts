import { createHash } from 'node:crypto';
import type { PlanReview } from '../../model';
import { renderSvg, svgStyle } from '../picture/render-svg';
import { renderMarkdown } from '../markdown/markdown';
import { accessSection } from './access';
import { behave } from './behaviour';
import { changesSection } from './changes';
import { markdownField, type Markup, markup, trusted } from './markup';
import { anchorsOf, entriesOf } from './names';
import { policySection } from './policy';
import {
  about,
  besideSection,
  checksSection,
  costSection,
  driftSection,
  leftOutSection,
  outputsSection,
  versions,
} from './sections';
import { pageStyle } from './style/page-style';
import { verdictSection } from './verdict';

const script = `(${behave.toString()})()`;

/** Nothing is loaded from anywhere, and only what this package wrote itself has a style or runs. */
const policy = [
  "default-src 'none'",
  `style-src '${hashOf(pageStyle)}' '${hashOf(svgStyle)}'`,
  `script-src '${hashOf(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What fits into a message; the whole report is a comment of its own. */
export const SUMMARY_BYTES = 8_000;

/**
 * Writes a review as one HTML page that needs nothing else: no network, no server, and no script to be read.
 *
 * Every text of the plan is escaped. The page carries a content security policy that lets nothing run but its own
 * script, by hash.
 */
export function renderHtml(review: PlanReview): string {
  const present = sectionsOf(review, 'toolbar');
  return pageOf({
    title: review.about?.title ?? 'Plan review',
    level: review.verdict.level,
    about: about(review),
    navigation: present.length === 0 ? markup`` : navigation(present),
    main: markup`${verdictSection(review)}${present.map(({ content }) => content)}`,
    versions: versions(review),
    summary: renderMarkdown(review, { maxBytes: SUMMARY_BYTES, marker: 'none' }),
  });
}

/** What a page is made of. */
export interface Page {
  readonly title: string;
  readonly level: string;
  readonly about: Markup;
  readonly navigation: Markup;
  readonly main: Markup;
  readonly versions: Markup;
  /** Markdown to copy into a message. */
  readonly summary: string;
}

/** The page around it: policy, style, script, and what every page has. */
export function pageOf({ title, level, about, navigation, main, versions, summary }: Page): string {
  return (
    markup`${trusted('<!doctype html>\n')}<html lang="en" data-theme="auto"><head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>${level} · ${title}</title>
    <style>${trusted(pageStyle)}</style></head>
    <body><a class="skip" href="#main">Skip to the review</a>
    <header class="top"><h1>${title}</h1>
    <div class="tools" hidden><button type="button" data-do="markdown">Copy as Markdown</button><button type="button" data-do="theme">Theme: auto</button></div>
    ${about}</header>
    <div class="page">${navigation}
    <main id="main" tabindex="-1">${main}</main></div>${versions}
    <textarea id="markdown" hidden readonly aria-label="Summary as Markdown">${markdownField(summary)}</textarea>
    <script>${trusted(script)}</script></body></html>
    `.html + '\n'
  );
}

/** Every section of a review that says something. */
export function sectionsOf(review: PlanReview, finding: 'toolbar' | 'none'): readonly Section[] {
  const entries = entriesOf(review);
  const anchors = anchorsOf(entries);
  const sections: readonly Section[] = [
    { id: 'picture', name: 'Architecture', content: pictureSection(review) },
    {
      id: 'changes',
      name: 'Changes',
      count: review.changes.length,
      content: changesSection(review, entries, finding),
    },
    {
      id: 'access',
      name: 'Access',
      count: review.security.changes.length,
      content: accessSection(review, anchors),
    },
    { id: 'policy', name: 'Policy', content: policySection(review, anchors) },
    {
      id: 'checks',
      name: 'Conditions',
      count: review.failedChecks.length,
      content: checksSection(review),
    },
    { id: 'cost', name: 'Cost', content: costSection(review, anchors) },
    { id: 'drift', name: 'Drift', count: review.drift.length, content: driftSection(review) },
    { id: 'left-out', name: 'Left out', content: leftOutSection(review) },
    {
      id: 'outputs',
      name: 'Outputs',
      count: review.outputs.length,
      content: outputsSection(review),
    },
    {
      id: 'beside',
      name: 'Beside Terraform',
      count: review.besideTerraform?.length ?? 0,
      content: besideSection(review),
    },
  ];
  return sections.filter(({ content }) => content.html !== '');
}

/** A part of the page that the navigation leads to. */
export interface Section {
  readonly id: string;
  readonly name: string;
  readonly count?: number;
  readonly content: Markup;
}

/** Leads to every section. */
export function navigation(sections: readonly Section[]): Markup {
  return markup`<nav aria-label="Sections"><ul>${sections.map(
    ({ id, name, count }) =>
      markup`<li><a href="#${id}">${name}${count !== undefined && markup` <span class="count">${count}</span>`}</a></li>`,
  )}</ul></nav>`;
}

function pictureSection({ picture }: PlanReview): Markup {
  const drawing = renderSvg(picture);
  if (drawing === '') {
    return markup``;
  }
  return markup`<section id="picture" aria-labelledby="picture-heading"><h2 id="picture-heading">Architecture</h2>
    <div class="canvas" tabindex="0" role="region" aria-label="Picture of the architecture">${trusted(drawing)}</div></section>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
