import type { KnowledgeRow } from '../row';
import { azureProvider } from '../sources';

/** Zones of names, and what stands in them. */
export const azurermNames: readonly KnowledgeRow[] = [
  {
    types: 'azurerm_dns_zone azurerm_private_dns_zone',
    source: `${azureProvider}/dns_zone`,
    gone: { loses: 'its records and its name servers are lost', stops: 'no name of it resolves' },
    changes: [{ when: 'soa_record', look: 'how long answers are kept changes' }],
  },
  {
    types:
      'azurerm_dns_*_record azurerm_private_dns_*_record azurerm_private_dns_zone_virtual_network_link azurerm_private_dns_resolver azurerm_private_dns_resolver_forwarding_rule',
    source: `${azureProvider}/dns_a_record`,
    gone: { mayStop: 'the name resolves to nothing' },
    changes: [
      {
        when: 'records record target_resource_id registration_enabled target_dns_servers enabled',
        mayStop: 'clients go elsewhere, once the old answer is past its time to live: {what}',
      },
      { when: 'ttl>', look: 'the next change takes longer to reach clients' },
    ],
    harmless: 'ttl',
  },
];
