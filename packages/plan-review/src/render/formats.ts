import type { PlanReview } from '../model';
import { renderHtml } from './html/page';
import { renderJson } from './json';
import { renderMarkdown } from './markdown/markdown';
import { renderTerminal, type TerminalOptions } from './terminal/terminal';

/** Writes a review in one format; what is not for a terminal ignores the options. */
export type Renderer = (review: PlanReview, options: TerminalOptions) => string;

/** Every format a review can be written in, by its name on the command line. */
export const formats: Readonly<Record<string, Renderer>> = {
  terminal: renderTerminal,
  markdown: (review) => renderMarkdown(review),
  html: (review) => renderHtml(review),
  json: (review) => renderJson(review),
};
