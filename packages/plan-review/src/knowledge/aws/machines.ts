import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** Machines and groups of machines. */
export const machines: readonly KnowledgeRow[] = [
  {
    types: 'aws_instance aws_spot_instance_request',
    source: `${awsProvider}/instance`,
    gone: {
      stops: 'the machine is terminated, with what runs on it',
      mayLose: 'what lies on its own disks goes with it, unless they are kept',
    },
    changes: [
      {
        when: 'instance_type user_data user_data_base64 cpu_options capacity_reservation_specification ebs_optimized hibernation tenancy host_id placement_partition_number',
        stops:
          'the machine is stopped and started; what lies on instance stores, and a public address of its own, go: {what}',
      },
      {
        when: 'user_data_replace_on_change',
        fine: 'the next change of user data replaces the machine',
      },
      {
        when: 'source_dest_check private_ip secondary_private_ips network_interface',
        mayStop: 'what goes through it may be dropped: {what}',
      },
      {
        when: '-vpc_security_group_ids -security_groups',
        mayStop: 'connections that a group allowed are refused',
      },
      { when: 'iam_instance_profile', mayStop: 'what runs on it gets other permissions, or none' },
      {
        when: 'metadata_options.http_endpoint=disabled metadata_options.http_tokens=required metadata_options.http_put_response_hop_limit<',
        mayStop: 'what runs on it may not get its credentials any more: {what}',
      },
      {
        when: 'root_block_device.delete_on_termination=true ebs_block_device.delete_on_termination=true',
        mayLose: 'the disk goes with the machine, when it is terminated: {what}',
      },
      { when: 'root_block_device ebs_block_device', look: 'its disks change: {what}' },
      {
        when: 'instance_initiated_shutdown_behavior=terminate',
        mayLose: 'a shutdown from inside terminates it',
      },
    ],
    access: 'metadata_options vpc_security_group_ids security_groups associate_public_ip_address',
    harmless:
      'volume_tags monitoring credit_specification disable_api_termination disable_api_stop instance_initiated_shutdown_behavior maintenance_options private_dns_name_options enclave_options',
  },
  {
    types: 'aws_ec2_instance_state',
    source: `${awsProvider}/ec2_instance_state`,
    gone: { fine: 'the machine stays as it is' },
    changes: [
      { when: 'state=stopped', stops: 'the machine is stopped' },
      { when: 'state', look: 'the machine is started' },
    ],
    harmless: 'force',
  },
  {
    types: 'aws_launch_template aws_launch_configuration',
    source: `${aws}/autoscaling/ec2/userguide/launch-templates.html`,
    gone: { look: 'no host can be started from it any more' },
    replaced: {},
    ruled:
      'image_id instance_type user_data user_data_base64 key_name block_device_mappings root_block_device ebs_block_device network_interfaces iam_instance_profile metadata_options monitoring vpc_security_group_ids security_groups security_group_names instance_market_options instance_requirements placement placement_tenancy cpu_options credit_specification ebs_optimized enable_monitoring associate_public_ip_address tag_specifications hibernation_options enclave_options license_specification capacity_reservation_specification private_dns_name_options maintenance_options kernel_id ram_disk_id instance_initiated_shutdown_behavior spot_price disable_api_stop disable_api_termination default_version update_default_version latest_version ephemeral_block_device elastic_gpu_specifications',
  },
  {
    types: 'aws_autoscaling_group',
    source: `${aws}/autoscaling/ec2/userguide/understand-how-suspending-processes-affects-other-processes.html`,
    gone: {},
    changes: [
      {
        when: '-target_group_arns -load_balancers -traffic_source',
        stops: 'its hosts are taken out of a load balancer and get no requests from it',
      },
      {
        when: '+suspended_processes',
        mayStop:
          'processes of the group are suspended: hosts that fail may not be replaced, or get no requests',
      },
      {
        when: 'health_check_type=ELB',
        mayStop: 'hosts that a load balancer calls unhealthy are terminated',
      },
      {
        when: 'health_check_type=EC2',
        mayStop: 'hosts that a load balancer calls unhealthy stay, and are not replaced',
      },
      {
        when: 'health_check_grace_period<',
        mayStop: 'hosts that start longer than {to second} may be terminated before they answer',
      },
      { when: 'max_instance_lifetime', mayStop: 'hosts older than {to second} are replaced' },
      {
        when: 'protect_from_scale_in=false termination_policies default_cooldown default_instance_warmup placement_group service_linked_role_arn capacity_rebalance instance_maintenance_policy availability_zone_distribution warm_pool',
        look: 'hosts are started and terminated by other rules: {what}',
      },
    ],
    ruled:
      'desired_capacity min_size max_size vpc_zone_identifier availability_zones launch_template mixed_instances_policy launch_configuration',
    harmless:
      'tag target_group_arns load_balancers traffic_source suspended_processes health_check_type health_check_grace_period instance_refresh enabled_metrics metrics_granularity wait_for_capacity_timeout min_elb_capacity wait_for_elb_capacity force_delete force_delete_warm_pool ignore_failed_scaling_activities desired_capacity_type context predicted_capacity warm_pool_size protect_from_scale_in initial_lifecycle_hook',
  },
  {
    types: 'aws_autoscaling_attachment aws_autoscaling_traffic_source_attachment',
    source: `${awsProvider}/autoscaling_attachment`,
    gone: { stops: 'the hosts of the group get no requests from the load balancer' },
  },
  {
    types:
      'aws_autoscaling_policy aws_autoscaling_schedule aws_autoscaling_lifecycle_hook aws_autoscaling_notification aws_autoscaling_group_tag aws_autoscalingplans_scaling_plan',
    source: `${awsProvider}/autoscaling_policy`,
    gone: { mayStop: 'the group grows no more under load' },
    changes: [
      {
        when: 'max_size< desired_capacity< min_size<',
        mayStop: 'the group is made smaller at a time: {what} {from} becomes {to}',
      },
      {
        when: 'target_tracking_configuration step_adjustment scaling_adjustment adjustment_type cooldown predictive_scaling_configuration recurrence start_time end_time enabled default_result heartbeat_timeout lifecycle_transition max_size desired_capacity min_size policy_type estimated_instance_warmup metric_aggregation_type',
        look: 'the group grows and shrinks at other times: {what}',
      },
    ],
  },
  {
    types:
      'aws_spot_fleet_request aws_ec2_fleet aws_ec2_capacity_reservation aws_ec2_host aws_placement_group',
    source: `${awsProvider}/ec2_fleet`,
    gone: { stops: 'its machines are terminated, or lose the room they have' },
    changes: [
      {
        when: 'target_capacity< target_capacity_specification instance_count terminate_instances_with_expiration excess_capacity_termination_policy',
        mayStop: 'machines may be terminated: {what}',
      },
    ],
    harmless: 'target_capacity',
  },
  {
    types:
      'aws_key_pair aws_imagebuilder_image_pipeline aws_imagebuilder_image_recipe aws_imagebuilder_infrastructure_configuration',
    source: `${awsProvider}/key_pair`,
    gone: { look: 'new machines cannot be started with it; those that run keep it' },
    changes: [{ when: 'status schedule image_recipe_arn', look: 'other images are built: {what}' }],
  },
  {
    types:
      'aws_emr_cluster aws_emr_instance_group aws_emr_instance_fleet aws_emrserverless_application aws_sagemaker_notebook_instance aws_sagemaker_domain aws_sagemaker_user_profile aws_workspaces_workspace aws_workspaces_directory aws_cloud9_environment_ec2',
    source: `${awsProvider}/emr_cluster`,
    gone: { loses: 'what lies on its disks is lost', stops: 'who works on it is cut off' },
    changes: [
      {
        when: 'instance_type master_instance_group core_instance_group instance_count< volume_size lifecycle_config_name termination_protection auto_stop_configuration maximum_capacity initial_capacity workspace_properties default_user_settings',
        mayStop: 'it may be restarted, or get smaller: {what}',
      },
    ],
    access:
      'direct_internet_access root_access ec2_attributes security_groups network_configuration',
    harmless: 'instance_count',
  },
  {
    types:
      'aws_lightsail_instance aws_lightsail_database aws_lightsail_disk aws_lightsail_bucket aws_lightsail_container_service aws_lightsail_lb',
    source: `${awsProvider}/lightsail_instance`,
    gone: { loses: 'what lies on it is lost', stops: 'what uses it fails from then on' },
    changes: [
      { when: 'backup_retention_enabled=false', loses: 'automatic backups are switched off' },
      {
        when: 'bundle_id power scale is_disabled health_check_path',
        mayStop: 'it may be restarted: {what}',
      },
    ],
    access: 'publicly_accessible',
    harmless: 'backup_retention_enabled',
  },
  {
    types:
      'aws_lightsail_instance_public_ports aws_lightsail_static_ip aws_lightsail_static_ip_attachment aws_lightsail_disk_attachment aws_lightsail_domain aws_lightsail_domain_entry',
    source: `${awsProvider}/lightsail_instance_public_ports`,
    gone: { stops: 'it is not reached there any more' },
    changes: [{ when: 'target port_info', mayStop: 'it may not be reached any more' }],
    access: 'port_info',
  },
];
