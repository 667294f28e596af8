import type { MadeRow } from '../made-row';
import { aws, awsProvider } from '../sources';

const bucket = { attribute: 'bucket', types: 'aws_s3_bucket' };
const network = { attribute: 'vpc_id', types: 'aws_vpc aws_default_vpc' };
const role = { attribute: 'role_name', types: 'aws_iam_role' };
const exclusive = 'what is not named in it is taken away: it stands for the whole list';
const diverted =
  'traffic that went another way takes it at once, and connections that are open break';
const resolved = 'names are resolved by others from then on, or not at all';

/** What is new in AWS and acts on what exists: on defaults, on lists, on ways that requests and names take. */
export const awsMadeBeside: readonly MadeRow[] = [
  {
    types: 'aws_default_security_group',
    source: `${awsProvider}/default_security_group`,
    of: network,
    mayStop: 'the default group is taken over: rules that are not named here are removed at once',
  },
  {
    types: 'aws_default_network_acl',
    source: `${awsProvider}/default_network_acl`,
    of: { attribute: 'default_network_acl_id', types: 'aws_vpc aws_default_vpc' },
    mayStop: 'the default list is taken over: rules that are not named here are removed at once',
  },
  {
    types: 'aws_default_route_table',
    source: `${awsProvider}/default_route_table`,
    of: { attribute: 'default_route_table_id', types: 'aws_vpc aws_default_vpc' },
    mayStop: 'the main table is taken over: routes that are not named here are removed at once',
  },
  {
    types: 'aws_vpc_block_public_access_options',
    source: `${aws}/vpc/latest/userguide/security-vpc-bpa.html`,
    when: 'internet_gateway_block_mode=block-bidirectional internet_gateway_block_mode=block-ingress',
    stops: 'the internet is cut off for every network of the region: {to}',
  },
  {
    types: 'aws_network_acl',
    source: `${aws}/vpc/latest/userguide/vpc-network-acls.html`,
    of: { attribute: 'subnet_ids', types: 'aws_subnet aws_default_subnet' },
    when: 'subnet_ids',
    mayStop: 'its subnets leave their list for this one, which refuses what it does not name',
  },
  {
    types: 'aws_network_acl_association',
    source: `${aws}/vpc/latest/userguide/vpc-network-acls.html`,
    of: { attribute: 'subnet_id', types: 'aws_subnet aws_default_subnet' },
    mayStop: 'the subnet leaves its list for this one, which refuses what it does not name',
  },
  {
    types: 'aws_network_acl_rule',
    source: `${aws}/vpc/latest/userguide/nacl-rules.html`,
    of: { attribute: 'network_acl_id', types: 'aws_network_acl aws_default_network_acl' },
    when: 'rule_action=deny rule_action=DENY',
    mayStop: 'connections that were allowed may be refused, answers too',
  },
  {
    types: 'aws_route',
    source: `${aws}/vpc/latest/userguide/route-tables-priority.html`,
    of: { attribute: 'route_table_id', types: 'aws_route_table aws_default_route_table aws_vpc' },
    mayStop: diverted,
  },
  {
    types: 'aws_route_table_association',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    of: { attribute: 'subnet_id', types: 'aws_subnet aws_default_subnet' },
    when: 'subnet_id',
    mayStop: 'the subnet sends its traffic by other routes at once',
  },
  {
    types: 'aws_main_route_table_association',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    of: network,
    mayStop: 'subnets without a table of their own send their traffic by other routes at once',
  },
  {
    types: 'aws_vpn_gateway_route_propagation',
    source: `${awsProvider}/vpn_gateway_route_propagation`,
    of: { attribute: 'route_table_id', types: 'aws_route_table aws_default_route_table' },
    mayStop: diverted,
  },
  {
    types: 'aws_ec2_transit_gateway_route',
    source: `${aws}/vpc/latest/tgw/how-transit-gateways-work.html`,
    of: {
      attribute: 'transit_gateway_route_table_id',
      types: 'aws_ec2_transit_gateway_route_table aws_ec2_transit_gateway',
    },
    mayStop: diverted,
  },
  {
    types: 'aws_vpc_endpoint',
    source: `${aws}/vpc/latest/privatelink/create-interface-endpoint.html`,
    of: network,
    when: 'private_dns_enabled=true',
    mayStop:
      'the name of the service leads through it: what its groups or its policy do not allow is refused',
  },
  {
    types: 'aws_vpc_endpoint',
    source: `${aws}/vpc/latest/privatelink/gateway-endpoints.html`,
    of: network,
    when: 'route_table_ids',
    mayStop: 'traffic to the service goes through it, and connections that are open break',
  },
  {
    types: 'aws_vpc_endpoint_route_table_association',
    source: `${aws}/vpc/latest/privatelink/gateway-endpoints.html`,
    of: { attribute: 'route_table_id', types: 'aws_route_table aws_default_route_table aws_vpc' },
    mayStop: 'traffic to the service goes through it, and connections that are open break',
  },
  {
    types: 'aws_vpc_endpoint_policy',
    source: `${aws}/vpc/latest/privatelink/vpc-endpoints-access.html`,
    of: { attribute: 'vpc_endpoint_id', types: 'aws_vpc_endpoint' },
    mayStop: 'the endpoint let everything through; what the policy does not allow is refused',
  },
  {
    types: 'aws_vpc_dhcp_options_association aws_route53_zone_association',
    source: `${awsProvider}/vpc_dhcp_options_association`,
    of: network,
    mayStop: resolved,
  },
  {
    types:
      'aws_route53_resolver_rule_association aws_route53_resolver_firewall_rule_group_association',
    source: `${awsProvider}/route53_resolver_rule_association`,
    of: network,
    mayStop: resolved,
  },
  {
    types: 'aws_route53_zone',
    source: `${aws}/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html`,
    of: { attribute: 'vpc', types: 'aws_vpc aws_default_vpc' },
    when: 'vpc',
    mayStop:
      'in its networks it hides the public zone of the name: what it does not hold is not found',
  },
  {
    types: 'aws_route53_record',
    source: `${awsProvider}/route53_record`,
    of: { attribute: 'zone_id', types: 'aws_route53_zone' },
    when: 'allow_overwrite=true',
    mayStop: 'a record of the name that exists is overwritten',
  },
  {
    types: 'aws_route53_records_exclusive',
    source: `${awsProvider}/route53_records_exclusive`,
    of: { attribute: 'zone_id', types: 'aws_route53_zone' },
    stops: 'records of the zone that are not named in it are deleted',
  },
  {
    types: 'aws_lb_listener_rule aws_alb_listener_rule',
    source: `${aws}/elasticloadbalancing/latest/application/listener-rules.html`,
    of: { attribute: 'listener_arn', types: 'aws_lb_listener aws_alb_listener' },
    look: 'it takes requests that rules below it, or the default action, took before',
  },
  {
    types: 'aws_wafv2_web_acl_association aws_wafregional_web_acl_association',
    source: `${aws}/waf/latest/developerguide/web-acl.html`,
    of: {
      attribute: 'resource_arn',
      types:
        'aws_lb aws_alb aws_api_gateway_stage aws_apigatewayv2_stage aws_appsync_graphql_api aws_cognito_user_pool aws_apprunner_service',
    },
    mayStop: 'requests that its rules do not let through are refused',
  },
  {
    types: 'aws_eip_association',
    source: `${awsProvider}/eip_association`,
    of: { attribute: 'allocation_id', types: 'aws_eip' },
    mayStop: 'the address moves: what answered there is not reached by it any more',
  },
  {
    types: 'aws_s3_bucket_public_access_block',
    source: `${aws}/AmazonS3/latest/userguide/access-control-block-public-access.html`,
    of: bucket,
    when: 'ignore_public_acls=true restrict_public_buckets=true',
    mayStop: 'who came in by a public policy or ACL is refused',
  },
  {
    types: 'aws_s3_account_public_access_block',
    source: `${aws}/AmazonS3/latest/userguide/access-control-block-public-access.html`,
    when: 'ignore_public_acls=true restrict_public_buckets=true',
    mayStop: 'who came in by a public policy or ACL of any bucket is refused',
  },
  {
    types: 'aws_s3_bucket_ownership_controls',
    source: `${aws}/AmazonS3/latest/userguide/about-object-ownership.html`,
    of: bucket,
    when: 'rule.object_ownership=BucketOwnerEnforced',
    mayStop: 'ACLs hold no more: who came in by one, or sends one along, is refused',
  },
  {
    types: 'aws_s3_bucket_server_side_encryption_configuration',
    source: `${aws}/AmazonS3/latest/userguide/UsingKMSEncryption.html`,
    of: bucket,
    when: 'rule.apply_server_side_encryption_by_default.kms_master_key_id',
    mayStop: 'who may not use the key can neither write, nor read what is written from then on',
  },
  {
    types: 'aws_s3_bucket_notification',
    source: `${awsProvider}/s3_bucket_notification`,
    of: bucket,
    mayStop:
      'a bucket has one list of notifications: who is not named in it hears nothing any more',
  },
  {
    types: 'aws_efs_file_system_policy',
    source: `${aws}/efs/latest/ug/iam-access-control-nfs-efs.html`,
    of: { attribute: 'file_system_id', types: 'aws_efs_file_system' },
    mayStop: 'everybody in the network could mount it; what the policy does not allow is refused',
  },
  {
    types: 'aws_efs_backup_policy',
    source: `${awsProvider}/efs_backup_policy`,
    of: { attribute: 'file_system_id', types: 'aws_efs_file_system' },
    when: 'backup_policy.status=DISABLED',
    mayLose: 'no new backups are made',
  },
  {
    types: 'aws_backup_vault_lock_configuration',
    source: `${aws}/aws-backup/latest/devguide/vault-lock.html`,
    of: { attribute: 'backup_vault_name', types: 'aws_backup_vault' },
    when: 'min_retention_days max_retention_days',
    mayLose: 'backups that are to be kept shorter or longer than it allows are refused',
  },
  {
    types: 'aws_opensearchserverless_lifecycle_policy',
    source: `${awsProvider}/opensearchserverless_lifecycle_policy`,
    mayLose: 'documents that are older than it says are deleted',
  },
  {
    types: 'aws_kms_key_policy',
    source: `${aws}/kms/latest/developerguide/key-policy-default.html`,
    of: { attribute: 'key_id', types: 'aws_kms_key' },
    mayStop: 'it replaces the policy of the key: who came in by that one may be refused',
  },
  {
    types: 'aws_api_gateway_rest_api_policy',
    source: `${aws}/apigateway/latest/developerguide/apigateway-authorization-flow.html`,
    of: { attribute: 'rest_api_id', types: 'aws_api_gateway_rest_api' },
    mayStop: 'who is not allowed in it may be refused, once it is deployed',
  },
  {
    types: 'aws_opensearch_domain_policy aws_elasticsearch_domain_policy',
    source: `${awsProvider}/opensearch_domain_policy`,
    of: { attribute: 'domain_name', types: 'aws_opensearch_domain aws_elasticsearch_domain' },
    mayStop: 'it replaces the policy of the domain: who came in by that one may be refused',
  },
  {
    types: 'aws_api_gateway_deployment',
    source: `${awsProvider}/api_gateway_deployment`,
    of: { attribute: 'rest_api_id', types: 'aws_api_gateway_rest_api' },
    when: 'stage_name',
    mayStop: 'what is deployed changes at once',
  },
  {
    types: 'aws_api_gateway_method_settings',
    source: `${awsProvider}/api_gateway_method_settings`,
    of: { attribute: 'stage_name', types: 'aws_api_gateway_stage aws_api_gateway_deployment' },
    mayStop: 'calls above its limits are refused',
  },
  {
    types: 'aws_secretsmanager_secret_rotation',
    source: `${awsProvider}/secretsmanager_secret_rotation`,
    of: { attribute: 'secret_id', types: 'aws_secretsmanager_secret' },
    mayStop:
      'the secret is rotated, at once by default: what read the old value may be refused with it',
  },
  {
    types: 'aws_secretsmanager_secret_version',
    source: `${awsProvider}/secretsmanager_secret_version`,
    of: { attribute: 'secret_id', types: 'aws_secretsmanager_secret' },
    mayStop: 'it becomes the current version: what reads the secret gets another value',
  },
  {
    types: 'aws_ssm_parameter',
    source: `${awsProvider}/ssm_parameter`,
    when: 'overwrite=true',
    mayStop: 'a parameter of the name that exists is overwritten',
  },
  {
    types: 'aws_iam_role_policies_exclusive aws_iam_role_policy_attachments_exclusive',
    source: `${awsProvider}/iam_role_policies_exclusive`,
    of: role,
    mayStop: exclusive,
  },
  {
    types: 'aws_iam_user_policies_exclusive aws_iam_user_policy_attachments_exclusive',
    source: `${awsProvider}/iam_user_policies_exclusive`,
    of: { attribute: 'user_name', types: 'aws_iam_user' },
    mayStop: exclusive,
  },
  {
    types: 'aws_iam_group_policies_exclusive aws_iam_group_policy_attachments_exclusive',
    source: `${awsProvider}/iam_group_policies_exclusive`,
    of: { attribute: 'group_name', types: 'aws_iam_group' },
    mayStop: exclusive,
  },
  {
    types: 'aws_iam_policy_attachment',
    source: `${awsProvider}/iam_policy_attachment`,
    of: { attribute: 'policy_arn', types: 'aws_iam_policy' },
    mayStop: 'who has the policy and is not named in it loses it: it stands for the whole list',
  },
  {
    types: 'aws_iam_group_membership',
    source: `${awsProvider}/iam_group_membership`,
    of: { attribute: 'group', types: 'aws_iam_group' },
    mayStop: 'who is in the group and is not named in it leaves it: it stands for the whole list',
  },
  {
    types: 'aws_autoscaling_schedule',
    source: `${awsProvider}/autoscaling_schedule`,
    when: 'max_size=0 desired_capacity=0',
    stops: 'at its time the group has no host',
  },
  {
    types: 'aws_autoscaling_schedule',
    source: `${awsProvider}/autoscaling_schedule`,
    of: { attribute: 'autoscaling_group_name', types: 'aws_autoscaling_group' },
    look: 'the group has other sizes at its time',
  },
  {
    types: 'aws_appautoscaling_scheduled_action',
    source: `${awsProvider}/appautoscaling_scheduled_action`,
    when: 'scalable_target_action.max_capacity=0',
    stops: 'at its time nothing of it runs',
  },
  {
    types: 'aws_appautoscaling_scheduled_action',
    source: `${awsProvider}/appautoscaling_scheduled_action`,
    of: { attribute: 'resource_id', types: 'aws_ecs_service aws_appautoscaling_target' },
    look: 'it grows and shrinks within other limits at its time',
  },
  {
    types: 'aws_appautoscaling_target',
    source: `${awsProvider}/appautoscaling_target`,
    when: 'max_capacity=0',
    stops: 'nothing of it runs, because max_capacity is 0',
  },
  {
    types: 'aws_appautoscaling_target',
    source: `${awsProvider}/appautoscaling_target`,
    of: {
      attribute: 'resource_id',
      types: 'aws_ecs_service aws_dynamodb_table aws_rds_cluster aws_lambda_alias aws_msk_cluster',
    },
    look: 'it grows and shrinks within these limits from then on',
  },
  {
    types: 'aws_autoscaling_lifecycle_hook',
    source: `${aws}/autoscaling/ec2/userguide/lifecycle-hooks.html`,
    of: { attribute: 'autoscaling_group_name', types: 'aws_autoscaling_group' },
    look: 'hosts wait until somebody answers, when they come or go',
  },
  {
    types: 'aws_ecs_cluster_capacity_providers',
    source: `${awsProvider}/ecs_cluster_capacity_providers`,
    of: { attribute: 'cluster_name', types: 'aws_ecs_cluster' },
    mayStop:
      'providers of the cluster that are not named in it are taken away: it stands for the whole list',
  },
  {
    types: 'aws_ec2_instance_state',
    source: `${awsProvider}/ec2_instance_state`,
    of: { attribute: 'instance_id', types: 'aws_instance' },
    when: 'state=stopped',
    stops: 'the machine is stopped',
  },
  {
    types: 'aws_ebs_snapshot_block_public_access aws_ec2_image_block_public_access',
    source: `${awsProvider}/ebs_snapshot_block_public_access`,
    when: 'state=block-all-sharing state=block-new-sharing',
    mayStop: 'who was allowed to use a public one is refused',
  },
  {
    types: 'aws_lightsail_instance_public_ports',
    source: `${awsProvider}/lightsail_instance_public_ports`,
    of: { attribute: 'instance_name', types: 'aws_lightsail_instance' },
    mayStop: 'ports that are not named in it are closed: it stands for the whole list',
  },
  {
    types: 'aws_ses_active_receipt_rule_set',
    source: `${awsProvider}/ses_active_receipt_rule_set`,
    mayStop: 'mail that comes in is handled by these rules from then on',
  },
  {
    types: 'aws_sns_topic_data_protection_policy',
    source: `${aws}/sns/latest/dg/sns-message-data-protection-operations.html`,
    of: { attribute: 'arn', types: 'aws_sns_topic' },
    mayStop: 'messages with what it names may be held back',
  },
  {
    types: 'aws_cloudwatch_log_data_protection_policy',
    source: `${aws}/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html`,
    of: { attribute: 'log_group_name', types: 'aws_cloudwatch_log_group' },
    look: 'lines are shown masked from then on',
  },
  {
    types: 'aws_ec2_instance_metadata_defaults',
    source: `${awsProvider}/ec2_instance_metadata_defaults`,
    when: 'http_tokens=required http_endpoint=disabled http_put_response_hop_limit',
    look: 'machines that start from then on may not get their credentials: {what}',
  },
];
