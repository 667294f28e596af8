import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** Functions, workflows and APIs. */
export const functionsAndApis: readonly KnowledgeRow[] = [
  {
    types: 'aws_lambda_function',
    source: `${aws}/lambda/latest/dg/configuration-concurrency.html`,
    gone: { stops: 'calls of it fail' },
    changes: [
      {
        when: 'reserved_concurrent_executions=0',
        stops: 'every call is refused, because reserved_concurrent_executions is 0',
      },
      {
        when: 'reserved_concurrent_executions<',
        mayStop: 'calls above {to} at a time are refused',
      },
      {
        when: 'timeout<',
        mayStop: 'calls that take longer than {to second} are cut off, {from} before',
      },
      {
        when: 'memory_size< ephemeral_storage.size<',
        mayStop: 'calls may run out of it: {what} {from} becomes {to}',
      },
      {
        when: 'handler runtime architectures layers package_type image_config',
        mayStop: 'code that does not fit fails at every call: {what}',
      },
      { when: 'vpc_config file_system_config', mayStop: 'what it reaches changes: {what}' },
      {
        when: '-dead_letter_config',
        mayLose: 'calls that fail are put aside no more, and are lost',
      },
      {
        when: 'environment kms_key_arn snap_start tracing_config logging_config dead_letter_config',
        look: 'new calls run otherwise: {what}',
      },
      {
        when: 'filename source_code_hash s3_bucket s3_key s3_object_version image_uri code_sha256 publish code_signing_config_arn',
        look: 'new calls run other code',
      },
    ],
    access: 'role replace_security_groups_on_destroy',
    harmless:
      'memory_size timeout reserved_concurrent_executions ephemeral_storage qualified_arn qualified_invoke_arn version source_code_size signing_job_arn signing_profile_version_arn invoke_arn',
  },
  {
    types:
      'aws_lambda_alias aws_lambda_event_source_mapping aws_lambda_provisioned_concurrency_config aws_lambda_function_event_invoke_config aws_lambda_layer_version aws_lambda_function_recursion_config aws_lambda_code_signing_config aws_lambda_runtime_management_config',
    source: `${awsProvider}/lambda_event_source_mapping`,
    gone: { mayStop: 'calls through it stop' },
    replaced: { mayStop: 'calls through it stop until the new one is there' },
    changes: [
      { when: 'enabled=false', stops: 'events are read no more' },
      { when: 'function_version routing_config', look: 'calls run another version' },
      {
        when: '-destination_config maximum_record_age_in_seconds<',
        mayLose: 'what fails, or waits too long, is put aside no more, and is lost: {what}',
      },
      {
        when: 'provisioned_concurrent_executions< maximum_retry_attempts< maximum_event_age_in_seconds<',
        mayStop: 'calls may wait, or be given up earlier: {what}',
      },
      {
        when: 'filter_criteria batch_size bisect_batch_on_function_error destination_config function_name maximum_record_age_in_seconds maximum_batching_window_in_seconds parallelization_factor scaling_config function_response_types',
        mayStop: 'other events are read, or otherwise: {what}',
      },
    ],
    harmless:
      'enabled provisioned_concurrent_executions maximum_retry_attempts maximum_event_age_in_seconds',
  },
  {
    types: 'aws_lambda_permission aws_lambda_layer_version_permission',
    source: `${awsProvider}/lambda_permission`,
    gone: { mayStop: 'who called it by this permission is refused' },
    access:
      'principal source_arn source_account function_url_auth_type action event_source_token principal_org_id',
  },
  {
    types: 'aws_lambda_function_url',
    source: `${awsProvider}/lambda_function_url`,
    gone: { stops: 'its URL answers no more, and is not given again' },
    changes: [
      { when: 'authorization_type=AWS_IAM', mayStop: 'calls without a signature are refused' },
      { when: 'invoke_mode', look: 'answers are sent in another way' },
    ],
    access: 'authorization_type cors',
  },
  {
    types: 'aws_lambda_invocation',
    source: `${awsProvider}/lambda_invocation`,
    gone: { notKnown: 'a function may be called; what it does is not in the plan' },
    made: { notKnown: 'a function is called; what it does is not in the plan' },
    changes: [
      {
        when: 'input triggers lifecycle_scope',
        notKnown: 'a function is called; what it does is not in the plan',
      },
    ],
  },
  {
    types: 'aws_sfn_state_machine aws_sfn_activity aws_sfn_alias',
    source: `${awsProvider}/sfn_state_machine`,
    gone: { stops: 'its executions end, and none is started' },
    changes: [
      {
        when: 'definition routing_configuration',
        look: 'new executions follow the other definition; those that run go on by the old one',
      },
    ],
    access: 'role_arn',
    harmless:
      'logging_configuration tracing_configuration publish version_description state_machine_version_arn revision_id',
  },
  {
    types: 'aws_api_gateway_rest_api',
    source: `${aws}/apigateway/latest/developerguide/how-to-deploy-api.html`,
    gone: { stops: 'its URL answers no more, and is not given again' },
    changes: [
      {
        when: 'disable_execute_api_endpoint=true',
        stops: 'clients of its default URL are refused',
      },
      { when: 'endpoint_configuration', mayStop: 'it is reached another way' },
      {
        when: 'body binary_media_types minimum_compression_size parameters put_rest_api_mode fail_on_warnings',
        look: 'nothing happens until a deployment reaches a stage: {what}',
      },
    ],
    access:
      'policy disable_execute_api_endpoint body.**.security body.**.securitySchemes body.**.securityDefinitions body.**.x-amazon-apigateway-policy',
    harmless: 'api_key_source root_resource_id',
  },
  {
    types:
      'aws_api_gateway_rest_api_policy aws_api_gateway_resource aws_api_gateway_method aws_api_gateway_method_response aws_api_gateway_method_settings aws_api_gateway_integration aws_api_gateway_integration_response aws_api_gateway_authorizer aws_api_gateway_gateway_response aws_api_gateway_model aws_api_gateway_request_validator aws_api_gateway_vpc_link aws_api_gateway_api_key aws_api_gateway_account',
    source: `${awsProvider}/api_gateway_method`,
    gone: { mayStop: 'once it is deployed, calls of it are refused' },
    changes: [
      { when: 'settings', mayStop: 'calls above other limits are refused: {what}' },
      {
        when: 'uri integration_http_method type request_parameters request_templates response_parameters response_templates status_code response_models connection_id connection_type timeout_milliseconds cache_key_parameters content_handling schema target_arns enabled authorizer_uri identity_source path_part credentials passthrough_behavior',
        look: 'calls are answered otherwise once it is deployed: {what}',
      },
    ],
    access:
      'policy authorization authorizer_id api_key_required authorization_scopes cloudwatch_role_arn request_models authorizer_uri provider_arns',
  },
  {
    types:
      'aws_api_gateway_deployment aws_api_gateway_stage aws_api_gateway_domain_name aws_api_gateway_base_path_mapping aws_api_gateway_usage_plan aws_api_gateway_usage_plan_key',
    source: `${awsProvider}/api_gateway_stage`,
    gone: { stops: 'calls through it are refused' },
    replaced: { mayStop: 'what is deployed changes at once' },
    changes: [
      {
        when: 'deployment_id stage_name variables canary_settings',
        mayStop: 'what is deployed changes at once: {what}',
      },
      {
        when: 'throttle_settings quota_settings -api_stages',
        mayStop: 'calls above the other limits are refused',
      },
      {
        when: 'regional_certificate_arn certificate_arn security_policy endpoint_configuration mutual_tls_authentication domain_name base_path api_id',
        mayStop: 'clients may be refused: {what}',
      },
      {
        when: 'cache_cluster_enabled cache_cluster_size client_certificate_id',
        look: 'answers are cached otherwise',
      },
    ],
    access: 'api_stages.api_id api_stages.stage',
    harmless: 'access_log_settings xray_tracing_enabled triggers documentation_version',
  },
  {
    types:
      'aws_apigatewayv2_api aws_apigatewayv2_stage aws_apigatewayv2_domain_name aws_apigatewayv2_api_mapping aws_apigatewayv2_deployment',
    source: `${awsProvider}/apigatewayv2_api`,
    gone: { stops: 'its URL answers no more' },
    replaced: { stops: 'its URL answers no more; the new one has another' },
    changes: [
      {
        when: 'disable_execute_api_endpoint=true',
        stops: 'clients of its default URL are refused',
      },
      {
        when: 'body auto_deploy deployment_id default_route_settings route_settings stage_variables route_selection_expression api_mapping_key domain_name_configuration mutual_tls_authentication ip_address_type target route_key triggers',
        mayStop: 'calls are answered otherwise at once: {what}',
      },
    ],
    access:
      'cors_configuration disable_execute_api_endpoint credentials_arn body.**.security body.**.securitySchemes body.**.securityDefinitions body.**.x-amazon-apigateway-policy',
    harmless: 'access_log_settings version',
  },
  {
    types:
      'aws_apigatewayv2_route aws_apigatewayv2_integration aws_apigatewayv2_integration_response aws_apigatewayv2_route_response aws_apigatewayv2_authorizer aws_apigatewayv2_vpc_link aws_apigatewayv2_model',
    source: `${awsProvider}/apigatewayv2_route`,
    gone: { stops: 'calls of it are refused' },
    changes: [
      {
        when: 'target route_key integration_uri integration_method integration_type connection_id connection_type payload_format_version request_parameters response_parameters timeout_milliseconds tls_config identity_sources jwt_configuration authorizer_uri schema request_templates',
        mayStop: 'calls are answered otherwise: {what}',
      },
    ],
    access:
      'authorization_type authorizer_id authorization_scopes api_key_required jwt_configuration authorizer_uri identity_sources',
  },
  {
    types:
      'aws_appsync_graphql_api aws_appsync_datasource aws_appsync_resolver aws_appsync_function aws_appsync_domain_name aws_appsync_domain_name_api_association aws_appsync_api_key aws_appsync_type',
    source: `${awsProvider}/appsync_graphql_api`,
    gone: { stops: 'calls of it are refused' },
    changes: [
      { when: 'expires', mayStop: 'calls with the key are refused from {to} on' },
      {
        when: 'schema request_template response_template code data_source kind pipeline_config dynamodb_config http_config lambda_config type',
        mayStop: 'calls are answered otherwise at once: {what}',
      },
    ],
    access:
      'authentication_type additional_authentication_provider visibility service_role_arn user_pool_config lambda_authorizer_config openid_connect_config introspection_config',
    harmless:
      'log_config xray_enabled enhanced_metrics_config query_depth_limit resolver_count_limit caching_config runtime max_batch_size',
  },
];
