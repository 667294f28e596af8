import type { PictureKind, PictureNode } from '../../model';

/** What each kind of box is called. */
export const kindNames: Readonly<Record<PictureKind, string>> = {
  region: 'Region',
  vpc: 'VPC',
  'availability-zone': 'Availability zone',
  subnet: 'Subnet',
  hosts: 'Hosts',
  cluster: 'Cluster',
  service: 'Service',
  'task-definition': 'Task definition',
  repository: 'Repository',
  state: 'State',
  other: 'Resource',
};

/** Subnets by availability zone, in their order. */
export function byZone(
  subnets: readonly PictureNode[],
): readonly (readonly [string, PictureNode[]])[] {
  const zones = new Map<string, PictureNode[]>();
  for (const subnet of subnets) {
    const zone = zoneOf(subnet);
    const members = zones.get(zone);
    if (members === undefined) {
      zones.set(zone, [subnet]);
    } else {
      members.push(subnet);
    }
  }
  return [...zones];
}

/** The zone is the heading of its column, so a subnet says only its addresses. */
function zoneOf({ kind, label }: PictureNode): string {
  return kind === 'subnet' ? (/^([a-z]{2}(?:-[a-z]+)+-\d[a-z]?) /.exec(label)?.[1] ?? '') : '';
}

/** A label without what the kind says already: `Task definition web` is `web`. */
export function shortName(node: PictureNode): string {
  const zone = zoneOf(node);
  const prefix = zone === '' ? kindNames[node.kind] : zone;
  return node.label.startsWith(`${prefix} `) ? node.label.slice(prefix.length + 1) : node.label;
}
