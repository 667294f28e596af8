import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { type TerraformStack, TerraformVariable } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { balancedStack } from '../fixtures/balanced-stack';
import { referenceStack } from '../fixtures/reference-stack';
import { ScheduledTask } from '../jobs/scheduled-task';
import { ImageRepository } from '../image/image-repository';
import { Metric } from '../monitoring/metric';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { LogGroup } from '../task/log-group';
import { synth } from '../testing';

const alarm = (stack: TerraformStack, arn: string) =>
  new Metric({ namespace: 'n', metricName: 'm' }).createAlarm(stack, 'Alarm', {
    alarmName: 'a',
    threshold: 1,
    evaluationPeriods: 1,
    alarmActions: [arn],
  });

/** Where an ARN is asked for, what stands in it behind the service, and how it is given. */
const PLACES: [
  string,
  { service: string; rest: string },
  (stack: TerraformStack, arn: string) => unknown,
][] = [
  [
    'each of certificateArns',
    { service: 'acm', rest: 'certificate/0123abcd-4567' },
    (stack, arn) => balancedStack(stack, { listener: { port: 443, certificateArns: [arn] } }),
  ],
  ['each of alarmActions', { service: 'sns', rest: 'topic' }, alarm],
  [
    'volumeKmsKeyArn',
    { service: 'kms', rest: 'alias/ebs' },
    (stack, volumeKmsKeyArn) => referenceStack(stack, { capacity: { volumeKmsKeyArn } }),
  ],
  [
    'encryptionKeyArn',
    { service: 'kms', rest: 'key/mrk-1' },
    (stack, encryptionKeyArn) =>
      new LogGroup(stack, 'Logs', { logGroupName: 'l', encryptionKeyArn }),
  ],
  [
    'encryptionKeyArn',
    { service: 'kms', rest: 'key/1' },
    (stack, encryptionKeyArn) =>
      new ImageRepository(stack, 'Images', { repositoryName: 'images', encryptionKeyArn }),
  ],
  [
    'kmsKeyArn of executeCommand',
    { service: 'kms', rest: 'key/1' },
    (stack, kmsKeyArn) => referenceStack(stack, { cluster: { executeCommand: { kmsKeyArn } } }),
  ],
  [
    'taskDefinitionArn',
    { service: 'ecs', rest: 'task-definition/hello:7' },
    (stack, arn) => Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Imported', arn),
  ],
  [
    'clusterArn',
    { service: 'ecs', rest: 'cluster/hello' },
    (stack, clusterArn) =>
      Cluster.fromClusterAttributes(stack, 'Imported', {
        clusterName: 'hello',
        clusterArn,
      }),
  ],
  [
    'deadLetterQueue',
    { service: 'sqs', rest: 'failed' },
    (stack, queueArn) => {
      const { cluster, taskDefinition } = referenceStack(stack);
      return new ScheduledTask(stack, 'Job', {
        scheduleName: 'job',
        cluster,
        taskDefinition,
        schedule: 'rate(1 day)',
        deadLetterQueue: { queueArn },
      });
    },
  ],
];

const arnIn = (region: string, { service, rest }: { service: string; rest: string }) =>
  `arn:aws:${service}:${region}:123456789012:${rest}`;

describe.each(PLACES)('%s (%j)', (option, what, use) => {
  it('is of the region of the provider', () => {
    expect(() => synth((stack) => void use(stack, arnIn('eu-west-1', what)))).not.toThrow();
  });

  it('is of no other region', () => {
    const arn = arnIn('us-east-1', what);
    expect(() => synth((stack) => void use(stack, arn))).toThrow(
      `${option} names what is in the region of the provider, eu-west-1; got ${arn}. Name one of eu-west-1, or change`,
    );
  });
});

describe('the region of an ARN', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:topic';

  it('is not compared where that of the provider is known to Terraform only', () => {
    const build = () =>
      synth((stack) => {
        const provider = stack.node.findChild('Aws') as AwsProvider;
        provider.region = new TerraformVariable(stack, 'region', { type: 'string' }).stringValue;
        alarm(stack, topic);
      });
    expect(build).not.toThrow();
  });

  it('is not compared where another provider makes the resource', () => {
    const build = () =>
      synth((stack) => {
        const provider = new AwsProvider(stack, 'Us', { region: 'us-east-1', alias: 'us' });
        alarm(stack, topic).resource.provider = provider;
      });
    expect(build).not.toThrow();
  });

  it('is none for what IAM keeps', () => {
    const certificate = 'arn:aws:iam::123456789012:server-certificate/old';
    const listener = { port: 443, certificateArns: [certificate] };
    expect(() => synth((stack) => void balancedStack(stack, { listener }))).not.toThrow();
  });
});

describe('a key that encrypts the volumes of hosts', () => {
  it('is named by an ARN', () => {
    const capacity = { volumeKmsKeyArn: 'alias/foo' };
    expect(() => synth((stack) => void referenceStack(stack, { capacity }))).toThrow(
      'volumeKmsKeyArn is the ARN of a KMS key, or of an alias; got "alias/foo". Write it like arn:aws:kms:',
    );
  });
});
