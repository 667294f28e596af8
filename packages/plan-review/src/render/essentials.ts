import type { AttributeChange, ReviewedChange } from '../model';
import { BoundedMemo } from '../plan/bounded-memo';

/**
 * Names of attributes by which a reviewer judges something new, in the order in which they are shown: who may do what
 * and where, what is open, where it stands, how big it is, and what runs on it. A name stands for itself at any depth.
 */
const names: readonly (readonly string[])[] = [
  [
    ...['role', 'role_definition_name', 'role_definition_id', 'role_id', 'role_name', 'roles'],
    ...['permission', 'permissions', 'actions', 'action', 'policy_arn', 'policy_definition_id'],
    ...['principal', 'principals', 'principal_id', 'principal_arn', 'principal_type', 'member'],
    ...['members', 'user', 'users', 'group', 'groups', 'grantee', 'subject', 'account_id'],
    ...['shared_accounts', 'source_account', 'source_arn', 'scope', 'acl', 'authorization'],
    ...['authorization_type', 'auth_type', 'managed_policy_arns', 'role_arn'],
  ],
  [
    ...['cidr_block', 'cidr_blocks', 'cidr_ipv4', 'cidr_ipv6', 'ipv6_cidr_blocks', 'cidr'],
    ...['ip_cidr_range', 'address_space', 'address_prefixes', 'destination_cidr_block'],
    ...['destination_ipv6_cidr_block', 'source_ranges', 'source_address_prefix'],
    ...['source_address_prefixes', 'destination_port_range', 'ip_protocol', 'protocol'],
    ...['from_port', 'to_port', 'port', 'ports', 'internal', 'publicly_accessible'],
    ...['map_public_ip_on_launch', 'associate_public_ip_address', 'assign_public_ip'],
    ...['public_network_access_enabled', 'endpoint_public_access', 'public_access_cidrs'],
    ...['network_mode', 'privileged'],
  ],
  [
    ...['instance_type', 'instance_class', 'node_type', 'machine_type', 'vm_size', 'size', 'sku'],
    ...['sku_name', 'tier', 'desired_capacity', 'desired_count', 'min_size', 'max_size'],
    ...['replicas', 'instances', 'node_count', 'initial_node_count', 'cpu', 'memory'],
    ...['memory_size', 'allocated_storage', 'volume_size', 'disk_size', 'disk_size_gb'],
    ...['storage_gb', 'read_capacity', 'write_capacity', 'multi_az', 'retention_in_days'],
  ],
  [
    ...['image', 'image_id', 'ami', 'image_uri', 'source_image', 'source_image_id', 'engine'],
    ...['engine_version', 'version', 'runtime', 'chart', 'repository'],
  ],
];

const order = new Map(names.flat().map((name, index) => [name, index]));
/** Who may do what, and where: worth a line of its own among many creations. */
const access = new Set(names[0]);

/** What a reviewer needs to know of something new; nothing for a change of something that exists. */
export function essentialsOf({ action, attributes }: ReviewedChange): readonly AttributeChange[] {
  return action === 'create'
    ? attributes
        .filter(({ path }) => order.has(lastOf(path)))
        .sort((left, right) => rank(left) - rank(right))
    : [];
}

/** Whether something new gives somebody a right: then who and what are never left out. */
export function grants(change: ReviewedChange): boolean {
  return essentialsOf(change).some(({ path }) => access.has(lastOf(path)));
}

function rank({ path }: AttributeChange): number {
  return order.get(lastOf(path)) ?? order.size;
}

/** `container_definitions[server].image` is an `image`, `cidr_blocks[0]` one of `cidr_blocks`. */
function lastOf(path: string): string {
  return lasts.get(path, () => /([\w-]+)(?:\[[^\]]*\])*$/.exec(path)?.[1] ?? path);
}

/** Every format asks for it several times, of the few paths that all resources of a type have. */
const lasts = new BoundedMemo<string>(5000);
