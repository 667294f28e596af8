import type { Picture, PictureEdge, PictureKind, PictureNode } from '../../model';
import { byZone, kindNames, shortName } from './svg-names';

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

/** A picture with every place decided. Containers come before what they hold. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly headings: readonly { readonly text: string; readonly x: number; readonly y: number }[];
}

export const WIDTH = 960;
const PAD = 16;
const GAP = 12;
const TITLE = 40;
const LEAF = 52;
/** Between columns, wide enough for what an arrow says. */
const ARROW = 84;
/** More boxes than these in one column would make it taller than a screen: they go side by side, without arrows. */
const COLUMN_AT_MOST = 8;
const GUTTER = 14;
const HEADING = 20;

/**
 * Gives every box its place: networks on top, with a column for each availability zone and the hosts across those they
 * run in; below them clusters with their services, task definitions, repositories and the state, from left to right.
 */
export function layoutOf(picture: Picture): Layout {
  return new Drawing(picture).finished();
}

class Drawing {
  private readonly boxes: Box[] = [];
  private readonly lines: Line[] = [];
  private readonly headings: Layout['headings'][number][] = [];
  private readonly places = new Map<string, Box>();
  private readonly edges = new Map<string, PictureEdge[]>();
  private readonly names: ReadonlyMap<string, string>;
  private y = 0;

  constructor(private readonly picture: Picture) {
    this.names = new Map(picture.nodes.map((node) => [node.id, shortName(node)]));
    for (const edge of picture.edges) {
      const others = this.edges.get(edge.from);
      if (others === undefined) this.edges.set(edge.from, [edge]);
      else others.push(edge);
    }
    this.networks();
    const columns = this.columns();
    const isTall = columns.some(
      (column) => column.flatMap(({ inside }) => inside).length > COLUMN_AT_MOST,
    );
    if (isTall) this.stacked(columns);
    else this.sideBySide(columns);
  }

  public finished(): Layout {
    const { boxes, lines, headings } = this;
    return { width: WIDTH, height: Math.max(0, this.y - GAP), boxes, lines, headings };
  }

  private ofKind(...kinds: readonly PictureKind[]): readonly PictureNode[] {
    return this.picture.nodes.filter(({ kind }) => kinds.includes(kind));
  }

  private edgesFrom({ id }: PictureNode): readonly PictureEdge[] {
    return this.edges.get(id) ?? [];
  }

  private add(
    node: PictureNode | undefined,
    place: Omit<Box, 'node' | 'kind' | 'name'> & { readonly title?: string },
  ) {
    const { title, ...rest } = place;
    const kind = node === undefined ? (title ?? '') : kindNames[node.kind];
    const box = {
      ...rest,
      kind,
      name: node === undefined ? '' : shortName(node),
      ...(node === undefined ? {} : { node }),
    };
    this.boxes.push(box);
    if (node !== undefined) this.places.set(node.id, box);
    return box;
  }

  private networks(): void {
    const vpcs = this.ofKind('vpc');
    const subnets = this.ofKind('subnet');
    const inside = new Set(vpcs.map(({ id }) => id));
    const orphans = subnets.filter(({ parent }) => parent === undefined || !inside.has(parent));
    const hosts = new Set(this.ofKind('hosts'));
    for (const vpc of [...vpcs, ...(orphans.length > 0 ? [undefined] : [])]) {
      const own = vpc === undefined ? orphans : subnets.filter(({ parent }) => parent === vpc.id);
      const ids = new Set(own.map(({ id }) => id));
      const running = [...hosts].filter((node) =>
        this.edgesFrom(node).some(({ to }) => ids.has(to)),
      );
      running.forEach((node) => hosts.delete(node));
      this.network(vpc, own, running);
    }
  }

