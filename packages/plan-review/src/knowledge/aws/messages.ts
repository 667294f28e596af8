import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const unheard = 'what cannot be delivered is put aside no more, and is lost';

/** Queues, topics, events and streams. */
export const messages: readonly KnowledgeRow[] = [
  {
    types: 'aws_sqs_queue',
    source: `${aws}/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html`,
    gone: { loses: 'messages not yet read are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'message_retention_seconds<',
        loses: 'messages older than {to second} are deleted within minutes',
      },
      {
        when: 'visibility_timeout_seconds<',
        mayStop: 'messages that are worked on longer than {to second} are handled twice',
      },
      {
        when: '-redrive_policy',
        mayLose: 'messages that fail are tried until they expire, and then they are lost',
      },
      {
        when: 'redrive_policy redrive_allow_policy',
        mayLose: 'messages that fail are put aside elsewhere, or earlier',
      },
      {
        when: 'max_message_size<',
        mayStop: 'messages of more than {to byte} are refused',
      },
      {
        when: 'delay_seconds receive_wait_time_seconds fifo_throughput_limit deduplication_scope content_based_deduplication',
        look: 'messages come later, or are told apart otherwise: {what}',
      },
      {
        when: 'kms_master_key_id sqs_managed_sse_enabled',
        mayStop: 'senders and readers who may not use the other key fail',
      },
    ],
    access: 'policy',
    harmless:
      'message_retention_seconds visibility_timeout_seconds max_message_size kms_data_key_reuse_period_seconds',
  },
  {
    types:
      'aws_sqs_queue_policy aws_sns_topic_policy aws_sqs_queue_redrive_policy aws_sqs_queue_redrive_allow_policy aws_cloudwatch_event_bus_policy aws_cloudwatch_event_permission aws_kinesis_resource_policy aws_dynamodb_resource_policy aws_msk_cluster_policy aws_glue_resource_policy aws_opensearch_domain_policy aws_elasticsearch_domain_policy aws_redshift_resource_policy aws_msk_scram_secret_association aws_sns_topic_data_protection_policy',
    source: `${awsProvider}/sqs_queue_policy`,
    gone: { mayStop: 'who was allowed by it is refused' },
    changes: [
      {
        when: 'redrive_policy redrive_allow_policy',
        mayLose: 'messages that fail are put aside elsewhere, or earlier',
      },
    ],
    access: 'policy access_policies principal action condition secret_arn_list',
    gives: 'aws_msk_scram_secret_association',
  },
  {
    types: 'aws_sns_topic',
    source: `${awsProvider}/sns_topic`,
    gone: { stops: 'what is sent to it reaches nobody' },
    changes: [
      {
        when: 'archive_policy',
        mayLose: 'messages that are kept to be sent again may be kept shorter, or not at all',
      },
      {
        when: 'delivery_policy content_based_deduplication fifo_throughput_scope',
        mayStop: 'messages are delivered otherwise: {what}',
      },
      { when: 'kms_master_key_id', mayStop: 'senders who may not use the other key fail' },
    ],
    access: 'policy',
    harmless:
      'tracing_config signature_version lambda_success_feedback_role_arn lambda_failure_feedback_role_arn sqs_success_feedback_role_arn sqs_failure_feedback_role_arn',
  },
  {
    types: 'aws_sns_topic_subscription aws_sns_platform_application aws_sns_sms_preferences',
    source: `${awsProvider}/sns_topic_subscription`,
    gone: { stops: 'messages do not reach it any more' },
    changes: [
      { when: '-redrive_policy', mayLose: unheard },
      {
        when: 'filter_policy filter_policy_scope endpoint protocol raw_message_delivery subscription_role_arn delivery_policy redrive_policy replay_policy platform_credential',
        mayStop: 'other messages reach it, or otherwise: {what}',
      },
    ],
    harmless: 'confirmation_timeout_in_minutes endpoint_auto_confirms',
  },
  {
    types:
      'aws_cloudwatch_event_rule aws_cloudwatch_event_target aws_scheduler_schedule aws_scheduler_schedule_group aws_pipes_pipe aws_cloudwatch_event_bus aws_cloudwatch_event_connection aws_cloudwatch_event_api_destination',
    source: `${aws}/eventbridge/latest/userguide/eb-rules.html`,
    gone: { stops: 'what it starts is started no more' },
    changes: [
      {
        when: 'state=DISABLED is_enabled=false desired_state=STOPPED',
        stops: 'what it starts is started no more',
      },
      {
        when: 'event_pattern schedule_expression schedule_expression_timezone flexible_time_window target arn input input_transformer input_path source_parameters target_parameters enrichment ecs_target start_date end_date state is_enabled desired_state invocation_endpoint http_method event_bus_name kinesis_target sqs_target batch_target run_command_targets enrichment_parameters',
        look: 'something else is started, or at other times: {what}',
      },
      { when: '-dead_letter_config', mayLose: unheard },
      {
        when: 'retry_policy.maximum_event_age_in_seconds< retry_policy.maximum_retry_attempts<',
        mayLose: `events are given up earlier: {what} {from} becomes {to}`,
      },
      {
        when: 'dead_letter_config retry_policy',
        look: 'what fails is tried again or put aside otherwise',
      },
    ],
    access: 'role_arn auth_parameters authorization_type target.role_arn',
    harmless: 'log_configuration invocation_rate_limit_per_second force_destroy',
  },
  {
    types: 'aws_cloudwatch_event_archive',
    source: `${awsProvider}/cloudwatch_event_archive`,
    gone: { loses: 'its events are lost' },
    changes: [
      { when: 'retention_days<', unlimited: 0, loses: 'events older than {to day} are deleted' },
      { when: 'event_pattern', look: 'other events are kept' },
    ],
    harmless: 'retention_days',
  },
  {
    types: 'aws_kinesis_stream',
    source: `${aws}/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html`,
    gone: { loses: 'records not yet read are lost', stops: 'what uses it fails from then on' },
    changes: [
      { when: 'retention_period<', loses: 'records older than {to hour} are deleted at once' },
      {
        when: 'shard_count< stream_mode_details',
        mayStop: 'it takes less, and readers must follow other shards: {what}',
      },
      { when: 'kms_key_id encryption_type', mayStop: 'who may not use the other key fails' },
    ],
    harmless: 'retention_period shard_count shard_level_metrics enforce_consumer_deletion',
  },
  {
    types: 'aws_kinesis_video_stream',
    source: `${awsProvider}/kinesis_video_stream`,
    gone: { loses: 'its recordings are lost', stops: 'what uses it fails from then on' },
    changes: [
      { when: 'data_retention_in_hours<', loses: 'recordings older than {to hour} are deleted' },
      { when: 'device_name media_type', look: 'recordings are described otherwise' },
    ],
    harmless: 'data_retention_in_hours version',
  },
  {
    types: 'aws_kinesis_stream_consumer aws_kinesisanalyticsv2_application',
    source: `${awsProvider}/kinesis_stream_consumer`,
    gone: { stops: 'records are read by it no more' },
    changes: [
      {
        when: 'application_configuration runtime_environment start_application',
        mayStop: 'records are read otherwise: {what}',
      },
    ],
  },
  {
    types: 'aws_kinesis_firehose_delivery_stream',
    source: `${awsProvider}/kinesis_firehose_delivery_stream`,
    gone: { loses: 'records not yet delivered are lost', stops: 'what is sent to it is refused' },
    changes: [
      {
        when: 'destination extended_s3_configuration redshift_configuration opensearch_configuration elasticsearch_configuration splunk_configuration http_endpoint_configuration snowflake_configuration iceberg_configuration',
        mayLose: 'records go elsewhere, or are dropped: {what}',
      },
    ],
    harmless: 'server_side_encryption version_id destination_id',
  },
  {
    types: 'aws_msk_cluster aws_msk_serverless_cluster',
    source: `${aws}/msk/latest/developerguide/msk-update-cluster-config.html`,
    gone: { loses: 'its topics are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'number_of_broker_nodes<',
        mayStop: 'brokers go: topics with a copy only there are not reached',
      },
      {
        when: 'broker_node_group_info kafka_version configuration_info encryption_info client_authentication storage_mode',
        mayStop:
          'brokers restart one after another; topics without a second copy are not reached meanwhile: {what}',
      },
    ],
    access: 'client_authentication',
    harmless:
      'number_of_broker_nodes enhanced_monitoring open_monitoring logging_info current_version',
  },
  {
    types:
      'aws_msk_configuration aws_mskconnect_connector aws_msk_replicator aws_msk_vpc_connection aws_mskconnect_custom_plugin aws_mskconnect_worker_configuration',
    source: `${awsProvider}/msk_configuration`,
    gone: { mayStop: 'what relies on it fails' },
    changes: [
      {
        when: 'server_properties capacity connector_configuration replication_info_list',
        mayLose: 'topics may be kept otherwise, once a cluster takes it: {what}',
      },
    ],
  },
  {
    types: 'aws_mq_broker aws_mq_configuration',
    source: `${aws}/amazon-mq/latest/developer-guide/amazon-mq-rebooting-broker.html`,
    gone: { loses: 'messages not yet read are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'host_instance_type engine_version configuration data user logs ldap_server_metadata data_replication_mode',
        stops: 'the broker restarts, now or in its window: {what}',
      },
    ],
    access: 'publicly_accessible security_groups authentication_strategy',
    harmless: 'maintenance_window_start_time auto_minor_version_upgrade apply_immediately',
  },
];
