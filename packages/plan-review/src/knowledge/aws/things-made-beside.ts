import type { MadeRow } from '../made-row';
import { aws, awsProvider } from '../sources';

const bucket = { attribute: 'bucket', types: 'aws_s3_bucket' };
const role = { attribute: 'role_name', types: 'aws_iam_role' };
const exclusive = 'what is not named in it is taken away: it stands for the whole list';

/** What is new and acts on what is kept, runs or is allowed: it stands for a whole list, or takes the place of another one. */
export const thingsMadeBeside: readonly MadeRow[] = [
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
    types: 'aws_s3_bucket_versioning',
    source: `${aws}/AmazonS3/latest/userguide/Versioning.html`,
    of: bucket,
    when: 'versioning_configuration.status=Suspended',
    loses: 'what is overwritten or deleted from then on cannot be had back',
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
