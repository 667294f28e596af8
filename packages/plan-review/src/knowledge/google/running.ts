import type { KnowledgeRow } from '../row';
import { googleProvider } from '../sources';

const unanswered = 'what uses it fails from then on';

/** Machines, clusters, services, networks and permissions of Google Cloud. */
export const googleRunning: readonly KnowledgeRow[] = [
  {
    types:
      'google_*_iam_member google_*_iam_binding google_*_iam_policy google_*_iam_audit_config google_project_iam_custom_role google_organization_iam_custom_role google_bigquery_dataset_access google_iam_workload_identity_pool google_iam_workload_identity_pool_provider google_iam_deny_policy',
    source: `${googleProvider}/google_project_iam`,
    gone: { mayStop: 'what relies on these permissions fails without them' },
    changes: [
      {
        when: '-members policy_data disabled=true',
        mayStop: 'who is not listed any more is refused: {what}',
      },
    ],
    access:
      'member members role policy_data permissions condition exempted_members audit_log_config attribute_condition attribute_mapping special_group user_by_email group_by_email iam_member oidc aws disabled rules',
    harmless: 'title stage',
  },
  {
    types: 'google_service_account',
    source: `${googleProvider}/google_service_account`,
    gone: { stops: 'what signs in as such is refused; a new one of the name has another id' },
    changes: [{ when: 'disabled=true', stops: 'what signs in as such is refused' }],
    harmless: 'disabled',
  },
  {
    types: 'google_service_account_key',
    source: `${googleProvider}/google_service_account_key`,
    gone: { loses: 'the key is lost', stops: 'what signs in with it is refused' },
    access: 'public_key_data service_account_id',
    gives: 'google_service_account_key',
    harmless: 'keepers',
  },
  {
    types: 'google_project google_folder',
    source: `${googleProvider}/google_project`,
    gone: { loses: 'everything inside goes with it', stops: unanswered },
    changes: [
      { when: 'billing_account', stops: 'without a billing account everything in it stops' },
      { when: 'folder_id org_id parent', mayStop: 'other policies hold in it at once' },
    ],
    harmless: 'name auto_create_network',
  },
  {
    types:
      'google_project_service google_project_default_service_accounts google_project_usage_export_bucket',
    source: `${googleProvider}/google_project_service`,
    gone: { mayStop: 'the API is switched off, unless disable_on_destroy is false' },
    harmless: 'disable_on_destroy disable_dependent_services check_if_service_has_usage_on_destroy',
  },
  {
    types:
      'google_project_organization_policy google_folder_organization_policy google_organization_policy google_org_policy_policy google_access_context_manager_service_perimeter google_access_context_manager_access_level google_access_context_manager_service_perimeter_resource',
    source: `${googleProvider}/org_policy_policy`,
    gone: { look: 'what it refused is allowed' },
    made: { mayStop: 'what was allowed may be refused' },
    changes: [
      {
        when: 'spec status boolean_policy list_policy basic custom',
        mayStop: 'what was allowed may be refused: {what}',
      },
    ],
    access: 'restore_policy constraint dry_run_spec',
  },
  {
    types: 'google_compute_instance google_compute_instance_from_template',
    source: `${googleProvider}/compute_instance`,
    gone: {
      stops: 'the machine is gone, with what runs on it',
      mayLose: 'its boot disk goes with it, unless auto_delete is off',
    },
    changes: [
      {
        when: 'desired_status=TERMINATED desired_status=SUSPENDED',
        stops: 'the machine is stopped',
      },
      {
        when: 'machine_type min_cpu_platform enable_display shielded_instance_config scratch_disk advanced_machine_features guest_accelerator network_performance_config confidential_instance_config',
        stops: 'the machine is stopped and started: {what}',
      },
      { when: 'tags', mayStop: 'other firewall rules hold for it' },
      {
        when: '-attached_disk attached_disk network_interface scheduling metadata_startup_script metadata resource_policies',
        mayStop: 'what runs on it may miss something: {what}',
      },
    ],
    access:
      'service_account can_ip_forward network_interface.access_config network_interface.ipv6_access_config',
    harmless: 'desired_status allow_stopping_for_update hostname',
  },
  {
    types: 'google_compute_instance_template google_compute_region_instance_template',
    source: `${googleProvider}/compute_instance_template`,
    gone: { look: 'no machine can be started from it any more' },
    replaced: { look: 'groups that use it replace their machines by their update policy' },
    access: 'service_account',
  },
  {
    types:
      'google_compute_instance_group_manager google_compute_region_instance_group_manager google_compute_autoscaler google_compute_region_autoscaler google_compute_instance_group google_compute_target_pool',
    source: `${googleProvider}/compute_instance_group_manager`,
    gone: { stops: 'its machines are gone, or grow no more under load' },
    changes: [
      { when: 'target_size<', mayStop: 'it goes from {from} to {to} machines' },
      {
        when: 'version update_policy auto_healing_policies autoscaling_policy target_pools named_port -instances health_checks distribution_policy_zones all_instances_config stateful_disk stateful_internal_ip instance_lifecycle_policy',
        mayStop: 'machines are replaced, or come and go at other times: {what}',
      },
    ],
    harmless:
      'target_size wait_for_instances wait_for_instances_status instances list_managed_instances_results',
  },
  {
    types: 'google_container_cluster',
    source: `${googleProvider}/container_cluster`,
    gone: { stops: 'its API goes, with everything that runs in it' },
    changes: [
      {
        when: 'min_master_version node_version release_channel',
        mayStop: 'it is upgraded, with no way back: {what}',
      },
      {
        when: 'dns_config network_policy node_config addons_config dns_cache_config datapath_provider workload_identity_config enable_shielded_nodes node_locations cluster_autoscaling',
        mayStop: 'nodes are made anew, or pods work otherwise: {what}',
      },
      { when: '-master_authorized_networks_config', mayStop: 'who reached its API may be refused' },
    ],
    access:
      'master_authorized_networks_config private_cluster_config enable_legacy_abac master_auth authenticator_groups_config control_plane_endpoints_config binary_authorization',
    harmless:
      'logging_config monitoring_config maintenance_policy resource_labels notification_config cost_management_config node_pool logging_service monitoring_service',
  },
  {
    types: 'google_container_node_pool',
    source: `${googleProvider}/container_node_pool`,
    gone: { stops: 'its pods stop and must find room elsewhere' },
    changes: [
      {
        when: 'node_count< initial_node_count< autoscaling.max_node_count< autoscaling.min_node_count<',
        mayStop: 'nodes go, and their pods move: {what} {from} becomes {to}',
      },
      {
        when: 'version node_config machine_type upgrade_settings management network_config node_locations',
        mayStop: 'nodes are drained and replaced: {what}',
      },
    ],
    access: 'oauth_scopes service_account',
    harmless:
      'node_count initial_node_count autoscaling managed_instance_group_urls instance_group_urls',
  },
  {
    types:
      'google_cloud_run_v2_service google_cloud_run_v2_job google_cloud_run_service google_cloud_run_domain_mapping google_cloudfunctions_function google_cloudfunctions2_function google_app_engine_application google_app_engine_standard_app_version google_app_engine_flexible_app_version',
    source: `${googleProvider}/cloud_run_v2_service`,
    gone: { stops: 'its URL answers no more' },
    changes: [
      {
        when: 'template traffic scaling vpc_access build_config service_config runtime entry_point source_archive_object source_archive_bucket environment_variables max_instances available_memory_mb timeout event_trigger handlers deployment serving_status env_variables automatic_scaling',
        look: 'a new revision takes over: {what}',
      },
    ],
    access:
      'ingress invoker_iam_disabled ingress_settings service_account_email iap_enabled default_uri_disabled',
    harmless: 'client client_version annotations launch_stage metadata custom_audiences',
  },
  {
    types:
      'google_compute_network google_compute_subnetwork google_compute_network_peering google_compute_network_peering_routes_config google_compute_shared_vpc_service_project google_compute_shared_vpc_host_project google_service_networking_connection google_vpc_access_connector google_compute_service_attachment google_compute_global_network_endpoint google_network_connectivity_hub google_network_connectivity_spoke',
    source: `${googleProvider}/compute_network`,
    gone: { stops: 'what lies in it, or beyond it, is not reached any more' },
    changes: [
      {
        when: 'ip_cidr_range secondary_ip_range private_ip_google_access=false export_custom_routes=false import_custom_routes=false routing_mode reserved_peering_ranges min_instances< max_instances< machine_type consumer_reject_lists -consumer_accept_lists mtu',
        mayStop: 'traffic may go another way, or nowhere: {what}',
      },
    ],
    access:
      'private_ip_google_access stack_type connection_preference consumer_accept_lists private_ipv6_google_access',
    harmless: 'log_config export_custom_routes import_custom_routes min_instances max_instances',
  },
  {
    types:
      'google_compute_route google_compute_router google_compute_router_nat google_compute_router_interface google_compute_router_peer google_compute_vpn_tunnel google_compute_ha_vpn_gateway google_compute_vpn_gateway google_compute_external_vpn_gateway google_compute_interconnect_attachment',
    source: `${googleProvider}/compute_router_nat`,
    gone: { stops: 'traffic on it is dropped; its addresses and keys are not given again' },
    changes: [
      {
        when: 'nat_ips source_subnetwork_ip_ranges_to_nat subnetwork min_ports_per_vm< max_ports_per_vm< shared_secret bgp admin_enabled=false enable=false peer_asn advertised_route_priority ip_range peer_ip_address nat_ip_allocate_option advertised_ip_ranges',
        mayStop: 'traffic goes another way, or tunnels are built anew: {what}',
      },
    ],
    harmless: 'min_ports_per_vm max_ports_per_vm log_config enable_dynamic_port_allocation',
  },
  {
    types: 'google_compute_address google_compute_global_address',
    source: `${googleProvider}/compute_address`,
    gone: { stops: 'its address is given back for good' },
  },
  {
    types:
      'google_compute_firewall google_compute_firewall_policy google_compute_firewall_policy_rule google_compute_firewall_policy_association google_compute_network_firewall_policy google_compute_network_firewall_policy_rule google_compute_network_firewall_policy_association google_compute_region_network_firewall_policy_rule',
    source: `${googleProvider}/compute_firewall`,
    gone: { mayStop: 'connections it allows are refused, and those it refused may be allowed' },
    changes: [
      {
        when: 'deny disabled -allow -source_ranges -target_tags',
        mayStop: 'connections that were allowed may be refused: {what}',
      },
    ],
    access:
      'allow source_ranges source_tags target_tags source_service_accounts target_service_accounts destination_ranges action match priority direction firewall_policy attachment_target disabled',
    harmless: 'log_config enable_logging',
  },
  {
    types:
      'google_compute_forwarding_rule google_compute_global_forwarding_rule google_compute_backend_service google_compute_region_backend_service google_compute_url_map google_compute_region_url_map google_compute_target_http_proxy google_compute_target_https_proxy google_compute_region_target_http_proxy google_compute_region_target_https_proxy google_compute_target_tcp_proxy google_compute_target_ssl_proxy google_compute_health_check google_compute_region_health_check google_compute_http_health_check google_compute_backend_bucket google_compute_network_endpoint_group google_compute_region_network_endpoint_group google_compute_ssl_certificate google_compute_managed_ssl_certificate google_certificate_manager_certificate google_certificate_manager_certificate_map google_certificate_manager_certificate_map_entry google_compute_target_instance',
    source: `${googleProvider}/compute_backend_service`,
    gone: { stops: 'requests reach nothing' },
    changes: [
      {
        when: 'target -backend backend host_rule path_matcher default_service default_url_redirect ssl_certificates certificate_map check_interval_sec timeout_sec unhealthy_threshold healthy_threshold http_health_check https_health_check tcp_health_check grpc_health_check health_checks port port_range ports port_name protocol session_affinity managed locality_lb_policy connection_draining_timeout_sec cdn_policy enable_cdn bucket_name url_map proxy_header outlier_detection circuit_breakers default_route_action quic_override certificates hostname',
        mayStop: 'requests reach something else, or nothing: {what}',
      },
    ],
    access:
      'load_balancing_scheme security_policy iap allow_global_access ssl_policy edge_security_policy server_tls_policy',
    harmless: 'log_config custom_response_headers custom_request_headers test',
  },
  {
    types:
      'google_compute_security_policy google_compute_region_security_policy google_compute_security_policy_rule google_compute_ssl_policy',
    source: `${googleProvider}/compute_security_policy`,
    gone: { look: 'requests are not filtered any more' },
    changes: [
      {
        when: 'rule match action custom_features min_tls_version profile rate_limit_options',
        mayStop: 'other requests are refused, or let through: {what}',
      },
    ],
    access: 'adaptive_protection_config preview',
  },
  {
    types: 'google_dns_managed_zone',
    source: `${googleProvider}/dns_managed_zone`,
    gone: { loses: 'its records and its name servers are lost', stops: 'no name of it resolves' },
    changes: [
      {
        when: 'private_visibility_config forwarding_config peering_config dnssec_config',
        mayStop: 'names are resolved by others: {what}',
      },
    ],
    access: 'visibility',
    harmless: 'cloud_logging_config force_destroy',
  },
  {
    types:
      'google_dns_record_set google_dns_policy google_dns_response_policy google_dns_response_policy_rule',
    source: `${googleProvider}/dns_record_set`,
    gone: { mayStop: 'the name resolves to nothing' },
    changes: [
      {
        when: 'rrdatas routing_policy alternative_name_server_config local_data behavior networks',
        mayStop: 'clients go elsewhere, once the old answer is past its time to live',
      },
      { when: 'ttl>', look: 'the next change takes longer to reach clients' },
    ],
    harmless: 'ttl enable_logging',
  },
  {
    types:
      'google_logging_project_sink google_logging_folder_sink google_logging_organization_sink google_logging_metric google_monitoring_alert_policy google_monitoring_notification_channel google_monitoring_uptime_check_config google_monitoring_dashboard google_monitoring_slo google_monitoring_service google_billing_budget google_scc_notification_config',
    source: `${googleProvider}/monitoring_alert_policy`,
    gone: { look: 'nobody is told any more what it told' },
    changes: [
      {
        when: 'enabled filter destination exclusions disabled conditions notification_channels combiner alert_strategy dashboard_json goal http_check tcp_check monitored_resource period timeout metric_descriptor value_extractor threshold_rules amount budget_filter documentation severity',
        look: 'other things are told, or to others: {what}',
      },
    ],
    access: 'unique_writer_identity',
  },
  {
    types:
      'google_logging_project_bucket_config google_logging_folder_bucket_config google_logging_organization_bucket_config google_logging_log_view google_logging_project_exclusion google_logging_linked_dataset',
    source: `${googleProvider}/logging_project_bucket_config`,
    gone: { loses: 'its logs are lost' },
    changes: [
      { when: 'retention_days<', loses: 'logs older than {to day} are deleted' },
      { when: 'filter disabled', look: 'other lines are kept' },
    ],
    harmless: 'retention_days enable_analytics locked',
  },
  {
    types: 'google_storage_transfer_job',
    source: `${googleProvider}/storage_transfer_job`,
    gone: { mayLose: 'new objects are copied nowhere any more' },
    changes: [
      { when: 'status=DISABLED', mayLose: 'new objects are copied nowhere any more' },
      {
        when: 'transfer_spec.transfer_options.delete_objects_unique_in_sink=true transfer_spec.transfer_options.delete_objects_from_source_after_transfer=true transfer_spec.transfer_options.overwrite_objects_already_existing_in_sink=true',
        mayLose: 'objects are deleted or overwritten: {what}',
      },
      {
        when: 'transfer_spec schedule event_stream replication_spec',
        look: 'other objects are copied, or at other times: {what}',
      },
    ],
    harmless: 'status notification_config logging_config',
  },
];
