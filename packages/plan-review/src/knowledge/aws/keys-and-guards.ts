import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** Keys, secrets, and what watches over an account. */
export const keysAndGuards: readonly KnowledgeRow[] = [
  {
    types: 'aws_kms_key aws_kms_external_key aws_kms_replica_key aws_kms_replica_external_key',
    source: `${aws}/kms/latest/developerguide/enabling-keys.html`,
    gone: {
      loses: 'nobody can read what it encrypted any more',
      stops: 'what uses it fails from then on',
    },
    changes: [
      {
        when: 'is_enabled=false enabled=false',
        stops: 'nobody can read or write what it encrypts, until it is enabled again',
      },
      {
        when: 'key_material_base64 valid_to expiration_model',
        mayLose: 'what it encrypted may be readable until {to} only: {what}',
      },
      {
        when: 'deletion_window_in_days<',
        mayLose: 'when it is destroyed, it can be had back for {to day}, {from} before',
      },
      { when: 'enable_key_rotation=false', look: 'the key is rotated no more' },
    ],
    access: 'policy bypass_policy_lockout_safety_check',
    harmless:
      'is_enabled enabled enable_key_rotation rotation_period_in_days deletion_window_in_days',
  },
  {
    types: 'aws_kms_alias',
    source: `${aws}/kms/latest/developerguide/kms-alias.html`,
    gone: { mayStop: 'what names the key by it fails' },
    changes: [
      {
        when: 'target_key_id',
        mayStop: 'what is written from then on is under another key, where old grants do not hold',
      },
    ],
    harmless: 'target_key_arn',
  },
  {
    types: 'aws_kms_key_policy aws_kms_grant aws_kms_custom_key_store',
    source: `${awsProvider}/kms_key_policy`,
    gone: { mayStop: 'who was allowed to use the key is refused' },
    access: 'policy operations grantee_principal constraints bypass_policy_lockout_safety_check',
  },
  {
    types: 'aws_kms_ciphertext',
    source: `${awsProvider}/kms_ciphertext`,
    gone: {},
    changes: [{ when: 'plaintext', look: 'it encrypts something else' }],
  },
  {
    types: 'aws_secretsmanager_secret',
    source: `${awsProvider}/secretsmanager_secret`,
    gone: {
      loses: 'the secret and its versions are lost',
      mayStop: 'what asks for it from then on fails',
    },
    changes: [
      { when: 'kms_key_id', mayStop: 'who may not use the other key cannot read it' },
      { when: '-replica', mayStop: 'it cannot be read in a region any more' },
      {
        when: 'recovery_window_in_days<',
        mayLose: 'when it is destroyed, it can be had back for {to day}, {from} before',
      },
    ],
    access: 'policy',
    harmless: 'recovery_window_in_days replica force_overwrite_replica_secret',
  },
  {
    types: 'aws_secretsmanager_secret_version aws_secretsmanager_secret_rotation',
    source: `${awsProvider}/secretsmanager_secret_version`,
    gone: { mayLose: 'a version of the secret goes, or it is rotated no more' },
    replaced: { mayStop: 'what read the old value may be refused with it' },
    changes: [
      {
        when: 'secret_string secret_binary secret_string_wo_version version_stages rotation_lambda_arn rotation_rules rotate_immediately',
        mayStop: 'the secret changes: what read the old value may be refused with it',
      },
    ],
    harmless: 'version_id has_secret_string_wo',
  },
  {
    types: 'aws_secretsmanager_secret_policy',
    source: `${awsProvider}/secretsmanager_secret_policy`,
    gone: { mayStop: 'who was allowed to read it is refused' },
    access: 'policy block_public_policy',
  },
  {
    types: 'aws_ssm_parameter',
    source: `${awsProvider}/ssm_parameter`,
    gone: {
      loses: 'the parameter and its history are lost',
      mayStop: 'what asks for it from then on fails',
    },
    changes: [
      {
        when: 'value insecure_value value_wo_version data_type type key_id allowed_pattern',
        mayStop: 'what reads it gets something else: {what}',
      },
    ],
    harmless: 'tier overwrite version has_value_wo',
  },
  {
    types:
      'aws_ssm_document aws_ssm_association aws_ssm_maintenance_window aws_ssm_maintenance_window_target aws_ssm_maintenance_window_task aws_ssm_patch_baseline aws_ssm_patch_group aws_ssm_activation aws_ssm_resource_data_sync aws_ssm_service_setting aws_ssm_default_patch_baseline',
    source: `${awsProvider}/ssm_association`,
    gone: { look: 'what it did on machines it does no more' },
    made: { notKnown: 'it may act on machines; what it does there is not in the plan' },
    changes: [
      {
        when: 'content targets parameters schedule schedule_expression document_version task_arn task_invocation_parameters enabled approval_rule approved_patches rejected_patches setting_value cutoff duration max_concurrency max_errors compliance_severity apply_only_at_cron_interval',
        notKnown: 'it may act on machines; what it does there is not in the plan: {what}',
      },
    ],
    access: 'permissions iam_role service_role_arn',
  },
  {
    types:
      'aws_cloudtrail aws_cloudtrail_event_data_store aws_config_configuration_recorder aws_config_configuration_recorder_status aws_config_delivery_channel aws_config_config_rule aws_config_conformance_pack aws_config_retention_configuration aws_guardduty_detector aws_guardduty_detector_feature aws_guardduty_filter aws_guardduty_organization_configuration aws_securityhub_account aws_securityhub_standards_subscription aws_securityhub_organization_configuration aws_accessanalyzer_analyzer aws_accessanalyzer_archive_rule aws_inspector2_enabler aws_macie2_account aws_detective_graph',
    source: `${awsProvider}/cloudtrail`,
    gone: { look: 'what happens in the account is not watched or written down by it any more' },
    changes: [
      {
        when: 'enable_logging=false is_multi_region_trail=false is_enabled=false enable=false enable_log_file_validation=false include_global_service_events=false status=DISABLED',
        look: 'less of what happens in the account is watched or written down: {what}',
      },
      {
        when: 'retention_period< retention_period_in_days<',
        loses: 'what is older than {to day} is deleted',
      },
      {
        when: 'event_selector advanced_event_selector recording_group recording_mode datasources finding_publishing_frequency s3_bucket_name sns_topic_name cloud_watch_logs_group_arn kms_key_id insight_selector action finding_criteria rank filter scope source input_parameters',
        look: 'other things are watched, or written elsewhere: {what}',
      },
    ],
    access: 'role_arn cloud_watch_logs_role_arn',
    harmless:
      'enable_logging is_multi_region_trail is_enabled enable enable_log_file_validation include_global_service_events retention_period retention_period_in_days status',
  },
  {
    types:
      'aws_ebs_encryption_by_default aws_ebs_default_kms_key aws_ec2_serial_console_access aws_ec2_instance_metadata_defaults aws_emr_block_public_access_configuration aws_account_region',
    source: `${awsProvider}/ebs_encryption_by_default`,
    gone: { look: 'the account falls back to the default of AWS' },
    changes: [
      { when: 'enabled key_arn', look: 'what is made from then on follows another default' },
    ],
    access:
      'block_public_security_group_rules http_tokens http_put_response_hop_limit instance_metadata_tags http_endpoint permitted_public_security_group_rule_range',
    gives: 'aws_emr_block_public_access_configuration',
  },
];
