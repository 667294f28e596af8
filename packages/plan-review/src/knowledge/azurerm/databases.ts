import type { KnowledgeRow } from '../row';
import { azureProvider } from '../sources';

const unanswered = 'what uses it fails from then on';

/** Databases and caches of Azure. */
export const azurermDatabases: readonly KnowledgeRow[] = [
  {
    types: 'azurerm_mssql_server azurerm_sql_server',
    source: `${azureProvider}/mssql_server`,
    gone: { loses: 'its databases are lost with it', stops: unanswered },
    changes: [
      {
        when: 'minimum_tls_version version',
        mayStop: 'clients that speak otherwise are refused: {what}',
      },
      {
        when: 'administrator_login_password',
        mayStop: 'who signs in with the old password is refused',
      },
    ],
    access:
      'public_network_access_enabled azuread_administrator outbound_network_restriction_enabled identity administrator_login',
  },
  {
    types:
      'azurerm_mssql_database azurerm_mssql_elasticpool azurerm_mssql_managed_instance azurerm_mssql_managed_database azurerm_sql_database azurerm_mssql_virtual_machine',
    source: `${azureProvider}/mssql_database`,
    gone: { loses: 'its data is lost', stops: unanswered },
    changes: [
      {
        when: 'short_term_retention_policy.retention_days<',
        loses: 'backups older than {to day} are deleted',
      },
      { when: 'long_term_retention_policy', mayLose: 'backups are kept otherwise' },
      {
        when: 'sku_name max_size_gb< elastic_pool_id zone_redundant sku per_database_settings vcores min_capacity read_scale',
        mayStop: 'connections end while it is moved: {what}',
      },
      {
        when: 'auto_pause_delay_in_minutes geo_backup_enabled=false',
        mayLose: 'it is backed up or woken otherwise: {what}',
      },
    ],
    access:
      'public_data_endpoint_enabled transparent_data_encryption_enabled threat_detection_policy',
    harmless:
      'short_term_retention_policy max_size_gb storage_account_type license_type geo_backup_enabled',
  },
  {
    types:
      'azurerm_mssql_firewall_rule azurerm_mssql_virtual_network_rule azurerm_postgresql_flexible_server_firewall_rule azurerm_mysql_flexible_server_firewall_rule azurerm_redis_firewall_rule azurerm_postgresql_firewall_rule azurerm_sql_firewall_rule azurerm_mysql_firewall_rule azurerm_mssql_outbound_firewall_rule',
    source: `${azureProvider}/mssql_firewall_rule`,
    gone: { mayStop: 'who came in by it is refused' },
    changes: [
      {
        when: 'start_ip_address end_ip_address subnet_id start_ip end_ip',
        look: 'others come in by it: {what}',
      },
    ],
  },
  {
    types:
      'azurerm_postgresql_flexible_server azurerm_mysql_flexible_server azurerm_postgresql_server azurerm_mysql_server azurerm_mariadb_server',
    source: `${azureProvider}/postgresql_flexible_server`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      { when: 'backup_retention_days<', loses: 'backups older than {to day} are deleted' },
      { when: 'version', stops: 'the server is upgraded to {to}, with no way back' },
      {
        when: 'sku_name high_availability storage_mb storage zone replication_role create_mode',
        mayStop: 'the server restarts: {what}',
      },
      {
        when: 'administrator_password ssl_enforcement_enabled ssl_minimal_tls_version_enforced',
        mayStop: 'who signs in as before may be refused: {what}',
      },
    ],
    access:
      'public_network_access_enabled public_network_access authentication delegated_subnet_id identity',
    harmless:
      'backup_retention_days maintenance_window auto_grow_enabled geo_redundant_backup_enabled',
  },
  {
    types:
      'azurerm_postgresql_flexible_server_database azurerm_mysql_flexible_database azurerm_postgresql_database azurerm_mysql_database',
    source: `${azureProvider}/postgresql_flexible_server_database`,
    gone: { loses: 'its tables are lost', stops: unanswered },
  },
  {
    types:
      'azurerm_postgresql_flexible_server_configuration azurerm_mysql_flexible_server_configuration azurerm_postgresql_configuration azurerm_mysql_configuration',
    source: `${azureProvider}/postgresql_flexible_server_configuration`,
    gone: {
      mayStop: 'the server falls back to another value, after a restart if the parameter is static',
    },
    changes: [
      {
        when: 'value',
        mayStop: 'the server restarts if the parameter is static: {from} becomes {to}',
      },
    ],
  },
  {
    types: 'azurerm_cosmosdb_account',
    source: `${azureProvider}/cosmosdb_account`,
    gone: { loses: 'its databases are lost', stops: unanswered },
    changes: [
      { when: '-geo_location', stops: 'a region answers no more, and its copy is deleted' },
      { when: 'backup', mayLose: 'it is backed up otherwise' },
      {
        when: 'geo_location consistency_policy public_network_access_enabled=false ip_range_filter capacity local_authentication_disabled=true free_tier_enabled automatic_failover_enabled',
        mayStop: 'requests may be refused, or read something else: {what}',
      },
    ],
    access:
      'public_network_access_enabled is_virtual_network_filter_enabled virtual_network_rule local_authentication_enabled local_authentication_disabled access_key_metadata_writes_enabled network_acl_bypass_for_azure_services',
  },
  {
    types:
      'azurerm_cosmosdb_sql_database azurerm_cosmosdb_sql_container azurerm_cosmosdb_mongo_database azurerm_cosmosdb_mongo_collection azurerm_cosmosdb_table azurerm_cosmosdb_cassandra_keyspace azurerm_cosmosdb_cassandra_table azurerm_cosmosdb_gremlin_database azurerm_cosmosdb_gremlin_graph',
    source: `${azureProvider}/cosmosdb_sql_container`,
    gone: { loses: 'its items are lost', stops: unanswered },
    changes: [
      {
        when: 'default_ttl< default_ttl_seconds<',
        loses: 'items older than {to second} are deleted',
      },
      {
        when: '+default_ttl +default_ttl_seconds',
        mayLose: 'items that have a time to live of their own are deleted after it',
      },
      {
        when: '-analytical_storage_ttl',
        mayLose: 'the analytical store, which may hold what is not in the container any more, goes',
      },
      {
        when: 'analytical_storage_ttl<',
        loses: 'items of the analytical store older than {to second} are deleted',
      },
      {
        when: 'throughput< autoscale_settings',
        mayStop: 'requests above the lower limit are refused',
      },
      {
        when: 'indexing_policy index unique_key',
        mayStop: 'queries get slower while it is indexed',
      },
    ],
    harmless:
      'default_ttl default_ttl_seconds throughput analytical_storage_ttl conflict_resolution_policy',
  },
  {
    types:
      'azurerm_redis_cache azurerm_managed_redis azurerm_redis_enterprise_cluster azurerm_redis_enterprise_database',
    source: `${azureProvider}/redis_cache`,
    gone: { loses: 'what it caches is lost', stops: unanswered },
    changes: [
      {
        when: 'sku_name capacity family shard_count replicas_per_primary redis_configuration redis_version minimum_tls_version non_ssl_port_enabled zones',
        mayStop: 'connections end while it is scaled or restarted: {what}',
      },
    ],
    access:
      'public_network_access_enabled public_network_access access_keys_authentication_enabled subnet_id',
    harmless: 'patch_schedule',
  },
  {
    types:
      'azurerm_synapse_workspace azurerm_synapse_sql_pool azurerm_kusto_cluster azurerm_kusto_database azurerm_databricks_workspace azurerm_machine_learning_workspace azurerm_search_service azurerm_data_factory azurerm_cognitive_account azurerm_api_management azurerm_app_configuration azurerm_app_configuration_key azurerm_iothub azurerm_ai_services',
    source: `${azureProvider}/kusto_database`,
    gone: { loses: 'what it keeps is lost', stops: unanswered },
    changes: [
      {
        when: 'hot_cache_period soft_delete_period',
        mayLose: 'what is older is deleted: {what} becomes {to}',
      },
      {
        when: 'sku sku_name replica_count partition_count additional_location value key_vault_reference capacity',
        mayStop: 'it answers otherwise, or restarts: {what}',
      },
    ],
    access:
      'public_network_access_enabled public_network_enabled allowed_ips local_authentication_enabled local_auth_enabled allowed_fqdns network_acls virtual_network_type identity',
  },
];
