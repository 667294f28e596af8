import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { requireArn } from '../support/arn';
import { requireId } from '../support/aws-ids';
import { requirePerformance } from '../support/ebs-limits';
import {
  isKnown,
  knownBytes,
  misuse,
  requireInteger,
  requireName,
  requireTags,
} from '../support/validation';
import { requireAgentConfiguration } from './agent-checks';
import type { AgentConfiguration } from './agent-configuration';
import { type Architecture, architectureOf, isInstanceType } from './architecture';
import { bottlerocketSettings, namesIn } from './bottlerocket-settings';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import { requireInstanceRefresh } from './instance-refresh';
import { requireSpot } from './instances-distribution';
import { isBurstable } from './launch-template';
import type { MachineImage } from './machine-image';
import { requireManagedScaling } from './managed-scaling';

/** Requires options that AWS accepts together. */
export function requireOptions(
  scope: Construct,
  name: string,
  machineImage: MachineImage,
  options: Ec2CapacityOptions,
): void {
  // What group, launch template, security group and instance profile all accept.
  requireName(scope, name, {
    name: 'autoScalingGroupName',
    pattern: /^(?!sg-)[A-Za-z0-9._-]{3,100}$/,
    allowed: '3 to 100 letters, digits, dots, hyphens and underscores, and may not start with sg-',
  });
  const { managedScaling, spot, instanceRefresh } = options;
  requireNumbers(scope, machineImage, options);
  requireBurstable(scope, options);
  requireUserData(scope, machineImage, options);
  requireArn(scope, options.volumeKmsKeyArn, { option: 'volumeKmsKeyArn', kind: 'keyOrAlias' });
  for (const id of options.additionalSecurityGroupIds ?? []) {
    requireId(scope, id, {
      kind: 'securityGroup',
      what: 'each of additionalSecurityGroupIds names a security group by its id',
    });
  }
  requireTags(scope, options.tags);
  requireAgentConfiguration(scope, options.agentConfiguration ?? {}, machineImage.operatingSystem);
  if (managedScaling !== undefined) {
    requireManagedScaling(scope, managedScaling, options.instanceCount);
  }
  if (spot !== undefined) {
    requireSpot(scope, spot);
  }
  if (instanceRefresh !== undefined) {
    requireInstanceRefresh(scope, instanceRefresh);
  }
}

function requireNumbers(
  scope: Construct,
  { minimumVolumeGiB }: MachineImage,
  options: Ec2CapacityOptions,
): void {
  const min = options.managedScaling === undefined ? 1 : 0;
  requireInteger(scope, options.instanceCount, { name: 'instanceCount', min });
  requireZoneCount(scope, options.availabilityZoneCount);
  requireInteger(scope, options.rootVolumeSizeGiB, {
    name: 'rootVolumeSizeGiB',
    min: minimumVolumeGiB,
    max: 65_536,
    unit: 'GiB',
  });
  requireInteger(scope, options.volumeThroughputMiBps, {
    name: 'volumeThroughputMiBps',
    min: 125,
    max: 2000,
    unit: 'MiB/s',
  });
  requireInteger(scope, options.metadataHopLimit, { name: 'metadataHopLimit', min: 1, max: 64 });
  requireInteger(scope, options.instanceWarmupSeconds, { name: 'instanceWarmupSeconds', min: 0 });
  requireInteger(scope, options.maxInstanceLifetimeDays, {
    name: 'maxInstanceLifetimeDays',
    min: 1,
    max: 365,
    unit: 'days',
  });
  const { rootVolumeSizeGiB = Math.max(minimumVolumeGiB, 30) } = options;
  requirePerformance(scope, {
    volumeType: 'gp3',
    size: ['rootVolumeSizeGiB', rootVolumeSizeGiB],
    iops: ['volumeIops', options.volumeIops],
    throughput: ['volumeThroughputMiBps', options.volumeThroughputMiBps],
  });
}

/** It decides which subnets are in the template, so that no later moment is early enough. */
function requireZoneCount(scope: Construct, count: number | undefined): void {
  requireInteger(scope, count, { name: 'availabilityZoneCount', min: 1 });
  if (count === undefined || isKnown(count)) {
    return;
  }
  throw misuse(scope, {
    what: 'availabilityZoneCount must be known at synth, because it decides which subnets are used',
    got: 'a token',
    fix: 'Give it as a plain number, or leave it out to use all zones of the network.',
  });
}

function requireBurstable(scope: Construct, options: Ec2CapacityOptions): void {
  const { cpuCredits } = options;
  if (cpuCredits === undefined) {
    return;
  }
  const other = typesOf(options).find((type) => isKnown(type) && !isBurstable(type));
  if (other === undefined) {
    return;
  }
  throw misuse(scope, {
    what: `cpuCredits ('${cpuCredits}') is for burstable instance types: t2, t3, t3a, t4g`,
    got: other,
    fix: 'Leave cpuCredits out or choose a burstable type.',
  });
}

