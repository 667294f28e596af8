import type { Json, JsonObject } from '../plan/json';
import type { ConfigurationResourceJson, PlanJson, ResourceChangeJson } from '../plan/plan-json';

/** A resource on both sides of a plan, and how it is written. */
export interface Piece {
  readonly address: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly unknown?: JsonObject;
  readonly written?: JsonObject;
  readonly actions?: readonly string[];
}

/** What a scene is told: whether its things exist, and through what its references go. */
export interface SceneOptions {
  readonly exists: boolean;
  /** `direct`: as an attribute of the resource; `local`: through a local; `dynamic`: in a `dynamic` block. */
  readonly through: 'direct' | 'local' | 'dynamic';
}

const policy = (action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });

const refer = (through: SceneOptions['through'], block: string, attribute = 'id'): JsonObject =>
  through === 'direct'
    ? { references: [`${block}.${attribute}`, block] }
    : { references: [`local.${block.replace('.', '_')}`] };

const given: JsonObject = { references: ['local.given'] };

/** A value that is known where the resource exists. */
const known = (exists: boolean, values: JsonObject): JsonObject => (exists ? values : {});
const unknownUnless = (exists: boolean, unknown: JsonObject): JsonObject => (exists ? {} : unknown);
const only = (condition: boolean, values: JsonObject): JsonObject => (condition ? values : {});

