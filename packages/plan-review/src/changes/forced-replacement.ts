import { blockAddress, referencesOf } from '../plan/configuration';
import { isObject, type JsonObject } from '../plan/json';
import type { ResourceChangeJson } from '../plan/plan-json';

/**
 * Arguments that cannot be changed in place, of the types an ECS stack is made of, as AWS provider 5.100 marks them
 * (`ForceNew`). https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
const fixedArguments: Readonly<Record<string, readonly string[]>> = {
  aws_autoscaling_group: ['name', 'name_prefix'],
  aws_cloudwatch_log_group: ['name', 'name_prefix', 'log_group_class'],
  aws_db_instance: ['engine', 'username', 'kms_key_id', 'storage_encrypted', 'availability_zone'],
  aws_ebs_volume: ['availability_zone', 'encrypted', 'kms_key_id', 'snapshot_id'],
  aws_ecr_repository: ['name', 'encryption_configuration'],
  aws_ecs_capacity_provider: ['name'],
  aws_ecs_cluster: ['name'],
  aws_ecs_service: ['cluster', 'name', 'launch_type', 'scheduling_strategy', 'iam_role'],
  aws_efs_file_system: ['encrypted', 'kms_key_id', 'performance_mode', 'creation_token'],
  aws_iam_instance_profile: ['name', 'name_prefix', 'path'],
  aws_iam_role: ['name', 'name_prefix', 'path'],
  aws_iam_role_policy: ['name', 'name_prefix', 'role'],
  aws_iam_role_policy_attachment: ['role', 'policy_arn'],
  aws_instance: [
    'ami',
    'subnet_id',
    'availability_zone',
    'key_name',
    'user_data_replace_on_change',
  ],
  aws_kms_key: ['key_usage', 'customer_master_key_spec'],
  aws_launch_template: ['name', 'name_prefix'],
  aws_lb: ['name', 'name_prefix', 'internal', 'load_balancer_type'],
  aws_lb_target_group: ['name', 'name_prefix', 'port', 'protocol', 'target_type', 'vpc_id'],
  aws_route: ['route_table_id', 'destination_cidr_block', 'destination_ipv6_cidr_block'],
  aws_route_table: ['vpc_id'],
  aws_route_table_association: ['subnet_id', 'gateway_id'],
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  aws_security_group: ['name', 'name_prefix', 'description', 'vpc_id'],
  aws_subnet: ['vpc_id', 'cidr_block', 'availability_zone', 'availability_zone_id'],
  aws_vpc: ['cidr_block', 'ipv4_ipam_pool_id', 'instance_tenancy'],
  aws_vpc_endpoint: ['vpc_id', 'service_name', 'vpc_endpoint_type'],
  aws_vpc_security_group_egress_rule: ['security_group_id'],
  aws_vpc_security_group_ingress_rule: ['security_group_id'],
};

/**
 * Arguments of an update whose new value is known only after apply and that may turn the update into a replacement:
 * those that the provider never changes in place, and those that come from a resource that is itself replaced.
 */
export function mayBeReplacedBy(
  json: ResourceChangeJson,
  written: JsonObject | undefined,
  replaced: ReadonlySet<string>,
): readonly string[] {
  const { after_unknown: unknown, before } = json.change;
  if (json.change.actions.join() !== 'update' || !isObject(unknown) || !isObject(before)) {
    return [];
  }
  const fixed = fixedArguments[json.type];
  return Object.keys(unknown)
    .filter((name) => unknown[name] === true && (before[name] ?? null) !== null)
    .filter((name) =>
      fixed === undefined
        ? referencesOf(written?.[name]).some((reference) => replaced.has(blockAddress(reference)))
        : fixed.includes(name),
    )
    .sort();
}
