import { jsonBody } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';

/** The namespace of a service may stand in its DNS settings, where Terraform writes it; moto does not look there. */
export function cloudMapNamespace(): Correction {
  return {
    name: 'cloud-map-namespace',
    page: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html',
    service: 'servicediscovery',
    actions: ['CreateService'],
    handle: (call, next) => {
      const input = jsonBody(call) as {
        DnsConfig?: { NamespaceId?: string };
        NamespaceId?: string;
      };
      const { NamespaceId = input.DnsConfig?.NamespaceId } = input;
      return next({ ...call, body: Buffer.from(JSON.stringify({ ...input, NamespaceId })) });
    },
  };
}
