import { AwsError, jsonBody } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { MotoClient } from '../moto/moto-client';

/** What has something in it cannot be deleted; moto deletes it. */
export function cloudMapInUse(moto: MotoClient): Correction {
  return {
    name: 'cloud-map-in-use',
    page: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteService.html',
    service: 'servicediscovery',
    actions: ['DeleteService', 'DeleteNamespace'],
    handle: async (call, next) => {
      const { Id } = jsonBody(call) as { Id?: string };
      if (call.action === 'DeleteService') {
        const answer = await moto.json('servicediscovery', call.region, 'ListInstances', {
          ServiceId: Id,
        });
        refuseWhere(
          answer['Instances'],
          'Service contains registered instances; delete the instances before deleting the service',
        );
      } else {
        const answer = await moto.json('servicediscovery', call.region, 'ListServices', {});
        const own = ((answer['Services'] ?? []) as readonly { NamespaceId?: string }[]).filter(
          ({ NamespaceId }) => NamespaceId === Id,
        );
        refuseWhere(
          own,
          'Namespace has associated services; delete the services before deleting the namespace',
        );
      }
      return next(call);
    },
  };
}

function refuseWhere(found: unknown, words: string): void {
  if (Array.isArray(found) && found.length > 0) {
    throw new AwsError('ResourceInUse', words);
  }
}
