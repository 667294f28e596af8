import type { KnowledgeRow } from '../row';
import { azure, azureProvider } from '../sources';

const unanswered = 'what uses it fails from then on';

/** Machines, clusters, apps, networks and permissions of Azure. */
export const azurermRunning: readonly KnowledgeRow[] = [
  {
    types: 'azurerm_resource_group azurerm_management_group azurerm_subscription',
    source: `${azureProvider}/resource_group`,
    gone: { loses: 'everything inside goes with it', stops: unanswered },
    changes: [{ when: 'managed_by parent_management_group_id', look: 'others look after it' }],
  },
  {
    types:
      'azurerm_resource_group_template_deployment azurerm_subscription_template_deployment azurerm_virtual_machine_extension azurerm_virtual_machine_run_command azurerm_virtual_machine_scale_set_extension azurerm_automation_runbook azurerm_logic_app_workflow',
    source: `${azureProvider}/resource_group_template_deployment`,
    gone: { notKnown: 'what it made may go with it; that is not in the plan' },
    changes: [
      {
        when: 'template_content parameters_content settings protected_settings source script content publisher type_handler_version template_spec_version_id',
        notKnown: 'it acts on what runs; what it does is not in the plan: {what}',
      },
    ],
  },
  {
    types:
      'azurerm_role_assignment azurerm_role_definition azurerm_pim_active_role_assignment azurerm_pim_eligible_role_assignment azurerm_key_vault_access_policy azurerm_cosmosdb_sql_role_assignment azurerm_cosmosdb_sql_role_definition azurerm_federated_identity_credential azurerm_redis_cache_access_policy_assignment',
    source: `${azure}/role-based-access-control/overview`,
    gone: { mayStop: 'what relies on these permissions fails without them' },
    access:
      'role_definition_name role_definition_id scope principal_id condition permissions assignable_scopes secret_permissions key_permissions certificate_permissions storage_permissions object_id subject issuer audience',
    gives: 'azurerm_federated_identity_credential',
  },
  {
    types: 'azurerm_user_assigned_identity',
    source: `${azureProvider}/user_assigned_identity`,
    gone: { stops: 'what signs in by it is refused; its ids are not given again' },
  },
  {
    types: 'azurerm_management_lock',
    source: `${azureProvider}/management_lock`,
    gone: { mayLose: 'what it protects can be deleted' },
    changes: [{ when: 'lock_level', mayLose: 'what it protects may be deleted or changed' }],
    harmless: 'notes',
  },
  {
    types:
      'azurerm_subscription_policy_assignment azurerm_resource_group_policy_assignment azurerm_management_group_policy_assignment azurerm_resource_policy_assignment azurerm_resource_policy_exemption azurerm_policy_definition azurerm_policy_set_definition',
    source: `${azureProvider}/subscription_policy_assignment`,
    gone: { look: 'what it refused is allowed' },
    changes: [
      {
        when: 'enforce=true parameters policy_rule',
        mayStop: 'what was allowed may be refused: {what}',
      },
    ],
    access: 'enforce not_scopes policy_definition_id',
  },
  {
    types: 'azurerm_linux_virtual_machine azurerm_windows_virtual_machine azurerm_virtual_machine',
    source: `${azure}/virtual-machines/sizes/resize-vm`,
    gone: {
      loses: 'its system disk goes with it, unless it is kept',
      stops: 'the machine is gone, with what runs on it',
    },
    changes: [
      { when: 'size vm_size encryption_at_host_enabled', stops: 'the machine restarts: {what}' },
      {
        when: 'network_interface_ids availability_set_id proximity_placement_group_id user_data custom_data zone os_disk storage_data_disk additional_capabilities',
        mayStop: 'the machine may be stopped for it: {what}',
      },
    ],
    access:
      'identity allow_extension_operations admin_ssh_key disable_password_authentication admin_password',
    harmless: 'boot_diagnostics patch_mode patch_assessment_mode',
  },
  {
    types: 'azurerm_virtual_machine_data_disk_attachment',
    source: `${azureProvider}/virtual_machine_data_disk_attachment`,
    gone: { stops: 'the machine loses the disk' },
    changes: [
      { when: 'caching write_accelerator_enabled', mayStop: 'the disk is written otherwise' },
    ],
  },
  {
    types:
      'azurerm_linux_virtual_machine_scale_set azurerm_windows_virtual_machine_scale_set azurerm_orchestrated_virtual_machine_scale_set azurerm_monitor_autoscale_setting',
    source: `${azureProvider}/linux_virtual_machine_scale_set`,
    gone: { stops: 'its machines are gone, or grow no more under load' },
    changes: [
      { when: 'instances<', mayStop: 'it goes from {from} to {to} machines' },
      {
        when: 'sku custom_data upgrade_mode source_image_id source_image_reference zones profile enabled health_probe_id automatic_instance_repair os_disk',
        mayStop: 'machines may be replaced, or come and go at other times: {what}',
      },
    ],
    access: 'network_interface identity',
    harmless: 'instances notification',
  },
  {
    types: 'azurerm_kubernetes_cluster',
    source: `${azureProvider}/kubernetes_cluster`,
    gone: { stops: 'its API goes, with everything that runs in it' },
    changes: [
      {
        when: 'kubernetes_version default_node_pool network_profile service_principal automatic_upgrade_channel node_os_upgrade_channel',
        mayStop: 'nodes are upgraded or cycled: {what}',
      },
      {
        when: 'api_server_access_profile local_account_disabled=true',
        mayStop: 'who reached its API may be refused: {what}',
      },
    ],
    access:
      'authorized_ip_ranges role_based_access_control_enabled azure_active_directory_role_based_access_control local_account_disabled http_application_routing_enabled identity private_cluster_enabled api_server_authorized_ip_ranges',
    harmless:
      'oms_agent maintenance_window maintenance_window_auto_upgrade microsoft_defender sku_tier cost_analysis_enabled azure_policy_enabled',
  },
  {
    types: 'azurerm_kubernetes_cluster_node_pool',
    source: `${azureProvider}/kubernetes_cluster_node_pool`,
    gone: { stops: 'its pods stop and must find room elsewhere' },
    changes: [
      {
        when: 'node_count< min_count< max_count<',
        mayStop: 'nodes go, and their pods move: {what} {from} becomes {to}',
      },
      {
        when: 'vm_size max_pods os_disk_size_gb orchestrator_version node_taints zones upgrade_settings',
        mayStop: 'nodes are cycled, without being drained: {what}',
      },
      { when: 'node_labels', mayStop: 'pods that ask for a label may not be placed' },
    ],
    access: 'node_public_ip_enabled',
    harmless: 'node_count min_count max_count auto_scaling_enabled',
  },
  {
    types: 'azurerm_kubernetes_cluster_extension azurerm_kubernetes_flux_configuration',
    source: `${azureProvider}/kubernetes_cluster_extension`,
    gone: { mayStop: 'what it made in the cluster may go' },
    changes: [
      {
        when: 'configuration_settings version git_repository kustomizations',
        notKnown: 'what it made in the cluster changes; that is not in the plan',
      },
    ],
  },
  {
    types:
      'azurerm_linux_web_app azurerm_windows_web_app azurerm_linux_function_app azurerm_windows_function_app azurerm_function_app_flex_consumption azurerm_linux_web_app_slot azurerm_windows_web_app_slot azurerm_linux_function_app_slot azurerm_app_service azurerm_function_app azurerm_logic_app_standard azurerm_static_web_app azurerm_spring_cloud_app',
    source: `${azureProvider}/linux_web_app`,
    gone: { stops: 'its host name answers no more' },
    changes: [
      { when: 'enabled=false', stops: 'it answers nobody' },
      {
        when: '-backup backup.enabled=false backup.schedule.retention_period_days<',
        unlimited: 0,
        mayLose: 'it is backed up no more, or backups are kept shorter: {what}',
      },
      {
        when: 'app_settings site_config service_plan_id connection_string identity sticky_settings zip_deploy_file storage_account virtual_network_subnet_id',
        stops: 'it restarts: {what}',
      },
      {
        when: 'https_only=true client_certificate_enabled',
        mayStop: 'who came without is refused: {what}',
      },
    ],
    access:
      'public_network_access_enabled auth_settings auth_settings_v2 ftp_publish_basic_authentication_enabled webdeploy_publish_basic_authentication_enabled https_only client_certificate_mode',
    harmless: 'logs backup enabled',
  },
  {
    types: 'azurerm_service_plan azurerm_app_service_plan azurerm_app_service_environment_v3',
    source: `${azureProvider}/service_plan`,
    gone: { stops: 'the apps on it answer no more' },
    changes: [
      {
        when: 'sku_name worker_count< zone_balancing_enabled maximum_elastic_worker_count<',
        mayStop: 'the apps on it are moved: {what}',
      },
    ],
    harmless: 'worker_count maximum_elastic_worker_count per_site_scaling_enabled',
  },
  {
    types:
      'azurerm_container_app azurerm_container_group azurerm_container_app_environment azurerm_container_app_job',
    source: `${azureProvider}/container_app`,
    gone: { stops: 'it answers nobody' },
    changes: [
      {
        when: 'template revision_mode container image secret registry workload_profile_name init_container replica_timeout_in_seconds',
        look: 'a new revision takes over: {what}',
      },
      { when: 'ingress', mayStop: 'it is reached otherwise' },
    ],
    access: 'ip_address_type external_enabled identity internal_load_balancer_enabled',
    harmless: 'max_inactive_revisions',
  },
  {
    types: 'azurerm_network_security_group azurerm_network_security_rule',
    source: `${azure}/virtual-network/network-security-groups-overview`,
    gone: { mayStop: 'connections it allows are refused, and those it refused may be allowed' },
    changes: [
      {
        when: 'access=Deny -security_rule',
        mayStop: 'connections that were allowed may be refused: {what}',
      },
    ],
    access:
      'security_rule access priority direction protocol source_address_prefix source_address_prefixes destination_address_prefix destination_address_prefixes source_port_range source_port_ranges destination_port_range destination_port_ranges source_application_security_group_ids destination_application_security_group_ids',
  },
  {
    types:
      'azurerm_subnet_network_security_group_association azurerm_network_interface_security_group_association azurerm_network_interface_application_security_group_association azurerm_application_security_group',
    source: `${azureProvider}/subnet_network_security_group_association`,
    gone: { mayStop: 'connections are judged by other rules, or by none' },
    access: 'network_security_group_id',
  },
  {
    types:
      'azurerm_virtual_network azurerm_subnet azurerm_virtual_network_dns_servers azurerm_subnet_route_table_association azurerm_subnet_nat_gateway_association azurerm_virtual_network_peering azurerm_virtual_hub azurerm_virtual_hub_connection azurerm_virtual_wan',
    source: `${azureProvider}/virtual_network`,
    gone: { stops: 'what lies in it, or beyond it, is not reached any more' },
    changes: [
      {
        when: '-address_space address_prefixes -address_prefixes dns_servers route_table_id delegation default_outbound_access_enabled=false use_remote_gateways allow_gateway_transit allow_forwarded_traffic allow_virtual_network_access=false nat_gateway_id address_prefix',
        mayStop: 'traffic may go another way, or nowhere: {what}',
      },
    ],
    access:
      'default_outbound_access_enabled private_endpoint_network_policies allow_virtual_network_access service_endpoints private_link_service_network_policies_enabled',
    harmless: 'address_space ddos_protection_plan subnet',
  },
  {
    types:
      'azurerm_route azurerm_route_table azurerm_nat_gateway azurerm_nat_gateway_public_ip_association azurerm_virtual_network_gateway azurerm_virtual_network_gateway_connection azurerm_local_network_gateway azurerm_vpn_gateway azurerm_vpn_gateway_connection azurerm_express_route_circuit azurerm_express_route_circuit_peering azurerm_express_route_gateway azurerm_bastion_host',
    source: `${azureProvider}/route_table`,
    gone: { stops: 'traffic on it is dropped; its addresses and keys are not given again' },
    changes: [
      {
        when: 'next_hop_type next_hop_in_ip_address address_space shared_key ipsec_policy sku -route route gateway_address bgp_settings connection_protocol ip_configuration address_prefix bgp_route_propagation_enabled',
        mayStop: 'traffic goes another way at once, and tunnels may be built anew: {what}',
      },
    ],
    access: 'vpn_client_configuration',
  },
  {
    types: 'azurerm_public_ip azurerm_public_ip_prefix azurerm_network_interface',
    source: `${azureProvider}/public_ip`,
    gone: { stops: 'its address is given back for good' },
    changes: [
      {
        when: 'domain_name_label allocation_method ip_configuration dns_servers',
        mayStop: 'its address or its name changes: {what}',
      },
    ],
    access: 'ip_forwarding_enabled ip_configuration.public_ip_address_id',
    harmless: 'idle_timeout_in_minutes accelerated_networking_enabled',
  },
  {
    types:
      'azurerm_lb azurerm_lb_rule azurerm_lb_probe azurerm_lb_backend_address_pool azurerm_lb_backend_address_pool_address azurerm_lb_nat_rule azurerm_lb_outbound_rule azurerm_network_interface_backend_address_pool_association',
    source: `${azureProvider}/lb_rule`,
    gone: { stops: 'connections to it reach nothing' },
    changes: [
      {
        when: 'frontend_ip_configuration frontend_ip_configuration_name probe_id probe_threshold number_of_probes interval_in_seconds request_path port protocol frontend_port backend_port backend_address_pool_ids backend_address_pool_id load_distribution ip_address',
        mayStop: 'connections reach other machines, or nothing: {what}',
      },
    ],
    harmless: 'idle_timeout_in_minutes tcp_reset_enabled disable_outbound_snat',
  },
  {
    types:
      'azurerm_application_gateway azurerm_firewall azurerm_firewall_policy azurerm_firewall_policy_rule_collection_group azurerm_firewall_network_rule_collection azurerm_firewall_application_rule_collection azurerm_firewall_nat_rule_collection azurerm_web_application_firewall_policy azurerm_cdn_frontdoor_firewall_policy azurerm_cdn_frontdoor_security_policy',
    source: `${azureProvider}/application_gateway`,
    gone: { stops: 'what goes through it is dropped, or goes unchecked' },
    changes: [
      {
        when: 'backend_http_settings http_listener request_routing_rule probe sku backend_address_pool ssl_certificate ssl_policy frontend_port frontend_ip_configuration gateway_ip_configuration rewrite_rule_set url_path_map redirect_configuration autoscale_configuration custom_error_configuration',
        mayStop: 'requests reach something else, or nothing: {what}',
      },
      {
        when: 'rule network_rule_collection application_rule_collection nat_rule_collection custom_rule custom_rules managed_rule managed_rules policy_settings firewall_policy_id threat_intelligence_mode dns',
        mayStop: 'connections may be refused, or let through: {what}',
      },
    ],
    access: 'mode enabled waf_configuration',
  },
  {
    types:
      'azurerm_cdn_frontdoor_profile azurerm_cdn_frontdoor_endpoint azurerm_cdn_frontdoor_route azurerm_cdn_frontdoor_origin azurerm_cdn_frontdoor_origin_group azurerm_cdn_frontdoor_custom_domain azurerm_cdn_frontdoor_rule azurerm_cdn_profile azurerm_cdn_endpoint azurerm_traffic_manager_profile azurerm_traffic_manager_azure_endpoint azurerm_traffic_manager_external_endpoint',
    source: `${azureProvider}/cdn_frontdoor_route`,
    gone: { stops: 'its host name answers no more' },
    changes: [
      { when: 'enabled=false', stops: 'it answers nobody' },
      {
        when: 'patterns_to_match host_name origin_host_header health_probe load_balancing traffic_routing_method link_to_default_domain cache conditions actions cdn_frontdoor_origin_group_id tls weight priority monitor_config target target_resource_id dns_config',
        mayStop: 'requests reach something else: {what}',
      },
    ],
    access: 'https_redirect_enabled supported_protocols',
    harmless: 'enabled response_timeout_seconds',
  },
  {
    types:
      'azurerm_private_endpoint azurerm_private_link_service azurerm_private_endpoint_application_security_group_association',
    source: `${azureProvider}/private_endpoint`,
    gone: { stops: 'what lies behind it is not reached by it any more' },
    changes: [
      {
        when: 'private_service_connection private_dns_zone_group ip_configuration subnet_id nat_ip_configuration',
        mayStop: 'its address or its name changes: {what}',
      },
    ],
    access: 'visibility_subscription_ids auto_approval_subscription_ids',
  },
  {
    types:
      'azurerm_monitor_diagnostic_setting azurerm_monitor_metric_alert azurerm_monitor_activity_log_alert azurerm_monitor_scheduled_query_rules_alert_v2 azurerm_monitor_action_group azurerm_security_center_subscription_pricing azurerm_security_center_contact azurerm_consumption_budget_subscription azurerm_consumption_budget_resource_group azurerm_network_watcher_flow_log azurerm_portal_dashboard azurerm_monitor_data_collection_rule',
    source: `${azureProvider}/monitor_diagnostic_setting`,
    gone: { look: 'nobody is told any more what it told' },
    changes: [
      {
        when: 'enabled criteria action enabled_log metric enabled_metric log tier email_receiver webhook_receiver frequency window_size severity log_analytics_workspace_id storage_account_id eventhub_name retention_policy notification amount data_flow destinations data_sources dashboard_properties evaluation_frequency',
        look: 'other things are told, or to others: {what}',
      },
    ],
  },
];
