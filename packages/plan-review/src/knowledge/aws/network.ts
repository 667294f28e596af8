import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const refused = 'connections it allows are refused from then on';

/** Networks, routes, addresses and firewalls. */
export const network: readonly KnowledgeRow[] = [
  {
    types: 'aws_vpc aws_default_vpc',
    source: `${aws}/vpc/latest/userguide/AmazonDNS-concepts.html`,
    gone: { stops: 'everything inside of the network goes with it' },
    changes: [
      { when: 'enable_dns_support=false', stops: 'no name is resolved inside of the network' },
      {
        when: 'enable_dns_hostnames=false',
        mayStop: 'private names of endpoints are not resolved',
      },
      {
        when: 'ipv6_cidr_block assign_generated_ipv6_cidr_block',
        mayStop: 'its IPv6 addresses change',
      },
    ],
    harmless:
      'enable_dns_support enable_dns_hostnames enable_network_address_usage_metrics default_security_group_id default_network_acl_id default_route_table_id main_route_table_id',
  },
  {
    types: 'aws_vpc_dhcp_options aws_vpc_dhcp_options_association',
    source: `${awsProvider}/vpc_dhcp_options`,
    gone: { mayStop: 'names may not be resolved any more' },
    changes: [
      { when: 'dhcp_options_id domain_name_servers', mayStop: 'names are resolved by others' },
    ],
  },
  {
    types: 'aws_vpc_ipv4_cidr_block_association aws_vpc_ipv6_cidr_block_association',
    source: `${awsProvider}/vpc_ipv4_cidr_block_association`,
    gone: { stops: 'subnets in the range go with it' },
  },
  {
    types: 'aws_subnet aws_default_subnet',
    source: `${awsProvider}/subnet`,
    gone: { stops: 'hosts in the subnet are terminated' },
    changes: [
      { when: 'map_public_ip_on_launch=false', mayStop: 'new hosts get no public address' },
    ],
    access: 'map_public_ip_on_launch assign_ipv6_address_on_creation',
    harmless: 'private_dns_hostname_type_on_launch enable_resource_name_dns_a_record_on_launch',
  },
  {
    types: 'aws_internet_gateway aws_internet_gateway_attachment aws_egress_only_internet_gateway',
    source: `${aws}/vpc/latest/userguide/VPC_Internet_Gateway.html`,
    gone: { stops: 'nothing is reached from the internet' },
    changes: [{ when: 'vpc_id', stops: 'nothing is reached from the internet' }],
  },
  {
    types: 'aws_nat_gateway',
    source: `${aws}/vpc/latest/userguide/vpc-nat-gateway.html`,
    gone: { mayStop: 'private subnets lose the internet, and its address' },
    changes: [
      {
        when: '-secondary_allocation_ids -secondary_private_ip_addresses',
        mayStop: 'connections from an address end',
      },
    ],
    harmless:
      'secondary_allocation_ids secondary_private_ip_addresses secondary_private_ip_address_count',
  },
  {
    types: 'aws_route',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    gone: { mayStop: 'traffic on the route is dropped' },
    changes: [
      {
        when: 'gateway_id nat_gateway_id transit_gateway_id vpc_peering_connection_id network_interface_id egress_only_gateway_id vpc_endpoint_id carrier_gateway_id core_network_arn local_gateway_id',
        mayStop: 'traffic goes another way at once, and connections that are open break: {what}',
      },
    ],
  },
  {
    types: 'aws_route_table aws_default_route_table',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    gone: { mayStop: 'its subnets fall back to other routes' },
    changes: [
      { when: '-route', mayStop: 'traffic of a route is dropped' },
      {
        when: 'route',
        mayStop: 'traffic goes another way at once, and connections that are open break',
      },
      { when: 'propagating_vgws', mayStop: 'routes of a gateway come or go' },
    ],
  },
  {
    types:
      'aws_route_table_association aws_main_route_table_association aws_vpn_gateway_route_propagation',
    source: `${aws}/vpc/latest/userguide/VPC_Route_Tables.html`,
    gone: { mayStop: 'the subnet falls back to the main route table' },
    changes: [
      {
        when: 'route_table_id subnet_id',
        mayStop: 'the subnet sends its traffic by other routes at once',
      },
    ],
    access: 'route_table_id',
    gives: 'aws_main_route_table_association',
  },
  {
    types: 'aws_vpc_endpoint',
    source: `${awsProvider}/vpc_endpoint`,
    gone: { mayStop: 'the service behind it is not reached' },
    changes: [
      {
        when: '-subnet_ids -route_table_ids',
        mayStop: 'some subnets do not reach the service behind it any more',
      },
      {
        when: 'private_dns_enabled=false',
        mayStop: 'the name of the service leads to the internet again',
      },
      { when: 'private_dns_enabled=true', look: 'the name of the service leads through it' },
      { when: '-security_group_ids', mayStop: 'connections to it may be refused' },
      { when: 'ip_address_type dns_options', mayStop: 'its addresses change' },
    ],
    access: 'policy security_group_ids subnet_ids route_table_ids',
    harmless: 'auto_accept network_interface_ids dns_entry prefix_list_id cidr_blocks',
  },
  {
    types:
      'aws_vpc_endpoint_policy aws_vpc_endpoint_security_group_association aws_vpc_endpoint_subnet_association aws_vpc_endpoint_route_table_association',
    source: `${awsProvider}/vpc_endpoint_policy`,
    gone: { mayStop: 'connections through the endpoint may be refused' },
    access: 'policy security_group_id',
    gives: 'aws_vpc_endpoint_security_group_association',
  },
  {
    types:
      'aws_vpc_endpoint_service aws_vpc_endpoint_service_allowed_principal aws_vpc_endpoint_connection_accepter',
    source: `${awsProvider}/vpc_endpoint_service`,
    gone: { stops: 'its customers do not reach it any more' },
    changes: [
      {
        when: '-allowed_principals -network_load_balancer_arns -gateway_load_balancer_arns',
        mayStop: 'customers may not reach it any more: {what}',
      },
    ],
    access: 'allowed_principals principal_arn acceptance_required',
    harmless: 'network_load_balancer_arns private_dns_name',
  },
  {
    types:
      'aws_vpc_peering_connection aws_vpc_peering_connection_accepter aws_vpc_peering_connection_options aws_ec2_transit_gateway aws_ec2_transit_gateway_vpc_attachment aws_ec2_transit_gateway_route aws_ec2_transit_gateway_route_table aws_ec2_transit_gateway_route_table_association aws_ec2_transit_gateway_route_table_propagation aws_ec2_transit_gateway_peering_attachment',
    source: `${aws}/vpc/latest/tgw/how-transit-gateways-work.html`,
    gone: { stops: 'the networks on both sides do not reach each other any more' },
    changes: [
      { when: '-subnet_ids', mayStop: 'a zone does not reach the other networks any more' },
      {
        when: 'blackhole accepter requester dns_support default_route_table_association default_route_table_propagation transit_gateway_route_table_id transit_gateway_attachment_id',
        mayStop: 'traffic may go another way: {what}',
      },
    ],
    access: 'peer_owner_id auto_accept auto_accept_shared_attachments',
    harmless: 'subnet_ids',
  },
  {
    types:
      'aws_vpn_connection aws_vpn_connection_route aws_vpn_gateway aws_vpn_gateway_attachment aws_customer_gateway aws_dx_private_virtual_interface aws_dx_public_virtual_interface aws_dx_transit_virtual_interface aws_dx_connection aws_dx_gateway aws_dx_gateway_association aws_dx_lag aws_ec2_client_vpn_endpoint aws_ec2_client_vpn_network_association aws_ec2_client_vpn_authorization_rule aws_ec2_client_vpn_route',
    source: `${awsProvider}/vpn_connection`,
    gone: {
      stops: 'the other side is not reached any more; its addresses and keys are not given again',
    },
    changes: [
      {
        when: 'tunnel1_preshared_key tunnel2_preshared_key tunnel1_ike_versions tunnel2_ike_versions transit_gateway_id customer_gateway_id vpn_gateway_id client_cidr_block server_certificate_arn split_tunnel dns_servers allowed_prefixes',
        stops: 'tunnels are built anew: {what}',
      },
    ],
    access: 'authorize_all_groups target_network_cidr security_group_ids',
  },
  {
    types: 'aws_eip',
    source: `${awsProvider}/eip`,
    gone: { mayStop: 'its public address is given back for good' },
    changes: [
      {
        when: 'instance network_interface associate_with_private_ip',
        stops: 'the address moves: what answered there is not reached by it any more',
      },
    ],
    harmless: 'association_id private_ip private_dns public_dns domain',
  },
  {
    types: 'aws_eip_association',
    source: `${awsProvider}/eip_association`,
    gone: { stops: 'what answered at the address is not reached by it any more' },
    changes: [
      {
        when: 'allocation_id instance_id network_interface_id private_ip_address',
        stops: 'the address moves: what answered there is not reached by it any more',
      },
    ],
    access: 'network_interface_id instance_id',
    gives: 'aws_eip_association',
  },
  {
    types: 'aws_network_interface',
    source: `${awsProvider}/network_interface`,
    gone: { mayStop: 'its addresses go' },
    changes: [
      {
        when: 'private_ips -ipv6_addresses attachment',
        mayStop: 'its addresses change, or it leaves its machine: {what}',
      },
    ],
    access: 'security_groups source_dest_check',
    harmless: 'private_ip_list private_ips_count',
  },
  {
    types: 'aws_network_interface_attachment aws_network_interface_sg_attachment',
    source: `${awsProvider}/network_interface_attachment`,
    gone: { mayStop: 'the machine loses the interface, or connections a group allowed' },
    access: 'security_group_id',
    gives: 'aws_network_interface_sg_attachment',
  },
  {
    types: 'aws_security_group aws_default_security_group',
    source: `${aws}/vpc/latest/userguide/security-group-rules.html`,
    gone: { mayStop: 'connections its rules allow are refused' },
    changes: [
      { when: '-ingress -egress', look: 'connections that were allowed may be refused: {what}' },
    ],
    access: 'ingress egress',
    harmless: 'revoke_rules_on_delete owner_id name_prefix',
  },
  {
    types:
      'aws_security_group_rule aws_vpc_security_group_ingress_rule aws_vpc_security_group_egress_rule',
    source: `${aws}/vpc/latest/userguide/security-group-rules.html`,
    gone: { mayStop: refused },
    replaced: { mayStop: 'connections it allows are refused until the new rule exists' },
    changes: [
      {
        when: 'from_port to_port protocol ip_protocol cidr_blocks ipv6_cidr_blocks cidr_ipv4 cidr_ipv6 prefix_list_ids prefix_list_id source_security_group_id referenced_security_group_id self type',
        look: 'which connections are allowed changes at once',
      },
    ],
    harmless: 'security_group_rule_id',
  },
  {
    types: 'aws_vpc_security_group_vpc_association aws_vpc_block_public_access_exclusion',
    source: `${awsProvider}/vpc_block_public_access_exclusion`,
    gone: { mayStop: 'connections it allows are refused' },
    access: 'internet_gateway_exclusion_mode',
  },
  {
    types: 'aws_vpc_block_public_access_options',
    source: `${aws}/vpc/latest/userguide/security-vpc-bpa.html`,
    gone: { look: 'internet gateways are blocked no more' },
    changes: [
      {
        when: 'internet_gateway_block_mode=block-bidirectional internet_gateway_block_mode=block-ingress',
        stops: 'the internet is cut off for every network of the region: {to}',
      },
    ],
    access: 'internet_gateway_block_mode',
  },
  {
    types:
      'aws_network_acl aws_network_acl_rule aws_default_network_acl aws_network_acl_association',
    source: `${aws}/vpc/latest/userguide/vpc-network-acls.html`,
    gone: { mayStop: 'its subnets fall back to another list of what is allowed' },
    changes: [
      {
        when: 'ingress egress rule_action -subnet_ids rule_number protocol from_port to_port cidr_block network_acl_id',
        mayStop: 'connections may be refused, answers too: {what}',
      },
    ],
    access: 'ingress egress rule_action cidr_block ipv6_cidr_block subnet_ids',
  },
  {
    types: 'aws_ec2_managed_prefix_list aws_ec2_managed_prefix_list_entry',
    source: `${awsProvider}/ec2_managed_prefix_list`,
    gone: { mayStop: 'rules and routes that name it lose its addresses' },
    changes: [
      { when: '-entry max_entries<', mayStop: 'connections of addresses that go are refused' },
    ],
    access: 'entry cidr',
    harmless: 'max_entries version',
  },
  {
    types:
      'aws_flow_log aws_ec2_traffic_mirror_session aws_route53_query_log aws_route53_resolver_query_log_config aws_route53_resolver_query_log_config_association',
    source: `${awsProvider}/flow_log`,
    gone: { look: 'nobody can tell later who talked to whom' },
    changes: [
      {
        when: 'traffic_type log_destination log_group_name max_aggregation_interval',
        look: 'other traffic is written down, or elsewhere',
      },
    ],
  },
  {
    types:
      'aws_networkfirewall_firewall aws_networkfirewall_firewall_policy aws_networkfirewall_rule_group',
    source: `${awsProvider}/networkfirewall_firewall`,
    gone: { stops: 'traffic that goes through it is dropped, or goes unchecked' },
    changes: [
      {
        when: 'firewall_policy rule_group rules -subnet_mapping firewall_policy_arn',
        mayStop: 'connections may be refused: {what}',
      },
    ],
    access: 'rule_group rules firewall_policy firewall_policy_arn',
    harmless:
      'subnet_mapping delete_protection firewall_policy_change_protection subnet_change_protection',
  },
];
