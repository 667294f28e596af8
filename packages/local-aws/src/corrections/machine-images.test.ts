import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { parseXml, record, records, text } from '../gateway/xml';
import { FakeMoto } from '../testing/fake-moto';
import { AMIS } from './amis';
import { machineImages } from './machine-images';

const moto = new FakeMoto({ DescribeImages: '<imagesSet/>' });
const ask = async (parameters: Record<string, string>) => {
  const call = internalCall('ec2', 'eu-west-1', 'DescribeImages', parameters);
  const answer = await correct([machineImages()], call, (given) => moto.answer(given));
  return records(record(parseXml(answer.body)['DescribeImagesResponse'])['imagesSet']);
};
const names = async (parameters: Record<string, string>) =>
  (await ask(parameters)).map(({ name }) => text(name));
const byName = (value: string) => ({ 'Filter.1.Name': 'name', 'Filter.1.Value.1': value });

describe('machineImages', () => {
  it.each([
    ['amzn2-ami-ecs-hvm-*-x86_64-ebs', 1],
    ['al2023-ami-ecs-hvm-*', 2],
    ['al2023-ami-2023.*-x86_64', 1],
    ['amzn2-ami-hvm-2.0.????????.?-x86_64-gp2', 1],
    ['amzn2-ami-hvm-*-x86_64-ebs', 1],
    ['amzn2-ami-kernel*-ebs', 1],
    ['amzn2-ami-kernel-5.10-hvm-*-gp2', 2],
    ['bottlerocket-aws-ecs-*', 2],
    ['ubuntu*', 0],
  ])('finds what people look for: %s', async (name, count) => {
    expect(await names({ ...byName(name), 'Owner.1': 'amazon' })).toHaveLength(count);
  });

  it('tells what a data source reads, of an image that Systems Manager names', async () => {
    const [image] = await ask({ 'ImageId.1': AMIS[0]?.id ?? '' });
    expect(image).toMatchObject({
      imageOwnerId: '591542846629',
      architecture: 'x86_64',
      rootDeviceName: '/dev/xvda',
      virtualizationType: 'hvm',
    });
    expect(records(image?.['blockDeviceMapping'])).toHaveLength(1);
  });

  it.each([
    ['another owner', { 'Owner.1': 'self' }],
    ['a filter that nobody knows', { 'Filter.1.Name': 'tag:x', 'Filter.1.Value.1': '*' }],
    ['another architecture', { 'Filter.1.Name': 'architecture', 'Filter.1.Value.1': 'i386' }],
  ])('shows none of them to who asks for %s', async (_, parameters) => {
    expect(await names(parameters)).toEqual([]);
  });

  it('leaves images that somebody made to moto', async () => {
    await ask({ 'ImageId.1': 'ami-mine', 'ImageId.2': AMIS[1]?.id ?? '' });
    expect(moto.seen('DescribeImages').at(-1)?.parameters).toMatchObject({
      'ImageId.1': 'ami-mine',
    });
    expect(moto.seen('DescribeImages').at(-1)?.parameters).not.toHaveProperty('ImageId.2');
  });
});
