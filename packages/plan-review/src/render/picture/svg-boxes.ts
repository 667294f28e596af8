import type { Picture, PictureEdge, PictureKind, PictureNode } from '../../model';
import { kindNames, shortName } from './svg-names';

/** A box with its place. A container has others inside and only a title of its own. */
export interface Box {
  readonly node?: PictureNode;
  readonly kind: string;
  readonly name: string;
  /** What its arrows would say, where there are too many to draw. */
  readonly note?: string;
  readonly isContainer: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line from one box to another. */
export interface Line {
  readonly path: string;
  readonly hasArrow: boolean;
  readonly label?: { readonly text: string; readonly x: number; readonly y: number };
}

/** A name of a column of boxes. */
export interface Heading {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A part of a picture with every place decided. Containers come before what they hold. */
export interface Part {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly headings: readonly Heading[];
  /** Where the next part begins. */
  readonly bottom: number;
}

export const WIDTH = 960;
export const PAD = 16;
export const GAP = 12;
export const TITLE = 40;
export const LEAF = 52;

/** A box for a node, or for what belongs to none and has only a title. */
export function boxOf(
  node: PictureNode | undefined,
  place: Omit<Box, 'node' | 'kind' | 'name'> & { readonly title?: string },
): Box {
  const { title, ...rest } = place;
  return {
    ...rest,
    kind: node === undefined ? (title ?? '') : kindNames[node.kind],
    name: node === undefined ? '' : shortName(node),
    node,
  };
}

/** The boxes of nodes, by their id. */
export function placesOf(boxes: readonly Box[]): ReadonlyMap<string, Box> {
  return new Map(boxes.flatMap((box) => (box.node === undefined ? [] : [[box.node.id, box]])));
}

/** The nodes of some kinds. */
export function ofKind(
  { nodes }: Picture,
  ...kinds: readonly PictureKind[]
): readonly PictureNode[] {
  return nodes.filter(({ kind }) => kinds.includes(kind));
}

/** What each node points to. */
export type Edges = (node: PictureNode) => readonly PictureEdge[];

/** Looks edges up by where they begin. */
export function edgesOf({ edges }: Picture): Edges {
  const byStart = new Map<string, PictureEdge[]>();
  for (const edge of edges) {
    const others = byStart.get(edge.from);
    if (others === undefined) {
      byStart.set(edge.from, [edge]);
    } else {
      others.push(edge);
    }
  }
  return ({ id }) => byStart.get(id) ?? [];
}
