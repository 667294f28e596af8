import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { Construct } from 'constructs';
import type { ICluster } from '../cluster/cluster-contract';
import { Role } from '../iam/role';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import { requireArn } from '../support/arn';
import { AwsEnvironment } from '../support/aws-environment';
import { requireId } from '../support/aws-ids';
import { dependOn } from '../support/dependencies';
import { requirePerformance } from '../support/ebs-limits';
import { literal } from '../support/terraform-text';
import { describeProblem, isKnown, misuse, requireInteger } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';

/**
 * A volume of EBS that ECS makes for every task when it starts it, and deletes with the task: room to work, not a place to keep
 * data. AWS bills each by the gigabyte while the task is there.
 */
export interface ManagedEbsVolume {
  /** Name that the task definition gave it: `addVolume(name, Volume.configuredAtLaunch())`. */
  readonly volumeName: string;
  /** Needed without a snapshot. @default - that of the snapshot */
  readonly sizeGiB?: number;
  /** What the volume holds when the task starts. @default - nothing */
  readonly snapshotId?: string;
  /** @default 'gp3' */
  readonly volumeType?: EbsVolumeType;
  /** `io1` and `io2` need it. For each GiB at most 50 with `io1`, 500 with `gp3`, 1,000 with `io2`. @default - that of EBS, 3000 for gp3 */
  readonly iops?: number;
  /** Of gp3 only, 125 to 1000, and at most a quarter of `iops`. @default 125 */
  readonly throughputMiBps?: number;
  /** A volume of a snapshot has that of the snapshot. @default 'xfs' */
  readonly fileSystemType?: 'ext3' | 'ext4' | 'xfs';
  /** The key that encrypts it. @default - the one that EBS uses in this account */
  readonly kmsKeyArn?: string;
}

/** Types of EBS volumes. */
export type EbsVolumeType = 'gp2' | 'gp3' | 'io1' | 'io2' | 'sc1' | 'st1' | 'standard';

/** The sizes that ECS takes, in GiB. */
const SIZES: Readonly<Record<EbsVolumeType, { readonly min: number; readonly max: number }>> = {
  gp2: { min: 1, max: 16_384 },
  gp3: { min: 1, max: 16_384 },
  io1: { min: 4, max: 16_384 },
  io2: { min: 4, max: 16_384 },
  sc1: { min: 125, max: 16_384 },
  st1: { min: 125, max: 16_384 },
  standard: { min: 1, max: 1_024 },
};

/** Families of instances before Nitro, to which ECS attaches no volume. */
const BEFORE_NITRO =
  /^(c[134]|d2|f1|g[23]s?|h1|hs1|i2|i3|m[1-4]|cc2|cr1|p[23]|r[34]|t[12]|x1e?)\.(?!metal)/;

/** What a service with such a volume has beside it. */
interface VolumeService extends Construct {
  readonly cluster: ICluster;
  readonly placement: PlacedService;
  readonly resource: EcsService;
  readonly taskDefinition: IEc2TaskDefinition;
}

/**
 * Sets the volume of a service, with the role with which ECS attaches it; checks at synth that task definition and service mean
 * the same one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html
 */
export function attachManagedVolume(
  service: VolumeService,
  volume: ManagedEbsVolume | undefined,
): void {
  service.node.addValidation({ validate: () => volumeProblems(service, volume) });
  if (volume === undefined) {
    return;
  }
  requireVolume(service, volume);
  service.resource.putVolumeConfiguration({
    name: literal(volume.volumeName),
    managedEbsVolume: {
      roleArn: volumeRole(service, volume).roleArn,
      encrypted: true,
      kmsKeyId: literal(volume.kmsKeyArn),
      sizeInGb: volume.sizeGiB,
      snapshotId: literal(volume.snapshotId),
      volumeType: volume.volumeType ?? 'gp3',
      iops: volume.iops,
      throughput: volume.throughputMiBps,
      fileSystemType: volume.fileSystemType ?? 'xfs',
    },
  });
}

/** It outlives the service: ECS still detaches volumes while it deletes the service. */
function volumeRole(service: VolumeService, { kmsKeyArn }: ManagedEbsVolume): Role {
  const { partition } = AwsEnvironment.of(service);
  const policy = 'AmazonECSInfrastructureRolePolicyForVolumes';
  const role = new Role(service, 'VolumeRole', {
    assumedBy: 'ecs.amazonaws.com',
    description: 'Lets ECS make, attach and delete the volumes of the tasks of a service',
    managedPolicyArns: [`arn:${partition}:iam::aws:policy/service-role/${policy}`],
  });
  if (kmsKeyArn !== undefined) {
    role.addToPolicy({
      actions: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
      resources: [kmsKeyArn],
    });
  }
  role.onPolicy((attached) => dependOn(service.resource, attached));
  return role;
}

