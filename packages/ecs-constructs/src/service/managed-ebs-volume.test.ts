import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { OneOffTask } from '../jobs/one-off-task';
import { ScheduledTask } from '../jobs/scheduled-task';
import { Volume } from '../task/volume';
import { synth } from '../testing';
import type { ManagedEbsVolume } from './managed-ebs-volume';
import '../fixtures/matchers';

const withVolume = (
  managedEbsVolume: ManagedEbsVolume | undefined,
  { names = ['work'], ...overrides }: ReferenceOverrides & { names?: readonly string[] } = {},
) =>
  synth((stack) => {
    const { taskDefinition } = referenceStack(stack, {
      ...overrides,
      service: { managedEbsVolume },
    });
    names.forEach((name) => taskDefinition.addVolume(name, Volume.configuredAtLaunch()));
  });

describe('managedEbsVolume of a service', () => {
  it('is made for each task, encrypted, by a role that outlives the service', () => {
    const template = withVolume({ volumeName: 'work', sizeGiB: 20 });
    const role = template.resourceAt('Service/VolumeRole');
    expect(template.resourceAt('Task').attributes['volume']).toEqual([
      { name: 'work', configure_at_launch: true },
    ]);
    expect(template).toHaveResourceAt('Service', {
      volume_configuration: {
        name: 'work',
        managed_ebs_volume: {
          role_arn: `\${${role.address}.arn}`,
          encrypted: true,
          size_in_gb: 20,
          volume_type: 'gp3',
          file_system_type: 'xfs',
        },
      },
    });
    expect(template).toCreateBefore('Service/VolumeRole', 'Service');
    expect(template.resourcesOf('aws_iam_role_policy_attachment')[0]?.attributes).toMatchObject({
      policy_arn: expect.stringContaining('AmazonECSInfrastructureRolePolicyForVolumes'),
    });
  });

  it('may use a key of its own', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const template = withVolume({ volumeName: 'work', snapshotId: 'snap-1', kmsKeyArn });
    expect(template).toAllow({ actions: ['kms:CreateGrant'], resources: [kmsKeyArn] });
  });

  it.each<Partial<ManagedEbsVolume>>([
    { volumeType: 'io1', iops: 1_000 },
    { volumeType: 'io2', iops: 20_000 },
    { iops: 10_000, throughputMiBps: 1_000 },
    { sizeGiB: 1, iops: 3_000, throughputMiBps: 750 },
    { sizeGiB: undefined, snapshotId: 'snap-0123456789abcdef0', iops: 80_000 },
  ])('may be %j', (options) => {
    expect(() => withVolume({ volumeName: 'work', sizeGiB: 20, ...options })).not.toThrow();
  });

  it.each<[Partial<ManagedEbsVolume>, string]>([
    [{ sizeGiB: undefined }, 'managedEbsVolume has a size, or the snapshot that it is made of'],
    [{ sizeGiB: 0 }, 'sizeGiB of gp3 must be a whole number of 1 to 16384 GiB; got 0.'],
    [{ sizeGiB: 100, volumeType: 'st1' }, 'sizeGiB of st1 must be a whole number of 125 to 16384'],
    [{ volumeType: 'io1', iops: 1001 }, 'iops may be at most 50 for each GiB, 1000 for a volume'],
    [{ volumeType: 'io1', iops: 64_001 }, 'iops must be a whole number of 100 to 64000; got 64001'],
    [{ volumeType: 'io2', iops: 20_001 }, 'got 20001. Set sizeGiB to 21 or more, or lower iops.'],
    [{ iops: 2_999 }, 'iops must be a whole number of 3000 to 80000; got 2999'],
    [{ iops: 10_001 }, 'iops may be at most 500 for each GiB, 10000 for a volume of 20 GiB'],
    [{ throughputMiBps: 751 }, 'throughputMiBps may be at most a quarter of iops (3000); got 751'],
    [{ snapshotId: 'foo' }, 'a snapshot is named by its id; got "foo". Write it like snap-'],
    [{ kmsKeyArn: 'alias/x' }, 'kmsKeyArn of managedEbsVolume is the ARN of a KMS key, and of no'],
    [{ volumeType: 'io2' }, 'a volume of type io2 has iops; got none. Set iops, or leave'],
    [{ volumeType: 'gp2', iops: 3000 }, 'a volume of type gp2 has what EBS gives it; got iops'],
    [{ volumeType: 'io1', iops: 3000, throughputMiBps: 200 }, 'got throughputMiBps 200. Leave it'],
  ])('may not be %j', (options, message) => {
    expect(() => withVolume({ volumeName: 'work', sizeGiB: 20, ...options })).toThrow(message);
  });

  it('is the volume that the task definition leaves to its launch', () => {
    expect(() => withVolume(undefined)).toThrow(
      'the one volume that a task definition leaves to its launch is the managedEbsVolume of the service; got work in ' +
        'Test/Task, none in the service. Set managedEbsVolume with that volumeName.',
    );
    const volume = { volumeName: 'data', sizeGiB: 20 };
    expect(() => withVolume(volume)).toThrow(
      "got work in Test/Task, data in the service. Call addVolume('data', Volume.configuredAtLaunch()) on the task",
    );
    expect(() => withVolume(volume, { names: ['data', 'more'] })).toThrow('got data, more in');
  });

  it('may be set on the resource instead', () => {
    const managedEbsVolume = { roleArn: 'arn:aws:iam::123456789012:role/a', sizeInGb: 1 };
    const build = () =>
      synth((stack) => {
        const { service, taskDefinition } = referenceStack(stack);
        taskDefinition.addVolume('work', Volume.configuredAtLaunch());
        service.resource.putVolumeConfiguration({ name: 'work', managedEbsVolume });
      });
    expect(build).not.toThrow();
  });

  it('needs hosts to which ECS attaches volumes', () => {
    const hosts = { capacity: { instanceType: 't2.micro' } };
    expect(() => withVolume({ volumeName: 'work', sizeGiB: 20 }, hosts)).toThrow(
      'ECS attaches volumes to instances of the Nitro system only; got t2.micro. Use a later family, such as t3 or m5',
    );
  });

  it.each([
    ['EventBridge Scheduler', ScheduledTask, { scheduleName: 'nightly', schedule: 'rate(1 day)' }],
    ['ecs-operations', OneOffTask, { taskName: 'nightly' }],
  ] as const)('cannot be given to what %s starts', (starter, Job, options) => {
    const job = () =>
      synth((stack) => {
        const { cluster, taskDefinition } = referenceStack(stack, {
          service: { managedEbsVolume: { volumeName: 'work', sizeGiB: 20 } },
        });
        taskDefinition.addVolume('work', Volume.configuredAtLaunch());
        new Job(stack, 'Nightly', { ...options, cluster, taskDefinition } as never);
      });
    expect(job).toThrow(
      `${starter} cannot configure a volume when it starts a task; got work in Test/Task.`,
    );
  });
});
