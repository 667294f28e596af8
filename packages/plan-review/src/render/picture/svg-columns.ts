import type { Picture, PictureNode } from '../../model';
import {
  type Box,
  boxOf,
  type Edges,
  GAP,
  LEAF,
  type Line,
  ofKind,
  PAD,
  type Part,
  placesOf,
  TITLE,
  WIDTH,
} from './svg-boxes';
import { shortName } from './svg-names';

/** Between columns, wide enough for what an arrow says. */
const ARROW = 84;
/** More boxes than these in one column would make it taller than a screen: they go side by side, without arrows. */
const COLUMN_AT_MOST = 8;

interface Group {
  readonly holder?: PictureNode;
  readonly title: string;
  readonly inside: readonly PictureNode[];
}

type Columns = readonly (readonly Group[])[];

/** What stands below the networks: side by side with arrows, or in rows where a column would be too tall. */
export function columnsPart(picture: Picture, edgesFrom: Edges, above: Part): Part {
  const columns = columnsOf(picture, edgesFrom, placesOf(above.boxes));
  const isTall = columns.some(
    (column) => column.flatMap(({ inside }) => inside).length > COLUMN_AT_MOST,
  );
  return isTall
    ? stacked(picture, edgesFrom, columns, above.bottom)
    : sideBySide(picture, columns, above);
}

function columnsOf(picture: Picture, edgesFrom: Edges, placed: ReadonlyMap<string, Box>): Columns {
  const clusters = ofKind(picture, 'cluster');
  const ids = new Set(clusters.map(({ id }) => id));
  const services = ofKind(picture, 'service');
  const lone = services.filter(({ parent }) => parent === undefined || !ids.has(parent));
  const groups: readonly Group[] = [
    ...clusters.map((holder) => ({
      holder,
      title: '',
      inside: services.filter(({ parent }) => parent === holder.id),
    })),
    ...(lone.length > 0 ? [{ title: 'Services', inside: lone }] : []),
  ];
  const hosts = ofKind(picture, 'hosts').filter(({ id }) => !placed.has(id));
  const order = groups.flatMap(({ inside }) => inside);
  const tasks = reachedFrom(order, ofKind(picture, 'task-definition'), edgesFrom);
  const repositories = reachedFrom(tasks, ofKind(picture, 'repository'), edgesFrom);
  const rest = ofKind(picture, 'state', 'other', 'region', 'availability-zone');
  return [
    hosts.length > 0 ? [{ title: 'Hosts', inside: hosts }] : [],
    groups,
    tasks.length > 0 ? [{ title: 'Task definitions', inside: tasks }] : [],
    repositories.length + rest.length > 0
      ? [{ title: 'Repositories and state', inside: [...repositories, ...rest] }]
      : [],
  ].filter((column) => column.length > 0);
}

/** In the order in which others point to them, so that arrows cross as little as they can. */
function reachedFrom(
  sources: readonly PictureNode[],
  targets: readonly PictureNode[],
  edgesFrom: Edges,
): readonly PictureNode[] {
  const reached = new Set(sources.flatMap((node) => edgesFrom(node).map(({ to }) => to)));
  const order = new Map([...reached].map((id, index) => [id, index]));
  const rank = ({ id }: PictureNode): number => order.get(id) ?? order.size;
  return [...targets].sort((one, other) => rank(one) - rank(other));
}

function sideBySide(picture: Picture, columns: Columns, above: Part): Part {
  const hasCluster = columns.flat().some(({ holder }) => holder !== undefined);
  const count = Math.max(3, columns.length);
  const width = (WIDTH - (count - 1) * ARROW) / count;
  const boxes: Box[] = [];
  let bottom = above.bottom;
  for (const [column, groups] of columns.entries()) {
    const x = column * (width + ARROW);
    let y = above.bottom;
    for (const group of groups) {
      const placed = groupPart(group, { x, y, width, hasCluster });
      boxes.push(...placed.boxes);
      y = placed.bottom;
    }
    bottom = Math.max(bottom, y);
  }
  const places = placesOf([...above.boxes, ...boxes]);
  return {
    boxes,
    lines: arrows(picture, places),
    headings: [],
    bottom: columns.length > 0 ? bottom + GAP : bottom,
  };
}