function requireVolume(scope: Construct, volume: ManagedEbsVolume): void {
  const { iops, sizeGiB, snapshotId, throughputMiBps, volumeType = 'gp3' } = volume;
  if (sizeGiB === undefined && snapshotId === undefined) {
    throw misuse(scope, {
      what: 'managedEbsVolume has a size, or the snapshot that it is made of',
      got: 'neither',
      fix: 'Set sizeGiB or snapshotId.',
    });
  }
  const sizes = SIZES[volumeType];
  requireInteger(scope, sizeGiB, { name: `sizeGiB of ${volumeType}`, ...sizes, unit: 'GiB' });
  if (volumeType.startsWith('io') && iops === undefined) {
    throw misuse(scope, {
      what: `a volume of type ${volumeType} has iops`,
      got: 'none',
      fix: "Set iops, or leave volumeType out: 'gp3' has 3000.",
    });
  }
  if (iops !== undefined && !['gp3', 'io1', 'io2'].includes(volumeType)) {
    throw notOfType(scope, `iops ${iops}`, volumeType);
  }
  requireInteger(scope, throughputMiBps, { name: 'throughputMiBps', min: 125, max: 1_000 });
  if (throughputMiBps !== undefined && volumeType !== 'gp3') {
    throw notOfType(scope, `throughputMiBps ${throughputMiBps}`, volumeType);
  }
  requirePerformance(scope, {
    volumeType,
    size: ['sizeGiB', sizeGiB],
    iops: ['iops', iops],
    throughput: ['throughputMiBps', throughputMiBps],
  });
  requireId(scope, snapshotId, { kind: 'snapshot', what: 'a snapshot is named by its id' });
  requireArn(scope, volume.kmsKeyArn, { option: 'kmsKeyArn of managedEbsVolume', kind: 'key' });
}

function notOfType(scope: Construct, got: string, volumeType: EbsVolumeType): Error {
  return misuse(scope, {
    what: `a volume of type ${volumeType} has what EBS gives it`,
    got,
    fix: "Leave it out, or use volumeType 'gp3'.",
  });
}

function volumeProblems(service: VolumeService, volume: ManagedEbsVolume | undefined): string[] {
  const asked = service.taskDefinition.volumesConfiguredAtLaunch;
  if (volume === undefined && service.resource.volumeConfigurationInput !== undefined) {
    // Whoever sets the block of the resource knows both sides.
    return [];
  }
  const given = volume === undefined ? [] : [volume.volumeName];
  if (asked !== undefined && [...asked, ...given].every(isKnown)) {
    const different = String([...asked].sort()) !== String(given);
    if (different) {
      return [
        describeProblem({
          what: 'the one volume that a task definition leaves to its launch is the managedEbsVolume of the service',
          got: `${named(asked)} in ${service.taskDefinition.node.path}, ${named(given)} in the service`,
          fix:
            given.length === 0
              ? 'Set managedEbsVolume with that volumeName.'
              : `Call addVolume('${given[0]}', Volume.configuredAtLaunch()) on the task definition, once.`,
        }),
      ];
    }
  }
  return volume === undefined ? [] : hostProblems(service);
}

function named(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function hostProblems({ cluster, placement }: VolumeService): string[] {
  const old = cluster.capacities
    .filter(({ node }) => mayRunOn(placement, node.path))
    .flatMap(({ hostGroup }) => hostGroup.instanceTypes)
    .filter((type) => isKnown(type) && BEFORE_NITRO.test(type));
  return old.length === 0
    ? []
    : [
        describeProblem({
          what: 'ECS attaches volumes to instances of the Nitro system only',
          got: [...new Set(old)].join(', '),
          fix: 'Use a later family, such as t3 or m5, or limit the service to such hosts.',
        }),
      ];
}

/** Why what starts a task without configuring its volumes cannot start this one; `starter` begins the sentence. */
export function unconfiguredVolumes(
  { node, volumesConfiguredAtLaunch: names = [] }: IEc2TaskDefinition,
  starter: string,
): readonly string[] {
  return names.length === 0
    ? []
    : [
        describeProblem({
          what: `${starter} cannot configure a volume when it starts a task`,
          got: `${named(names)} in ${node.path}`,
          fix: 'Use Volume.docker, Volume.efs or Volume.bindMount.',
        }),
      ];
}