/** What EC2 takes, before it is encoded. */
const MAX_USER_DATA_BYTES = 16_384;

/** Counts all of it. */
export function requireUserDataSize(scope: Construct, text: string): void {
  const bytes = knownBytes(text);
  if (bytes <= MAX_USER_DATA_BYTES) {
    return;
  }
  throw misuse(scope, {
    what: `EC2 takes ${MAX_USER_DATA_BYTES} bytes of user data, of which additionalUserData is a part`,
    got: `${bytes} bytes with the settings of the agent`,
    fix: 'Fetch what is long from where the host can read it, or put it into a machine image.',
  });
}

/** The settings of the library come first: they begin with a shell, or with a table of TOML. */
function requireUserData(
  scope: Construct,
  { operatingSystem }: MachineImage,
  { additionalUserData = '', agentConfiguration = {} }: Ec2CapacityOptions,
): void {
  if (!isKnown(additionalUserData) || additionalUserData === '') {
    return;
  }
  if (operatingSystem === 'bottlerocket') {
    requireToml(scope, additionalUserData);
    requireOwnSettings(scope, additionalUserData, agentConfiguration);
  } else {
    requireScript(scope, additionalUserData);
  }
}

/** In the middle of a script the first line of another format is a comment, and the shell runs what follows. */
function requireScript(scope: Construct, additionalUserData: string): void {
  const format = /^(#cloud-config|Content-Type:|MIME-Version:)/i.exec(
    additionalUserData.trimStart(),
  );
  if (format === null) {
    return;
  }
  throw misuse(scope, {
    what: 'additionalUserData is put at the end of a shell script, so that it must be shell too',
    got: `${format[0]} in its first line`,
    fix: 'Write it as lines of shell.',
  });
}

/** Bottlerocket fails to boot with settings it does not know, and a shell script is one. */
function requireToml(scope: Construct, additionalUserData: string): void {
  if (additionalUserData.trimStart().startsWith('[')) {
    return;
  }
  throw misuse(scope, {
    what: 'additionalUserData for Bottlerocket must be TOML that begins with the name of a table',
    got: JSON.stringify(additionalUserData.split('\n', 1)[0]),
    fix: 'Begin with a table such as [settings.kernel], or choose an image with a shell.',
  });
}

/** A host whose settings name one twice does not boot. */
function requireOwnSettings(scope: Construct, text: string, agent: AgentConfiguration): void {
  for (const { name, lines } of bottlerocketSettings('', agent)) {
    const own = lines.map((line) => line.split(' = ')[0]?.replaceAll('"', ''));
    const twice = namesIn(text, name).find((setting) => own.includes(setting));
    if (twice !== undefined) {
      throw misuse(scope, {
        what: 'the library writes some settings of Bottlerocket itself, and TOML takes each one once',
        got: `${twice} in [${name}] of additionalUserData`,
        fix: 'Remove it there: the cluster is known, and agentConfiguration has options for the others.',
      });
    }
  }
}

/** Every instance type of the group, in order of preference. */
export function typesOf(
  options: Pick<Ec2CapacityOptions, 'instanceType' | 'otherInstanceTypes'>,
): readonly [string, ...string[]] {
  return [options.instanceType, ...(options.otherInstanceTypes ?? [])];
}

/** The one architecture of all instance types. */
export function commonArchitecture(scope: Construct, options: Ec2CapacityOptions): Architecture {
  const { architecture, instanceType } = options;
  if (architecture === undefined && Token.isUnresolved(instanceType)) {
    throw misuse(scope, {
      what: 'the architecture cannot be derived from an instance type that is not known at synth',
      got: instanceType,
      fix: "Set architecture to 'x86_64' or 'arm64', or give the instance type as plain text.",
    });
  }
  const types = typesOf(options);
  types.forEach((type) => requireInstanceType(scope, type));
  requireDifferent(scope, types);
  const wanted = architecture ?? architectureOf(instanceType);
  const other = types.find((type) => isKnown(type) && architectureOf(type) !== wanted);
  if (other === undefined) {
    return wanted;
  }
  throw misuse(scope, {
    what: `one machine image fits only one architecture, here ${wanted}`,
    got: `${other}, which is ${architectureOf(other)}`,
    fix: 'Choose types of that architecture, or call addCapacity once for each.',
  });
}

function requireInstanceType(scope: Construct, type: string): void {
  if (!isKnown(type) || isInstanceType(type)) {
    return;
  }
  throw misuse(scope, {
    what: 'instanceType and otherInstanceTypes must name EC2 instance types',
    got: JSON.stringify(type),
    fix: 'Give a family and a size, for example t3.micro.',
  });
}

function requireDifferent(scope: Construct, types: readonly string[]): void {
  const twice = types.find((type, index) => isKnown(type) && types.indexOf(type) !== index);
  if (twice === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'each instance type may be named once in instanceType and otherInstanceTypes',
    got: `${twice} more than once`,
    fix: 'Remove the repeated type.',
  });
}