/** Parts of real stacks in which one resource refers to another. */
export const scenes: Readonly<Record<string, (options: SceneOptions) => readonly Piece[]>> = {
  hosts: ({ exists, through }) =>
    pieces(
      {
        address: 'aws_subnet.hosts',
        before: exists ? { id: 'subnet-1', map_public_ip_on_launch: true } : null,
        after: { ...known(exists, { id: 'subnet-1' }), map_public_ip_on_launch: true },
        unknown: unknownUnless(exists, { id: true }),
        written: { map_public_ip_on_launch: { constant_value: true } },
      },
      {
        address: 'aws_launch_template.hosts',
        before: exists ? { id: 'lt-1', instance_type: 't3.micro', latest_version: 1 } : null,
        after: { ...known(exists, { id: 'lt-1' }), instance_type: 't3.large' },
        unknown: { ...unknownUnless(exists, { id: true }), latest_version: true },
        written: { instance_type: { constant_value: 't3.large' } },
      },
      {
        address: 'aws_autoscaling_group.hosts',
        before: exists
          ? {
              name: 'hosts',
              desired_capacity: 3,
              launch_template: [{ id: 'lt-1', version: '1' }],
              vpc_zone_identifier: ['subnet-1'],
              instance_refresh: [{ strategy: 'Rolling' }],
            }
          : null,
        after: {
          name: 'hosts',
          desired_capacity: 3,
          launch_template: [known(exists, { id: 'lt-1' })],
          instance_refresh: [{ strategy: 'Rolling' }],
          vpc_zone_identifier: exists ? ['subnet-1'] : [],
        },
        unknown: {
          launch_template: [{ ...unknownUnless(exists, { id: true }), version: true }],
          ...unknownUnless(exists, { vpc_zone_identifier: true }),
        },
        written: {
          desired_capacity: { constant_value: 3 },
          vpc_zone_identifier: refer(through === 'dynamic' ? 'local' : through, 'aws_subnet.hosts'),
          ...only(through !== 'dynamic', {
            launch_template: [
              {
                id: refer(through, 'aws_launch_template.hosts'),
                version: refer(through, 'aws_launch_template.hosts', 'latest_version'),
              },
            ],
            instance_refresh: [{ strategy: { constant_value: 'Rolling' } }],
          }),
        },
      },
    ),
  group: ({ exists, through }) =>
    pieces(
      {
        address: 'aws_security_group.db',
        before: exists ? { id: 'sg-1', name: 'db', ingress: [], egress: [] } : null,
        after: { ...known(exists, { id: 'sg-1' }), name: 'db', ingress: [], egress: [] },
        unknown: unknownUnless(exists, { id: true, arn: true, egress: true }),
        written: { name: { constant_value: 'db' } },
      },
      {
        address: 'aws_vpc_security_group_ingress_rule.db',
        before: null,
        after: {
          cidr_ipv4: '0.0.0.0/0',
          from_port: 5432,
          to_port: 5432,
          ip_protocol: 'tcp',
          ...known(exists, { security_group_id: 'sg-1' }),
        },
        unknown: { id: true, ...unknownUnless(exists, { security_group_id: true }) },
        written: {
          cidr_ipv4: { constant_value: '0.0.0.0/0' },
          from_port: {},
          to_port: {},
          ip_protocol: {},
          security_group_id: refer(through, 'aws_security_group.db'),
        },
      },
    ),
  inline: ({ exists, through }) =>
    pieces({
      address: 'aws_security_group.web',
      before: exists ? { id: 'sg-2', ingress: [] } : null,
      after: {
        ...known(exists, { id: 'sg-2' }),
        ingress: [{ from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }],
      },
      unknown: unknownUnless(exists, { id: true, egress: true }),
      written: only(through !== 'dynamic', { ingress: [{ cidr_blocks: given }] }),
    }),
  role: ({ exists, through }) =>
    pieces(
      {
        address: 'aws_iam_role.task',
        before: exists ? { id: 'task', name: 'task', assume_role_policy: policy('sts:*') } : null,
        after: {
          name: 'task',
          assume_role_policy: policy('sts:*'),
          ...known(exists, { id: 'task' }),
        },
        unknown: unknownUnless(exists, { id: true, arn: true }),
        written: { name: {}, assume_role_policy: {} },
      },
      {
        address: 'aws_iam_role_policy.task',
        before: exists ? { role: 'task', policy: policy('s3:GetObject') } : null,
        after: { policy: policy('s3:*'), ...known(exists, { role: 'task' }) },
        unknown: unknownUnless(exists, { id: true, role: true }),
        written: { policy: {}, role: refer(through, 'aws_iam_role.task') },
      },
    ),
  cluster: ({ exists, through }) =>
    pieces(
      {
        address: 'aws_ecs_cluster.main',
        before: exists ? { id: 'arn:c', arn: 'arn:c', name: 'main' } : null,
        after: { name: 'main', ...known(exists, { id: 'arn:c', arn: 'arn:c' }) },
        unknown: unknownUnless(exists, { id: true, arn: true }),
        written: { name: {} },
      },
      {
        address: 'aws_ecs_service.web',
        before: exists ? { name: 'web', cluster: 'arn:c', desired_count: 2 } : null,
        after: { name: 'web', desired_count: 0, ...known(exists, { cluster: 'arn:c' }) },
        unknown: unknownUnless(exists, { id: true, cluster: true }),
        written: { name: {}, desired_count: {}, cluster: refer(through, 'aws_ecs_cluster.main') },
      },
    ),
  network: ({ exists, through }) =>
    pieces(
      {
        address: 'aws_vpc.main',
        before: exists ? { id: 'vpc-1', cidr_block: '10.0.0.0/16' } : null,
        after: { cidr_block: '10.0.0.0/16', ...known(exists, { id: 'vpc-1' }) },
        unknown: unknownUnless(exists, { id: true }),
        written: { cidr_block: {} },
      },
      {
        address: 'aws_flow_log.main',
        before: null,
        after: known(exists, { vpc_id: 'vpc-1' }),
        unknown: { id: true, ...unknownUnless(exists, { vpc_id: true }) },
        written: { vpc_id: refer(through, 'aws_vpc.main') },
      },
      {
        address: 'aws_internet_gateway.main',
        before: exists ? { id: 'igw-1' } : null,
        after: known(exists, { id: 'igw-1' }),
        unknown: unknownUnless(exists, { id: true }),
        written: {},
      },
      {
        address: 'aws_route_table.main',
        before: exists ? { id: 'rtb-1', route: [] } : null,
        after: {
          ...known(exists, { id: 'rtb-1' }),
          route: [{ cidr_block: '0.0.0.0/0', ...known(exists, { gateway_id: 'igw-1' }) }],
        },
        unknown: unknownUnless(exists, { id: true, route: [{ gateway_id: true }] }),
        written: only(through !== 'dynamic', {
          route: [{ cidr_block: {}, gateway_id: refer(through, 'aws_internet_gateway.main') }],
        }),
      },
    ),
  gone: ({ exists }) =>
    exists
      ? pieces(
          {
            address: 'aws_db_instance.orders',
            before: { identifier: 'orders', skip_final_snapshot: true },
            after: null,
          },
          {
            address: 'aws_lb.web',
            before: { id: 'lb', name: 'web', internal: true },
            after: { name: 'web', internal: false },
            unknown: { id: true },
            actions: ['delete', 'create'],
            written: { internal: { constant_value: false } },
          },
        )
      : [],
};

/** Each is judged by itself: in one list, the compiler gives every object the properties of all others. */
function pieces(...list: readonly Piece[]): readonly Piece[] {
  return list;
}

/** The plan of some scenes. */
export function planOfPieces(pieces: readonly Piece[]): PlanJson {
  const names = ({ address }: Piece): [string, string] => address.split('.') as [string, string];
  return {
    format_version: '1.2',
    resource_changes: pieces.map((piece): ResourceChangeJson => {
      const [type, name] = names(piece);
      const { address, before, after, unknown = {}, actions } = piece;
      const change = { before: before as Json, after: after as Json, after_unknown: unknown };
      return {
        address,
        mode: 'managed',
        type,
        name,
        change: { actions: actions ?? actionsOf(before, after), ...change },
      };
    }),
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: 'eu-west-1' } } } },
      root_module: {
        resources: pieces.flatMap((piece): ConfigurationResourceJson[] => {
          const [type, name] = names(piece);
          const { address, written: expressions } = piece;
          return expressions === undefined
            ? []
            : [{ address, mode: 'managed', type, name, expressions }];
        }),
      },
    },
  };
}

function actionsOf(before: JsonObject | null, after: JsonObject | null): readonly string[] {
  if (before === null) {
    return ['create'];
  }
  if (after === null) {
    return ['delete'];
  }
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
}
