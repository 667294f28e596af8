import type { Picture } from '../../model';
import { printable } from '../printable';
import { escaped } from '../html/markup';
import { actionHues, type Hue, lightDark, neutrals } from '../html/palette';
import { fit } from '../terminal/writer';
import { changeGroups } from '../words';
import type { Box, Line } from './svg-boxes';
import { layoutOf } from './svg-layout';
import { kindNames } from './svg-names';

const signs = new Map(changeGroups.map(({ action, sign }) => [action, sign]));
/** Of a monospaced character of 12 pixels; fonts differ between 6.6 and 7.3. */
const CHARACTER = 7.4;
const LEGEND = 40;

/**
 * The stylesheet inside every picture. Public, because a page with a content security policy must name its hash.
 */
export const svgStyle = [
  `.picture{--p-surface:${lightDark(neutrals.surface)};--p-raised:${lightDark(neutrals.raised)};--p-line:${lightDark(neutrals.line)};--p-strong:${lightDark(neutrals.strong)};--p-ink:${lightDark(neutrals.ink)};--p-muted:${lightDark(neutrals.muted)};--p-accent:${lightDark(neutrals.muted)};font:12px ui-sans-serif,system-ui,sans-serif;fill:var(--p-ink)}`,
  // On its own, as a file, it follows the reader's system.
  'svg.picture:root{color-scheme:light dark;background:var(--p-surface)}',
  ...Object.entries(actionHues).map(
    ([action, { ink, tint }]: [string, Hue]) =>
      `.picture .${action}{--p-accent:${lightDark(ink)};--p-tint:${lightDark(tint)}}`,
  ),
  '.picture rect{fill:var(--p-tint,var(--p-surface));stroke:var(--p-strong);stroke-width:1}',
  '.picture .container>rect{fill:var(--p-raised);stroke:var(--p-line)}',
  '.picture .changed>rect{stroke:var(--p-accent);stroke-width:1.5}',
  '.picture .destroy>rect,.picture .forget>rect{stroke-dasharray:5 3}',
  '.picture .kind{fill:var(--p-muted);font-size:11px}',
  '.picture .name{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}',
  '.picture .container .name{font-weight:600}',
  '.picture .note{fill:var(--p-muted);font-size:11px}',
  '.picture .action{fill:var(--p-accent);font-size:11px;font-weight:600;text-anchor:end}',
  '.picture .heading,.picture .says,.picture .legend text{fill:var(--p-muted);font-size:11px}',
  '.picture .says{text-anchor:middle;paint-order:stroke;stroke:var(--p-surface);stroke-width:4px}',
  '.picture .line{fill:none;stroke:var(--p-strong);stroke-width:1.25}',
  '.picture .tip{fill:var(--p-strong)}',
].join('\n');

/**
 * Draws a picture as SVG: one element for a page or a file of its own. Empty when there is nothing to draw.
 *
 * The same picture gives the same text. Colours follow `color-scheme`; a sign and a word say what they say.
 */
export function renderSvg(picture: Picture): string {
  if (picture.nodes.length === 0) {
    return '';
  }
  const { width, height, boxes, lines, headings } = layoutOf(picture);
  const total = Math.ceil(height) + LEGEND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-labelledby="picture-title picture-description" viewBox="-1 -1 ${width + 2} ${total + 2}" width="${width + 2}" height="${total + 2}">`,
    `<title id="picture-title">The architecture after this plan</title>`,
    `<desc id="picture-description">${escaped(inWords(picture))}</desc>`,
    `<style>${svgStyle}</style>`,
    '<defs><marker id="picture-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>',
    ...boxes.filter(({ isContainer }) => isContainer).map(drawBox),
    ...headings.map(
      ({ text, x, y }) => `<text class="heading" x="${x}" y="${y}">${escaped(text)}</text>`,
    ),
    ...lines.map(drawLine),
    ...boxes.filter(({ isContainer }) => !isContainer).map(drawBox),
    ...lines.flatMap(({ label }) =>
      label === undefined
        ? []
        : [
            `<text class="says" x="${label.x}" y="${label.y}">${escaped(fit(label.text, 12))}</text>`,
          ],
    ),
    legend(picture, total - LEGEND + 26),
    '</svg>',
  ].join('\n');
}

/** Each box is a drawing of its own, so that nothing in it, however wide a font makes it, can leave it. */
function drawBox(box: Box): string {
  const { node, kind, name, note, isContainer, x, y, width, height } = box;
  const action = node === undefined || node.action === 'unchanged' ? undefined : node.action;
  const classes = [
    isContainer ? 'container' : 'leaf',
    ...(action === undefined ? [] : ['changed', action]),
  ];
  const said = action === undefined ? '' : `${signs.get(action) ?? ''} ${action}`;
  const full = `${kind}${name === '' ? '' : ` ${name}`}${said === '' ? '' : `: ${action}`}${note === undefined ? '' : `, ${note}`}`;
  const room = Math.floor((width - 24) / CHARACTER);
  const text = (cls: string, left: number, top: number, value: string) =>
    `<text class="${cls}" x="${left}" y="${top}">${escaped(value)}</text>`;
  const kindWidth = (kind.length + 2) * 6.4;
  return [
    `<svg class="${classes.join(' ')}" x="${x - 1}" y="${y - 1}" width="${width + 2}" height="${height + 2}"><title>${escaped(full)}</title>`,
    `<rect x="1" y="1" width="${width}" height="${height}" rx="${isContainer ? 10 : 7}"/>`,
    text('kind', 13, isContainer ? 25 : 21, kind),
    isContainer
      ? text(
          'name',
          13 + kindWidth,
          25,
          fit(printable(name), Math.floor((width - 24 - kindWidth - said.length * 7) / CHARACTER)),
        )
      : text('name', 13, 40, fit(printable(name), room)),
    note === undefined ? '' : text('note', 13, 58, fit(printable(note), room)),
    said === '' ? '' : text('action', width - 11, isContainer ? 25 : 21, said),
    '</svg>',
  ].join('');
}

function drawLine({ path, hasArrow }: Line): string {
  return `<path class="line" d="${path}"${hasArrow ? ' marker-end="url(#picture-tip)"' : ''}/>`;
}

/** The signs that occur, with what they mean. */
function legend({ nodes }: Picture, y: number): string {
  const present = changeGroups.filter(({ action }) => nodes.some((node) => node.action === action));
  let x = 0;
  const entries = [
    ...present.map(({ action, sign }) => ({
      classes: `changed ${action}`,
      text: `${sign} ${action}`,
    })),
    ...(nodes.some(({ action }) => action === 'unchanged')
      ? [{ classes: '', text: 'unchanged' }]
      : []),
  ].map(({ classes, text }) => {
    const entry = `<g class="${classes}"><rect x="${x}" y="${y - 11}" width="18" height="13" rx="3"/><text x="${x + 24}" y="${y}">${text}</text></g>`;
    x += 24 + text.length * 7 + 20;
    return entry;
  });
  return `<g class="legend">${entries.join('')}</g>`;
}

/** The same for who does not see it. */
function inWords({ nodes }: Picture): string {
  const parts = nodes
    .slice(0, 100)
    .map(
      ({ kind, label, action }) =>
        `${label.startsWith(kindNames[kind]) ? label : `${kindNames[kind]} ${label}`}: ${action}`,
    );
  const more = nodes.length - parts.length;
  return `${parts.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
