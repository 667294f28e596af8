import type { Picture } from '../../model';
import { edgesOf, GAP, type Part, WIDTH } from './svg-boxes';
import { columnsPart } from './svg-columns';
import { networkParts } from './svg-networks';

/** A picture with every place decided. Containers come before what they hold. */
export interface Layout extends Omit<Part, 'bottom'> {
  readonly width: number;
  readonly height: number;
}

/**
 * Gives every box its place: networks on top, with a column for each availability zone and the hosts across those they
 * run in; below them clusters with their services, task definitions, repositories and the state, from left to right.
 */
export function layoutOf(picture: Picture): Layout {
  const edgesFrom = edgesOf(picture);
  const above = networkParts(picture, edgesFrom);
  const below = columnsPart(picture, edgesFrom, above);
  return {
    width: WIDTH,
    height: Math.max(0, below.bottom - GAP),
    boxes: [...above.boxes, ...below.boxes],
    lines: [...above.lines, ...below.lines],
    headings: [...above.headings, ...below.headings],
  };
}
