import { AwsError, jsonBody, jsonResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { ScalableServices } from '../ecs/scalable-services';
import type { MotoClient } from '../moto/moto-client';

const PAGE =
  'https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-ecs.html';

/**
 * moto asks its own ECS whether a service exists, which knows none of ours, forgets the tags of targets, and leaves the
 * desired count as it is when it lies outside the limits.
 */
export function scalableServices(
  moto: MotoClient,
  services: Pick<ScalableServices, 'taskDefinitionOf'>,
  limited: LimitsChanged,
): readonly Correction[] {
  const tags = new Map<string, TagMap>();
  return [registered(moto, services, tags, limited), tagged(tags)];
}

/** Told of the limits of a target that was registered. */
export type LimitsChanged = (
  region: string,
  resourceId: string,
  limits: { readonly MinCapacity: number; readonly MaxCapacity: number },
) => void;

function registered(
  moto: MotoClient,
  services: Pick<ScalableServices, 'taskDefinitionOf'>,
  tags: Map<string, TagMap>,
  limited: LimitsChanged,
): Correction {
  return {
    name: 'scalable-services',
    page: PAGE,
    service: 'application-autoscaling',
    actions: ['RegisterScalableTarget', 'DeregisterScalableTarget'],
    handle: async (call, next) => {
      const input = jsonBody(call);
      const id = String(input['ResourceId'] ?? '');
      const [, cluster, service] = /^service\/([^/]+)\/([^/]+)$/.exec(id) ?? [];
      if (input['ServiceNamespace'] !== 'ecs' || cluster === undefined || service === undefined) {
        return next(call);
      }
      const { region } = call;
      if (call.action === 'DeregisterScalableTarget') {
        const answer = await next(call);
        if (answer.status < 300) {
          await standIn(moto, region, 'DeleteService', { cluster, service });
        }
        return answer;
      }
      const taskDefinition = services.taskDefinitionOf(region, cluster, service);
      if (taskDefinition === undefined) {
        throw new AwsError('ValidationException', `ECS service doesn't exist: ${id}`);
      }
      const shadow = { cluster, serviceName: service, taskDefinition, desiredCount: 0 };
      await standIn(moto, region, 'CreateService', shadow);
      const answer = await next(call);
      if (answer.status >= 300) {
        return answer;
      }
      const arn = String(jsonBody(answer)['ScalableTargetARN'] ?? '');
      if (input['Tags'] !== undefined) {
        tags.set(arn, input['Tags'] as TagMap);
      }
      const target = await targetOf(moto, region, id);
      if (target !== undefined) {
        limited(region, id, target);
      }
      return answer;
    },
  };
}

function tagged(tags: Map<string, TagMap>): Correction {
  return {
    name: 'scalable-services',
    page: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html',
    service: 'application-autoscaling',
    actions: ['TagResource', 'UntagResource', 'ListTagsForResource'],
    handle: (call) => {
      const input = jsonBody(call);
      const arn = String(input['ResourceARN'] ?? '');
      const before = tags.get(arn) ?? {};
      if (call.action === 'TagResource') {
        tags.set(arn, mergeTagMap(before, input['Tags']));
      }
      if (call.action === 'UntagResource') {
        tags.set(arn, withoutTagKeys(before, input['TagKeys']));
      }
      const answer = call.action === 'ListTagsForResource' ? { Tags: before } : {};
      return Promise.resolve(jsonResponse(answer));
    },
  };
}

/** A service of the same name in moto's own ECS, which only the check of moto sees. */
async function standIn(
  moto: MotoClient,
  region: string,
  action: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  // There may be one from an earlier registration, or none any more.
  await moto.json('ecs', region, action, parameters).catch(() => undefined);
}

async function targetOf(
  moto: MotoClient,
  region: string,
  resourceId: string,
): Promise<{ readonly MinCapacity: number; readonly MaxCapacity: number } | undefined> {
  const answer = await moto.json('application-autoscaling', region, 'DescribeScalableTargets', {
    ServiceNamespace: 'ecs',
    ResourceIds: [resourceId],
  });
  return ((answer['ScalableTargets'] ?? []) as { MinCapacity: number; MaxCapacity: number }[])[0];
}

/** Tags as a map from key to value. */
type TagMap = Readonly<Record<string, string>>;

/** Tags with others on top. */
function mergeTagMap(tags: TagMap, added: unknown): TagMap {
  return { ...tags, ...((added ?? {}) as TagMap) };
}

/** Tags without those of some keys. */
function withoutTagKeys(tags: TagMap, keys: unknown): TagMap {
  const removed = Array.isArray(keys) ? keys.map(String) : [];
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
}
