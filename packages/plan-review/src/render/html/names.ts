import type { ConstructOrigin, PlanReview } from '../../model';
import { foldedChanges, namesOf, type FoldedChange } from '../folded';
import { shortPath } from '../words';
import { type Markup, markup } from './markup';

/** Where each change stands on the page, by address. */
export type Anchors = ReadonlyMap<string, string>;

/** Equal changes as one entry of the page, with its name there. */
export interface Entry {
  readonly folded: FoldedChange;
  readonly anchor: string;
}

/** Every entry of the page. */
export function entriesOf({ changes }: PlanReview): readonly Entry[] {
  return foldedChanges(changes).map((folded, index) => ({ folded, anchor: `c${index}` }));
}

/** Leads the other sections to the entry of each change. */
export function anchorsOf(entries: readonly Entry[]): Anchors {
  const anchors = new Map<string, string>();
  for (const { folded, anchor } of entries) {
    for (const { address } of folded.members) {
      // A deposed object shares its address with the current one, which comes first.
      if (!anchors.has(address)) {
        anchors.set(address, anchor);
      }
    }
  }
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

/** What an entry is called: the one change, or how many of what. */
export function nameOfEntry(folded: FoldedChange): Markup {
  const { change, members } = folded;
  if (members.length === 1) {
    return nameOf(change.address, change.construct);
  }
  const construct = members.every(({ construct }) => construct?.path === change.construct?.path)
    ? change.construct
    : undefined;
  return markup`<span class="times">${members.length} ×</span> ${nameOf(namesOf(folded).name, construct)}`;
}

/** The same for a table of another section, leading to the change where there is one. */
export function linkTo(
  anchors: Anchors,
  address: string | undefined,
  constructPath: string | undefined,
): Markup {
  if (address === undefined && constructPath === undefined) {
    return markup``;
  }
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
