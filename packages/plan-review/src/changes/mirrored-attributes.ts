import { parseEmbedded } from '../plan/embedded';
import { equal, isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { rowOf } from '../plan/row-of';

/** Whether an item of a resource's attribute is what another resource says: a rule of its group, a policy of its role. */
type Says = (other: JsonObject, item: Json, holder: JsonObject) => boolean;

type Mirror = Readonly<Record<string, Says>>;

/**
 * Attributes that the AWS provider fills with what other resources add to theirs, by type and name. They differ on the
 * first refresh after a deployment, and nobody changed anything.
 */
const mirrors: Readonly<Record<string, Readonly<Record<string, Mirror>>>> = {
  aws_iam_role: {
    inline_policy: {
      aws_iam_role_policy: (other, item, role) =>
        other['role'] === role['name'] &&
        isObject(item) &&
        other['name'] === item['name'] &&
        isSameJson(other['policy'], item['policy']),
    },
    managed_policy_arns: {
      aws_iam_role_policy_attachment: (other, item, role) =>
        other['role'] === role['name'] && other['policy_arn'] === item,
    },
  },
  aws_route_table: {
    route: {
      aws_route: (other, item, table) =>
        other['route_table_id'] === table['id'] &&
        isObject(item) &&
        isSame(other['destination_cidr_block'], item['cidr_block']) &&
        isSame(other['destination_ipv6_cidr_block'], item['ipv6_cidr_block']) &&
        isSame(other['destination_prefix_list_id'], item['destination_prefix_list_id']) &&
        routeTargets.every((target) => isSame(other[target], item[target])),
    },
  },
  aws_security_group: {
    ingress: {
      aws_vpc_security_group_ingress_rule: isRule,
      aws_security_group_rule: isPartOfRule('ingress'),
    },
    egress: {
      aws_vpc_security_group_egress_rule: isRule,
      aws_security_group_rule: isPartOfRule('egress'),
    },
  },
  aws_ecs_cluster: {
    capacity_providers: {
      aws_ecs_cluster_capacity_providers: (other, item, cluster) =>
        other['cluster_name'] === cluster['name'] && holds(other['capacity_providers'], item),
    },
  },
};

/**
 * Attributes that repeat as a whole what a resource of their own says, by type and name, and the argument of that
 * resource that names the holder.
 */
const repeated: Readonly<
  Record<string, { readonly of: string; readonly attributes: Readonly<Record<string, string>> }>
> = {
  aws_s3_bucket: {
    of: 'bucket',
    attributes: {
      acceleration_status: 'aws_s3_bucket_accelerate_configuration',
      acl: 'aws_s3_bucket_acl',
      cors_rule: 'aws_s3_bucket_cors_configuration',
      grant: 'aws_s3_bucket_acl',
      lifecycle_rule: 'aws_s3_bucket_lifecycle_configuration',
      logging: 'aws_s3_bucket_logging',
      object_lock_configuration: 'aws_s3_bucket_object_lock_configuration',
      policy: 'aws_s3_bucket_policy',
      replication_configuration: 'aws_s3_bucket_replication_configuration',
      request_payer: 'aws_s3_bucket_request_payment_configuration',
      server_side_encryption_configuration: 'aws_s3_bucket_server_side_encryption_configuration',
      versioning: 'aws_s3_bucket_versioning',
      website: 'aws_s3_bucket_website_configuration',
      website_domain: 'aws_s3_bucket_website_configuration',
      website_endpoint: 'aws_s3_bucket_website_configuration',
    },
  },
};

const routeTargets = [
  ...['carrier_gateway_id', 'core_network_arn', 'egress_only_gateway_id', 'gateway_id'],
  ...['local_gateway_id', 'nat_gateway_id', 'network_interface_id', 'transit_gateway_id'],
  ...['vpc_endpoint_id', 'vpc_peering_connection_id'],
];

/** Takes out of a resource's values what other resources of the plan say. */
export class Mirrors {
  private readonly byType = new Map<string, JsonObject[]>();

  /** What is, and what was before somebody changed it. */
  constructor(plan: PlanJson) {
    const { resource_changes: changes = [], resource_drift: drifts = [] } = plan;
    for (const { type, change } of [...changes, ...drifts]) {
      for (const values of [change.before, change.after]) {
        if (isObject(values)) {
          const others = this.byType.get(type);
          if (others === undefined) {
            this.byType.set(type, [values]);
          } else {
            others.push(values);
          }
        }
      }
    }
  }

  /** The values without what is only mirrored in them. */
  without(type: string, values: Json | undefined): Json {
    if (isObject(values) && rowOf(repeated, type) !== undefined) {
      return this.withoutRepeated(type, values);
    }
    const attributes = rowOf(mirrors, type);
    if (attributes === undefined || !isObject(values)) {
      return values ?? null;
    }
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const mirror = rowOf(attributes, name);
        return mirror === undefined || !isList(value)
          ? [name, value]
          : [name, value.flatMap(pieces).filter((item) => !this.isSaid(mirror, item, values))];
      }),
    );
  }

  private withoutRepeated(type: string, values: JsonObject): JsonObject {
    const { of, attributes } = repeated[type] ?? { of: '', attributes: {} };
    return Object.fromEntries(
      Object.entries(values).filter(([name]) => {
        const others = this.byType.get(rowOf(attributes, name) ?? '') ?? [];
        return !others.some((other) => other[of] === values['id']);
      }),
    );
  }

  private isSaid(mirror: Mirror, item: Json, holder: JsonObject): boolean {
    return Object.entries(mirror).some(([type, says]) =>
      this.byType.get(type)?.some((other) => says(other, item, holder)),
    );
  }
}

