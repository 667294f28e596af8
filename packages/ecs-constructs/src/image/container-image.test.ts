import { type TerraformStack, Token } from 'cdktf';
import { TemporaryDirectories } from '../fixtures/directory';
import { Role } from '../iam/role';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { synth } from '../testing';
import { buildContextHash } from './build-context';
import { ContainerImage, type RegistryCredentials } from './container-image';
import { ImageRepository } from './image-repository';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const repositoryOf = (stack: TerraformStack) =>
  ImageRepository.fromRepositoryAttributes(stack, 'Repository', {
    repositoryName: 'a',
    repositoryArn: 'arn:a',
    repositoryUrl: 'host/a',
  });
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

  it('says what is wrong with a reference', () => {
    expect(() => ContainerImage.fromRegistry('nginx')).toThrow(
      'ContainerImage.fromRegistry: a reference must end in a tag or a digest, or nobody knows which image will run; ' +
        'got "nginx". Write it like public.ecr.aws/nginx/nginx:1.29 or name@sha256:<64 hex digits>; the newest one is ' +
        'nginx:latest.',
    );
  });

  it('takes a reference that only Terraform knows as it is', () => {
    const reference = Token.asString({ resolve: () => '${var.image}' });
    expect(ContainerImage.fromRegistry(reference).reference).toBe(reference);
    expect(pullable(ContainerImage.fromRegistry(reference))).toEqual([]);
  });

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

describe('an image of a private registry', () => {
  const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:login-AbCdEf';
  const encryptionKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/k';
  const image = (credentials: RegistryCredentials) =>
    ContainerImage.fromRegistry('registry.example:5000/a:1', { credentials });

  it('is pulled with the credentials of a secret, which the execution role may read', () => {
    const template = synth((stack) => {
      const task = new Ec2TaskDefinition(stack, 'Task', { family: 'f', memoryMiB: 64 });
      task.addContainer('Server', { image: image({ secretArn, encryptionKeyArn }) });
    });
    expect(template.containerDefinitions()[0]).toMatchObject({
      image: 'registry.example:5000/a:1',
      repositoryCredentials: { credentialsParameter: secretArn },
    });
    const allowed = template.policyStatements().map(({ statement }) => statement);
    expect(allowed).toContainEqual({
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue'],
      Resource: [secretArn],
    });
    expect(allowed).toContainEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [encryptionKeyArn],
    });
  });

  it('needs no right on a key that AWS manages', () => {
    expect(pullable(image({ secretArn }))).toEqual([secretArn]);
  });

  it('has no credentials where there are none', () => {
    expect(ContainerImage.fromRegistry('nginx:1').repositoryCredentials).toBeUndefined();
  });

  it('refuses credentials for ECR, and what is not a secret', () => {
    const ecr = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1';
    expect(() => ContainerImage.fromRegistry(ecr, { credentials: { secretArn } })).toThrow(
      `ContainerImage.fromRegistry: ECR takes no credentials: the execution role logs in; got credentials for ${ecr}.`,
    );
    expect(() => image({ secretArn: 'login' })).toThrow(
      'ContainerImage.fromRegistry: a secret is named by its full ARN',
    );
  });
});

describe('ContainerImage.fromRepository', () => {
  it('names a tag or a digest of the repository', () => {
    synth((stack) => {
      const repository = repositoryOf(stack);
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

  it.each([
    [
      { tag: 'a/b' },
      'a tag is up to 128 letters, digits, dots, hyphens and underscores; got "a/b"',
    ],
    [
      { digest: 'sha256:1' },
      'a digest is sha256: and 64 hexadecimal digits in lower case; got "sha256:1"',
    ],
  ])('refuses %j', (version, message) => {
    expect(() =>
      synth((stack) => ContainerImage.fromRepository(repositoryOf(stack), version)),
    ).toThrow(`ContainerImage.fromRepository: ${message}`);
  });
});

describe('ContainerImage.fromPrebuilt', () => {
  const temporary = new TemporaryDirectories();
  afterAll(() => temporary.remove());

  it('names the tag that a build of the directory would have, without the docker provider', () => {
    const context = temporary.make({ Dockerfile: 'FROM scratch\n' });
    const options = { platform: 'linux/arm64', buildArgs: { A: '1' } } as const;
    const template = synth((stack) => {
      const repository = repositoryOf(stack);
      const image = ContainerImage.fromPrebuilt({ repository, context, ...options });
      expect(image.reference).toBe(`host/a:${buildContextHash(context, options)}`);
      expect(image.platform).toBe('linux/arm64');
      image.bind(stack, new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' }));
    });
    expect(template.resourcesOf().filter(({ type }) => type.startsWith('docker_'))).toEqual([]);
    expect(template.json).toContain('arn:a');
  });
});
