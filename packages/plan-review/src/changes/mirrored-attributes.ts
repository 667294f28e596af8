import { isList, isObject } from '../plan/json';
import type { ResourceChangeJson } from '../plan/plan-json';
import type { World, WorldResource } from '../plan/world';

/** An attribute that repeats what resources of its own say, and the attribute by which they name their owner. */
interface Mirror {
  readonly attribute: string;
  readonly children: readonly string[];
  readonly owner: string;
}

const MIRRORS: Readonly<Record<string, readonly Mirror[]>> = {
  aws_iam_role: [
    { attribute: 'inline_policy', children: ['aws_iam_role_policy'], owner: 'role' },
    {
      attribute: 'managed_policy_arns',
      children: ['aws_iam_role_policy_attachment'],
      owner: 'role',
    },
  ],
  aws_security_group: [
    {
      attribute: 'ingress',
      children: ['aws_vpc_security_group_ingress_rule', 'aws_security_group_rule'],
      owner: 'security_group_id',
    },
    {
      attribute: 'egress',
      children: ['aws_vpc_security_group_egress_rule', 'aws_security_group_rule'],
      owner: 'security_group_id',
    },
  ],
  aws_route_table: [{ attribute: 'route', children: ['aws_route'], owner: 'route_table_id' }],
  aws_ecs_cluster: [
    {
      attribute: 'capacity_providers',
      children: ['aws_ecs_cluster_capacity_providers'],
      owner: 'cluster_name',
    },
  ],
};

/**
 * Attributes whose drift is only the reflection of resources that Terraform manages beside this one: after the first
 * apply a security group suddenly "has" the rules that were made for it. More entries than such resources are drift.
 */
export function mirroredAttributes(
  { type, address, change }: ResourceChangeJson,
  world: World,
): ReadonlySet<string> {
  const mirrors = Object.hasOwn(MIRRORS, type) ? (MIRRORS[type] ?? []) : [];
  const after = isObject(change.after) ? change.after : {};
  const owns = (child: WorldResource, owner: string): boolean =>
    world.referredBy(child, owner, type).some((candidate) => candidate.address === address);
  return new Set(
    mirrors
      .filter(({ attribute, children, owner }) => {
        const entries = after[attribute];
        const managed = world.ofType(...children).filter((child) => owns(child, owner));
        return isList(entries) && entries.length <= managed.length;
      })
      .map(({ attribute }) => attribute),
  );
}
