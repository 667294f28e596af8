import type {
  Picture,
  PictureEdge,
  PictureKind,
  PictureNode,
  PlannedAction,
  ReviewedChange,
} from '../model';
import type { Json } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { World, type WorldResource } from '../plan/world';
import { rowOf } from '../plan/row-of';
import { byText } from '../plan/text-order';

/** How a type of resource is drawn. */
interface Drawing {
  readonly kind: PictureKind;
  readonly label: (resource: WorldResource, world: World) => string;
  /** Attribute and type of the resource whose box it stands in. */
  readonly within?: readonly [attribute: string, type: string];
  /** Arrows to other boxes: attribute, type, and what it says. */
  readonly arrows?: readonly (readonly [attribute: string, type: string, label: string])[];
}

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  aws_vpc: { kind: 'vpc', label: ({ values }) => `VPC ${text(values['cidr_block'])}` },
  aws_subnet: {
    kind: 'subnet',
    label: ({ values }) => `${text(values['availability_zone'])} ${text(values['cidr_block'])}`,
    within: ['vpc_id', 'aws_vpc'],
  },
  aws_autoscaling_group: {
    kind: 'hosts',
    label: hostsLabel,
    arrows: [['vpc_zone_identifier', 'aws_subnet', '']],
  },
  aws_ecs_cluster: { kind: 'cluster', label: ({ values }) => `Cluster ${text(values['name'])}` },
  aws_ecs_service: {
    kind: 'service',
    label: ({ values }) => `Service ${text(values['name'])}, ${tasks(values['desired_count'])}`,
    within: ['cluster', 'aws_ecs_cluster'],
    arrows: [['task_definition', 'aws_ecs_task_definition', 'runs']],
  },
  aws_ecs_task_definition: {
    kind: 'task-definition',
    label: ({ values }) => `Task definition ${text(values['family'])}`,
    arrows: [['container_definitions', 'aws_ecr_repository', 'image from']],
  },
  aws_ecr_repository: {
    kind: 'repository',
    label: ({ values }) => `Repository ${text(values['name'])}`,
  },
};

/**
 * The architecture after the plan, and what was there before, as boxes and arrows: network, hosts, cluster, services,
 * task definitions, repositories and the state. Other resources are left out: a picture of everything shows nothing.
 */
export function pictureOf(
  plan: PlanJson,
  changes: readonly ReviewedChange[],
  stateLocation?: string,
): Picture {
  const after = World.after(plan);
  const before = World.before(plan);
  const present = new Set(after.resources.map(({ address }) => address));
  const drawn = [
    ...after.resources.map((resource) => ({ resource, world: after })),
    ...before.resources
      .filter(({ address }) => !present.has(address))
      .map((resource) => ({ resource, world: before })),
  ].filter(({ resource }) => drawingOf(resource) !== undefined);
  const actions = new Map(changes.map(({ address, action }) => [address, action]));
  const boxes = drawn
    .map(({ resource, world }) => nodeOf(resource, world, actions))
    .sort(byKindAndName);
  const state: readonly PictureNode[] =
    stateLocation === undefined || boxes.length === 0
      ? []
      : [{ id: 'state', kind: 'state', label: `State ${stateLocation}`, action: 'unchanged' }];
  return {
    nodes: [...boxes, ...state],
    edges: drawn.flatMap(({ resource, world }) => edgesOf(resource, world)).sort(byEnds),
  };
}

function nodeOf(
  resource: WorldResource,
  world: World,
  actions: ReadonlyMap<string, PlannedAction>,
): PictureNode {
  const { kind, label, within } = drawingOf(resource) as Drawing;
  const action = actions.get(resource.address);
  const parent = within === undefined ? undefined : world.referredBy(resource, ...within)[0];
  return {
    id: resource.address,
    kind,
    label: label(resource, world).trim(),
    address: resource.address,
    action: action === undefined || action === 'none' ? 'unchanged' : action,
    parent: parent?.address,
  };
}

function edgesOf(resource: WorldResource, world: World): readonly PictureEdge[] {
  return (drawingOf(resource)?.arrows ?? []).flatMap(([attribute, type, label]) =>
    targets(resource, world, attribute, type).map((target): PictureEdge => ({
      from: resource.address,
      to: target.address,
      ...(label === '' ? {} : { label }),
    })),
  );
}

/** A reference, or for text that names a repository inside, the repository whose URL stands in it. */
function targets(
  resource: WorldResource,
  world: World,
  attribute: string,
  type: string,
): readonly WorldResource[] {
  const found = world.referredBy(resource, attribute, type);
  const value = resource.values[attribute];
  if (found.length > 0 || typeof value !== 'string') {
    return found;
  }
  return world.ofType(type).filter(({ values }) => {
    const url = values['repository_url'];
    return typeof url === 'string' && url !== '' && value.includes(`${url}:`);
  });
}

function hostsLabel(group: WorldResource, world: World): string {
  const [template] = world.referredBy(group, 'launch_template', 'aws_launch_template');
  const count = group.values['desired_capacity'] ?? group.values['min_size'];
  const type = template?.values['instance_type'];
  return `${text(count) || '?'} × ${text(type) || 'EC2 host'}`;
}

function tasks(count: Json | undefined): string {
  return count === 1 ? '1 task' : `${text(count) || '?'} tasks`;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function drawingOf({ type }: WorldResource): Drawing | undefined {
  return rowOf(DRAWINGS, type);
}

const KINDS = Object.values(DRAWINGS).map(({ kind }) => kind);

function byKindAndName(left: PictureNode, right: PictureNode): number {
  return (
    KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) ||
    byText(left.label, right.label) ||
    byText(left.id, right.id)
  );
}

function byEnds(left: PictureEdge, right: PictureEdge): number {
  return byText(left.from, right.from) || byText(left.to, right.to);
}
