import type { MadeRow } from '../made-row';
import { azure, azureProvider } from '../sources';

const subnet = { attribute: 'subnet_id', types: 'azurerm_subnet' };
const otherRules = 'connections may be refused that were allowed';

/** What is new in Azure and acts on what exists. */
export const azurermMadeBeside: readonly MadeRow[] = [
  {
    types: 'azurerm_subnet_network_security_group_association',
    source: `${azureProvider}/subnet_network_security_group_association`,
    of: subnet,
    mayStop: otherRules,
  },
  {
    types:
      'azurerm_network_interface_security_group_association azurerm_network_interface_application_security_group_association',
    source: `${azureProvider}/network_interface_security_group_association`,
    of: { attribute: 'network_interface_id', types: 'azurerm_network_interface' },
    mayStop: otherRules,
  },
  {
    types: 'azurerm_network_security_rule',
    source: `${azureProvider}/network_security_rule`,
    of: { attribute: 'network_security_group_name', types: 'azurerm_network_security_group' },
    when: 'access=Deny',
    mayStop: otherRules,
  },
  {
    types: 'azurerm_subnet_route_table_association azurerm_subnet_nat_gateway_association',
    source: `${azureProvider}/subnet_route_table_association`,
    of: subnet,
    mayStop: 'the subnet sends its traffic another way at once',
  },
  {
    types: 'azurerm_route',
    source: `${azureProvider}/route`,
    of: { attribute: 'route_table_name', types: 'azurerm_route_table' },
    mayStop: 'traffic that went another way takes it at once',
  },
  {
    types: 'azurerm_virtual_network_dns_servers',
    source: `${azureProvider}/virtual_network_dns_servers`,
    of: { attribute: 'virtual_network_id', types: 'azurerm_virtual_network' },
    mayStop: 'names are resolved by others from then on, or not at all',
  },
  {
    types: 'azurerm_private_dns_zone_virtual_network_link',
    source: `${azure}/dns/private-dns-virtual-network-links`,
    of: { attribute: 'virtual_network_id', types: 'azurerm_virtual_network' },
    mayStop:
      'in the network the zone hides the public one of its name: what it does not hold is not found',
  },
  {
    types: 'azurerm_log_analytics_workspace_table',
    source: `${azure}/azure-monitor/logs/data-retention-configure`,
    of: { attribute: 'workspace_id', types: 'azurerm_log_analytics_workspace' },
    when: 'retention_in_days total_retention_in_days',
    mayLose: 'lines of the table may be kept shorter than the workspace keeps them',
  },
  {
    types: 'azurerm_storage_account_network_rules',
    source: `${azureProvider}/storage_account_network_rules`,
    of: { attribute: 'storage_account_id', types: 'azurerm_storage_account' },
    when: 'default_action=Deny',
    mayStop: 'who is not named in it is refused',
  },
  {
    types:
      'azurerm_subscription_policy_assignment azurerm_resource_group_policy_assignment azurerm_management_group_policy_assignment azurerm_resource_policy_assignment',
    source: `${azure}/governance/policy/concepts/effect-basics`,
    mayStop: 'what it denies is refused from then on, and what it modifies is changed',
  },
  {
    types: 'azurerm_cdn_frontdoor_security_policy',
    source: `${azureProvider}/cdn_frontdoor_security_policy`,
    mayStop: 'requests that its rules do not let through are refused',
  },
];
