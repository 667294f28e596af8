import { byKey } from '../plan/text-order';
import type { World } from '../plan/world';
import type { Unpriced } from './amount';

/** Types that are charged for and have no price here: without a word they would look free. */
const chargeable: ReadonlySet<string> = new Set(
  [
    // https://aws.amazon.com/pricing/
    'aws_db_instance aws_rds_cluster_instance aws_docdb_cluster_instance aws_neptune_cluster_instance aws_docdbelastic_cluster aws_dsql_cluster aws_neptunegraph_graph aws_db_proxy',
    'aws_redshift_cluster aws_redshiftserverless_workgroup aws_opensearch_domain aws_elasticsearch_domain aws_opensearchserverless_collection aws_elasticache_cluster aws_elasticache_replication_group aws_elasticache_serverless_cache aws_memorydb_cluster aws_dax_cluster',
    'aws_dynamodb_table aws_keyspaces_table aws_timestreamwrite_table aws_timestreaminfluxdb_db_instance aws_qldb_ledger',
    'aws_eks_cluster aws_eks_node_group aws_eks_fargate_profile aws_emr_cluster aws_sagemaker_endpoint aws_sagemaker_notebook_instance aws_workspaces_workspace aws_apprunner_service aws_elastic_beanstalk_environment aws_mwaa_environment aws_batch_compute_environment',
    'aws_lightsail_instance aws_lightsail_database aws_lightsail_disk aws_lightsail_container_service aws_spot_instance_request aws_spot_fleet_request aws_ec2_fleet aws_ec2_host aws_ec2_capacity_reservation',
    'aws_lambda_function aws_sfn_state_machine aws_api_gateway_rest_api aws_apigatewayv2_api aws_appsync_graphql_api aws_sqs_queue aws_sns_topic aws_kinesis_stream aws_kinesis_firehose_delivery_stream aws_msk_cluster aws_msk_serverless_cluster aws_mq_broker',
    'aws_cloudfront_distribution aws_cognito_user_pool aws_codebuild_project aws_glue_job aws_transfer_server aws_dms_replication_instance aws_elb aws_ec2_transit_gateway aws_ec2_transit_gateway_vpc_attachment aws_vpn_connection aws_dx_connection',
    'aws_ec2_client_vpn_endpoint aws_networkfirewall_firewall aws_globalaccelerator_accelerator aws_route53_zone aws_route53_resolver_endpoint aws_route53_health_check aws_wafv2_web_acl aws_flow_log aws_acmpca_certificate_authority aws_guardduty_detector aws_cloudtrail aws_config_configuration_recorder',
    'aws_backup_vault aws_fsx_lustre_file_system aws_fsx_ontap_file_system aws_fsx_openzfs_file_system aws_fsx_windows_file_system aws_ebs_snapshot aws_db_snapshot aws_storagegateway_gateway aws_grafana_workspace aws_prometheus_workspace aws_synthetics_canary aws_cloudwatch_dashboard',
    // https://azure.microsoft.com/pricing/
    'azurerm_linux_virtual_machine azurerm_windows_virtual_machine azurerm_virtual_machine azurerm_linux_virtual_machine_scale_set azurerm_windows_virtual_machine_scale_set azurerm_orchestrated_virtual_machine_scale_set azurerm_managed_disk azurerm_snapshot azurerm_kubernetes_cluster azurerm_kubernetes_cluster_node_pool',
    'azurerm_service_plan azurerm_app_service_plan azurerm_container_app azurerm_container_group azurerm_storage_account azurerm_mssql_database azurerm_mssql_elasticpool azurerm_mssql_managed_instance azurerm_postgresql_flexible_server azurerm_mysql_flexible_server azurerm_cosmosdb_account azurerm_redis_cache',
    'azurerm_key_vault azurerm_container_registry azurerm_public_ip azurerm_lb azurerm_application_gateway azurerm_firewall azurerm_nat_gateway azurerm_virtual_network_gateway azurerm_vpn_gateway azurerm_express_route_circuit azurerm_bastion_host azurerm_private_endpoint azurerm_dns_zone azurerm_private_dns_zone',
    'azurerm_servicebus_namespace azurerm_eventhub_namespace azurerm_log_analytics_workspace azurerm_application_insights azurerm_recovery_services_vault azurerm_netapp_pool azurerm_synapse_workspace azurerm_databricks_workspace azurerm_kusto_cluster azurerm_api_management azurerm_cdn_frontdoor_profile',
    // https://cloud.google.com/pricing/list
    'google_compute_instance google_compute_instance_group_manager google_compute_region_instance_group_manager google_compute_disk google_compute_region_disk google_compute_snapshot google_compute_address google_compute_global_address google_compute_forwarding_rule google_compute_global_forwarding_rule',
    'google_compute_router_nat google_compute_vpn_tunnel google_compute_security_policy google_container_cluster google_container_node_pool google_cloud_run_v2_service google_cloud_run_v2_job google_cloudfunctions2_function google_cloudfunctions_function google_app_engine_standard_app_version',
    'google_storage_bucket google_sql_database_instance google_spanner_instance google_bigtable_instance google_alloydb_instance google_firestore_database google_redis_instance google_memcache_instance google_filestore_instance google_bigquery_dataset google_pubsub_topic google_pubsub_subscription',
    'google_artifact_registry_repository google_kms_crypto_key google_secret_manager_secret google_dns_managed_zone google_dataproc_cluster google_composer_environment google_vpc_access_connector google_logging_project_bucket_config',
  ].flatMap((types) => types.split(' ')),
);

/** What is charged for and not priced here, counted by type. */
export function notPriced(
  { resources }: World,
  why = 'the catalogue has no price of it',
): readonly Unpriced[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) {
    if (chargeable.has(type)) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
  }
  return [...counts].sort(byKey).map(([type, count]) => ({
    what: count === 1 ? type : `${count} × ${type}`,
    why,
  }));
}
