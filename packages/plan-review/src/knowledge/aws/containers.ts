import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** Containers, their clusters and images, and what runs them for you. */
export const containers: readonly KnowledgeRow[] = [
  {
    types: 'aws_ecs_task_definition',
    source: `${aws}/AmazonECS/latest/developerguide/task_definitions.html`,
    gone: { look: 'the revision is deregistered: running tasks go on, no new ones start from it' },
    replaced: { fine: 'a new revision is registered; tasks change when a service moves to it' },
    harmless: 'skip_destroy track_latest revision arn_without_revision',
  },
  {
    types: 'aws_ecs_service aws_ecs_task_set',
    source: `${aws}/AmazonECS/latest/developerguide/deployment-type-ecs.html`,
    gone: {},
    changes: [
      {
        when: '-load_balancer',
        stops: 'its tasks are taken out of a load balancer and get no requests from it',
      },
      {
        when: '-vpc_lattice_configurations',
        stops:
          'its tasks are taken out of a target group of VPC Lattice and get no requests from it',
      },
      {
        when: 'vpc_lattice_configurations',
        look: 'its tasks are registered in another target group of VPC Lattice',
      },
      {
        when: 'deployment_configuration',
        look: 'its next deployments bring new tasks in by other rules: {what}',
      },
      {
        when: 'health_check_grace_period_seconds<',
        mayStop: 'tasks that start longer than {to second} may be stopped before they answer',
      },
      {
        when: 'availability_zone_rebalancing',
        look: 'tasks may be moved to spread them over zones, or are no more',
      },
    ],
    ruled:
      'desired_count task_definition force_new_deployment triggers load_balancer network_configuration service_registries service_connect_configuration volume_configuration platform_version deployment_controller capacity_provider_strategy deployment_minimum_healthy_percent scale launch_type',
    harmless:
      'health_check_grace_period_seconds deployment_maximum_percent deployment_circuit_breaker alarms enable_ecs_managed_tags propagate_tags enable_execute_command wait_for_steady_state sigint_rollback ordered_placement_strategy placement_constraints iam_role vpc_lattice_configurations force_delete scheduling_strategy',
  },
  {
    types: 'aws_ecs_cluster',
    source: `${awsProvider}/ecs_cluster`,
    gone: { stops: 'every service and host in the cluster is cut off from it' },
    changes: [
      { when: 'configuration', look: 'how commands in its containers are written down changes' },
      { when: 'service_connect_defaults', look: 'new services are found in another namespace' },
    ],
    harmless: 'setting',
  },
  {
    types: 'aws_ecs_capacity_provider',
    source: `${awsProvider}/ecs_capacity_provider`,
    gone: { mayStop: 'no task can be placed through it until a new one is attached' },
    changes: [
      {
        when: 'auto_scaling_group_provider',
        look: 'hosts are started and terminated by other rules',
      },
      {
        when: 'managed_instances_provider',
        look: 'hosts that are started from then on are others: {what}',
      },
    ],
  },
  {
    types: 'aws_ecs_cluster_capacity_providers',
    source: `${awsProvider}/ecs_cluster_capacity_providers`,
    gone: { mayStop: 'no task can be placed through capacity providers any more' },
    replaced: { look: 'where new tasks are placed changes' },
    changes: [
      {
        when: '-capacity_providers',
        mayStop: 'services that place tasks through a provider that goes place none any more',
      },
      {
        when: 'capacity_providers default_capacity_provider_strategy',
        look: 'where new tasks are placed changes',
      },
    ],
  },
  {
    types: 'aws_ecs_account_setting_default aws_ecs_tag',
    source: `${awsProvider}/ecs_account_setting_default`,
    gone: { look: 'new services and tasks follow the default of AWS again' },
    changes: [{ when: 'value', look: 'new services and tasks follow another default' }],
  },
  {
    types: 'aws_ecr_repository aws_ecrpublic_repository',
    source: `${awsProvider}/ecr_repository`,
    forcedBy: 'force_delete',
    gone: { loses: 'its images are lost', mayStop: 'what asks for it from then on fails' },
    changes: [
      { when: 'image_tag_mutability=MUTABLE', look: 'a tag can be moved to another image' },
      {
        when: 'image_tag_mutability=IMMUTABLE',
        mayStop: 'pushes of a tag that exists are refused',
      },
    ],
    harmless:
      'image_scanning_configuration encryption_configuration catalog_data image_tag_mutability force_delete',
  },
  {
    types: 'aws_ecr_lifecycle_policy',
    source: `${aws}/AmazonECR/latest/userguide/LifecyclePolicies.html`,
    of: { attribute: 'repository', type: 'aws_ecr_repository' },
    gone: { look: 'images are kept for ever' },
    made: {
      mayLose:
        'images that its rules match are deleted within a day; tasks cannot start from them again',
    },
    changes: [
      {
        when: 'policy',
        mayLose:
          'images that its rules match are deleted within a day; tasks cannot start from them again',
      },
    ],
  },
  {
    types:
      'aws_ecr_repository_policy aws_ecrpublic_repository_policy aws_ecr_registry_policy aws_ecr_pull_through_cache_rule aws_ecr_replication_configuration aws_ecr_registry_scanning_configuration aws_ecr_repository_creation_template aws_ecr_account_setting',
    source: `${awsProvider}/ecr_repository_policy`,
    gone: { mayStop: 'who was allowed to pull may be refused' },
    changes: [
      {
        when: 'replication_configuration rule scan_type credential_arn lifecycle_policy value',
        look: 'images are copied or scanned otherwise',
      },
    ],
    access: 'policy repository_policy',
  },
  {
    types: 'aws_eks_cluster',
    source: `${awsProvider}/eks_cluster`,
    gone: { stops: 'its API goes, with everything that runs in it' },
    changes: [
      {
        when: 'version',
        mayStop:
          'the control plane is upgraded to {to}, with no way back; what asks for old APIs fails',
      },
      {
        when: 'vpc_config.endpoint_public_access=false vpc_config.endpoint_private_access=false -vpc_config.public_access_cidrs -vpc_config.security_group_ids',
        mayStop: 'who reached its API may be refused: {what}',
      },
      {
        when: 'encryption_config access_config compute_config kubernetes_network_config storage_config zonal_shift_config remote_network_config vpc_config.subnet_ids',
        mayStop: 'who may do what, or where things run, changes: {what}',
      },
      {
        when: 'upgrade_policy.support_type=STANDARD',
        mayStop: 'the control plane is upgraded by AWS, once its version is past standard support',
      },
      { when: '-enabled_cluster_log_types', look: 'nobody can tell later who did what in it' },
    ],
    access: 'vpc_config role_arn access_config',
    harmless:
      'enabled_cluster_log_types upgrade_policy platform_version status bootstrap_self_managed_addons force_update_version',
  },
  {
    types: 'aws_eks_node_group aws_eks_fargate_profile',
    source: `${awsProvider}/eks_node_group`,
    gone: { stops: 'its pods stop and must find room elsewhere' },
    changes: [
      {
        when: 'scaling_config.desired_size< scaling_config.max_size<',
        mayStop: 'nodes go, and their pods move: {what} {from} becomes {to}',
      },
      {
        when: 'version release_version launch_template taint node_repair_config',
        mayStop: 'nodes are drained and replaced one after another: {what}',
      },
      { when: 'labels', mayStop: 'pods that ask for a label may not be placed' },
      { when: 'update_config', look: 'another number of nodes is replaced at once' },
    ],
    access: 'remote_access node_role_arn pod_execution_role_arn',
    harmless: 'scaling_config force_update_version',
  },
  {
    types: 'aws_eks_addon',
    source: `${awsProvider}/eks_addon`,
    gone: { mayStop: 'what it does in the cluster stops: names, networks or volumes' },
    changes: [
      { when: 'addon_version configuration_values', mayStop: 'its pods are restarted: {what}' },
    ],
    access: 'service_account_role_arn pod_identity_association',
    harmless: 'resolve_conflicts resolve_conflicts_on_create resolve_conflicts_on_update preserve',
  },
  {
    types:
      'aws_eks_access_entry aws_eks_access_policy_association aws_eks_pod_identity_association aws_eks_identity_provider_config',
    source: `${awsProvider}/eks_access_entry`,
    gone: { mayStop: 'who came in by it is locked out' },
    changes: [
      { when: '-kubernetes_groups user_name type', mayStop: 'who came in by it may do less' },
    ],
    access: 'policy_arn kubernetes_groups principal_arn role_arn access_scope oidc',
    gives: 'aws_eks_pod_identity_association aws_eks_identity_provider_config',
  },
  {
    types:
      'aws_batch_compute_environment aws_batch_job_queue aws_batch_job_definition aws_batch_scheduling_policy',
    source: `${awsProvider}/batch_compute_environment`,
    gone: { stops: 'jobs are run no more' },
    replaced: { mayStop: 'jobs that wait may have to be sent again' },
    changes: [
      { when: 'state=DISABLED', stops: 'jobs are taken no more' },
      {
        when: 'compute_resources compute_environment_order compute_environments priority scheduling_policy_arn state container_properties timeout retry_strategy node_properties parameters platform_capabilities',
        mayStop: 'jobs run elsewhere or otherwise: {what}',
      },
    ],
    access:
      'service_role container_properties.jobRoleArn container_properties.executionRoleArn container_properties.privileged container_properties.user container_properties.linuxParameters',
  },
  {
    types:
      'aws_elastic_beanstalk_environment aws_elastic_beanstalk_application aws_elastic_beanstalk_application_version aws_apprunner_service aws_apprunner_connection aws_apprunner_custom_domain_association aws_apprunner_vpc_connector aws_mwaa_environment aws_amplify_app aws_amplify_branch aws_amplify_domain_association',
    source: `${awsProvider}/apprunner_service`,
    gone: { stops: 'its URL answers no more' },
    changes: [
      {
        when: 'setting solution_stack_name version_label source_configuration instance_configuration auto_scaling_configuration_arn health_check_configuration environment_class airflow_version airflow_configuration_options requirements_s3_path requirements_s3_object_version dag_s3_path max_workers< min_workers< wait_for_ready_timeout platform build_spec environment_variables custom_rule sub_domain',
        mayStop: 'it is deployed anew: {what}',
      },
    ],
    access: 'network_configuration webserver_access_mode execution_role_arn',
    harmless: 'max_workers min_workers',
  },
];
