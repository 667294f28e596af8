import { TerraformVariable } from 'cdktf';
import { ContainerImage } from '../image/container-image';
import type { ContainerDefinitionOptions } from '../task/container-definition';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { synth } from '../testing';
import { Secret } from './secret';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hello/database-AbCdEf';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';

const withSecrets = (secrets: ContainerDefinitionOptions['secrets']) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 128 });
    task.addContainer('App', { image: ContainerImage.fromRegistry('nginx:1'), secrets });
  });
const rendered = (secret: Secret) =>
  withSecrets({ A: secret }).containerDefinitions()[0]?.['secrets'];
const granted = (secret: Secret) =>
  withSecrets({ A: secret })
    .policyStatements()
    .filter(({ address }) => address.startsWith('aws_iam_role_policy.'))
    .map(({ statement }) => [statement['Action'], statement['Resource']]);

describe('Secret.fromSecretsManager', () => {
  it.each([
    [{}, ARN],
    [{ jsonField: 'password' }, `${ARN}:password::`],
    [{ versionStage: 'AWSPREVIOUS' }, `${ARN}::AWSPREVIOUS:`],
    [{ jsonField: 'password', versionId: 'v1' }, `${ARN}:password::v1`],
  ])('says where %j is found', (options, valueFrom) => {
    expect(rendered(Secret.fromSecretsManager(ARN, options))).toEqual([{ name: 'A', valueFrom }]);
  });

  it('lets the execution role read this secret and no other', () => {
    expect(granted(Secret.fromSecretsManager(ARN, { jsonField: 'password' }))).toEqual([
      [['secretsmanager:GetSecretValue'], [ARN]],
    ]);
  });

  it('lets the execution role decrypt with the key of the secret', () => {
    expect(granted(Secret.fromSecretsManager(ARN, { encryptionKeyArn: KEY }))).toContainEqual([
      ['kms:Decrypt'],
      [KEY],
    ]);
  });

  it.each([
    'hello/database',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hello',
    `${ARN}:password::`,
  ])('refuses %s', (arn) => {
    expect(() => Secret.fromSecretsManager(arn)).toThrow(
      'Secret.fromSecretsManager: a secret is named by its full ARN, with the six characters that Secrets Manager put ' +
        `at its end; got ${JSON.stringify(arn)}. Copy the ARN of the secret; a field or a version goes into jsonField, ` +
        'versionStage or versionId.',
    );
  });

  it('refuses two ways to choose a version', () => {
    expect(() =>
      Secret.fromSecretsManager(ARN, { versionStage: 'AWSCURRENT', versionId: 'v1' }),
    ).toThrow(
      'Secret.fromSecretsManager: a version is chosen by its stage or by its id; ' +
        'got versionStage AWSCURRENT and versionId v1. Remove one of them.',
    );
  });

  it.each([
    ['jsonField', ''],
    ['jsonField', 'a:b'],
    ['versionStage', 'a:b'],
    ['versionId', ''],
  ])('refuses a %s that would choose something else: %j', (name, value) => {
    expect(() => Secret.fromSecretsManager(ARN, { [name]: value })).toThrow(
      `Secret.fromSecretsManager: ${name} has at least one character and no colon, at which ECS parts the ARN, the field ` +
        `and the version; got ${JSON.stringify(value)}. `,
    );
  });

  it('takes an ARN that only Terraform knows', () => {
    const template = synth((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'arn', { type: 'string' });
      const task = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 128 });
      const secret = Secret.fromSecretsManager(stringValue, { jsonField: 'password' });
      task.addContainer('App', {
        image: ContainerImage.fromRegistry('nginx:1'),
        secrets: { A: secret },
      });
    });
    expect(template.containerDefinitions()[0]?.['secrets']).toEqual([
      { name: 'A', valueFrom: '${var.arn}:password::' },
    ]);
  });
});

describe('Secret.fromSsmParameter', () => {
  it.each(['/hello/url', 'url'])('finds %s in the region of the stack', (name) => {
    const secret = Secret.fromSsmParameter(name);
    expect(rendered(secret)).toEqual([{ name: 'A', valueFrom: name }]);
    expect(granted(secret)).toEqual([
      [
        ['ssm:GetParameters'],
        [expect.stringMatching(new RegExp(`^arn:.*:ssm:.*:parameter/${name.replace(/^\//, '')}$`))],
      ],
    ]);
  });

  it('builds the ARN of a name that only Terraform knows, once for all that read it', () => {
    const template = synth((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'name', { type: 'string' });
      const task = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 128 });
      const secret = Secret.fromSsmParameter(stringValue);
      task.addContainer('App', {
        image: ContainerImage.fromRegistry('nginx:1'),
        secrets: { A: secret, B: secret },
      });
    });
    const [policy] = template
      .policyStatements()
      .filter(({ address }) => address.startsWith('aws_iam_role_policy.'));
    expect(template.containerDefinitions()[0]?.['secrets'][0].valueFrom).toBe('${var.name}');
    expect(policy?.statement['Resource']).toEqual([
      expect.stringMatching(
        /^\$\{startswith\(var\.name, "arn:"\) \? var\.name : join\("", \["arn:.*:parameter\/", trimprefix\(var\.name, "\/"\)\]\)\}$/,
      ),
    ]);
  });

  it('takes an ARN as it is', () => {
    const arn = 'arn:aws:ssm:us-east-1:123456789012:parameter/hello/url';
    const secret = Secret.fromSsmParameter(arn, { encryptionKeyArn: KEY });
    expect(rendered(secret)).toEqual([{ name: 'A', valueFrom: arn }]);
    expect(granted(secret)).toEqual([
      [['ssm:GetParameters'], [arn]],
      [['kms:Decrypt'], [KEY]],
    ]);
  });

  it.each(['', '/hello/', 'a b', 'arn:aws:ssm:eu-west-1:1:parameter/a'])('refuses %j', (name) => {
    expect(() => Secret.fromSsmParameter(name)).toThrow(
      'Secret.fromSsmParameter: a parameter is named by its name or its ARN: letters, digits, dots, hyphens and ' +
        `underscores, parted by /; got ${JSON.stringify(name)}. Write it like /hello/database-url.`,
    );
  });
});

describe('the secrets of a container', () => {
  it('are sorted by name, so that their order makes no difference', () => {
    const secret = Secret.fromSecretsManager(ARN);
    const names = withSecrets({ b: secret, B: secret, a: secret })
      .containerDefinitions()[0]
      ?.['secrets'].map(({ name }: { name: string }) => name);
    expect(names).toEqual(['B', 'a', 'b']);
  });
});
