import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { type TerraformStack, Token } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { synth } from '../testing';
import { Permission } from './permission';
import { Role } from './role';

const HERE = '${data.aws_region.AwsEnvironment_Region_A9A8C04E.id}';
const ACCOUNT = '${data.aws_caller_identity.AwsEnvironment_Identity_06E8CD7F.account_id}';
const PARTITION = '${data.aws_partition.AwsEnvironment_Partition_C32B65D5.partition}';

const list = (value: unknown) => [value ?? []].flat() as unknown as readonly string[];

const granted = (permission: (stack: TerraformStack) => Permission) =>
  synth((stack) => {
    new Role(stack, 'App', { assumedBy: 'ecs-tasks.amazonaws.com' }).grant(permission(stack));
  })
    .policyStatements()
    .map(({ statement }) => statement)
    .filter(({ Action }) => !list(Action).includes('sts:AssumeRole'))
    .map(({ Action, Resource }) => [list(Action), list(Resource)] as const);

describe('a permission', () => {
  it.each<[string, Permission, string]>([
    ['a queue', Permission.sqsSend('orders'), `sqs:${HERE}:${ACCOUNT}:orders`],
    ['a topic', Permission.snsPublish('alarms'), `sns:${HERE}:${ACCOUNT}:alarms`],
    ['a key', Permission.kmsDecrypt(`${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`), 'kms:'],
    [
      'a secret',
      Permission.secretRead('a/b'),
      `secretsmanager:${HERE}:${ACCOUNT}:secret:a/b-??????`,
    ],
    ['a parameter', Permission.parameterRead('/a/b'), `ssm:${HERE}:${ACCOUNT}:parameter/a/b`],
    ['a table', Permission.dynamodbWrite('orders'), `dynamodb:${HERE}:${ACCOUNT}:table/orders`],
    ['a bucket', Permission.s3Write('assets'), 's3:::assets/*'],
  ])(
    'takes the name of %s, in the partition and place of the provider',
    (_what, permission, arn) => {
      const [[, resources] = [[], []]] = granted(() => permission);
      expect(resources[0]).toContain(`arn:${PARTITION}:${arn}`);
    },
  );

  it('takes a resource of the provider, and what only Terraform knows', () => {
    const bucket = (stack: TerraformStack) => new S3Bucket(stack, 'Bucket', {});
    expect(granted((stack) => Permission.s3Read(bucket(stack), { keys: 'in/*' }))).toEqual([
      [['s3:GetObject'], ['${aws_s3_bucket.Bucket.arn}/in/*']],
      [['s3:ListBucket'], ['${aws_s3_bucket.Bucket.arn}']],
    ]);
    const later = Token.asString({ resolve: () => 'arn:aws:sqs:eu-west-1:1:q' });
    expect(granted(() => Permission.sqsConsume(later))[0]?.[1]).toEqual([
      'arn:aws:sqs:eu-west-1:1:q',
    ]);
  });

  it('reads a table by its indexes too, and lists only what may be read of a bucket', () => {
    const table = 'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/t';
    expect(granted(() => Permission.dynamodbRead(table))[0]?.[1]).toEqual([
      table,
      `${table}/index/*`,
    ]);
    const [, listing] = synth((stack) => {
      const role = new Role(stack, 'App', { assumedBy: 'ecs-tasks.amazonaws.com' });
      role.grant(Permission.s3Read('assets', { keys: 'in/*' }));
    })
      .policyStatements()
      .map(({ statement }) => statement)
      .filter(({ Action }) => list(Action).some((action) => action.startsWith('s3:')));
    expect(listing).toMatchObject({ Condition: { StringLike: { 's3:prefix': 'in/*' } } });
  });

  it.each([
    Permission.s3Read('arn:aws:s3:::My_old.bucket'),
    Permission.secretRead('arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-AbCdEf'),
    Permission.parameterRead('arn:aws:ssm:eu-west-1:123456789012:parameter/a/b'),
    Permission.snsPublish('arn:aws:sns:eu-west-1:123456789012:alarms.fifo'),
  ])('takes the ARN of one resource, case %#', (permission) => {
    expect(() => granted(() => permission)).not.toThrow();
  });

  it('is for the key as well, in the direction that data takes', () => {
    const encryptionKey = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const key = (permission: Permission) => granted(() => permission).at(-1);
    expect(key(Permission.s3Read('assets', { encryptionKey }))).toEqual([
      ['kms:Decrypt'],
      [encryptionKey],
    ]);
    expect(key(Permission.sqsSend('orders', { encryptionKey }))).toEqual([
      ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'],
      [encryptionKey],
    ]);
  });

  it('is given to the role of a task, which it makes', () => {
    const template = synth((stack) => {
      referenceStack(stack).taskDefinition.grant(
        Permission.snsPublish('alarms'),
        Permission.s3Delete('assets'),
      );
    });
    const actions = template
      .at('Task/TaskRole')
      .policyStatements()
      .flatMap(({ statement: { Action } }) => list(Action));
    expect(actions).toEqual(expect.arrayContaining(['sns:Publish', 's3:DeleteObject']));
  });

  it('is given to the role of an imported task, and of a role that exists', () => {
    const template = synth((stack) => {
      const taskRole = Role.fromRoleName(stack, 'Existing', 'app');
      const arn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/hello:7';
      Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Task', arn, { taskRole }).grant(
        Permission.snsPublish('alarms'),
      );
      taskRole.grant(Permission.snsPublish('others'));
    });
    expect(list(template.at('Existing').policyStatements()[0]?.statement['Resource'])).toHaveLength(
      2,
    );
  });

  it.each<[Permission, string]>([
    [
      Permission.s3Read('arn:aws:sqs:eu-west-1:123456789012:orders'),
      'the ARN is that of one S3 bucket, without wildcards; got "arn:aws:sqs:eu-west-1:123456789012:orders". Name the S3 ' +
        'bucket, or use addToPolicy for something else.',
    ],
    [
      Permission.sqsSend('arn:aws:sqs:eu-west-1:123456789012:*'),
      'the ARN is that of one SQS queue, without wildcards;',
    ],
    [
      Permission.kmsDecrypt('arn:aws:kms:eu-west-1:123456789012:alias/app'),
      'Name the key itself: IAM does not look behind an alias.',
    ],
    [
      Permission.s3Read('arn:aws:s3:::b/in/key'),
      'got "arn:aws:s3:::b/in/key". Name the bucket, with {"keys":"in/key"} in the options of the permission.',
    ],
    [
      Permission.s3Read('arn:aws:s3:eu-west-1:123456789012:accesspoint/reports'),
      'Use addToPolicy: the objects behind an access point have ARNs of their own',
    ],
    [
      Permission.dynamodbRead('arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i'),
      'Name the table: its indexes are read with it.',
    ],
    [
      Permission.sqsSend('arn:aws:sqs:eu-west-1:123456789012:or*ers'),
      'the ARN is that of one SQS queue, without wildcards;',
    ],
    [
      Permission.secretRead(
        'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-AbCdEf:key::',
      ),
      'Name the secret, or use addToPolicy for something else.',
    ],
    [
      Permission.s3Read('*'),
      'one S3 bucket is named by its resource, its ARN or its name; got "*". Write it like my-bucket.',
    ],
    [Permission.sqsSend('https://sqs.eu-west-1.amazonaws.com/1/q'), 'Write it like orders.'],
  ])('is refused, case %#', (permission, message) => {
    expect(() => granted(() => permission)).toThrow(`Test/App: `);
    expect(() => granted(() => permission)).toThrow(message);
  });
});
