import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { ImageRegistry } from '../images/image-registry';
import { FakeMoto } from '../testing/fake-moto';
import { ImagePublisher, parseEcrReference, registeredImages } from './registered-images';

const REFERENCE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/my-app/server:abc';
const registration = {
  reference: REFERENCE,
  process: { command: ['node'], workingDirectory: '/' },
  dockerImageAvailable: false,
};

describe('parseEcrReference', () => {
  it('reads region, repository and tag', () => {
    expect(parseEcrReference(REFERENCE)).toEqual({
      region: 'us-east-1',
      repository: 'my-app/server',
      tag: 'abc',
    });
  });

  it.each([
    'nginx:1',
    'public.ecr.aws/nginx/nginx:1',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/a@sha256:0',
  ])('knows that %s is not a tag in ECR', (reference) =>
    expect(parseEcrReference(reference)).toBeUndefined(),
  );
});

describe('registeredImages', () => {
  it('shows an image registered earlier when its repository is made', async () => {
    const images = new ImageRegistry();
    images.register(registration);
    const moto = new FakeMoto({ CreateRepository: {}, DescribeRepositories: {}, PutImage: {} });
    const correction = registeredImages(images, new ImagePublisher(moto.client, () => undefined));
    const create = (repositoryName: string) =>
      correct(
        [correction],
        internalCall('ecr', 'us-east-1', 'CreateRepository', { repositoryName }),
        (call) => moto.answer(call),
      );
    await create('another');
    expect(moto.seen('PutImage')).toHaveLength(0);
    await create('my-app/server');
    // Under its own tag and as latest.
    expect(moto.seen('PutImage')).toHaveLength(2);
  });
});
