import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { AMIS } from './amis';

/** Of an image that somebody made. */
const USUAL_GIB = 8;

/**
 * A root volume is as large as that of the image, unless somebody says otherwise; moto wants it to be said.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
 */
export function rootVolumeSize(): Correction {
  return {
    name: 'root-volume-size',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html',
    service: 'ec2',
    actions: ['RunInstances'],
    handle: (call, next) => {
      const parameters = queryParameters(call);
      const image = AMIS.find(({ id }) => id === parameters.get('ImageId'));
      const root = image?.rootDevice ?? '/dev/xvda';
      for (const [name, value] of [...parameters]) {
        const mapping = /^(BlockDeviceMapping\.\d+)\.DeviceName$/.exec(name)?.[1];
        const isSaid = ['VolumeSize', 'SnapshotId'].some((one) =>
          parameters.has(`${mapping}.Ebs.${one}`),
        );
        if (mapping !== undefined && value === root && !isSaid) {
          parameters.set(`${mapping}.Ebs.VolumeSize`, `${image?.sizeGiB ?? USUAL_GIB}`);
        }
      }
      return next({ ...call, body: Buffer.from(parameters.toString()) });
    },
  };
}
