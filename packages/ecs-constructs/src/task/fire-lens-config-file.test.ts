import { ContainerImage } from '../image/container-image';
import { synth } from '../testing';
import type { FireLensRouter } from './container-definition';
import { Ec2TaskDefinition } from './ec2-task-definition';
import { FireLensConfigFile } from './fire-lens-config-file';

const BUCKET = 'arn:aws:s3:::logs-configuration';

const routed = (router: Partial<FireLensRouter>) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'task', memoryMiB: 128 });
    const image = ContainerImage.fromRegistry('fluent-bit:1');
    task.addContainer('Router', { image, fireLensRouter: { type: 'fluentbit', ...router } });
  });

describe('the configuration file of a log router', () => {
  it('comes from S3: the execution role may read it, and nothing else there', () => {
    const template = routed({ configFile: FireLensConfigFile.fromS3(BUCKET, 'fluent-bit/x.conf') });
    expect(template).toHaveContainer('Router', {
      firelensConfiguration: {
        type: 'fluentbit',
        options: {
          'config-file-type': 's3',
          'config-file-value': `${BUCKET}/fluent-bit/x.conf`,
        },
      },
    });
    expect(template).toAllow({
      actions: ['s3:GetObject'],
      resources: [`${BUCKET}/fluent-bit/x.conf`],
    });
    expect(template).toAllow({ actions: ['s3:GetBucketLocation'], resources: [BUCKET] });
  });

  it('comes from the image, beside other options', () => {
    const template = routed({
      configFile: FireLensConfigFile.fromFile('/extra.conf'),
      enableEcsLogMetadata: false,
      options: { other: 'x' },
    });
    expect(template).toHaveContainer('Router', {
      firelensConfiguration: {
        type: 'fluentbit',
        options: {
          'enable-ecs-log-metadata': 'false',
          'config-file-type': 'file',
          'config-file-value': '/extra.conf',
          other: 'x',
        },
      },
    });
    expect(template).not.toAllow({ actions: ['s3:GetObject'] });
  });

  it('is none where nobody asks', () => {
    expect(routed({})).toHaveContainer('Router', { firelensConfiguration: { type: 'fluentbit' } });
  });

  it.each<[() => unknown, string]>([
    [() => FireLensConfigFile.fromS3('logs', 'x'), 'a bucket is named by its ARN'],
    [() => FireLensConfigFile.fromS3(`${BUCKET}/x`, 'y'), `got "${BUCKET}/x".`],
    [
      () => FireLensConfigFile.fromS3(BUCKET, '/x'),
      'got "/x". Write it like fluent-bit/extra.conf.',
    ],
    [() => FireLensConfigFile.fromFile('extra.conf'), 'got "extra.conf".'],
    [
      () => FireLensConfigFile.fromFile('/fluent-bit/etc/fluent-bit.conf'),
      'Put the file elsewhere in the image, for example at /extra.conf.',
    ],
    [
      () => routed({ options: { 'config-file-type': 's3' } }),
      'config-file-type has an option of its own, fireLensRouter.configFile',
    ],
    [
      () =>
        routed({
          enableEcsLogMetadata: true,
          options: { 'enable-ecs-log-metadata': 'false' },
        }),
      'fireLensRouter.enableEcsLogMetadata',
    ],
  ])('is refused: %#', (build, message) => {
    expect(build).toThrow(message);
  });
});