const peers = {
  cidr_blocks: 'cidr_ipv4',
  ipv6_cidr_blocks: 'cidr_ipv6',
  prefix_list_ids: 'prefix_list_id',
  security_groups: 'referenced_security_group_id',
} as const;

/** A rule of a security group names many peers, a rule of its own one: one piece for each. */
function pieces(item: Json): readonly Json[] {
  if (!isObject(item) || !Object.keys(peers).some((name) => name in item)) {
    return [item];
  }
  const bare = Object.fromEntries(
    Object.entries(item).filter(([name]) => name !== 'self' && !(name in peers)),
  );
  const named = Object.keys(peers).flatMap((name) =>
    (isList(item[name]) ? item[name] : []).map((peer) => ({ ...bare, [name]: [peer] })),
  );
  return item['self'] === true ? [...named, { ...bare, self: true }] : named;
}

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/vpc_security_group_ingress_rule */
function isRule(other: JsonObject, item: Json, group: JsonObject): boolean {
  if (!isObject(item) || !isOfGroup(other, item, group, other['ip_protocol'])) {
    return false;
  }
  return item['self'] === true
    ? other['referenced_security_group_id'] === group['id']
    : Object.entries(peers).every(([name, argument]) => {
        const [peer] = isList(item[name]) ? item[name] : [];
        return isSame(other[argument], peer);
      });
}

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group_rule */
function isPartOfRule(type: string): Says {
  return (other, item, group) => {
    if (!isObject(item) || other['type'] !== type) {
      return false;
    }
    const source = isList(item['security_groups']) ? item['security_groups'][0] : undefined;
    return (
      isOfGroup(other, item, group, other['protocol']) &&
      (item['self'] === true
        ? other['self'] === true
        : source !== undefined
          ? other['source_security_group_id'] === source
          : Object.keys(peers).some(
              (name) => isList(item[name]) && item[name].some((peer) => holds(other[name], peer)),
            ))
    );
  };
}

/** Same group, protocol, ports and description. A rule of every protocol has no ports. */
function isOfGroup(
  other: JsonObject,
  item: JsonObject,
  group: JsonObject,
  protocol: Json | undefined,
): boolean {
  const ports = item['protocol'] === '-1' ? [] : ['from_port', 'to_port'];
  return (
    other['security_group_id'] === group['id'] &&
    isSame(protocol, item['protocol']) &&
    [...ports, 'description'].every((name) => isSame(other[name], item[name]))
  );
}

function holds(list: Json | undefined, item: Json): boolean {
  return isList(list) && list.includes(item);
}

/** Nothing is written as null, as empty text, or not at all. */
function isSame(left: Json | undefined, right: Json | undefined): boolean {
  return (left ?? '') === (right ?? '');
}

function isSameJson(left: Json | undefined, right: Json | undefined): boolean {
  const [one, other] = [left, right].map((text) =>
    typeof text === 'string' ? (parseEmbedded(text) ?? text) : text,
  );
  return equal(one, other);
}
