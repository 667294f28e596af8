import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import {} from 'cdktf';
import './fixtures/matchers';
import { ImageRepository, type ImageRepositoryProps } from './image-repository';
import { Role } from './role';
import { synth } from './testing';

const withProps = (props: Partial<ImageRepositoryProps> = {}) =>
  synth(
    (stack) =>
      new ImageRepository(stack, 'Repository', { repositoryName: 'my-app/server', ...props }),
  );
const rules = (props?: Partial<ImageRepositoryProps>) => {
  const { attributes } = withProps(props).resource('aws_ecr_lifecycle_policy');
  return (JSON.parse(attributes['policy']) as { rules: { selection: unknown }[] }).rules;
};

describe('ImageRepository', () => {
  it('is immutable, scanned, encrypted and kept while it holds images', () => {
    expect(withProps().json).toHaveResourceWithProperties(EcrRepository, {
      name: 'my-app/server',
      image_tag_mutability: 'IMMUTABLE',
      force_delete: false,
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'AES256' }],
    });
  });

  it('does what it is told otherwise', () => {
    const { attributes } = withProps({
      imageTagMutability: 'MUTABLE',
      scanOnPush: false,
      forceDelete: true,
      encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/k',
    }).resource('aws_ecr_repository');
    expect(attributes).toMatchObject({
      image_tag_mutability: 'MUTABLE',
      force_delete: true,
      image_scanning_configuration: { scan_on_push: false },
      encryption_configuration: [
        { encryption_type: 'KMS', kms_key: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
      ],
    });
  });

  it('deletes no image that has a tag', () => {
    expect(rules().map(({ selection }) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
    ]);
  });

  it('keeps a number of tagged images when asked to', () => {
    expect(
      rules({ untaggedExpireAfterDays: 3, keepNewestTagged: 50 }).map(({ selection }) => selection),
    ).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 3 },
      {
        tagStatus: 'tagged',
        tagPatternList: ['*'],
        countType: 'imageCountMoreThan',
        countNumber: 50,
      },
    ]);
  });

  it.each(['a', 'My-App', 'a//b', 'a/', '-a', 'a b', 'a__b'])(
    'refuses the name %j',
    (repositoryName) => {
      expect(() => withProps({ repositoryName })).toThrow(
        'Test/Repository: repositoryName must be 2 to 256 lower-case',
      );
    },
  );

  it.each([
    [
      { untaggedExpireAfterDays: 0 },
      'untaggedExpireAfterDays must be a whole number of 1 or more; got 0',
    ],
    [{ keepNewestTagged: 0 }, 'keepNewestTagged must be a whole number of 1 or more; got 0'],
  ])('refuses %j', (props, message) => {
    expect(() => withProps(props)).toThrow(`Test/Repository: ${message}`);
  });
});

describe('grantPull', () => {
  const granted = (adopt: boolean) =>
    synth((stack) => {
      const role = new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' });
      const repository = adopt
        ? ImageRepository.fromRepositoryAttributes(stack, 'Repository', {
            repositoryName: 'a/b',
            repositoryArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/a/b',
            repositoryUrl: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b',
          })
        : new ImageRepository(stack, 'Repository', { repositoryName: 'a/b' });
      repository.grantPull(role);
    });

  it('is for one repository, except for the token, which IAM cannot narrow', () => {
    const template = granted(false);
    const statements = template
      .policyStatements()
      .filter(({ statement }) => 'Resource' in statement);
    expect(statements.map(({ statement }) => [statement['Action'], statement['Resource']])).toEqual(
      [
        [
          ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
          [`\${${template.resource('aws_ecr_repository').address}.arn}`],
        ],
        [['ecr:GetAuthorizationToken'], ['*']],
      ],
    );
  });

  it('works for an adopted repository, which is not created', () => {
    const template = granted(true);
    expect(template.resourcesOf('aws_ecr_repository')).toEqual([]);
    expect(template.json).toContain('arn:aws:ecr:eu-west-1:123456789012:repository/a/b');
  });
});
