import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** DNS, CloudFront, certificates, firewalls of applications, mail. */
export const namesAndEdge: readonly KnowledgeRow[] = [
  {
    types: 'aws_route53_zone',
    source: `${awsProvider}/route53_zone`,
    gone: {
      loses: 'its records and its name servers are lost',
      stops:
        'no name of it resolves; a new zone has other name servers, which the registrar must be told',
    },
    changes: [{ when: '-vpc', stops: 'a network does not resolve its names any more' }],
    harmless: 'vpc force_destroy',
  },
  {
    types: 'aws_route53_record',
    source: `${aws}/Route53/latest/DeveloperGuide/resource-record-sets-values.html`,
    gone: { mayStop: 'the name resolves to nothing' },
    changes: [
      {
        when: 'records alias',
        mayStop: 'clients go elsewhere, once the old answer is past its time to live',
      },
      {
        when: 'weighted_routing_policy.weight=0 weighted_routing_policy failover_routing_policy geolocation_routing_policy latency_routing_policy multivalue_answer_routing_policy cidr_routing_policy geoproximity_routing_policy health_check_id set_identifier',
        mayStop: 'clients may be sent elsewhere: {what}',
      },
      { when: 'ttl>', look: 'the next change takes longer to reach clients: {to second}' },
    ],
    harmless: 'ttl allow_overwrite',
  },
  {
    types:
      'aws_route53_records_exclusive aws_route53_cidr_collection aws_route53_cidr_location aws_route53_traffic_policy aws_route53_traffic_policy_instance aws_route53_delegation_set',
    source: `${awsProvider}/route53_records_exclusive`,
    gone: { mayStop: 'names resolve to nothing, or elsewhere' },
    changes: [
      {
        when: 'resource_record_set cidr_blocks document traffic_policy_id traffic_policy_version ttl',
        mayStop: 'clients may be sent elsewhere: {what}',
      },
    ],
  },
  {
    types: 'aws_route53_health_check',
    source: `${awsProvider}/route53_health_check`,
    gone: { mayStop: 'names that follow it resolve as if all were well' },
    changes: [
      {
        when: 'disabled invert_healthcheck fqdn ip_address port resource_path search_string failure_threshold child_health_threshold child_healthchecks enable_sni regions',
        mayStop: 'names that follow it may resolve elsewhere: {what}',
      },
    ],
  },
  {
    types:
      'aws_route53_zone_association aws_route53_vpc_association_authorization aws_route53_resolver_rule aws_route53_resolver_rule_association aws_route53_resolver_endpoint aws_route53_resolver_config aws_route53_resolver_dnssec_config aws_route53_resolver_firewall_rule aws_route53_resolver_firewall_rule_group_association aws_route53_hosted_zone_dnssec aws_route53_key_signing_key',
    source: `${awsProvider}/route53_resolver_rule`,
    gone: { mayStop: 'names may not be resolved any more' },
    changes: [
      {
        when: 'target_ip -ip_address ip_address resolver_rule_id action status signing_status autodefined_reverse_flag priority',
        mayStop: 'names are resolved by others, or not: {what}',
      },
    ],
    access: 'security_group_ids',
  },
  {
    types: 'aws_route53domains_registered_domain aws_route53domains_domain',
    source: `${awsProvider}/route53domains_registered_domain`,
    gone: { look: 'the domain stays registered, no longer managed' },
    changes: [
      { when: 'name_server', stops: 'other name servers answer for the whole domain' },
      { when: 'auto_renew=false', mayStop: 'the domain is given up when its time is over' },
      { when: 'transfer_lock=false', look: 'the domain can be moved to another registrar' },
    ],
    harmless:
      'auto_renew transfer_lock admin_contact registrant_contact tech_contact billing_contact admin_privacy registrant_privacy tech_privacy billing_privacy',
  },
  {
    types:
      'aws_service_discovery_service aws_service_discovery_private_dns_namespace aws_service_discovery_public_dns_namespace aws_service_discovery_http_namespace aws_service_discovery_instance',
    source: `${awsProvider}/service_discovery_service`,
    gone: { stops: 'the names in it resolve to nothing' },
    changes: [
      {
        when: 'dns_config health_check_config health_check_custom_config attributes',
        mayStop: 'names resolve otherwise: {what}',
      },
    ],
    harmless: 'force_destroy',
  },
  {
    types: 'aws_cloudfront_distribution',
    source: `${aws}/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html`,
    gone: { stops: 'its names answer no more, and its domain name is not given again' },
    changes: [
      { when: 'enabled=false', stops: 'it answers nobody' },
      { when: '-aliases', stops: 'a name answers no more' },
      { when: '-origin', mayStop: 'what came from an origin is not found' },
      { when: '-web_acl_id', look: 'requests are not filtered any more' },
      {
        when: '-ordered_cache_behavior origin default_cache_behavior ordered_cache_behavior viewer_certificate restrictions default_root_object custom_error_response origin_group http_version is_ipv6_enabled',
        mayStop: 'requests are answered otherwise within minutes: {what}',
      },
      { when: 'web_acl_id', mayStop: 'requests may be refused' },
      {
        when: 'continuous_deployment_policy_id staging',
        mayStop: 'a part of the requests is answered by another distribution, or no more',
      },
      {
        when: '-logging_config logging_config',
        look: 'who asked for what is written elsewhere, or nowhere',
      },
    ],
    harmless: 'enabled aliases price_class wait_for_deployment retain_on_delete',
  },
  {
    types:
      'aws_cloudfront_function aws_cloudfront_cache_policy aws_cloudfront_origin_request_policy aws_cloudfront_response_headers_policy aws_cloudfront_origin_access_control aws_cloudfront_origin_access_identity aws_cloudfront_key_group aws_cloudfront_public_key aws_cloudfront_vpc_origin aws_cloudfront_key_value_store',
    source: `${awsProvider}/cloudfront_cache_policy`,
    gone: { mayStop: 'distributions that use it answer otherwise, or not' },
    changes: [
      {
        when: 'code publish runtime parameters_in_cache_key_and_forwarded_to_origin default_ttl max_ttl min_ttl cookies_config headers_config query_strings_config security_headers_config cors_config custom_headers_config remove_headers_config signing_behavior items encoded_key key_value_store_associations',
        mayStop: 'requests are answered otherwise within minutes: {what}',
      },
    ],
    access: 'items',
  },
  {
    types:
      'aws_wafv2_web_acl aws_wafv2_rule_group aws_wafv2_ip_set aws_wafv2_regex_pattern_set aws_waf_web_acl aws_wafregional_web_acl',
    source: `${aws}/waf/latest/developerguide/web-acl.html`,
    gone: { look: 'requests are not filtered any more' },
    changes: [
      { when: 'default_action', mayStop: 'requests that no rule takes are answered otherwise' },
      { when: '-rule', look: 'some requests are not filtered any more' },
      {
        when: 'rule addresses regular_expression rules',
        mayStop: 'other requests are refused, or let through: {what}',
      },
    ],
    access: 'rule rules addresses regular_expression',
    harmless:
      'visibility_config custom_response_body token_domains captcha_config challenge_config',
  },
  {
    types:
      'aws_wafv2_web_acl_association aws_wafregional_web_acl_association aws_shield_protection aws_shield_application_layer_automatic_response',
    source: `${awsProvider}/wafv2_web_acl_association`,
    gone: { look: 'requests are not filtered any more' },
    changes: [{ when: 'web_acl_arn', mayStop: 'other requests are refused, or let through' }],
    access: 'web_acl_arn',
  },
  {
    types:
      'aws_wafv2_web_acl_logging_configuration aws_cloudfront_monitoring_subscription aws_cloudfront_realtime_log_config',
    source: `${awsProvider}/wafv2_web_acl_logging_configuration`,
    gone: { look: 'nobody can tell later who asked for what' },
    changes: [
      {
        when: 'log_destination_configs logging_filter redacted_fields',
        look: 'it is written elsewhere or otherwise',
      },
    ],
  },
  {
    types: 'aws_acm_certificate aws_iam_server_certificate',
    source: `${aws}/acm/latest/userguide/gs-acm-delete.html`,
    gone: { mayStop: 'it is refused while something uses it; after that nobody proves its name' },
    changes: [
      {
        when: 'certificate_body certificate_chain private_key',
        mayStop: 'clients see another certificate',
      },
      { when: 'options', look: 'whether the certificate is listed in public logs changes' },
    ],
    harmless: 'validation_option early_renewal_duration',
  },
  {
    types: 'aws_acm_certificate_validation',
    source: `${awsProvider}/acm_certificate_validation`,
    gone: {},
    harmless: 'validation_record_fqdns',
  },
  {
    types:
      'aws_acmpca_certificate_authority aws_acmpca_certificate aws_acmpca_certificate_authority_certificate aws_acmpca_policy aws_acmpca_permission',
    source: `${awsProvider}/acmpca_certificate_authority`,
    gone: { loses: 'its private key is lost', mayStop: 'no certificate is issued or renewed' },
    changes: [
      { when: 'enabled=false', stops: 'no certificate is issued or renewed' },
      {
        when: 'permanent_deletion_time_in_days<',
        mayLose: 'when it is destroyed, it can be had back for {to day}, {from} before',
      },
      { when: 'revocation_configuration', look: 'what was revoked is told elsewhere, or not' },
    ],
    access: 'policy actions principal',
    harmless: 'enabled permanent_deletion_time_in_days',
  },
  {
    types:
      'aws_ses_domain_identity aws_ses_email_identity aws_sesv2_email_identity aws_ses_domain_dkim aws_ses_domain_mail_from aws_ses_receipt_rule aws_ses_receipt_rule_set aws_ses_active_receipt_rule_set aws_sesv2_configuration_set aws_ses_configuration_set aws_sesv2_email_identity_mail_from_attributes aws_ses_template',
    source: `${awsProvider}/sesv2_email_identity`,
    gone: { stops: 'no mail is sent or taken by it' },
    changes: [
      {
        when: 'enabled mail_from_domain behavior_on_mx_failure recipients add_header_action s3_action lambda_action sns_action bounce_action stop_action dkim_signing_attributes delivery_options sending_options suppression_options html text subject',
        mayStop: 'mail may be refused or go elsewhere: {what}',
      },
    ],
    harmless: 'tracking_options reputation_options vdm_options',
  },
];
