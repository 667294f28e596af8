import { parseEcrReference } from './read-images';
import { DIGEST, IMAGE } from './testing/documented-answers';

describe('parseEcrReference', () => {
  it.each([
    [IMAGE, { registryId: '111122223333', repository: 'my-app/server', tag: '3f9c0a1b' }],
    [
      `111122223333.dkr.ecr.eu-central-1.amazonaws.com/my-app/server@${DIGEST}`,
      { registryId: '111122223333', repository: 'my-app/server', tag: undefined },
    ],
    [
      `111122223333.dkr-ecr.eu-central-1.on.aws/app:v1@${DIGEST}`,
      { registryId: '111122223333', repository: 'app', tag: 'v1' },
    ],
  ])('finds the repository of %s', (image, expected) => {
    expect(parseEcrReference(image)).toEqual(expected);
  });

  it.each([
    ['my-app/server:dev', 'dev'],
    ['localhost:5000/my-app/server:dev', 'dev'],
    ['localhost:5000/my-app/server', undefined],
  ])('takes %s as the given repository', (image, tag) => {
    expect(parseEcrReference(image, 'my-app/server')).toEqual({
      repository: 'my-app/server',
      registryId: undefined,
      tag,
    });
  });

  it.each(['nginx:1.27', 'public.ecr.aws/nginx/nginx:1.27', 'docker.io/library/nginx'])(
    'leaves %s out: it is not from ECR',
    (image) => {
      expect(parseEcrReference(image, 'my-app/server')).toBeUndefined();
    },
  );
});