function groupPart(
  { holder, inside }: Group,
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly hasCluster: boolean;
  },
): Pick<Part, 'boxes' | 'bottom'> {
  const { x, y, width, hasCluster } = place;
  // Boxes outside of a cluster stand at the height of those inside, so that arrows run straight.
  const isHeld = holder !== undefined;
  const inset = isHeld ? PAD : 0;
  const start = y + (hasCluster ? TITLE : 0);
  const height =
    (isHeld ? TITLE : 0) +
    inside.length * (LEAF + GAP) +
    (isHeld && inside.length > 0 ? PAD - GAP : 0);
  const container = { x, y, width, height: Math.max(height, TITLE), isContainer: true };
  const leaves = inside.map((node, row) => {
    const at = { x: x + inset, y: start + row * (LEAF + GAP), width: width - 2 * inset };
    return boxOf(node, { ...at, height: LEAF, isContainer: false });
  });
  return {
    boxes: isHeld ? [boxOf(holder, container), ...leaves] : leaves,
    bottom: Math.max(
      y + (isHeld ? height + GAP : 0),
      inside.length === 0 ? y : start + inside.length * (LEAF + GAP),
    ),
  };
}

function arrows({ edges }: Picture, places: ReadonlyMap<string, Box>): readonly Line[] {
  const said = new Set<string>();
  return edges.flatMap(({ from, to, label = '' }) => {
    const [source, target] = [places.get(from), places.get(to)];
    // Hosts and their subnets are joined already.
    if (source === undefined || target === undefined || target.node?.kind === 'subnet') {
      return [];
    }
    const [x1, y1] = [source.x + source.width, source.y + source.height / 2];
    const isRight = target.x >= x1;
    const [x2, y2] = [isRight ? target.x : target.x + target.width, target.y + target.height / 2];
    const bend = isRight ? (x2 - x1) / 2 : 32;
    const end = isRight ? x2 - bend : x2 + bend;
    // Several arrows to one box say it once; the gap before the box is free for it.
    const isFirst = isRight && label !== '' && !said.has(`${to} ${label}`);
    if (isFirst) {
      said.add(`${to} ${label}`);
    }
    return [
      {
        path: `M${x1} ${y1}C${x1 + bend} ${y1} ${end} ${y2} ${x2} ${y2}`,
        hasArrow: true,
        ...(isFirst ? { label: { text: label, x: x2 - ARROW / 2, y: (y1 + y2) / 2 - 7 } } : {}),
      },
    ];
  });
}

function stacked(picture: Picture, edgesFrom: Edges, columns: Columns, top: number): Part {
  const perRow = 4;
  const width = (WIDTH - 2 * PAD - (perRow - 1) * GAP) / perRow;
  const names = new Map(picture.nodes.map((node) => [node.id, shortName(node)]));
  const boxes: Box[] = [];
  let y = top;
  for (const { holder, title, inside } of columns.flat()) {
    const notes = inside.map((node) => noteOf(node, edgesFrom, names));
    const leaf = notes.some((note) => note !== undefined) ? LEAF + 18 : LEAF;
    const rows = Math.ceil(inside.length / perRow);
    const height = TITLE + rows * (leaf + GAP) + (rows > 0 ? PAD - GAP : 0);
    boxes.push(boxOf(holder, { x: 0, y, width: WIDTH, height, isContainer: true, title }));
    for (const [index, node] of inside.entries()) {
      const note = notes[index];
      const place = {
        x: PAD + (index % perRow) * (width + GAP),
        y: y + TITLE + Math.floor(index / perRow) * (leaf + GAP),
        width,
        height: leaf,
      };
      boxes.push(boxOf(node, { ...place, isContainer: false, note }));
    }
    y += height + GAP * 2;
  }
  return { boxes, lines: [], headings: [], bottom: y };
}

function noteOf(
  node: PictureNode,
  edgesFrom: Edges,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const notes = edgesFrom(node).flatMap(({ to, label }) => {
    const name = names.get(to);
    return name === undefined ? [] : [`${label ?? '→'} ${name}`];
  });
  return notes.length === 0 ? undefined : notes.join(', ');
}
