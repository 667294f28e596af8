import type { ConstructOrigin, PlanReview } from '../../model';
import { shortPath } from '../words';
import { type Markup, markup } from './markup';

/** Where each change stands on the page, by address. */
export type Anchors = ReadonlyMap<string, string>;

/** Names every change, so that the other sections can lead to it. */
export function anchorsOf({ changes }: PlanReview): Anchors {
  const anchors = new Map<string, string>();
  changes.forEach(({ address }, index) => {
    // A deposed object shares its address with the current one, which comes first.
    if (!anchors.has(address)) anchors.set(address, `c${index}`);
  });
  return anchors;
}

/** A construct path with its last part in bold, which may break where a part ends. */
function pathOf(constructPath: string): Markup {
  const parts = shortPath(constructPath).split('/');
  const last = parts.pop() ?? '';
  return markup`${parts.map((part) => markup`${part}/<wbr>`)}<b>${last}</b>`;
}

/** What a resource is called: its construct path and address, or the address alone. */
export function nameOf(address: string, construct: ConstructOrigin | undefined): Markup {
  return construct === undefined
    ? markup`<span class="path"><b>${address}</b></span>`
    : markup`<span class="path">${pathOf(construct.path)}</span> <code class="address">${address}</code>`;
}

/** The same for a table of another section, leading to the change where there is one. */
export function linkTo(
  anchors: Anchors,
  address: string | undefined,
  constructPath: string | undefined,
): Markup {
  if (address === undefined && constructPath === undefined) return markup``;
  const text = constructPath === undefined ? (address ?? '') : pathOf(constructPath);
  const anchor = address === undefined ? undefined : anchors.get(address);
  const below =
    constructPath !== undefined && address !== undefined
      ? markup`<code class="address">${address}</code>`
      : markup``;
  return anchor === undefined
    ? markup`<span class="path">${text}</span> ${below}`
    : markup`<a class="path" href="#${anchor}">${text}</a> ${below}`;
}