  private network(
    vpc: PictureNode | undefined,
    subnets: readonly PictureNode[],
    hosts: readonly PictureNode[],
  ): void {
    const index = this.boxes.length;
    const top = this.y;
    let y = top + TITLE;
    const zones = byZone(subnets);
    const rows = Math.max(1, Math.ceil(zones.length / 5));
    const perRow = Math.max(1, Math.ceil(zones.length / rows));
    const width = Math.min(440, (WIDTH - 2 * PAD - (perRow - 1) * GAP) / perRow);
    for (let start = 0; start < zones.length; start += perRow) {
      const row = zones.slice(start, start + perRow);
      row.forEach(([zone, members], column) => {
        const x = PAD + column * (width + GAP);
        this.headings.push({ text: zone, x: x + GUTTER, y: y + 12 });
        members.forEach((node, level) => {
          const place = { x: x + GUTTER, y: y + HEADING + level * (LEAF + GAP) };
          this.add(node, { ...place, width: width - GUTTER, height: LEAF, isContainer: false });
        });
      });
      y += HEADING + Math.max(...row.map(([, members]) => members.length)) * (LEAF + GAP);
    }
    hosts.forEach((node, order) => {
      y += order === 0 ? 4 : 0;
      this.hostsAcross(node, subnets, y, order);
      y += LEAF + GAP;
    });
    const height = y - top + (subnets.length > 0 ? PAD - GAP : 0);
    const container = this.add(vpc, {
      x: 0,
      y: top,
      width: WIDTH,
      height,
      isContainer: true,
      title: 'Subnets',
    });
    // What holds is drawn before what it holds.
    this.boxes.splice(this.boxes.indexOf(container), 1);
    this.boxes.splice(index, 0, container);
    this.y = top + height + GAP * 2;
  }

  private hostsAcross(
    node: PictureNode,
    network: readonly PictureNode[],
    y: number,
    order: number,
  ): void {
    const targets = new Set(this.edgesFrom(node).map(({ to }) => to));
    const subnets = network.flatMap(({ id }) =>
      targets.has(id) ? (this.places.get(id) ?? []) : [],
    );
    const left = Math.min(...subnets.map(({ x }) => x)) - GUTTER;
    const right = Math.max(...subnets.map(({ x, width }) => x + width));
    this.add(node, { x: left, y, width: right - left, height: LEAF, isContainer: false });
    for (const { x, y: top } of subnets) {
      const gutter = x - GUTTER + 6 - (order % 3) * 3;
      this.lines.push({ path: `M${x} ${top + LEAF / 2}H${gutter}V${y}`, hasArrow: false });
    }
  }

