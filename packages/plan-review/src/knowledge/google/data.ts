import type { KnowledgeRow } from '../row';
import { googleProvider } from '../sources';

const unanswered = 'what uses it fails from then on';

/** Storage, databases, messages and keys of Google Cloud. */
export const googleData: readonly KnowledgeRow[] = [
  {
    types: 'google_storage_bucket',
    source: `${googleProvider}/storage_bucket`,
    gone: { loses: 'its objects are lost', stops: unanswered },
    changes: [
      {
        when: 'lifecycle_rule.condition.age<',
        loses: 'objects older than {to day} fall under a lifecycle rule',
      },
      { when: 'lifecycle_rule', mayLose: 'other objects may be deleted by a lifecycle rule' },
      {
        when: 'versioning.enabled=false -versioning',
        loses: 'what is overwritten or deleted from then on cannot be had back',
      },
      {
        when: 'soft_delete_policy.retention_duration_seconds<',
        loses: 'what was deleted more than {to second} ago cannot be had back',
      },
      {
        when: 'retention_policy.retention_period< -retention_policy',
        mayLose: 'objects can be deleted earlier',
      },
      {
        when: 'website cors encryption custom_placement_config autoclass storage_class',
        mayStop: 'it is read otherwise: {what}',
      },
    ],
    access: 'public_access_prevention uniform_bucket_level_access',
    harmless:
      'versioning soft_delete_policy retention_policy logging requester_pays default_event_based_hold',
  },
  {
    types: 'google_storage_bucket_object',
    source: `${googleProvider}/storage_bucket_object`,
    gone: { loses: 'the object is lost', mayStop: 'what asks for it from then on fails' },
    changes: [
      {
        when: 'source content detect_md5hash source_md5hash md5hash crc32c',
        look: 'the object is overwritten',
      },
    ],
    harmless: 'metadata cache_control content_type md5hexhash media_link',
  },
  {
    types:
      'google_storage_bucket_acl google_storage_default_object_acl google_storage_bucket_access_control google_storage_object_acl google_storage_object_access_control google_storage_default_object_access_control',
    source: `${googleProvider}/storage_bucket_acl`,
    gone: { mayStop: 'who was allowed by it is refused' },
    access: 'predefined_acl role_entity entity role default_acl',
  },
  {
    types: 'google_sql_database_instance',
    source: `${googleProvider}/sql_database_instance`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      {
        when: 'settings.backup_configuration.enabled=false settings.backup_configuration.point_in_time_recovery_enabled=false settings.backup_configuration.binary_log_enabled=false',
        loses: 'backups are switched off: no point in time can be restored any more',
        mayStop: 'the instance may restart',
      },
      {
        when: 'settings.backup_configuration.transaction_log_retention_days< settings.backup_configuration.backup_retention_settings.retained_backups<',
        loses: 'older backups are deleted: {to} are kept, {from} before',
      },
      { when: 'settings.activation_policy=NEVER', stops: 'the instance is stopped' },
      {
        when: 'settings.tier database_version settings.edition maintenance_version',
        stops: 'the instance restarts: {what}',
      },
      { when: 'settings.availability_type=ZONAL', look: 'no standby any more' },
      { when: 'restore_backup_context clone', loses: 'what is in it is overwritten by a backup' },
      {
        when: 'settings.availability_type settings.database_flags settings.disk_type settings.disk_size< settings.location_preference replica_configuration master_instance_name settings.ip_configuration.ssl_mode settings.ip_configuration.require_ssl',
        mayStop: 'the instance may restart, or refuse connections: {what}',
      },
      {
        when: 'settings.deletion_protection_enabled=false',
        mayLose: 'the next plan may destroy it: deletion protection is turned off',
      },
    ],
    access: 'settings.ip_configuration settings.data_api_access',
    harmless:
      'settings.backup_configuration settings.insights_config settings.maintenance_window settings.disk_autoresize settings.disk_autoresize_limit settings.user_labels settings.deletion_protection_enabled settings.disk_size settings.version root_password',
  },
  {
    types:
      'google_sql_database google_sql_user google_sql_ssl_cert google_sql_source_representation_instance',
    source: `${googleProvider}/sql_database`,
    gone: { loses: 'its tables, or the user, are lost', stops: unanswered },
    changes: [
      {
        when: 'password password_policy charset collation',
        mayStop: 'who signs in with the old password is refused',
      },
    ],
    access: 'host type',
  },
  {
    types:
      'google_alloydb_cluster google_alloydb_instance google_alloydb_backup google_spanner_instance google_spanner_database google_bigtable_instance google_bigtable_table google_firestore_database google_firestore_document google_datastore_index google_firestore_index',
    source: `${googleProvider}/spanner_database`,
    gone: { loses: 'its data is lost', stops: unanswered },
    changes: [
      {
        when: 'version_retention_period change_stream_retention',
        mayLose: 'older versions are kept otherwise: {from} becomes {to}',
      },
      {
        when: 'automated_backup_policy continuous_backup_config point_in_time_recovery_enablement',
        mayLose: 'it is backed up otherwise: {what}',
      },
      { when: '-column_family ddl', mayLose: 'columns or tables may be dropped' },
      {
        when: 'num_nodes< processing_units< cluster machine_config database_flags database_version availability_type autoscaling_config',
        mayStop: 'it answers slower, or restarts: {what}',
      },
    ],
    access: 'enable_public_ip authorized_external_networks network_config',
    harmless: 'num_nodes processing_units column_family delete_protection_state',
  },
  {
    types: 'google_bigtable_gc_policy',
    source: `${googleProvider}/bigtable_gc_policy`,
    of: { attribute: 'table', type: 'google_bigtable_table' },
    gone: { look: 'cells are kept for ever' },
    made: { loses: 'older cells are deleted' },
    changes: [
      { when: 'gc_rules max_age max_version mode', loses: 'older cells are deleted: {what}' },
    ],
  },
  {
    types:
      'google_redis_instance google_redis_cluster google_memcache_instance google_memorystore_instance',
    source: `${googleProvider}/redis_instance`,
    gone: { loses: 'what it caches is lost', stops: unanswered },
    changes: [
      {
        when: 'memory_size_gb tier redis_version replica_count< shard_count redis_configs persistence_config node_type node_count engine_version',
        mayStop: 'connections end while it is scaled or restarted: {what}',
      },
      {
        when: 'auth_enabled=true transit_encryption_mode',
        mayStop: 'clients that speak otherwise are refused: {what}',
      },
    ],
    access: 'auth_enabled authorized_network',
    harmless: 'replica_count maintenance_policy',
  },
  {
    types: 'google_bigquery_dataset google_bigquery_table google_bigquery_routine',
    source: `${googleProvider}/bigquery_dataset`,
    gone: { loses: 'its tables are lost', stops: unanswered },
    changes: [
      {
        when: 'default_table_expiration_ms< default_partition_expiration_ms< expiration_time< time_partitioning.expiration_ms<',
        unlimited: 0,
        loses: 'tables or partitions older than {to} ms are deleted: {what}',
      },
      {
        when: 'max_time_travel_hours<',
        loses: 'what was changed more than {to hour} ago cannot be had back',
      },
      { when: 'schema', mayLose: 'columns may be dropped' },
      {
        when: 'view materialized_view definition_body external_data_configuration',
        mayStop: 'queries read something else: {what}',
      },
    ],
    access: 'access',
    harmless:
      'default_table_expiration_ms default_partition_expiration_ms expiration_time time_partitioning friendly_name max_time_travel_hours delete_contents_on_destroy clustering storage_billing_model',
  },
  {
    types:
      'google_bigquery_data_transfer_config google_bigquery_reservation google_bigquery_reservation_assignment google_bigquery_connection google_dataflow_job google_dataflow_flex_template_job google_cloud_scheduler_job google_cloud_tasks_queue google_workflows_workflow google_eventarc_trigger google_cloudbuild_trigger',
    source: `${googleProvider}/cloud_scheduler_job`,
    gone: { stops: 'it is run no more' },
    changes: [
      { when: 'disabled=true paused=true desired_state=PAUSED', stops: 'it is run no more' },
      {
        when: 'schedule params slot_capacity http_target pubsub_target rate_limits retry_config source_contents parameters build filename github matching_criteria destination template_gcs_path container_spec_gcs_path',
        mayStop: 'it runs otherwise, or at other times: {what}',
      },
    ],
    access: 'service_account service_account_name service_account_email',
    harmless: 'disabled paused',
  },
  {
    types:
      'google_compute_disk google_compute_region_disk google_compute_snapshot google_compute_image google_compute_attached_disk google_compute_disk_resource_policy_attachment google_compute_resource_policy',
    source: `${googleProvider}/compute_disk`,
    gone: { loses: 'what lies on it is lost', stops: unanswered },
    changes: [
      {
        when: 'size< type provisioned_iops< snapshot_schedule_policy',
        mayStop: 'it answers slower, or is kept otherwise: {what}',
      },
    ],
    harmless: 'size provisioned_iops provisioned_throughput',
  },
  {
    types:
      'google_kms_crypto_key google_kms_crypto_key_version google_kms_key_ring google_kms_secret_ciphertext',
    source: `${googleProvider}/kms_crypto_key`,
    gone: {
      loses: 'nobody can read what it encrypted any more; the key ring and the name stay',
      stops: unanswered,
    },
    changes: [
      { when: 'state=DISABLED', stops: 'nobody can read or write what it encrypts' },
      {
        when: 'version_template rotation_period primary',
        look: 'what is written from then on is under another version: {what}',
      },
    ],
    harmless: 'state',
  },
  {
    types:
      'google_secret_manager_secret google_secret_manager_secret_version google_secret_manager_regional_secret google_secret_manager_regional_secret_version',
    source: `${googleProvider}/secret_manager_secret`,
    gone: {
      loses: 'the secret and its versions are lost',
      mayStop: 'what asks for it from then on fails',
    },
    changes: [
      {
        when: 'ttl expire_time version_destroy_ttl',
        mayLose: 'the secret goes at a time: {what} becomes {to}',
      },
      { when: 'enabled=false', stops: 'what asks for it fails' },
      {
        when: 'secret_data secret_data_wo_version version_aliases rotation',
        mayStop: 'what read the old value may be refused with it',
      },
    ],
    harmless: 'enabled replication annotations topics',
  },
  {
    types:
      'google_privateca_ca_pool google_privateca_certificate_authority google_privateca_certificate',
    source: `${googleProvider}/privateca_certificate_authority`,
    gone: { loses: 'its private key is lost', mayStop: 'no certificate is issued or renewed' },
    changes: [
      { when: 'desired_state=DISABLED', stops: 'no certificate is issued' },
      { when: 'issuance_policy publishing_options', mayStop: 'other certificates are issued' },
    ],
    harmless: 'desired_state skip_grace_period',
  },
  {
    types:
      'google_pubsub_topic google_pubsub_subscription google_pubsub_schema google_pubsub_lite_topic google_pubsub_lite_subscription',
    source: `${googleProvider}/pubsub_subscription`,
    gone: { loses: 'messages not yet read are lost', stops: unanswered },
    changes: [
      {
        when: '-message_retention_duration',
        loses: 'messages are kept for {from} no more',
      },
      {
        when: 'message_retention_duration<',
        missing: 0,
        loses: 'messages older than {to} are deleted, {from} before',
      },
      {
        when: 'retention_config.period<',
        loses: 'messages older than {to} are deleted, {from} before',
      },
      {
        when: 'retain_acked_messages=false',
        mayLose: 'messages that were read cannot be read again',
      },
      {
        when: '-dead_letter_policy expiration_policy',
        mayLose: 'messages may be given up: {what}',
      },
      {
        when: 'ack_deadline_seconds push_config filter dead_letter_policy schema_settings bigquery_config cloud_storage_config retry_policy enable_exactly_once_delivery enable_message_ordering',
        mayStop: 'messages go elsewhere, or come twice: {what}',
      },
    ],
    access: 'message_storage_policy ingestion_data_source_settings',
    harmless: 'message_retention_duration retain_acked_messages',
  },
  {
    types: 'google_artifact_registry_repository google_container_registry',
    source: `${googleProvider}/artifact_registry_repository`,
    gone: {
      loses: 'its images and packages are lost',
      mayStop: 'what asks for it from then on fails',
    },
    changes: [
      {
        when: 'cleanup_policies cleanup_policy_dry_run=false',
        mayLose: 'images and packages that a rule matches are deleted',
      },
      {
        when: 'docker_config.immutable_tags=true remote_repository_config virtual_repository_config',
        mayStop: 'pushes or pulls may be refused: {what}',
      },
    ],
    harmless: 'cleanup_policy_dry_run docker_config vulnerability_scanning_config',
  },
  {
    types:
      'google_filestore_instance google_filestore_backup google_filestore_snapshot google_gke_backup_backup_plan google_backup_dr_backup_vault',
    source: `${googleProvider}/filestore_instance`,
    gone: { loses: 'its files or backups are lost', stops: unanswered },
    changes: [
      {
        when: '-backup_schedule backup_schedule.paused=true retention_policy deactivated=true backup_minimum_enforced_retention_duration',
        mayLose: 'backups are kept otherwise, or made no more: {what}',
      },
      { when: 'file_shares', mayStop: 'who mounts it may be refused' },
    ],
    access: 'networks',
    harmless: 'backup_schedule backup_config deactivated',
  },
  {
    types:
      'google_dataproc_cluster google_composer_environment google_workbench_instance google_notebooks_instance google_data_fusion_instance google_dataproc_metastore_service',
    source: `${googleProvider}/dataproc_cluster`,
    gone: { loses: 'what lies on its disks is lost', stops: unanswered },
    changes: [
      {
        when: 'cluster_config config gce_setup machine_type desired_state graceful_decommission_timeout tier scaling_config version',
        mayStop: 'it may be restarted, or get smaller: {what}',
      },
    ],
    access:
      'internal_ip_only disable_public_ip web_server_network_access_control instance_owners service_accounts',
  },
];
