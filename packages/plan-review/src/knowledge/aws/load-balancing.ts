import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const elb = `${aws}/elasticloadbalancing/latest`;

/** Load balancers, their listeners and what stands behind them. The `aws_alb` names are older ones of the same types. */
export const loadBalancing: readonly KnowledgeRow[] = [
  {
    types: 'aws_lb aws_alb',
    source: `${elb}/network/availability-zones.html`,
    gone: { stops: 'its address goes; clients find nothing there' },
    changes: [
      {
        when: '-subnets -subnet_mapping',
        stops: 'it leaves a zone: connections there end, and targets there get nothing',
      },
      { when: '-security_groups', mayStop: 'clients may be refused' },
      { when: 'ip_address_type', mayStop: 'clients of the other address family find nothing' },
      {
        when: 'idle_timeout<',
        mayStop: 'connections that are quiet for {to second} are ended, {from second} before',
      },
      {
        when: 'enable_cross_zone_load_balancing=false',
        mayStop: 'zones with few targets get as much as others',
      },
      {
        when: 'drop_invalid_header_fields=false',
        look: 'requests with invalid headers reach the targets: what a target reads otherwise than the balancer can be smuggled in',
      },
      {
        when: 'desync_mitigation_mode=monitor desync_mitigation_mode=defensive',
        look: 'ambiguous requests reach the targets: desync_mitigation_mode {from} becomes {to}',
      },
      {
        when: 'desync_mitigation_mode=strictest drop_invalid_header_fields=true',
        mayStop: 'requests with invalid headers are refused or lose them',
      },
      {
        when: 'enable_http2 preserve_host_header xff_header_processing_mode enable_xff_client_port enable_tls_version_and_cipher_suite_headers client_keep_alive',
        mayStop: 'targets see other requests: {what}',
      },
      {
        when: 'enable_waf_fail_open=true',
        look: 'requests pass unchecked when the firewall does not answer',
      },
      {
        when: '-access_logs access_logs.enabled=false -connection_logs',
        look: 'nobody can tell later who asked for what',
      },
    ],
    access: 'internal security_groups enforce_security_group_inbound_rules_on_private_link_traffic',
    harmless:
      'subnets subnet_mapping idle_timeout enable_cross_zone_load_balancing access_logs connection_logs enable_deletion_protection enable_waf_fail_open minimum_load_balancer_capacity',
  },
  {
    types: 'aws_elb',
    source: `${elb}/classic/elb-manage-subnets.html`,
    gone: { stops: 'its address goes; clients find nothing there' },
    changes: [
      { when: '-listener', stops: 'connections to a port are refused' },
      {
        when: '-subnets -availability_zones -instances',
        stops: 'some of what stands behind it gets nothing any more: {what}',
      },
      { when: 'listener health_check', mayStop: 'requests may reach nothing: {what}' },
      {
        when: 'idle_timeout< connection_draining=false connection_draining_timeout< cross_zone_load_balancing=false',
        mayStop: 'connections may end earlier: {what}',
      },
    ],
    access: 'internal security_groups',
    harmless:
      'subnets availability_zones instances idle_timeout connection_draining connection_draining_timeout cross_zone_load_balancing access_logs desync_mitigation_mode',
  },
  {
    types: 'aws_lb_listener aws_alb_listener',
    source: `${elb}/application/load-balancer-listeners.html`,
    gone: { stops: 'connections to its port are refused' },
    changes: [
      { when: 'port', stops: 'connections to port {from} are refused; it answers at {to}' },
      {
        when: 'protocol=HTTP protocol=TCP',
        stops: 'clients that speak {from} fail, and what others send can be read on the way',
      },
      { when: 'protocol', stops: 'clients that speak {from} fail' },
      {
        when: 'default_action.type',
        stops: 'requests that no rule takes reach their targets no more: {from} becomes {to}',
      },
      {
        when: 'default_action.target_group_arn default_action.forward',
        mayStop: 'requests that no rule takes go to other targets at once, or to none',
      },
      { when: 'default_action', mayStop: 'requests that no rule takes are answered otherwise' },
      {
        when: 'certificate_arn',
        mayStop: 'another certificate: clients fail where it does not hold their name',
      },
      {
        when: 'ssl_policy=ELBSecurityPolicy-2016-08 ssl_policy=ELBSecurityPolicy-2015-05 ssl_policy=ELBSecurityPolicy-2015-03 ssl_policy=ELBSecurityPolicy-2015-02 ssl_policy=ELBSecurityPolicy-2014-10 ssl_policy=ELBSecurityPolicy-2014-01 ssl_policy=ELBSecurityPolicy-2011-08 ssl_policy=ELBSecurityPolicy-TLS-1-0-2015-04 ssl_policy=ELBSecurityPolicy-TLS-1-1-2017-01 ssl_policy=ELBSecurityPolicy-FS-2018-06 ssl_policy=ELBSecurityPolicy-FS-1-1-2019-08 ssl_policy=ELBSecurityPolicy-TLS13-1-0-2021-06 ssl_policy=ELBSecurityPolicy-TLS13-1-1-2021-06',
        look: 'it speaks TLS 1.0 or 1.1 again, which can be broken: {to} instead of {from}',
      },
      {
        when: 'ssl_policy alpn_policy',
        mayStop: 'clients that know no newer TLS may be refused: {to} instead of {from}',
      },
      {
        when: 'mutual_authentication',
        mayStop: 'clients may be refused without a certificate, or taken',
      },
      { when: 'tcp_idle_timeout_seconds<', mayStop: 'quiet connections end after {to second}' },
    ],
    access:
      'default_action.authenticate_cognito.on_unauthenticated_request default_action.authenticate_cognito.user_pool_arn default_action.authenticate_oidc.on_unauthenticated_request default_action.authenticate_oidc.issuer default_action.authenticate_oidc.token_endpoint mutual_authentication.trust_store_arn mutual_authentication.ignore_client_certificate_expiry',
    harmless: 'tcp_idle_timeout_seconds routing_http_response_server_enabled',
  },
  {
    types: 'aws_lb_listener_rule aws_alb_listener_rule',
    source: `${elb}/application/listener-rules.html`,
    gone: { stops: 'requests that it takes go to another rule, or to nothing' },
    changes: [
      {
        when: 'action.type',
        stops: 'requests that it takes reach their targets no more: {from} becomes {to}',
      },
      {
        when: 'action condition priority',
        mayStop: 'other requests are taken, or go elsewhere at once: {what}',
      },
    ],
    access:
      'action.authenticate_cognito.on_unauthenticated_request action.authenticate_cognito.user_pool_arn action.authenticate_oidc.on_unauthenticated_request action.authenticate_oidc.issuer action.authenticate_oidc.token_endpoint',
  },
  {
    types: 'aws_lb_listener_certificate aws_alb_listener_certificate',
    source: `${elb}/application/https-listener-certificates.html`,
    gone: { stops: 'clients that ask for its names fail' },
  },
  {
    types: 'aws_lb_target_group aws_alb_target_group',
    source: `${elb}/application/target-group-health-checks.html`,
    gone: { stops: 'requests reach no target' },
    changes: [
      {
        when: 'health_check',
        mayStop: 'targets that do not pass the other health check get nothing, and may be replaced',
      },
      {
        when: 'deregistration_delay<',
        mayStop: 'requests that take longer than {to second} are cut off when a target goes',
      },
      {
        when: '-stickiness stickiness',
        mayStop: 'clients may be sent to another target and lose their session',
      },
      {
        when: 'load_balancing_algorithm_type load_balancing_cross_zone_enabled slow_start target_failover target_group_health target_health_state load_balancing_anomaly_mitigation connection_termination preserve_client_ip proxy_protocol_v2 lambda_multi_value_headers_enabled',
        mayStop: 'requests are spread or passed on otherwise: {what}',
      },
    ],
    harmless: 'deregistration_delay',
  },
  {
    types: 'aws_lb_target_group_attachment aws_alb_target_group_attachment aws_elb_attachment',
    source: `${awsProvider}/lb_target_group_attachment`,
    gone: { mayStop: 'the target gets no requests; without another one nobody answers' },
  },
  {
    types:
      'aws_lb_trust_store aws_lb_trust_store_revocation aws_lb_cookie_stickiness_policy aws_app_cookie_stickiness_policy aws_load_balancer_policy aws_load_balancer_listener_policy aws_load_balancer_backend_server_policy aws_lb_ssl_negotiation_policy aws_proxy_protocol_policy',
    source: `${awsProvider}/lb_trust_store`,
    gone: { mayStop: 'clients may be refused, or taken that were not' },
    changes: [
      {
        when: 'ca_certificates_bundle_s3_key ca_certificates_bundle_s3_object_version cookie_expiration_period attribute policy_attribute policy_names instance_ports',
        mayStop: 'clients may be refused, or taken that were not: {what}',
      },
    ],
  },
  {
    types: 'aws_globalaccelerator_accelerator aws_globalaccelerator_custom_routing_accelerator',
    source: `${awsProvider}/globalaccelerator_accelerator`,
    gone: { stops: 'its static addresses go for good' },
    changes: [
      { when: 'enabled=false', stops: 'it takes no connections' },
      { when: 'ip_address_type', mayStop: 'clients of one address family find nothing' },
    ],
    harmless: 'enabled attributes',
  },
  {
    types: 'aws_globalaccelerator_listener aws_globalaccelerator_endpoint_group',
    source: `${awsProvider}/globalaccelerator_endpoint_group`,
    gone: { stops: 'connections to it reach nothing' },
    changes: [
      {
        when: 'port_range client_affinity protocol -endpoint_configuration traffic_dial_percentage<',
        mayStop: 'connections are refused or go elsewhere: {what}',
      },
      {
        when: 'endpoint_configuration health_check_path health_check_port health_check_protocol threshold_count port_override',
        mayStop: 'connections may go elsewhere: {what}',
      },
    ],
    harmless: 'traffic_dial_percentage health_check_interval_seconds',
  },
];
