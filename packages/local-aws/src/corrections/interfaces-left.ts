import { AwsError } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { record, records, text } from '../gateway/xml';
import type { MotoClient } from '../moto/moto-client';

/**
 * A network interface that outlives its instance is attached to nothing any more; moto keeps it attached, and refuses to
 * detach it as the last one of an instance.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html
 */
export function interfacesLeft(moto: MotoClient): Correction {
  return {
    name: 'interfaces-left',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html',
    service: 'ec2',
    actions: ['DetachNetworkInterface'],
    handle: async (call, next) => {
      const id = queryParameters(call).get('AttachmentId') ?? '';
      const { networkInterfaceSet } = await moto.query(
        'ec2',
        call.region,
        'DescribeNetworkInterfaces',
        {},
      );
      const instanceId = records(networkInterfaceSet)
        .map(({ attachment }) => record(attachment))
        .filter(({ attachmentId }) => text(attachmentId) === id)
        .map((attachment) => text(attachment['instanceId']))[0];
      if (instanceId !== undefined && (await isGone(moto, call.region, instanceId))) {
        throw new AwsError('InvalidAttachmentID.NotFound', `The attachment '${id}' does not exist`);
      }
      return next(call);
    },
  };
}

/** An instance is told of for an hour after its end. */
async function isGone(moto: MotoClient, region: string, instanceId: string): Promise<boolean> {
  const { reservationSet } = await moto.query('ec2', region, 'DescribeInstances', {
    'InstanceId.1': instanceId,
  });
  return records(reservationSet)
    .flatMap(({ instancesSet }) => records(instancesSet))
    .every(({ instanceState }) => text(record(instanceState)['name']) === 'terminated');
}
