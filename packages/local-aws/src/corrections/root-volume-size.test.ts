import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { AMIS } from './amis';
import { rootVolumeSize } from './root-volume-size';

const ecs = AMIS.find(({ sizeGiB }) => sizeGiB === 30);

/** What moto is asked to launch. */
async function launched(parameters: Record<string, string>) {
  const moto = new FakeMoto({});
  const call = internalCall('ec2', 'eu-west-1', 'RunInstances', parameters);
  await correct([rootVolumeSize()], call, (given) => moto.answer(given));
  return moto.seen('RunInstances')[0]?.parameters;
}
const mapping = (device: string, more: Record<string, string> = {}) => ({
  'BlockDeviceMapping.1.DeviceName': device,
  'BlockDeviceMapping.1.Ebs.VolumeType': 'gp3',
  ...more,
});
const SIZE = 'BlockDeviceMapping.1.Ebs.VolumeSize';

describe('rootVolumeSize', () => {
  it.each([
    ['the image', ecs?.id ?? '', '30'],
    ['most images, where somebody made it', 'ami-mine', '8'],
  ])('makes a root volume as large as that of %s', async (_, ImageId, size) => {
    expect(await launched({ ImageId, ...mapping('/dev/xvda') })).toMatchObject({ [SIZE]: size });
  });

  it('leaves a size that is given as it is', async () => {
    expect(await launched(mapping('/dev/xvda', { [SIZE]: '100' }))).toMatchObject({
      [SIZE]: '100',
    });
  });

  it.each([
    ['another volume, whose size AWS asks for too', mapping('/dev/sdf')],
    [
      'one of a snapshot',
      mapping('/dev/xvda', { 'BlockDeviceMapping.1.Ebs.SnapshotId': 'snap-1' }),
    ],
    ['an instance without any', {}],
  ])('adds none to %s', async (_, parameters: Record<string, string>) => {
    expect(await launched(parameters)).not.toHaveProperty([SIZE]);
  });
});
