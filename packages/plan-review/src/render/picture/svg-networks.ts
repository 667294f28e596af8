import type { Picture, PictureNode } from '../../model';
import {
  type Box,
  boxOf,
  type Edges,
  GAP,
  type Heading,
  LEAF,
  type Line,
  ofKind,
  PAD,
  type Part,
  placesOf,
  TITLE,
  WIDTH,
} from './svg-boxes';
import { byZone } from './svg-names';

const GUTTER = 14;
const HEADING = 20;

/** A network, or subnets of one that the picture does not have, with the hosts that run there. */
interface Network {
  readonly vpc: PictureNode | undefined;
  readonly subnets: readonly PictureNode[];
  readonly hosts: readonly PictureNode[];
}

/** Networks from the top, with a column for each availability zone and the hosts across those they run in. */
export function networkParts(picture: Picture, edgesFrom: Edges): Part {
  let bottom = 0;
  const parts = networksOf(picture, edgesFrom).map((network) => {
    const part = networkPart(network, bottom, edgesFrom);
    bottom = part.bottom;
    return part;
  });
  return {
    boxes: parts.flatMap(({ boxes }) => boxes),
    lines: parts.flatMap(({ lines }) => lines),
    headings: parts.flatMap(({ headings }) => headings),
    bottom,
  };
}

function networksOf(picture: Picture, edgesFrom: Edges): readonly Network[] {
  const vpcs = ofKind(picture, 'vpc');
  const subnets = ofKind(picture, 'subnet');
  const inside = new Set(vpcs.map(({ id }) => id));
  const orphans = subnets.filter(({ parent }) => parent === undefined || !inside.has(parent));
  const left = new Set(ofKind(picture, 'hosts'));
  return [...vpcs, ...(orphans.length > 0 ? [undefined] : [])].map((vpc) => {
    const own = vpc === undefined ? orphans : subnets.filter(({ parent }) => parent === vpc.id);
    const ids = new Set(own.map(({ id }) => id));
    const hosts = [...left].filter((node) => edgesFrom(node).some(({ to }) => ids.has(to)));
    hosts.forEach((node) => left.delete(node));
    return { vpc, subnets: own, hosts };
  });
}

function networkPart({ vpc, subnets, hosts }: Network, top: number, edgesFrom: Edges): Part {
  const zones = zonesPart(subnets, top + TITLE);
  const first = zones.bottom + (hosts.length > 0 ? 4 : 0);
  const across = hosts.map((node, order) =>
    hostsAcross(node, subnets, { y: first + order * (LEAF + GAP), order, edgesFrom, zones }),
  );
  const bottom = hosts.length > 0 ? first + hosts.length * (LEAF + GAP) : zones.bottom;
  const height = bottom - top + (subnets.length > 0 ? PAD - GAP : 0);
  const container = { x: 0, y: top, width: WIDTH, height, isContainer: true, title: 'Subnets' };
  return {
    // What holds is drawn before what it holds.
    boxes: [boxOf(vpc, container), ...zones.boxes, ...across.map(({ box }) => box)],
    lines: across.flatMap(({ lines }) => lines),
    headings: zones.headings,
    bottom: top + height + GAP * 2,
  };
}

/** Subnets in rows of at most five columns, one for each zone. */
function zonesPart(subnets: readonly PictureNode[], top: number): Part {
  const zones = byZone(subnets);
  const rows = Math.max(1, Math.ceil(zones.length / 5));
  const perRow = Math.max(1, Math.ceil(zones.length / rows));
  const width = Math.min(440, (WIDTH - 2 * PAD - (perRow - 1) * GAP) / perRow);
  const boxes: Box[] = [];
  const headings: Heading[] = [];
  let y = top;
  for (let start = 0; start < zones.length; start += perRow) {
    const row = zones.slice(start, start + perRow);
    for (const [column, [zone, members]] of row.entries()) {
      const x = PAD + column * (width + GAP) + GUTTER;
      headings.push({ text: zone, x, y: y + 12 });
      for (const [level, node] of members.entries()) {
        const place = { x, y: y + HEADING + level * (LEAF + GAP), width: width - GUTTER };
        boxes.push(boxOf(node, { ...place, height: LEAF, isContainer: false }));
      }
    }
    y += HEADING + Math.max(...row.map(([, members]) => members.length)) * (LEAF + GAP);
  }
  return { boxes, lines: [], headings, bottom: y };
}

function hostsAcross(
  node: PictureNode,
  network: readonly PictureNode[],
  place: {
    readonly y: number;
    readonly order: number;
    readonly edgesFrom: Edges;
    readonly zones: Part;
  },
): { readonly box: Box; readonly lines: readonly Line[] } {
  const { y, order, edgesFrom, zones } = place;
  const targets = new Set(edgesFrom(node).map(({ to }) => to));
  const places = placesOf(zones.boxes);
  const subnets = network.flatMap(({ id }) => (targets.has(id) ? (places.get(id) ?? []) : []));
  const left = Math.min(...subnets.map(({ x }) => x)) - GUTTER;
  const right = Math.max(...subnets.map(({ x, width }) => x + width));
  return {
    box: boxOf(node, { x: left, y, width: right - left, height: LEAF, isContainer: false }),
    lines: subnets.map(({ x, y: top }) => {
      const gutter = x - GUTTER + 6 - (order % 3) * 3;
      return { path: `M${x} ${top + LEAF / 2}H${gutter}V${y}`, hasArrow: false };
    }),
  };
}
