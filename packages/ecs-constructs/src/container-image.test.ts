import { ContainerImage } from './container-image';
import { ImageRepository } from './image-repository';
import { Role } from './role';
import { synth } from './testing';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const pullable = (image: ContainerImage) => {
  const template = synth((stack) => {
    image.bind(stack, new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' }));
  });
  return template.policyStatements().flatMap(({ statement }) => statement['Resource'] ?? []);
};

describe('ContainerImage.fromRegistry', () => {
  it.each([
    'nginx:1',
    'public.ecr.aws/nginx/nginx:1.29',
    'localhost:5000/a/b:c',
    `a@${DIGEST}`,
    `a/b:1@${DIGEST}`,
  ])('takes %s as it is', (reference) =>
    expect(ContainerImage.fromRegistry(reference).reference).toBe(reference),
  );

  it.each(['nginx', 'localhost:5000/a', 'a:', 'a b:1', 'a@sha256:123', ''])(
    'refuses %j',
    (reference) => {
      expect(() => ContainerImage.fromRegistry(reference)).toThrow(
        'ContainerImage.fromRegistry: a reference must end in a tag or a digest, or nobody knows which image will run; ' +
          `got ${JSON.stringify(reference)}. Write it like public.ecr.aws/nginx/nginx:1.29`,
      );
    },
  );

  it('grants nothing for a public image', () => {
    expect(pullable(ContainerImage.fromRegistry('nginx:1'))).toEqual([]);
  });

  it('grants the pull for an image in ECR, whose repository the reference names', () => {
    const image = ContainerImage.fromRegistry(
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-app/server:1',
    );
    expect(pullable(image)).toEqual([
      expect.stringMatching(
        /^arn:\$\{data\.aws_partition\..*\}:ecr:eu-west-1:123456789012:repository\/my-app\/server$/,
      ),
      '*',
    ]);
  });
});

describe('ContainerImage.fromRepository', () => {
  it('names a tag or a digest of the repository', () => {
    synth((stack) => {
      const repository = ImageRepository.fromRepositoryAttributes(stack, 'Repository', {
        repositoryName: 'a',
        repositoryArn: 'arn:a',
        repositoryUrl: 'host/a',
      });
      expect(ContainerImage.fromRepository(repository, { tag: '1' })).toMatchObject({
        reference: 'host/a:1',
        tag: '1',
      });
      expect(ContainerImage.fromRepository(repository, { digest: DIGEST })).toMatchObject({
        reference: `host/a@${DIGEST}`,
        tag: undefined,
      });
    });
  });
});
