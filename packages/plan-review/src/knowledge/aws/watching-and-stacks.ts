import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** Logs, alarms, builds, and what makes other things. */
export const watchingAndStacks: readonly KnowledgeRow[] = [
  {
    types: 'aws_cloudwatch_log_group',
    source: `${aws}/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html`,
    gone: { loses: 'its logs are lost' },
    changes: [
      { when: 'retention_in_days<', unlimited: 0, loses: 'logs older than {to day} are deleted' },
      { when: 'kms_key_id', mayStop: 'who may not use the other key can neither write nor read' },
    ],
    harmless: 'retention_in_days skip_destroy log_group_class',
  },
  {
    types: 'aws_cloudwatch_log_stream',
    source: `${awsProvider}/cloudwatch_log_stream`,
    gone: { loses: 'its lines are lost' },
  },
  {
    types:
      'aws_cloudwatch_log_data_protection_policy aws_cloudwatch_log_account_policy aws_cloudwatch_log_anomaly_detector aws_cloudwatch_query_definition aws_cloudwatch_log_index_policy',
    source: `${awsProvider}/cloudwatch_log_data_protection_policy`,
    gone: { look: 'lines are shown unmasked, or searched otherwise' },
    changes: [
      {
        when: 'policy_document query_string selection_criteria enabled',
        look: 'lines are shown or searched otherwise',
      },
    ],
  },
  {
    types: 'aws_cloudwatch_log_resource_policy aws_cloudwatch_log_destination_policy',
    source: `${awsProvider}/cloudwatch_log_resource_policy`,
    gone: { mayStop: 'who was allowed to write logs is refused' },
    access: 'policy_document access_policy',
  },
  {
    types:
      'aws_cloudwatch_metric_alarm aws_cloudwatch_composite_alarm aws_cloudwatch_dashboard aws_cloudwatch_log_metric_filter aws_cloudwatch_log_subscription_filter aws_cloudwatch_log_destination aws_cloudwatch_metric_stream aws_synthetics_canary aws_xray_sampling_rule aws_xray_group aws_cloudwatch_log_delivery aws_cloudwatch_log_delivery_source aws_cloudwatch_log_delivery_destination aws_budgets_budget aws_ce_anomaly_monitor aws_ce_anomaly_subscription aws_codestarnotifications_notification_rule aws_chatbot_slack_channel_configuration aws_applicationinsights_application aws_resourcegroups_group aws_rum_app_monitor aws_cur_report_definition aws_notifications_notification_hub',
    source: `${awsProvider}/cloudwatch_metric_alarm`,
    gone: { look: 'nobody is told any more what it told' },
    changes: [
      {
        when: 'actions_enabled=false -alarm_actions start_canary=false',
        look: 'nobody is told any more when it rings: {what}',
      },
      {
        when: 'threshold comparison_operator evaluation_periods period statistic extended_statistic metric_name namespace dimensions metric_query treat_missing_data datapoints_to_alarm alarm_actions ok_actions insufficient_data_actions actions_enabled alarm_rule dashboard_body pattern metric_transformation filter_pattern destination_arn include_filter exclude_filter schedule zip_file threshold_metric_id limit_amount notification threshold_expression unit evaluate_low_sample_count_percentiles fixed_rate reservoir_size runtime_version run_config frequency event_type_ids target cost_filter time_unit firehose_arn output_format resource_query',
        look: 'it rings, shows or passes on something else: {what}',
      },
    ],
    access: 'role_arn execution_role_arn',
    harmless: 'alarm_description start_canary success_retention_period failure_retention_period',
  },
  {
    types: 'aws_codecommit_repository',
    source: `${awsProvider}/codecommit_repository`,
    gone: { loses: 'its commits are lost' },
    changes: [
      { when: 'repository_name', mayStop: 'its URL changes' },
      { when: 'default_branch kms_key_id', look: 'it works otherwise: {what}' },
    ],
  },
  {
    types: 'aws_codeartifact_repository aws_codeartifact_domain',
    source: `${awsProvider}/codeartifact_repository`,
    gone: { loses: 'its packages are lost', mayStop: 'builds that ask for them fail' },
    changes: [
      {
        when: '-upstream -external_connections upstream external_connections',
        mayStop: 'builds may not find packages',
      },
    ],
  },
  {
    types:
      'aws_codebuild_project aws_codebuild_webhook aws_codebuild_source_credential aws_codepipeline aws_codepipeline_webhook aws_codedeploy_app aws_codedeploy_deployment_group aws_codedeploy_deployment_config aws_codestarconnections_connection aws_codeconnections_connection aws_codecommit_trigger aws_codeartifact_repository_permissions_policy aws_codeartifact_domain_permissions_policy aws_codebuild_report_group',
    source: `${awsProvider}/codebuild_project`,
    gone: { mayStop: 'nothing is built or deployed by it any more' },
    changes: [
      {
        when: 'source environment artifacts build_timeout secondary_sources source_version vpc_config cache stage trigger variable filter_group build_type deployment_style blue_green_deployment_config auto_rollback_configuration load_balancer_info ec2_tag_filter ecs_service autoscaling_groups deployment_config_name token execution_mode file_system_locations concurrent_build_limit traffic_routing_config minimum_healthy_hosts',
        look: 'the next build or deployment runs otherwise: {what}',
      },
    ],
    access:
      'service_role role_arn policy_document service_role_arn project_visibility filter_group scope_configuration',
    harmless:
      'badge_enabled logs_config queued_timeout alarm_configuration encryption_key export_config',
  },
  {
    types:
      'aws_cloudformation_stack aws_cloudformation_stack_set aws_cloudformation_stack_set_instance aws_cloudformation_stack_instances aws_cloudformation_type aws_cloudcontrolapi_resource aws_servicecatalog_provisioned_product aws_servicecatalog_product aws_servicecatalog_portfolio aws_serverlessapplicationrepository_cloudformation_stack',
    source: `${awsProvider}/cloudformation_stack`,
    gone: {
      mayLose: 'everything that it made goes with it',
      notKnown: 'what that is, is not in the plan',
    },
    changes: [
      {
        when: 'template_body template_url parameters desired_state provisioning_parameters provisioning_artifact_id parameter_overrides administration_role_arn operation_preferences',
        notKnown: 'what it made is changed or replaced; that is not in the plan',
      },
    ],
    access: 'iam_role_arn capabilities execution_role_name',
  },
  {
    types:
      'aws_grafana_workspace aws_prometheus_workspace aws_connect_instance aws_connect_contact_flow aws_connect_queue aws_lex_bot aws_lexv2models_bot',
    source: `${awsProvider}/prometheus_workspace`,
    gone: { loses: 'what it keeps is lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'configuration grafana_version vpc_configuration content inbound_calls_enabled outbound_calls_enabled',
        mayStop: 'it works otherwise: {what}',
      },
    ],
    access:
      'authentication_providers account_access_type role_arn permission_type network_access_control',
    harmless: 'logging_configuration alias',
  },
  {
    types:
      'aws_prometheus_rule_group_namespace aws_prometheus_alert_manager_definition aws_prometheus_scraper aws_grafana_workspace_api_key aws_grafana_role_association aws_grafana_license_association',
    source: `${awsProvider}/prometheus_rule_group_namespace`,
    gone: { mayStop: 'who came in by it is refused, or nobody is told any more' },
    changes: [{ when: 'data definition scrape_configuration', look: 'other things are told' }],
    access: 'key_role role user_ids group_ids',
    gives: 'aws_grafana_workspace_api_key',
  },
  {
    types:
      'aws_transfer_server aws_transfer_user aws_transfer_ssh_key aws_transfer_connector aws_transfer_workflow aws_transfer_access',
    source: `${awsProvider}/transfer_server`,
    gone: {
      stops: 'who sends files to it is refused; its address and host key are not given again',
    },
    changes: [
      {
        when: 'endpoint_details protocols security_policy_name certificate host_key identity_provider_type domain protocol_details workflow_details body on_exception_steps steps url as2_config sftp_config',
        mayStop: 'who sends files to it may be refused: {what}',
      },
    ],
    access:
      'endpoint_type policy home_directory home_directory_mappings home_directory_type role invocation_role posix_profile user_name',
    gives: 'aws_transfer_user aws_transfer_ssh_key aws_transfer_access',
    harmless:
      'logging_role structured_log_destinations pre_authentication_login_banner post_authentication_login_banner force_destroy',
  },
  {
    types:
      'aws_dms_replication_instance aws_dms_replication_task aws_dms_endpoint aws_dms_replication_config aws_dms_s3_endpoint aws_dms_event_subscription aws_dms_certificate',
    source: `${awsProvider}/dms_replication_instance`,
    gone: { stops: 'changes are copied no more' },
    changes: [
      {
        when: 'replication_instance_class engine_version multi_az allocated_storage',
        stops: 'the copying stops while it restarts: {what}',
      },
      {
        when: 'table_mappings replication_task_settings cdc_start_position cdc_start_time migration_type server_name port username password database_name extra_connection_attributes kafka_settings s3_settings ssl_mode start_replication_task certificate_arn compute_config',
        mayStop: 'other things are copied, or elsewhere: {what}',
      },
    ],
    access: 'publicly_accessible vpc_security_group_ids service_access_role',
    harmless: 'apply_immediately auto_minor_version_upgrade preferred_maintenance_window',
  },
  {
    types:
      'aws_glue_job aws_glue_crawler aws_glue_trigger aws_glue_workflow aws_glue_connection aws_glue_security_configuration aws_glue_classifier aws_glue_dev_endpoint aws_glue_ml_transform',
    source: `${awsProvider}/glue_job`,
    gone: { stops: 'it is run no more' },
    changes: [
      {
        when: 'schema_change_policy recrawl_policy',
        mayLose: 'tables that are not found may be dropped from the catalogue',
      },
      {
        when: 'command default_arguments non_overridable_arguments connections connection_properties physical_connection_requirements execution_property glue_version max_capacity max_retries number_of_workers timeout worker_type schedule actions predicate enabled start_on_creation s3_target jdbc_target catalog_target dynamodb_target configuration classifiers database_name table_prefix type workflow_name execution_class',
        mayStop: 'it runs otherwise, or at other times: {what}',
      },
    ],
    access: 'role security_configuration role_arn',
    harmless:
      'notification_property job_run_queuing_enabled default_run_properties max_concurrent_runs',
  },
  {
    types:
      'aws_sagemaker_endpoint aws_sagemaker_endpoint_configuration aws_sagemaker_model aws_sagemaker_feature_group aws_bedrockagent_agent aws_bedrockagent_knowledge_base aws_bedrock_guardrail aws_bedrock_provisioned_model_throughput',
    source: `${awsProvider}/sagemaker_endpoint`,
    gone: { stops: 'calls of it fail' },
    replaced: { mayStop: 'calls of it may fail meanwhile' },
    changes: [
      {
        when: 'endpoint_config_name deployment_config instruction foundation_model blocked_input_messaging blocked_outputs_messaging content_policy_config topic_policy_config word_policy_config sensitive_information_policy_config throughput_config guardrail_configuration',
        mayStop: 'it answers otherwise: {what}',
      },
    ],
    access: 'agent_resource_role_arn role_arn',
  },
  {
    types:
      'aws_appconfig_application aws_appconfig_environment aws_appconfig_configuration_profile aws_appconfig_hosted_configuration_version aws_appconfig_deployment aws_appconfig_deployment_strategy aws_appconfig_extension aws_evidently_feature',
    source: `${awsProvider}/appconfig_deployment`,
    gone: { mayStop: 'what reads its configuration there fails' },
    replaced: { mayStop: 'what reads it gets another configuration' },
    made: { mayStop: 'what reads it gets another configuration' },
    changes: [
      {
        when: 'validator monitor retrieval_role_arn deployment_duration_in_minutes growth_factor growth_type final_bake_time_in_minutes content configuration_version',
        mayStop: 'what reads it gets another configuration: {what}',
      },
    ],
  },
];