  /** What stands below the networks, from left to right. */
  private columns(): readonly (readonly Group[])[] {
    const clusters = this.ofKind('cluster');
    const ids = new Set(clusters.map(({ id }) => id));
    const services = this.ofKind('service');
    const lone = services.filter(({ parent }) => parent === undefined || !ids.has(parent));
    const groups: readonly Group[] = [
      ...clusters.map((holder) => ({
        holder,
        title: '',
        inside: services.filter(({ parent }) => parent === holder.id),
      })),
      ...(lone.length > 0 ? [{ title: 'Services', inside: lone }] : []),
    ];
    const hosts = this.ofKind('hosts').filter(({ id }) => !this.places.has(id));
    const order = groups.flatMap(({ inside }) => inside);
    const tasks = this.reachedFrom(order, this.ofKind('task-definition'));
    const repositories = this.reachedFrom(tasks, this.ofKind('repository'));
    const rest = this.ofKind('state', 'other', 'region', 'availability-zone');
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
  private reachedFrom(
    sources: readonly PictureNode[],
    targets: readonly PictureNode[],
  ): readonly PictureNode[] {
    const reached = new Set(sources.flatMap((node) => this.edgesFrom(node).map(({ to }) => to)));
    const order = new Map([...reached].map((id, index) => [id, index]));
    const rank = ({ id }: PictureNode) => order.get(id) ?? order.size;
    return [...targets].sort((one, other) => rank(one) - rank(other));
  }

  private sideBySide(columns: readonly (readonly Group[])[]): void {
    const hasCluster = columns.flat().some(({ holder }) => holder !== undefined);
    const width = (WIDTH - (Math.max(3, columns.length) - 1) * ARROW) / Math.max(3, columns.length);
    const top = this.y;
    let bottom = top;
    columns.forEach((groups, column) => {
      const x = column * (width + ARROW);
      let y = top;
      for (const { holder, inside } of groups) {
        // Boxes outside of a cluster stand at the height of those inside, so that arrows run straight.
        const isHeld = holder !== undefined;
        const inset = isHeld ? PAD : 0;
        const start = y + (hasCluster ? TITLE : 0);
        const height =
          (isHeld ? TITLE : 0) +
          inside.length * (LEAF + GAP) +
          (isHeld && inside.length > 0 ? PAD - GAP : 0);
        if (isHeld)
          this.add(holder, { x, y, width, height: Math.max(height, TITLE), isContainer: true });
        inside.forEach((node, row) => {
          const place = { x: x + inset, y: start + row * (LEAF + GAP), width: width - 2 * inset };
          this.add(node, { ...place, height: LEAF, isContainer: false });
        });
        y = Math.max(
          y + (isHeld ? height + GAP : 0),
          inside.length === 0 ? y : start + inside.length * (LEAF + GAP),
        );
      }
      bottom = Math.max(bottom, y);
    });
    if (columns.length > 0) this.y = bottom + GAP;
    this.arrows();
  }

  private arrows(): void {
    const said = new Set<string>();
    for (const { from, to, label = '' } of this.picture.edges) {
      const [source, target] = [this.places.get(from), this.places.get(to)];
      // Hosts and their subnets are joined already.
      if (source === undefined || target === undefined || target.node?.kind === 'subnet') continue;
      const [x1, y1] = [source.x + source.width, source.y + source.height / 2];
      const isRight = target.x >= x1;
      const [x2, y2] = [isRight ? target.x : target.x + target.width, target.y + target.height / 2];
      const bend = isRight ? (x2 - x1) / 2 : 32;
      const end = isRight ? x2 - bend : x2 + bend;
      // Several arrows to one box say it once; the gap before the box is free for it.
      const isFirst = isRight && label !== '' && !said.has(`${to} ${label}`);
      if (isFirst) said.add(`${to} ${label}`);
      this.lines.push({
        path: `M${x1} ${y1}C${x1 + bend} ${y1} ${end} ${y2} ${x2} ${y2}`,
        hasArrow: true,
        ...(isFirst ? { label: { text: label, x: x2 - ARROW / 2, y: (y1 + y2) / 2 - 7 } } : {}),
      });
    }
  }

  private stacked(columns: readonly (readonly Group[])[]): void {
    const perRow = 4;
    const width = (WIDTH - 2 * PAD - (perRow - 1) * GAP) / perRow;
    for (const { holder, title, inside } of columns.flat()) {
      const notes = inside.map((node) => this.noteOf(node));
      const leaf = notes.some((note) => note !== undefined) ? LEAF + 18 : LEAF;
      const rows = Math.ceil(inside.length / perRow);
      const height = TITLE + rows * (leaf + GAP) + (rows > 0 ? PAD - GAP : 0);
      this.add(holder, { x: 0, y: this.y, width: WIDTH, height, isContainer: true, title });
      inside.forEach((node, index) => {
        const x = PAD + (index % perRow) * (width + GAP);
        const y = this.y + TITLE + Math.floor(index / perRow) * (leaf + GAP);
        const note = notes[index];
        this.add(node, {
          x,
          y,
          width,
          height: leaf,
          isContainer: false,
          ...(note === undefined ? {} : { note }),
        });
      });
      this.y += height + GAP * 2;
    }
  }

  private noteOf(node: PictureNode): string | undefined {
    const notes = this.edgesFrom(node).flatMap(({ to, label }) => {
      const name = this.names.get(to);
      return name === undefined ? [] : [`${label ?? '→'} ${name}`];
    });
    return notes.length === 0 ? undefined : notes.join(', ');
  }
}

interface Group {
  readonly holder?: PictureNode;
  readonly title: string;
  readonly inside: readonly PictureNode[];
}
