import { AwsError } from '../../gateway/aws-response';
import type { TaskDefinition } from '../task-definition';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html */
interface VolumeConfiguration {
  readonly name: string;
  readonly managedEBSVolume?: {
    readonly sizeInGiB?: number;
    readonly snapshotId?: string;
    readonly terminationPolicy?: { readonly deleteOnTermination?: boolean };
  };
}

/**
 * Holds what configures a volume at launch to the volume that the task definition leaves to it, and refuses what this data plane
 * would do wrong: here it is a directory of this machine that is gone with its task, of no size and no speed of its own.
 *
 * @throws AwsError `InvalidParameterException`
 */
export function checkVolumes(
  input: Readonly<Record<string, unknown>>,
  { taskDefinitionArn, volumes = [] }: TaskDefinition,
): void {
  const given = (input['volumeConfigurations'] ?? []) as readonly VolumeConfiguration[];
  const asked = volumes
    .filter(({ configuredAtLaunch }) => configuredAtLaunch === true)
    .map(({ name }) => name);
  const names = given.map(({ name }) => name);
  if (asked.length > 1 || String(asked) !== String(names)) {
    throw refused(
      `volumeConfigurations configures the one volume that the task definition leaves to its launch; ` +
        `got ${listed(names)}, and ${listed(asked)} with configuredAtLaunch in ${taskDefinitionArn}.`,
    );
  }
  for (const { name, managedEBSVolume: volume } of given) {
    if (volume?.sizeInGiB === undefined && volume?.snapshotId === undefined) {
      throw refused(`volumeConfigurations[${name}]: sizeInGiB or snapshotId must be given.`);
    }
    if (volume.snapshotId !== undefined) {
      throw refused(
        `local-aws: volumeConfigurations[${name}].snapshotId is not emulated (no snapshot has data here); ` +
          `got ${volume.snapshotId}. Fix: give sizeInGiB alone here, or use a real account.`,
      );
    }
    if (volume.terminationPolicy?.deleteOnTermination === false) {
      throw refused(
        `local-aws: volumeConfigurations[${name}].terminationPolicy.deleteOnTermination false is not emulated (a volume ` +
          'is gone with its task here). Fix: leave it out here, or use a real account.',
      );
    }
  }
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
