import { actionHues, type Hue, lightDark, neutrals, toneHues } from '../palette';
import { base } from './base';
import { changes } from './changes';
import { frame } from './frame';
import { print } from './print';
import { tables } from './tables';
import { verdict } from './verdict';

const colours = [
  ...Object.entries(neutrals).map(([name, shade]) => `--${name}:${lightDark(shade)}`),
  ...Object.entries(toneHues).map(([name, { ink }]) => `--${name}:${lightDark(ink)}`),
].join(';');

const hues = (entries: Readonly<Record<string, Hue>>, prefix: string): string =>
  Object.entries(entries)
    .map(
      ([name, { ink, tint }]) =>
        `.${prefix}${name}{--hue:${lightDark(ink)};--tint:${lightDark(tint)}}`,
    )
    .join('\n');

const severityHues = {
  'data-loss': toneHues.bad,
  'data-loss-possible': toneHues.attention,
  downtime: toneHues.bad,
  'downtime-possible': toneHues.attention,
  attention: toneHues.attention,
};

/** Everything the page looks like. The picture brings its own. */
export const pageStyle = [
  `:root{${colours}}`,
  base,
  frame,
  hues(toneHues, ''),
  hues(actionHues, 'change.'),
  hues(actionHues, 'chip.'),
  hues(severityHues, 'badge.'),
  hues(severityHues, 'effects .'),
  verdict,
  changes,
  tables,
  print,
]
  .join('\n')
  // Indentation is for the reader of the source.
  .replace(/\n\s*/g, '\n');
