import {
  DescribeScalableTargetsCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import { inWords } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';

/**
 * The scalable target that owns the desired count of a service.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 *
 * @returns undefined when none does
 * @throws Error with the fix when it cannot be read
 */
export async function readScalingOwner({
  clients,
  cluster,
  service,
  region,
}: ServiceTarget): Promise<ScalableTarget | undefined> {
  const { ScalableTargets = [] } = await inWords(
    { action: 'application-autoscaling:DescribeScalableTargets', region, cluster, service },
    () =>
      clients.applicationAutoScaling.send(
        new DescribeScalableTargetsCommand({
          ServiceNamespace: 'ecs',
          ResourceIds: [`service/${cluster}/${service}`],
          ScalableDimension: 'ecs:service:DesiredCount',
        }),
      ),
  );
  return ScalableTargets[0];
}
