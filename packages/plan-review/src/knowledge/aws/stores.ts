import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const unanswered = 'what uses it fails from then on';

/** Tables, caches, search and time series. */
export const stores: readonly KnowledgeRow[] = [
  {
    types: 'aws_dynamodb_table',
    source: `${aws}/amazondynamodb/latest/developerguide/pointintimerecovery_restores.html`,
    gone: { loses: 'its items are lost', stops: unanswered },
    changes: [
      {
        when: 'ttl.enabled=true ttl.attribute_name',
        loses: 'items whose time is over are deleted within days',
      },
      {
        when: 'point_in_time_recovery.enabled=false',
        loses:
          'what could be restored to a point in time cannot be any more, even if it is switched on again',
      },
      {
        when: '-point_in_time_recovery point_in_time_recovery.recovery_period_in_days<',
        loses: 'fewer points in time can be restored',
      },
      {
        when: '-replica',
        loses: 'the copy in a region is deleted',
        stops: 'what reads it there fails',
      },
      {
        when: 'replica.point_in_time_recovery=false',
        loses: 'what could be restored to a point in time in a region cannot be any more',
      },
      { when: '-global_secondary_index', stops: 'queries of the index fail' },
      {
        when: 'stream_enabled=false stream_view_type',
        mayStop: 'who reads its stream gets nothing, or something else',
      },
      {
        when: 'read_capacity< write_capacity< on_demand_throughput',
        mayStop: 'requests above the lower limit are refused',
      },
      { when: 'billing_mode', mayStop: 'other limits hold: {from} becomes {to}' },
      {
        when: 'server_side_encryption.kms_key_arn',
        mayStop: 'who may not use the other key fails',
      },
      {
        when: 'global_secondary_index',
        mayStop: 'an index is changed or built: queries of it may be refused meanwhile',
      },
    ],
    harmless:
      'read_capacity write_capacity stream_enabled server_side_encryption attribute ttl point_in_time_recovery table_class deletion_protection_enabled replica stream_arn stream_label',
  },
  {
    types: 'aws_dynamodb_table_replica aws_dynamodb_global_table',
    source: `${awsProvider}/dynamodb_table_replica`,
    gone: { loses: 'the copy in its region is lost', stops: 'what reads it there fails' },
    changes: [
      {
        when: 'point_in_time_recovery=false',
        loses: 'what could be restored to a point in time cannot be any more',
      },
      {
        when: '-replica',
        loses: 'the copy in a region is deleted',
        stops: 'what reads it there fails',
      },
    ],
    harmless: 'point_in_time_recovery deletion_protection_enabled',
  },
  {
    types: 'aws_dynamodb_table_item',
    source: `${awsProvider}/dynamodb_table_item`,
    gone: { loses: 'the item is lost', mayStop: 'what asks for it from then on fails' },
    changes: [{ when: 'item', look: 'the item is overwritten' }],
  },
  {
    types: 'aws_dynamodb_contributor_insights aws_dynamodb_table_export aws_dynamodb_tag',
    source: `${awsProvider}/dynamodb_contributor_insights`,
    gone: { look: 'nobody sees any more what it told' },
  },
  {
    types: 'aws_dynamodb_kinesis_streaming_destination',
    source: `${awsProvider}/dynamodb_kinesis_streaming_destination`,
    gone: { stops: 'changes of the table are sent no more' },
    changes: [
      { when: 'approximate_creation_date_time_precision', look: 'times are written otherwise' },
    ],
  },
  {
    types:
      'aws_appautoscaling_target aws_appautoscaling_policy aws_appautoscaling_scheduled_action',
    source: `${awsProvider}/appautoscaling_target`,
    gone: { mayStop: 'it grows no more under load' },
    changes: [
      { when: 'max_capacity<', mayStop: 'it grows to {to} at most, {from} before' },
      { when: 'min_capacity<', mayStop: 'it shrinks to {to}, {from} before' },
      {
        when: 'target_tracking_scaling_policy_configuration step_scaling_policy_configuration schedule scalable_target_action suspended_state policy_type',
        look: 'it grows and shrinks at other times',
      },
    ],
    access: 'role_arn',
    harmless: 'max_capacity min_capacity',
  },
  {
    types:
      'aws_elasticache_cluster aws_elasticache_replication_group aws_elasticache_serverless_cache aws_elasticache_global_replication_group',
    source: `${awsProvider}/elasticache_replication_group`,
    gone: { loses: 'what it caches is lost', mayStop: 'what asks for it from then on fails' },
    changes: [
      {
        when: 'snapshot_retention_limit=0 -snapshot_retention_limit',
        loses: 'automatic snapshots are switched off',
      },
      {
        when: 'snapshot_retention_limit<',
        unlimited: 0,
        loses: 'automatic snapshots older than {to day} are deleted',
      },
      {
        when: 'num_cache_clusters< num_cache_nodes< replicas_per_node_group< num_node_groups<',
        mayStop: 'nodes go, with the connections to them: {what} {from} becomes {to}',
      },
      {
        when: 'automatic_failover_enabled=false multi_az_enabled=false',
        look: 'nothing takes over when a node fails',
      },
      {
        when: 'auth_token auth_token_update_strategy user_group_ids',
        mayStop: 'who signs in with the old token is refused, unless it is rotated',
      },
      {
        when: 'transit_encryption_enabled transit_encryption_mode',
        mayStop: 'clients that speak otherwise are refused: {what}',
      },
      {
        when: 'node_type engine engine_version parameter_group_name cache_usage_limits',
        mayStop: 'nodes are replaced or restarted: {what}',
      },
    ],
    access: 'security_group_ids',
    harmless:
      'num_cache_clusters num_cache_nodes replicas_per_node_group num_node_groups snapshot_retention_limit snapshot_window maintenance_window apply_immediately auto_minor_version_upgrade automatic_failover_enabled multi_az_enabled log_delivery_configuration notification_topic_arn final_snapshot_identifier',
  },
  {
    types:
      'aws_elasticache_user aws_elasticache_user_group aws_elasticache_user_group_association aws_memorydb_acl aws_memorydb_user',
    source: `${awsProvider}/elasticache_user`,
    gone: { mayStop: 'who signs in as such is refused' },
    changes: [
      {
        when: 'passwords authentication_mode -user_ids -user_names',
        mayStop: 'who signs in as before may be refused',
      },
    ],
    access: 'access_string no_password_required user_ids user_names authentication_mode.type',
  },
  {
    types: 'aws_memorydb_cluster',
    source: `${awsProvider}/memorydb_cluster`,
    gone: { loses: 'its data is lost', stops: unanswered },
    changes: [
      {
        when: 'snapshot_retention_limit=0',
        loses: 'automatic snapshots are switched off',
      },
      {
        when: 'snapshot_retention_limit<',
        unlimited: 0,
        loses: 'automatic snapshots older than {to day} are deleted',
      },
      {
        when: 'node_type num_shards engine_version parameter_group_name num_replicas_per_shard<',
        mayStop: 'nodes are replaced or restarted: {what}',
      },
    ],
    access: 'acl_name security_group_ids',
    harmless:
      'snapshot_retention_limit snapshot_window maintenance_window num_replicas_per_shard sns_topic_arn final_snapshot_name',
  },
  {
    types: 'aws_memorydb_snapshot',
    source: `${awsProvider}/memorydb_snapshot`,
    gone: { loses: 'the snapshot is lost' },
  },
  {
    types: 'aws_dax_cluster',
    source: `${awsProvider}/dax_cluster`,
    gone: { stops: 'what asks through it fails; the table stays' },
    changes: [
      {
        when: 'replication_factor< parameter_group_name notification_topic_arn',
        mayStop: 'nodes go or restart: {what}',
      },
    ],
    access: 'security_group_ids',
    harmless: 'replication_factor maintenance_window',
  },
  {
    types: 'aws_opensearch_domain aws_elasticsearch_domain',
    source: `${aws}/opensearch-service/latest/developerguide/managedomains-configuration-changes.html`,
    gone: { loses: 'its indexes are lost', stops: unanswered },
    changes: [
      { when: 'cluster_config.instance_count<', mayStop: 'data moves to fewer nodes' },
      {
        when: 'cluster_config engine_version elasticsearch_version ebs_options vpc_options encrypt_at_rest node_to_node_encryption advanced_options cognito_options advanced_security_options software_update_options',
        mayStop: 'the domain is rebuilt beside itself (blue/green), slower meanwhile: {what}',
      },
      {
        when: 'domain_endpoint_options.custom_endpoint domain_endpoint_options.custom_endpoint_enabled',
        mayStop: 'its name changes',
      },
      {
        when: 'domain_endpoint_options.enforce_https=false',
        look: 'requests without TLS are taken',
      },
      { when: 'domain_endpoint_options', mayStop: 'clients that speak otherwise are refused' },
      { when: 'snapshot_options', fine: 'snapshots are taken at another hour' },
    ],
    access: 'access_policies',
    harmless: 'log_publishing_options auto_tune_options off_peak_window_options',
  },
  {
    types: 'aws_opensearchserverless_collection',
    source: `${awsProvider}/opensearchserverless_collection`,
    gone: { loses: 'its indexes are lost', stops: unanswered },
    changes: [{ when: 'standby_replicas', look: 'another number of copies' }],
  },
  {
    types:
      'aws_opensearchserverless_access_policy aws_opensearchserverless_security_policy aws_opensearchserverless_vpc_endpoint aws_opensearchserverless_lifecycle_policy aws_opensearchserverless_security_config',
    source: `${awsProvider}/opensearchserverless_lifecycle_policy`,
    gone: { mayStop: 'what relies on it fails' },
    changes: [
      { when: 'policy', mayLose: 'who may reach it, or how long documents are kept, changes' },
    ],
    access: 'policy',
    gives: 'aws_opensearchserverless_access_policy aws_opensearchserverless_security_policy',
  },
  {
    types:
      'aws_keyspaces_table aws_keyspaces_keyspace aws_timestreamwrite_table aws_timestreamwrite_database',
    source: `${awsProvider}/timestreamwrite_table`,
    gone: { loses: 'its rows are lost', stops: unanswered },
    changes: [
      {
        when: 'default_time_to_live<',
        unlimited: 0,
        loses: 'rows older than {to second} are deleted',
      },
      {
        when: 'retention_properties.magnetic_store_retention_period_in_days<',
        loses: 'records older than {to day} are deleted',
      },
      {
        when: 'retention_properties.memory_store_retention_period_in_hours<',
        look: 'records move to the slower store after {to hour}',
      },
      {
        when: 'point_in_time_recovery.status=DISABLED ttl.status=ENABLED',
        loses: 'what could be restored to a point in time, or is past its time, is gone',
      },
      {
        when: 'capacity_specification schema_definition magnetic_store_write_properties',
        look: 'it works by other limits',
      },
    ],
    harmless:
      'default_time_to_live retention_properties point_in_time_recovery ttl client_side_timestamps',
  },
  {
    types: 'aws_timestreaminfluxdb_db_instance',
    source: `${awsProvider}/timestreaminfluxdb_db_instance`,
    gone: { loses: 'its buckets are lost', stops: unanswered },
    changes: [
      {
        when: 'db_instance_type db_parameter_group_identifier deployment_type port',
        stops: 'the database restarts: {what}',
      },
    ],
    access: 'publicly_accessible vpc_security_group_ids',
  },
  {
    types: 'aws_qldb_ledger',
    source: `${awsProvider}/qldb_ledger`,
    gone: { loses: 'its journal is lost', stops: unanswered },
    changes: [
      { when: 'permissions_mode kms_key', mayStop: 'who may not use it so any more fails: {what}' },
    ],
  },
  {
    types:
      'aws_glue_catalog_database aws_glue_catalog_table aws_glue_registry aws_glue_schema aws_athena_database aws_athena_workgroup aws_athena_data_catalog aws_athena_named_query aws_kendra_index aws_lakeformation_resource',
    source: `${awsProvider}/glue_catalog_table`,
    gone: {
      loses: 'what it describes is kept, the description is lost',
      stops: 'queries that name it fail',
    },
    changes: [
      {
        when: 'storage_descriptor parameters partition_keys configuration state schema_definition compatibility',
        mayStop: 'queries may read something else, or fail: {what}',
      },
    ],
  },
];
