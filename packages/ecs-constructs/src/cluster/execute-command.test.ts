import type { TerraformStack } from 'cdktf';
import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { Ec2Service } from '../service/ec2-service';
import { LogGroup } from '../task/log-group';
import { synth, type Template } from '../testing';
import { Cluster } from './cluster';
import type { ExecuteCommandConfiguration } from './execute-command';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';
const WRITABLE: ReferenceOverrides = {
  container: { readonlyRootFilesystem: false },
  service: { enableExecuteCommand: true },
};

const withCommands = (
  executeCommand: (stack: TerraformStack) => ExecuteCommandConfiguration,
): Template =>
  synth((stack) =>
    referenceStack(stack, { ...WRITABLE, cluster: { executeCommand: executeCommand(stack) } }),
  );

const configurationOf = (template: Template): unknown =>
  template.resource('aws_ecs_cluster').attributes['configuration'];

describe('executeCommand of a cluster', () => {
  it('is left to ECS when nothing is said', () => {
    expect(configurationOf(synth((stack) => referenceStack(stack, WRITABLE)))).toBeUndefined();
  });

  it('records in a log group and a bucket, and lets the tasks do so', () => {
    const template = withCommands((stack) => ({
      kmsKeyArn: KEY,
      logGroup: new LogGroup(stack, 'Sessions', {
        logGroupName: '/sessions',
        encryptionKeyArn: KEY,
      }),
      bucket: { bucketName: 'records', keyPrefix: 'exec/' },
    }));
    expect(configurationOf(template)).toMatchObject({
      execute_command_configuration: {
        kms_key_id: KEY,
        logging: 'OVERRIDE',
        log_configuration: {
          cloud_watch_encryption_enabled: true,
          s3_bucket_encryption_enabled: true,
          s3_bucket_name: 'records',
          s3_key_prefix: 'exec/',
        },
      },
    });
    for (const [actions, resources] of [
      [['kms:Decrypt'], [KEY]],
      [['logs:DescribeLogGroups'], undefined],
      [['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], undefined],
      [['s3:PutObject'], undefined],
      [['s3:GetEncryptionConfiguration'], undefined],
      [['ssmmessages:OpenDataChannel'], ['*']],
    ] as const) {
      expect(template).toAllow({ actions, ...(resources === undefined ? {} : { resources }) });
    }
    expect(template).toHaveNoWildcardResources();
    expect(template).toCreateBefore('Sessions', 'Cluster');
  });

  it('asks for no encrypted group where none is known to be', () => {
    const template = withCommands((stack) => ({
      logGroup: LogGroup.fromLogGroupName(stack, 'Sessions', '/sessions'),
    }));
    expect(configurationOf(template)).toMatchObject({
      execute_command_configuration: {
        log_configuration: { cloud_watch_encryption_enabled: false },
      },
    });
  });

  it.each(['DEFAULT', 'NONE'] as const)('can be %s', (logging) => {
    expect(configurationOf(withCommands(() => ({ logging })))).toEqual({
      execute_command_configuration: { logging },
    });
  });

  it('is said once', () => {
    expect(() => withCommands(() => ({ logging: 'NONE', bucket: { bucketName: 'b' } }))).toThrow(
      'Test/Cluster: executeCommand records in a log group or bucket, or as logging says; got logging NONE beside bucket.',
    );
  });

  it('is known of an imported cluster that says so', () => {
    const template = synth((stack) => {
      const { taskDefinition } = referenceStack(stack, WRITABLE);
      const cluster = Cluster.fromClusterAttributes(stack, 'Other', {
        clusterName: 'other',
        executeCommand: { kmsKeyArn: KEY },
      });
      new Ec2Service(stack, 'OnOther', {
        serviceName: 'o',
        cluster,
        taskDefinition,
        enableExecuteCommand: true,
      });
    });
    expect(template).toAllow({ actions: ['kms:Decrypt'], resources: [KEY] });
  });

  it('lets a role run commands in the tasks of this cluster only', () => {
    const template = synth((stack) => {
      const { service } = referenceStack(stack, {
        ...WRITABLE,
        cluster: { executeCommand: { kmsKeyArn: KEY } },
      });
      service.grantExecuteCommand(
        new Role(stack, 'Operator', { assumedBy: 'ecs-tasks.amazonaws.com' }),
      );
    });
    const operator = template.at('Operator');
    expect(operator).toAllow({ actions: ['ecs:ExecuteCommand'] });
    expect(operator).toAllow({ actions: ['kms:GenerateDataKey'], resources: [KEY] });
    expect(operator).toHaveNoWildcardResources();
  });
});
