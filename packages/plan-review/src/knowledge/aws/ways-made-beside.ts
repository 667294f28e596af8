import type { MadeRow } from '../made-row';
import { aws, awsProvider } from '../sources';

const network = { attribute: 'vpc_id', types: 'aws_vpc aws_default_vpc' };
const diverted =
  'traffic that went another way takes it at once, and connections that are open break';
const resolved = 'names are resolved by others from then on, or not at all';

/** What is new and takes ways that traffic, requests and names take. */
export const waysMadeBeside: readonly MadeRow[] = [
  {
    types: 'aws_default_security_group',
    source: `${awsProvider}/default_security_group`,
    of: network,
    mayStop: 'the default group is taken over: rules that are not named here are removed at once',
  },
  {
    types: 'aws_default_network_acl',
    source: `${awsProvider}/default_network_acl`,
    of: { attribute: 'default_network_acl_id', types: 'aws_vpc aws_default_vpc' },
    mayStop: 'the default list is taken over: rules that are not named here are removed at once',
  },
  {
    types: 'aws_default_route_table',
    source: `${awsProvider}/default_route_table`,
    of: { attribute: 'default_route_table_id', types: 'aws_vpc aws_default_vpc' },
    mayStop: 'the main table is taken over: routes that are not named here are removed at once',
  },
  {
    types: 'aws_vpc_block_public_access_options',
    source: `${aws}/vpc/latest/userguide/security-vpc-bpa.html`,
    when: 'internet_gateway_block_mode=block-bidirectional internet_gateway_block_mode=block-ingress',
    stops: 'the internet is cut off for every network of the region: {to}',
  },
  {
    types: 'aws_network_acl',
    source: `${aws}/vpc/latest/userguide/vpc-network-acls.html`,
    of: { attribute: 'subnet_ids', types: 'aws_subnet aws_default_subnet' },
    when: 'subnet_ids',
    mayStop: 'its subnets leave their list for this one, which refuses what it does not name',
  },
  {
    types: 'aws_network_acl_association',
    source: `${aws}/vpc/latest/userguide/vpc-network-acls.html`,
    of: { attribute: 'subnet_id', types: 'aws_subnet aws_default_subnet' },
    mayStop: 'the subnet leaves its list for this one, which refuses what it does not name',
  },
  {
    types: 'aws_network_acl_rule',
    source: `${aws}/vpc/latest/userguide/nacl-rules.html`,
    of: { attribute: 'network_acl_id', types: 'aws_network_acl aws_default_network_acl' },
    when: 'rule_action=deny rule_action=DENY',
    mayStop: 'connections that were allowed may be refused, answers too',
  },
  {
    types: 'aws_route',
    source: `${aws}/vpc/latest/userguide/route-tables-priority.html`,
    of: { attribute: 'route_table_id', types: 'aws_route_table aws_default_route_table aws_vpc' },
    mayStop: diverted,
  },
  {
    types: 'aws_route_table_association',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    of: { attribute: 'subnet_id', types: 'aws_subnet aws_default_subnet' },
    when: 'subnet_id',
    mayStop: 'the subnet sends its traffic by other routes at once',
  },
  {
    types: 'aws_main_route_table_association',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    of: network,
    mayStop: 'subnets without a table of their own send their traffic by other routes at once',
  },
  {
    types: 'aws_vpn_gateway_route_propagation',
    source: `${awsProvider}/vpn_gateway_route_propagation`,
    of: { attribute: 'route_table_id', types: 'aws_route_table aws_default_route_table' },
    mayStop: diverted,
  },
  {
    types: 'aws_ec2_transit_gateway_route',
    source: `${aws}/vpc/latest/tgw/how-transit-gateways-work.html`,
    of: {
      attribute: 'transit_gateway_route_table_id',
      types: 'aws_ec2_transit_gateway_route_table aws_ec2_transit_gateway',
    },
    mayStop: diverted,
  },
  {
    types: 'aws_vpc_endpoint',
    source: `${aws}/vpc/latest/privatelink/create-interface-endpoint.html`,
    of: network,
    when: 'private_dns_enabled=true',
    mayStop:
      'the name of the service leads through it: what its groups or its policy do not allow is refused',
  },
  {
    types: 'aws_vpc_endpoint',
    source: `${aws}/vpc/latest/privatelink/gateway-endpoints.html`,
    of: network,
    when: 'route_table_ids',
    mayStop: 'traffic to the service goes through it, and connections that are open break',
  },
  {
    types: 'aws_vpc_endpoint_route_table_association',
    source: `${aws}/vpc/latest/privatelink/gateway-endpoints.html`,
    of: { attribute: 'route_table_id', types: 'aws_route_table aws_default_route_table aws_vpc' },
    mayStop: 'traffic to the service goes through it, and connections that are open break',
  },
  {
    types: 'aws_vpc_endpoint_policy',
    source: `${aws}/vpc/latest/privatelink/vpc-endpoints-access.html`,
    of: { attribute: 'vpc_endpoint_id', types: 'aws_vpc_endpoint' },
    mayStop: 'the endpoint let everything through; what the policy does not allow is refused',
  },
  {
    types: 'aws_vpc_dhcp_options_association aws_route53_zone_association',
    source: `${awsProvider}/vpc_dhcp_options_association`,
    of: network,
    mayStop: resolved,
  },
  {
    types:
      'aws_route53_resolver_rule_association aws_route53_resolver_firewall_rule_group_association',
    source: `${awsProvider}/route53_resolver_rule_association`,
    of: network,
    mayStop: resolved,
  },
  {
    types: 'aws_route53_zone',
    source: `${aws}/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html`,
    of: { attribute: 'vpc', types: 'aws_vpc aws_default_vpc' },
    when: 'vpc',
    mayStop:
      'in its networks it hides the public zone of the name: what it does not hold is not found',
  },
  {
    types: 'aws_route53_record',
    source: `${awsProvider}/route53_record`,
    of: { attribute: 'zone_id', types: 'aws_route53_zone' },
    when: 'allow_overwrite=true',
    mayStop: 'a record of the name that exists is overwritten',
  },
  {
    types: 'aws_route53_records_exclusive',
    source: `${awsProvider}/route53_records_exclusive`,
    of: { attribute: 'zone_id', types: 'aws_route53_zone' },
    stops: 'records of the zone that are not named in it are deleted',
  },
  {
    types: 'aws_lb_listener_rule aws_alb_listener_rule',
    source: `${aws}/elasticloadbalancing/latest/application/listener-rules.html`,
    of: { attribute: 'listener_arn', types: 'aws_lb_listener aws_alb_listener' },
    look: 'it takes requests that rules below it, or the default action, took before',
  },
  {
    types: 'aws_wafv2_web_acl_association aws_wafregional_web_acl_association',
    source: `${aws}/waf/latest/developerguide/web-acl.html`,
    of: {
      attribute: 'resource_arn',
      types:
        'aws_lb aws_alb aws_api_gateway_stage aws_apigatewayv2_stage aws_appsync_graphql_api aws_cognito_user_pool aws_apprunner_service',
    },
    mayStop: 'requests that its rules do not let through are refused',
  },
  {
    types: 'aws_eip_association',
    source: `${awsProvider}/eip_association`,
    of: { attribute: 'allocation_id', types: 'aws_eip' },
    mayStop: 'the address moves: what answered there is not reached by it any more',
  },
];
