import type { KnowledgeRow } from '../row';
import { azure, azureProvider } from '../sources';

const unanswered = 'what uses it fails from then on';

/** Storage, images, messages, keys, logs and backups of Azure. */
export const azurermStorage: readonly KnowledgeRow[] = [
  {
    types: 'azurerm_storage_account',
    source: `${azureProvider}/storage_account`,
    gone: {
      loses: 'everything in it is lost; soft delete does not cover the account',
      stops: unanswered,
    },
    changes: [
      {
        when: 'blob_properties.delete_retention_policy.days< blob_properties.container_delete_retention_policy.days< share_properties.retention_policy.days<',
        loses: 'what was deleted more than {to day} ago cannot be had back',
      },
      {
        when: 'blob_properties.versioning_enabled=false -blob_properties.delete_retention_policy -blob_properties.container_delete_retention_policy -share_properties.retention_policy',
        loses: 'what is overwritten or deleted from then on cannot be had back',
      },
      {
        when: 'public_network_access_enabled=false shared_access_key_enabled=false network_rules https_traffic_only_enabled=true enable_https_traffic_only=true min_tls_version',
        mayStop: 'who reached it before may be refused: {what}',
      },
      {
        when: 'account_replication_type',
        mayLose: 'it is copied to other places: {from} becomes {to}',
      },
      {
        when: 'account_tier access_tier sas_policy customer_managed_key identity',
        mayStop: 'it is read otherwise: {what}',
      },
    ],
    access:
      'public_network_access_enabled allow_nested_items_to_be_public shared_access_key_enabled sftp_enabled cross_tenant_replication_enabled https_traffic_only_enabled enable_https_traffic_only network_rules min_tls_version local_user_enabled',
    harmless: 'blob_properties share_properties queue_properties',
  },
  {
    types:
      'azurerm_storage_container azurerm_storage_share azurerm_storage_share_directory azurerm_storage_share_file azurerm_storage_queue azurerm_storage_table azurerm_storage_blob azurerm_storage_table_entity azurerm_storage_data_lake_gen2_filesystem azurerm_storage_data_lake_gen2_path',
    source: `${azureProvider}/storage_container`,
    gone: { loses: 'what lies in it is lost', stops: unanswered },
    changes: [
      {
        when: 'quota< source source_content entity',
        mayStop: 'writing may be refused, or it is overwritten: {what}',
      },
    ],
    access: 'container_access_type acl ace',
    harmless: 'quota metadata',
  },
  {
    types: 'azurerm_storage_management_policy',
    source: `${azure}/storage/blobs/lifecycle-management-overview`,
    of: { attribute: 'storage_account_id', type: 'azurerm_storage_account' },
    gone: { look: 'blobs are kept for ever' },
    changes: [
      {
        when: 'rule.actions.base_blob.delete_after_days_since_modification_greater_than< rule.actions.base_blob.delete_after_days_since_creation_greater_than< rule.actions.base_blob.delete_after_days_since_last_access_time_greater_than< rule.actions.snapshot.delete_after_days_since_creation_greater_than< rule.actions.version.delete_after_days_since_creation<',
        alsoNew: true,
        loses: 'blobs older than {to day} are deleted',
      },
      {
        when: 'rule.actions.base_blob.tier_to_archive_after_days_since_modification_greater_than< rule.actions.base_blob.tier_to_archive_after_days_since_last_access_time_greater_than< rule.actions.base_blob.tier_to_archive_after_days_since_creation_greater_than< rule.actions.snapshot.change_tier_to_archive_after_days_since_creation< rule.actions.version.change_tier_to_archive_after_days_since_creation<',
        alsoNew: true,
        mayStop:
          'blobs older than {to day} move to the archive: reading them fails until they are brought back',
      },
      { when: 'rule.enabled=true rule.filters', mayLose: 'other blobs fall under a rule: {what}' },
    ],
    harmless: 'rule',
  },
  {
    types: 'azurerm_storage_account_network_rules',
    source: `${azureProvider}/storage_account_network_rules`,
    gone: { look: 'the network rules of the account are taken back' },
    changes: [
      {
        when: 'default_action=Deny -ip_rules -virtual_network_subnet_ids',
        mayStop: 'who reached it before may be refused: {what}',
      },
    ],
    access: 'default_action ip_rules bypass virtual_network_subnet_ids private_link_access',
  },
  {
    types: 'azurerm_key_vault azurerm_key_vault_managed_hardware_security_module',
    source: `${azureProvider}/key_vault`,
    gone: {
      loses: 'its keys and secrets are lost, and by default purged at once',
      stops: unanswered,
    },
    changes: [
      {
        when: 'soft_delete_retention_days<',
        mayLose: 'what is deleted can be had back for {to day}, {from} before',
      },
      {
        when: 'public_network_access_enabled=false network_acls rbac_authorization_enabled enable_rbac_authorization',
        mayStop: 'who read it before may be refused: {what}',
      },
      { when: '-access_policy', mayStop: 'who read it before may be refused' },
    ],
    access:
      'public_network_access_enabled access_policy enabled_for_deployment enabled_for_disk_encryption enabled_for_template_deployment',
    harmless: 'soft_delete_retention_days contact sku_name purge_protection_enabled',
  },
  {
    types:
      'azurerm_key_vault_key azurerm_key_vault_secret azurerm_key_vault_certificate azurerm_disk_encryption_set',
    source: `${azureProvider}/key_vault_key`,
    gone: {
      loses: 'what it protects or opens cannot be read, and by default it is purged at once',
      stops: unanswered,
    },
    changes: [
      {
        when: 'value value_wo_version certificate certificate_policy key_vault_key_id',
        mayStop: 'what reads it gets another value: {what}',
      },
      {
        when: 'expiration_date not_before_date key_opts rotation_policy',
        mayStop: 'it cannot be used outside of its time: {what}',
      },
    ],
    harmless: 'content_type version versionless_id',
  },
  {
    types:
      'azurerm_managed_disk azurerm_snapshot azurerm_image azurerm_shared_image azurerm_shared_image_version azurerm_shared_image_gallery',
    source: `${azureProvider}/managed_disk`,
    gone: { loses: 'what lies on it is lost', stops: unanswered },
    changes: [
      {
        when: 'disk_size_gb storage_account_type tier max_shares zone disk_encryption_set_id',
        mayStop: 'the machine may be switched off for it: {what}',
      },
    ],
    access: 'public_network_access_enabled network_access_policy disk_access_id',
    harmless: 'disk_iops_read_write disk_mbps_read_write on_demand_bursting_enabled',
  },
  {
    types: 'azurerm_container_registry',
    source: `${azureProvider}/container_registry`,
    gone: { loses: 'its images are lost', stops: unanswered },
    changes: [
      {
        when: 'retention_policy_in_days<',
        unlimited: 0,
        loses: 'untagged images older than {to day} are deleted',
      },
      { when: 'sku network_rule_set -georeplications', mayStop: 'pulls may be refused: {what}' },
    ],
    access:
      'public_network_access_enabled anonymous_pull_enabled admin_enabled network_rule_bypass_option',
    harmless: 'retention_policy_in_days georeplications zone_redundancy_enabled',
  },
  {
    types:
      'azurerm_servicebus_namespace azurerm_servicebus_queue azurerm_servicebus_topic azurerm_servicebus_subscription azurerm_servicebus_subscription_rule azurerm_eventhub_namespace azurerm_eventhub azurerm_eventhub_consumer_group azurerm_eventgrid_topic azurerm_eventgrid_domain azurerm_notification_hub',
    source: `${azureProvider}/servicebus_queue`,
    gone: { loses: 'messages not yet read are lost', stops: unanswered },
    changes: [
      { when: 'message_retention<', loses: 'messages older than {to day} are deleted' },
      {
        when: 'default_message_ttl retention_description auto_delete_on_idle max_delivery_count',
        mayLose: 'messages are given up earlier: {what} becomes {to}',
      },
      { when: 'status=Disabled', stops: 'nothing is sent or read' },
      {
        when: 'sku capacity< lock_duration partition_count maximum_throughput_units< forward_to filter_type sql_filter correlation_filter requires_session',
        mayStop: 'messages are refused, or handled twice: {what}',
      },
    ],
    access:
      'public_network_access_enabled local_auth_enabled network_rule_set network_rulesets minimum_tls_version inbound_ip_rule',
    harmless: 'message_retention capacity status maximum_throughput_units',
  },
  {
    types:
      'azurerm_servicebus_queue_authorization_rule azurerm_servicebus_topic_authorization_rule azurerm_eventhub_authorization_rule azurerm_eventhub_namespace_authorization_rule azurerm_servicebus_namespace_authorization_rule azurerm_eventgrid_event_subscription azurerm_eventgrid_system_topic',
    source: `${azureProvider}/servicebus_queue_authorization_rule`,
    gone: { stops: 'who signs in by it is refused' },
    changes: [
      {
        when: 'subject_filter advanced_filter included_event_types webhook_endpoint storage_queue_endpoint azure_function_endpoint',
        mayStop: 'other events are sent, or elsewhere: {what}',
      },
    ],
    access: 'manage send listen',
  },
  {
    types:
      'azurerm_log_analytics_workspace azurerm_application_insights azurerm_log_analytics_workspace_table',
    source: `${azureProvider}/log_analytics_workspace`,
    gone: { loses: 'its logs are lost' },
    changes: [
      {
        when: 'retention_in_days< total_retention_in_days<',
        loses: 'logs older than {to day} are deleted',
      },
      {
        when: 'retention_in_days=-1 total_retention_in_days=-1 -retention_in_days -total_retention_in_days',
        mayLose: 'logs are kept for {from day} no more, but as long as the workspace says',
      },
      {
        when: 'daily_quota_gb daily_data_cap_in_gb sampling_percentage',
        mayLose: 'some of what is written from then on is not kept: {what}',
      },
    ],
    access:
      'internet_ingestion_enabled internet_query_enabled local_authentication_enabled local_authentication_disabled',
    harmless: 'retention_in_days total_retention_in_days sku',
  },
  {
    types:
      'azurerm_recovery_services_vault azurerm_data_protection_backup_vault azurerm_backup_protected_vm azurerm_backup_policy_vm azurerm_data_protection_backup_policy_disk azurerm_data_protection_backup_policy_blob_storage azurerm_data_protection_backup_instance_disk azurerm_backup_policy_file_share azurerm_backup_protected_file_share',
    source: `${azureProvider}/backup_policy_vm`,
    gone: { loses: 'backups in it are lost, or no new ones are made' },
    changes: [
      {
        when: '-retention_daily -retention_weekly -retention_monthly -retention_yearly',
        mayLose: 'some backups are kept no more: {what}',
      },
      {
        when: 'retention_daily.count< retention_weekly.count< retention_monthly.count< retention_yearly.count< default_retention_duration retention_rule',
        missing: 0,
        loses: 'backups are kept for {to} only, {from} before',
      },
      {
        when: 'immutability=Disabled soft_delete_enabled=false soft_delete=Off',
        mayLose: 'backups can be deleted at once: {what}',
      },
      {
        when: 'backup backup_policy_id exclude_disk_luns protection_state storage_mode_type',
        look: 'backups are made at other times, or of other things: {what}',
      },
    ],
    access: 'public_network_access_enabled',
    harmless:
      'retention_daily retention_weekly retention_monthly retention_yearly immutability soft_delete_enabled soft_delete timezone',
  },
  {
    types:
      'azurerm_netapp_account azurerm_netapp_volume azurerm_netapp_pool azurerm_netapp_snapshot',
    source: `${azureProvider}/netapp_volume`,
    gone: { loses: 'its files are lost', stops: unanswered },
    changes: [
      {
        when: 'service_level storage_quota_in_gb< size_in_tb< throughput_in_mibps',
        mayStop: 'reading and writing may get slower, or be refused: {what}',
      },
    ],
    access: 'export_policy_rule',
    harmless: 'storage_quota_in_gb size_in_tb',
  },
];
