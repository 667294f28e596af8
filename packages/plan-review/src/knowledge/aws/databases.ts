import type { InPlace, KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const unanswered = 'what uses it fails from then on';
const restart = 'the database restarts: {what}';
const noRestore = 'automated backups are switched off: no point in time can be restored any more';
const olderBackups = 'automated backups older than {to day} are deleted';
const quiet =
  'apply_immediately deletion_protection skip_final_snapshot final_snapshot_identifier enabled_cloudwatch_logs_exports';
/** What the database did is kept for a while, too. */
const olderInsights: InPlace = {
  when: 'performance_insights_retention_period<',
  missing: 0,
  look: 'performance data older than {to day} is deleted',
};
const insights =
  'monitoring_interval monitoring_role_arn performance_insights_enabled performance_insights_kms_key_id performance_insights_retention_period';
const windows = 'preferred_maintenance_window preferred_backup_window';

/** Relational and graph databases. */
export const databases: readonly KnowledgeRow[] = [
  {
    types: 'aws_db_instance',
    source: `${aws}/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      olderInsights,
      { when: 'backup_retention_period=0', loses: noRestore, mayStop: 'a short outage' },
      { when: 'backup_retention_period<', unlimited: 0, loses: olderBackups },
      { when: 'backup_retention_period', mayStop: 'backups are switched on, with a short outage' },
      {
        when: 'identifier',
        stops: 'its name and its endpoint change: what uses it finds nothing there',
      },
      {
        when: 'instance_class engine_version port db_subnet_group_name license_model domain domain_fqdn ca_cert_identifier network_type character_set_name timezone',
        stops: restart,
      },
      {
        when: 'engine',
        stops: restart,
      },
      { when: 'storage_type', mayStop: 'another kind of storage: a short outage for some' },
      {
        when: 'parameter_group_name option_group_name',
        mayStop: 'static parameters hold after a restart only: {what}',
      },
      {
        when: 'multi_az=false',
        look: 'no standby any more: an outage of its zone is one of the database',
      },
      {
        when: 'password username manage_master_user_password password_wo_version',
        mayStop: 'who signs in with the old password is refused',
      },
      { when: 'replicate_source_db', stops: 'it is no replica any more' },
      {
        when: 'maintenance_window',
        look: 'what waits for the window is done in the other one, at once if that is now',
      },
      { when: 'blue_green_update', look: 'changes are made in a copy that takes over' },
      { when: 'allocated_storage< max_allocated_storage<', look: 'less room to grow' },
      { when: 'iops< storage_throughput<', look: 'it may answer slower: {what}' },
      {
        when: 'delete_automated_backups=true',
        mayLose: 'its automated backups go with it, when it is destroyed',
      },
    ],
    access: 'publicly_accessible vpc_security_group_ids iam_database_authentication_enabled',
    harmless: `${quiet} ${insights} backup_window copy_tags_to_snapshot auto_minor_version_upgrade delete_automated_backups allow_major_version_upgrade allocated_storage iops storage_throughput max_allocated_storage multi_az`,
  },
  {
    types: 'aws_rds_cluster',
    source: `${aws}/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      { when: 'backup_retention_period<', loses: olderBackups },
      olderInsights,
      { when: '-backtrack_window', loses: 'it can be taken back no more' },
      { when: 'backtrack_window<', loses: 'it can be taken back by {to second} only' },
      { when: 'engine_version port network_type', stops: restart },
      {
        when: 'cluster_identifier',
        stops: 'its endpoint changes: what uses it finds nothing there',
      },
      {
        when: 'db_cluster_parameter_group_name db_instance_parameter_group_name',
        mayStop: 'static parameters hold after a restart only: {what}',
      },
      {
        when: 'serverlessv2_scaling_configuration scaling_configuration',
        mayStop: 'it may grow less than before',
      },
      {
        when: 'master_password master_username manage_master_user_password master_password_wo_version',
        mayStop: 'who signs in with the old password is refused',
      },
      {
        when: 'global_cluster_identifier replication_source_identifier',
        mayStop: 'it leaves its replication',
      },
      { when: 'backtrack_window backup_retention_period', fine: 'backups are kept longer' },
      {
        when: 'delete_automated_backups=true',
        mayLose: 'its automated backups go with it, when it is destroyed',
      },
    ],
    access:
      'enable_http_endpoint vpc_security_group_ids iam_database_authentication_enabled iam_roles',
    harmless: `${quiet} ${insights} ${windows} copy_tags_to_snapshot allow_major_version_upgrade delete_automated_backups`,
  },
  {
    types: 'aws_rds_cluster_instance aws_docdb_cluster_instance aws_neptune_cluster_instance',
    source: `${aws}/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html`,
    gone: { mayStop: 'connections to it end; without another instance the cluster answers nobody' },
    changes: [
      { when: 'instance_class engine_version identifier', stops: 'the instance restarts: {what}' },
      {
        when: 'db_parameter_group_name neptune_parameter_group_name',
        mayStop: 'static parameters hold after a restart only',
      },
      { when: 'promotion_tier', look: 'another instance may become the writer after a failure' },
    ],
    access: 'publicly_accessible',
    harmless: `${insights} ${windows} apply_immediately copy_tags_to_snapshot auto_minor_version_upgrade ca_cert_identifier`,
  },
  {
    types: 'aws_docdb_cluster aws_neptune_cluster aws_docdbelastic_cluster',
    source: `${aws}/documentdb/latest/developerguide/db-cluster-modify.html`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      { when: 'backup_retention_period<', loses: olderBackups },
      { when: 'engine_version port shard_capacity shard_count', stops: restart },
      {
        when: 'db_cluster_parameter_group_name neptune_cluster_parameter_group_name',
        mayStop: 'static parameters hold after a restart only',
      },
      {
        when: 'master_password admin_user_password',
        mayStop: 'who signs in with the old password is refused',
      },
    ],
    access: 'vpc_security_group_ids iam_database_authentication_enabled iam_roles',
    harmless: `${quiet} ${windows} allow_major_version_upgrade copy_tags_to_snapshot`,
  },
  {
    types: 'aws_rds_global_cluster aws_docdb_global_cluster aws_neptune_global_cluster',
    source: `${awsProvider}/rds_global_cluster`,
    gone: {
      mayLose: 'its clusters stay, but no region follows another any more',
      mayStop: 'other regions fall behind',
    },
    changes: [{ when: 'engine_version', stops: restart }],
    harmless: 'deletion_protection force_destroy',
  },
  {
    types:
      'aws_db_snapshot aws_db_cluster_snapshot aws_db_snapshot_copy aws_rds_cluster_snapshot_copy aws_docdb_cluster_snapshot aws_neptune_cluster_snapshot aws_redshift_cluster_snapshot',
    source: `${awsProvider}/db_snapshot`,
    gone: { loses: 'the snapshot is lost' },
    access: 'shared_accounts',
  },
  {
    types:
      'aws_db_parameter_group aws_rds_cluster_parameter_group aws_docdb_cluster_parameter_group aws_neptune_parameter_group aws_neptune_cluster_parameter_group aws_elasticache_parameter_group aws_redshift_parameter_group aws_memorydb_parameter_group aws_dax_parameter_group',
    source: `${aws}/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html`,
    gone: { mayStop: 'what uses it falls back to other parameters, after a restart' },
    changes: [
      {
        when: 'parameter',
        mayStop:
          'static parameters hold after a restart only; others change how it answers at once',
      },
    ],
  },
  {
    types:
      'aws_db_option_group aws_db_subnet_group aws_elasticache_subnet_group aws_redshift_subnet_group aws_docdb_subnet_group aws_neptune_subnet_group aws_memorydb_subnet_group aws_dax_subnet_group aws_dms_replication_subnet_group',
    source: `${awsProvider}/db_subnet_group`,
    gone: { look: 'it is refused while a database uses it' },
    changes: [
      { when: 'subnet_ids option', mayStop: 'a database may be moved, or work in another way' },
    ],
  },
  {
    types:
      'aws_db_proxy aws_db_proxy_default_target_group aws_db_proxy_target aws_db_proxy_endpoint',
    source: `${aws}/AmazonRDS/latest/UserGuide/rds-proxy-managing.html`,
    gone: { stops: 'connections through it end' },
    changes: [
      {
        when: 'auth role_arn connection_pool_config idle_client_timeout',
        mayStop: 'connections through it may be refused: {what}',
      },
      { when: 'require_tls=false', look: 'connections without TLS are taken' },
      { when: 'require_tls=true', mayStop: 'connections without TLS are refused' },
    ],
    access: 'vpc_security_group_ids vpc_subnet_ids auth.iam_auth',
    harmless: 'debug_logging',
  },
  {
    types: 'aws_db_instance_automated_backups_replication',
    source: `${awsProvider}/db_instance_automated_backups_replication`,
    gone: { loses: 'the backups in the other region are lost' },
    changes: [{ when: 'retention_period<', loses: olderBackups }],
  },
  {
    types:
      'aws_db_event_subscription aws_db_instance_role_association aws_rds_cluster_role_association aws_rds_cluster_activity_stream aws_rds_export_task aws_rds_integration',
    source: `${awsProvider}/db_event_subscription`,
    gone: { mayStop: 'what relies on it fails or hears nothing' },
    changes: [
      { when: 'event_categories source_ids enabled sns_topic', look: 'other events are told' },
    ],
    access: 'role_arn',
  },
  {
    types: 'aws_rds_cluster_endpoint',
    source: `${awsProvider}/rds_cluster_endpoint`,
    gone: { stops: 'its name resolves to nothing' },
    changes: [
      {
        when: 'static_members excluded_members custom_endpoint_type',
        mayStop: 'connections go to other instances',
      },
    ],
  },
  {
    types: 'aws_redshift_cluster',
    source: `${aws}/redshift/latest/mgmt/rs-resize-tutorial.html`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      {
        when: 'automated_snapshot_retention_period<',
        loses: 'automated snapshots older than {to day} are deleted',
      },
      {
        when: 'node_type number_of_nodes cluster_type cluster_version encrypted availability_zone',
        stops: 'the cluster is resized or moved: {what}',
      },
      {
        when: 'cluster_parameter_group_name',
        mayStop: 'static parameters hold after a restart only',
      },
      {
        when: 'master_password manage_master_password',
        mayStop: 'who signs in with the old password is refused',
      },
    ],
    access: 'publicly_accessible enhanced_vpc_routing iam_roles vpc_security_group_ids',
    harmless: `apply_immediately skip_final_snapshot final_snapshot_identifier preferred_maintenance_window allow_version_upgrade automated_snapshot_retention_period`,
  },
  {
    types: 'aws_redshiftserverless_namespace',
    source: `${awsProvider}/redshiftserverless_namespace`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      {
        when: 'admin_user_password manage_admin_password',
        mayStop: 'who signs in with the old password is refused',
      },
    ],
    access: 'iam_roles default_iam_role_arn',
    harmless: 'log_exports',
  },
  {
    types: 'aws_redshiftserverless_workgroup',
    source: `${awsProvider}/redshiftserverless_workgroup`,
    gone: { stops: 'queries are answered no more; the data stays in its namespace' },
    changes: [
      { when: 'base_capacity< max_capacity<', mayStop: 'queries get slower, or are refused' },
      { when: 'port config_parameter subnet_ids', mayStop: 'connections may fail: {what}' },
    ],
    access: 'publicly_accessible security_group_ids enhanced_vpc_routing',
    harmless: 'base_capacity max_capacity',
  },
  {
    types: 'aws_dsql_cluster aws_neptunegraph_graph',
    source: `${awsProvider}/dsql_cluster`,
    gone: { loses: 'its data is lost', stops: unanswered },
    changes: [
      {
        when: 'provisioned_memory replica_count multi_region_properties',
        mayStop: 'it may answer slower or not at all: {what}',
      },
    ],
    access: 'public_connectivity',
  },
];
