import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import { arnText } from '../fixtures/environment-text';
import { Role } from '../iam/role';
import { synth } from '../testing';
import { parseJsonTemplate } from '../testing/hcl';
import { ImageRepository, type ImageRepositoryProps } from './image-repository';
import '../fixtures/matchers';

const withProps = (props: Partial<ImageRepositoryProps> = {}) =>
  synth(
    (stack) =>
      new ImageRepository(stack, 'Repository', { repositoryName: 'my-app/server', ...props }),
  );
const rules = (props?: Partial<ImageRepositoryProps>) => {
  const { attributes } = withProps(props).resource('aws_ecr_lifecycle_policy');
  return (JSON.parse(attributes['policy']) as { rules: { selection: unknown }[] }).rules;
};

const policyOf = (attributes: { readonly policy?: string }) =>
  parseJsonTemplate(attributes.policy ?? '') as { readonly Statement: readonly unknown[] };

describe('ImageRepository', () => {
  it('is immutable, scanned, encrypted and kept while it holds images', () => {
    expect(withProps().json).toHaveResourceWithProperties(EcrRepository, {
      name: 'my-app/server',
      image_tag_mutability: 'IMMUTABLE',
      force_delete: false,
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'KMS' }],
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

  it('can be encrypted with a key of S3', () => {
    const { attributes } = withProps({ encryption: 'AES256' }).resource('aws_ecr_repository');
    expect(attributes['encryption_configuration']).toEqual([{ encryption_type: 'AES256' }]);
  });

  it('refuses a KMS key for an encryption without KMS', () => {
    expect(() => withProps({ encryption: 'AES256', encryptionKeyArn: 'arn:k' })).toThrow(
      "Test/Repository: encryptionKeyArn is for KMS; got encryption 'AES256' with a key. Leave one of the two out.",
    );
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

  it('has the lifecycle rules that it is told, and none where there are none', () => {
    const lifecycleRules = [{ tagStatus: 'untagged', keepNewest: 5 }] as const;
    expect(rules({ lifecycleRules }).map(({ selection }) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 5 },
    ]);
    expect(withProps({ lifecycleRules: [] }).resourcesOf('aws_ecr_lifecycle_policy')).toEqual([]);
    expect(() => withProps({ lifecycleRules, keepNewestTagged: 5 })).toThrow(
      'Test/Repository: lifecycleRules are all rules there are; got untaggedExpireAfterDays or keepNewestTagged beside them.',
    );
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

describe('the policy of a repository', () => {
  const account = (id: string) =>
    synth((stack) =>
      new ImageRepository(stack, 'Repository', { repositoryName: 'a/b' }).grantPullToAccount(id),
    );

  it('is there only when somebody else is let in', () => {
    expect(withProps().resourcesOf('aws_ecr_repository_policy')).toEqual([]);
  });

  it('lets another account pull', () => {
    const template = account('210987654321');
    const { attributes } = template.resource('aws_ecr_repository_policy');
    expect(attributes['repository']).toBe(
      `\${${template.resource('aws_ecr_repository').address}.name}`,
    );
    expect(policyOf(attributes).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: {
          AWS: [
            expect.stringMatching(/^arn:\$\{data\.aws_partition\..*\}:iam::210987654321:root$/),
          ],
        },
        Action: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchGetImage',
        ],
      },
    ]);
  });

  it('collects what is added', () => {
    const template = synth((stack) => {
      const repository = new ImageRepository(stack, 'Repository', { repositoryName: 'a/b' });
      repository.grantPullToAccount('210987654321');
      repository.addToResourcePolicy({
        sid: 'NoDelete',
        effect: 'Deny',
        actions: ['ecr:BatchDeleteImage'],
        principals: { AWS: ['*'] },
        conditions: { StringNotEquals: { 'aws:PrincipalAccount': ['210987654321'] } },
      });
    });
    const { attributes } = template.resource('aws_ecr_repository_policy');
    expect(policyOf(attributes).Statement).toHaveLength(2);
    expect(policyOf(attributes).Statement[1]).toEqual({
      Sid: 'NoDelete',
      Effect: 'Deny',
      Principal: { AWS: ['*'] },
      Action: ['ecr:BatchDeleteImage'],
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['210987654321'] } },
    });
  });

  it('refuses what is no account', () => {
    expect(() => account('me')).toThrow(
      'Test/Repository: accountId must be the 12 digits of an AWS account; got "me".',
    );
  });
});

describe('a repository that exists', () => {
  it('is known by its name, in the account and region of the provider', () => {
    const template = synth((stack) => {
      const repository = ImageRepository.fromRepositoryName(stack, 'Repository', 'a/b');
      expect(repository.repositoryName).toBe('a/b');
      expect(repository.imageTagMutability).toBe('IMMUTABLE');
      new TerraformOutput(stack, 'url', { value: repository.repositoryUrl, staticId: true });
    });
    expect(template.output('url')).toMatch(
      /^\$\{data\.aws_caller_identity\.\w+\.account_id\}\.dkr\.ecr\.\$\{data\.aws_region\.\w+\.id\}\.\$\{data\.aws_partition\.\w+\.dns_suffix\}\/a\/b$/,
    );
  });

  it('is known by its ARN, of another account and region', () => {
    const arn = 'arn:aws:ecr:eu-central-1:210987654321:repository/a/b';
    const template = synth((stack) => {
      const repository = ImageRepository.fromRepositoryArn(stack, 'Repository', arn, {
        imageTagMutability: 'MUTABLE',
      });
      expect(repository.imageTagMutability).toBe('MUTABLE');
      new TerraformOutput(stack, 'url', { value: repository.repositoryUrl, staticId: true });
      repository.grantPull(new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' }));
    });
    expect(template.output('url')).toMatch(
      /^210987654321\.dkr\.ecr\.eu-central-1\.\$\{data\.aws_partition\.\w+\.dns_suffix\}\/a\/b$/,
    );
    expect(template.policyStatements()[1]?.statement['Resource'][0]).toMatch(
      /^arn:\$\{data\.aws_partition\.\w+\.partition\}:ecr:eu-central-1:210987654321:repository\/a\/b$/,
    );
  });

  it('must be named by what can be read at synth', () => {
    const from = (arn: (stack: TerraformVariable) => string) => () =>
      synth((stack) =>
        ImageRepository.fromRepositoryArn(
          stack,
          'Repository',
          arn(new TerraformVariable(stack, 'Arn', { type: 'string' })),
        ),
      );
    expect(from(() => 'a/b')).toThrow(
      'Test/Repository: repositoryArn must be the ARN of an ECR repository, as plain text; got "a/b".',
    );
    expect(from(({ stringValue }) => stringValue)).toThrow('as plain text; got a token.');
    expect(() =>
      synth((stack) => ImageRepository.fromRepositoryName(stack, 'Repository', 'A')),
    ).toThrow('Test/Repository: repositoryName must be');
  });
});

describe('grantPush', () => {
  it.each(['made', 'imported'])('lets a role push to a repository that is %s, and pull', (kind) => {
    const template = synth((stack) => {
      const role = new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' });
      const repository =
        kind === 'made'
          ? new ImageRepository(stack, 'Repository', { repositoryName: 'a/b' })
          : ImageRepository.fromRepositoryName(stack, 'Repository', 'a/b');
      repository.grantPullPush(role);
    });
    const statements = template
      .policyStatements()
      .filter(({ statement }) => 'Resource' in statement)
      .map(({ statement }) => statement);
    expect(statements.map((statement) => statement['Action'])).toEqual([
      ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      ['ecr:GetAuthorizationToken'],
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:InitiateLayerUpload',
        'ecr:UploadLayerPart',
        'ecr:CompleteLayerUpload',
        'ecr:PutImage',
      ],
    ]);
    expect(statements[2]?.['Resource']).toEqual(statements[0]?.['Resource']);
    expect(statements[2]?.['Resource']).not.toContain('*');
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
          [
            arnText(
              'ecr',
              `repository/\${${template.resource('aws_ecr_repository').address}.name}`,
            ),
          ],
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
