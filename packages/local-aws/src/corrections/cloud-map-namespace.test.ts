import { jsonBody, jsonResponse } from '../gateway/aws-response';
import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { cloudMapNamespace } from './cloud-map-namespace';

const created = async (input: Readonly<Record<string, unknown>>) =>
  jsonBody(
    await correct(
      [cloudMapNamespace()],
      internalCall('servicediscovery', 'us-east-1', 'CreateService', input),
      (call) => Promise.resolve(jsonResponse(jsonBody(call))),
    ),
  );

describe('cloudMapNamespace', () => {
  it.each([
    ['in the DNS settings', { DnsConfig: { NamespaceId: 'ns-1' } }],
    ['where it should be', { NamespaceId: 'ns-1', DnsConfig: { NamespaceId: 'ns-2' } }],
  ])('knows the namespace that is written %s', async (_, input) => {
    expect(await created(input)).toMatchObject({ NamespaceId: 'ns-1' });
  });

  it('makes up none', async () => {
    expect(await created({ Name: 'api' })).toEqual({ Name: 'api' });
  });
});
