import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import type { TerraformStack } from 'cdktf';
import { Permission } from '../iam/permission';
import { ContainerImage } from '../image/container-image';
import { synth, type Template } from '../testing';
import type { Connections } from './connections';
import type { ContainerDefinitionOptions } from './container-definition';
import { Ec2TaskDefinition } from './ec2-task-definition';

function withConnections(
  connections: (stack: TerraformStack) => Connections,
  container: Partial<ContainerDefinitionOptions> = {},
): Template {
  return synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'worker' });
    task.addContainer('Worker', {
      image: ContainerImage.fromRegistry('busybox:1.37'),
      memoryLimitMiB: 64,
      connections: connections(stack),
      ...container,
    });
  });
}

const environment = (template: Template) =>
  Object.fromEntries(
    (
      template.containerDefinitions()[0] as {
        readonly environment: readonly { readonly name: string; readonly value: string }[];
      }
    ).environment.map(({ name, value }) => [name, value]),
  );
const granted = (template: Template) =>
  JSON.stringify(template.resourceAt('Task/TaskRole/Policy').attributes);

describe('connections of a container', () => {
  it('grant what is asked for, and tell the program the resource, by resources of the provider', () => {
    const template = withConnections((stack) => ({
      QUEUE_URL: Permission.sqsConsume(new SqsQueue(stack, 'Queue', {})),
      BUCKET: [
        Permission.s3Read(new S3Bucket(stack, 'Bucket', {})),
        Permission.s3Write(stack.node.findChild('Bucket') as S3Bucket),
      ],
      TABLE: Permission.dynamodbRead(
        new DynamodbTable(stack, 'Table', { name: 'orders', hashKey: 'id' }),
      ),
      PARAMETER: Permission.parameterRead(
        new SsmParameter(stack, 'Parameter', { name: '/prod/url', type: 'String' }),
      ),
    }));
    expect(environment(template)).toEqual({
      QUEUE_URL: '${aws_sqs_queue.Queue.url}',
      BUCKET: '${aws_s3_bucket.Bucket.bucket}',
      TABLE: '${aws_dynamodb_table.Table.name}',
      PARAMETER: '${aws_ssm_parameter.Parameter.name}',
    });
    for (const action of ['sqs:ReceiveMessage', 's3:GetObject', 's3:PutObject', 'dynamodb:Query']) {
      expect(granted(template)).toContain(action);
    }
  });

  it('tell names and ARNs as programs take them, in the partition of the provider', () => {
    const template = withConnections(() => ({
      QUEUE_URL: Permission.sqsSend('arn:aws-cn:sqs:cn-north-1:123456789012:orders.fifo'),
      BUCKET: Permission.s3Read('my-bucket'),
      TABLE: Permission.dynamodbWrite('arn:aws:dynamodb:eu-west-1:123456789012:table/orders'),
      TOPIC_ARN: Permission.snsPublish('arn:aws:sns:eu-west-1:123456789012:alarms'),
      PARAMETER: Permission.parameterRead('/prod/url'),
      DATABASE_SECRET: Permission.secretRead(
        'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf',
      ),
    }));
    expect(environment(template)).toMatchObject({
      BUCKET: 'my-bucket',
      TABLE: 'orders',
      TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alarms',
      PARAMETER: '/prod/url',
      DATABASE_SECRET: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf',
    });
    expect(environment(template)['QUEUE_URL']).toMatch(
      /^https:\/\/sqs\.cn-north-1\.\$\{data\.aws_partition\..*\.dns_suffix\}\/123456789012\/orders\.fifo$/,
    );
  });

  it('find the name in an ARN that only Terraform knows', () => {
    const template = withConnections((stack) => ({
      TABLE: Permission.dynamodbRead(new DynamodbTable(stack, 'Table', { name: 'orders' }).arn),
      QUEUE: Permission.sqsSend('orders'),
    }));
    expect(environment(template)).toEqual({
      TABLE: '${element(split("/", aws_dynamodb_table.Table.arn), 1)}',
      QUEUE: expect.stringMatching(
        /^https:\/\/sqs\.\$\{data\.aws_region\..*\.id\}\.\$\{.*dns_suffix\}\/\$\{.*account_id\}\/orders$/,
      ) as string,
    });
  });

  it('stand beside the environment of the container', () => {
    const template = withConnections(() => ({ BUCKET: Permission.s3Read('my-bucket') }), {
      environment: { LEVEL: 'info' },
    });
    expect(environment(template)).toEqual({ BUCKET: 'my-bucket', LEVEL: 'info' });
  });

  it.each<[string, Connections, Partial<ContainerDefinitionOptions>, string]>([
    [
      'the name of a bucket',
      { BUCKET: 'my-bucket' as unknown as Permission },
      {},
      'Test/Task/Worker: connections.BUCKET must be',
    ],
    [
      'an empty list',
      { BUCKET: [] },
      {},
      'Test/Task/Worker: connections.BUCKET is a Permission, or a list of such; got an empty list. Write it like Permission.sqsConsume(queue);',
    ],
    [
      'two resources by one name',
      { BUCKET: [Permission.s3Read('one-bucket'), Permission.s3Write('two-bucket')] },
      {},
      'Test/Task/Worker: the permissions of connections.BUCKET are for one resource, which the variable names; got one-bucket, two-bucket. Give each resource a variable of its own.',
    ],
    [
      'a name that the environment has too',
      { BUCKET: Permission.s3Read('one-bucket') },
      { environment: { BUCKET: 'x' } },
      'Test/Task/Worker: a name stands in environment or in connections; got BUCKET in both. Remove one of them.',
    ],
    ['a name that is none', { 'my bucket': Permission.s3Read('one-bucket') }, {}, 'my bucket'],
    [
      'the ARN of something else',
      { BUCKET: Permission.s3Read('arn:aws:sqs:eu-west-1:123456789012:orders') },
      {},
      'Test/Task: the ARN is that of one S3 bucket, without wildcards; got "arn:aws:sqs:eu-west-1:123456789012:orders".',
    ],
  ])('refuse %s', (_, connections, container, message) => {
    expect(() => withConnections(() => connections, container)).toThrow(message);
  });
});
