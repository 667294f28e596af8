import type {
  LaunchTemplateBlockDeviceMappings,
  LaunchTemplateConfig,
} from '@cdktf/provider-aws/lib/launch-template';
import { literal } from '../support/terraform-text';
import { isKnown } from '../support/validation';
import type { CpuCredits } from './ec2-capacity-options';
import type { OperatingSystem } from './machine-image';

/** What a launch template is rendered from. */
export interface LaunchTemplateInput {
  readonly name: string;
  readonly imageId: string;
  readonly operatingSystem: OperatingSystem;
  readonly instanceTypes: readonly [string, ...string[]];
  readonly instanceProfileArn: string;
  readonly securityGroupIds: readonly string[];
  readonly userData: string;
  readonly tags: Record<string, string>;
  readonly tagVolumes?: boolean;
  readonly rootVolumeSizeGiB?: number;
  readonly volumeIops?: number;
  readonly volumeThroughputMiBps?: number;
  readonly volumeKmsKeyArn?: string;
  readonly detailedMonitoring?: boolean;
  readonly associatePublicIpAddress?: boolean;
  readonly metadataHopLimit?: number;
  readonly cpuCredits?: CpuCredits;
}

const DEFAULT_VOLUME_GIB = 30;

/** True for T2 and later T types, which earn CPU credits. A type that is not known at synth counts as not burstable. */
export function isBurstable(instanceType: string): boolean {
  return isKnown(instanceType) && /^t[2-9][a-z]*\./.test(instanceType);
}

/**
 * The launch template of the hosts.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export function launchTemplateConfig(input: LaunchTemplateInput): LaunchTemplateConfig {
  return {
    name: input.name,
    updateDefaultVersion: true,
    imageId: input.imageId,
    instanceType: input.instanceTypes[0],
    iamInstanceProfile: { arn: input.instanceProfileArn },
    ...creditConfig(input),
    ...networkConfig(input),
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpTokens: 'required',
      // The way from a container crosses the bridge, which is one hop more than from the host and its ECS agent: with 1,
      // a container cannot take the host's role. Task roles come from the agent at 169.254.170.2.
      httpPutResponseHopLimit: input.metadataHopLimit ?? 1,
    },
    monitoring: { enabled: input.detailedMonitoring ?? false },
    blockDeviceMappings: blockDevices(input),
    tagSpecifications: tagSpecifications(input),
    userData: input.userData,
  };
}

/**
 * Room for the two images of Bottlerocket, the running one and the one it updates to: the snapshot of its variants for
 * ECS has no more. Said, so that a plan can price it.
 */
const BOTTLEROCKET_OS_GIB = 4;

/** Amazon Linux has one volume. Bottlerocket keeps images and containers on a second one. */
function blockDevices(input: LaunchTemplateInput): LaunchTemplateBlockDeviceMappings[] {
  const size = input.rootVolumeSizeGiB ?? DEFAULT_VOLUME_GIB;
  const containers = {
    volumeType: 'gp3',
    volumeSize: size,
    iops: input.volumeIops,
    throughput: input.volumeThroughputMiBps,
    ...encryption(input),
  };
  if (input.operatingSystem === 'amazon-linux') {
    return [{ deviceName: '/dev/xvda', ebs: containers }];
  }
  const system = { volumeType: 'gp3', volumeSize: BOTTLEROCKET_OS_GIB, ...encryption(input) };
  return [
    { deviceName: '/dev/xvda', ebs: system },
    { deviceName: '/dev/xvdb', ebs: containers },
  ];
}

function encryption({ volumeKmsKeyArn }: LaunchTemplateInput) {
  return { encrypted: 'true', kmsKeyId: literal(volumeKmsKeyArn), deleteOnTermination: 'true' };
}

/** Hosts get their tags from the group; volumes and network interfaces only from here. */
function tagSpecifications({ tags, tagVolumes = true }: LaunchTemplateInput) {
  if (!tagVolumes) {
    return undefined;
  }
  return ['volume', 'network-interface'].map((resourceType) => ({ resourceType, tags }));
}

/** Without it AWS takes `unlimited` for T3 and later, which bills what a host uses beyond its credits. */
function creditConfig(input: LaunchTemplateInput): Partial<LaunchTemplateConfig> {
  const standard = input.instanceTypes.every(isBurstable) ? 'standard' : undefined;
  const cpuCredits = input.cpuCredits ?? standard;
  return cpuCredits === undefined ? {} : { creditSpecification: { cpuCredits } };
}

function networkConfig(input: LaunchTemplateInput): Partial<LaunchTemplateConfig> {
  const securityGroups = literal([...input.securityGroupIds]);
  if (input.associatePublicIpAddress === undefined) {
    return { vpcSecurityGroupIds: securityGroups };
  }
  // Security groups belong to the network interface as soon as a template describes one.
  return {
    networkInterfaces: [
      {
        associatePublicIpAddress: String(input.associatePublicIpAddress),
        deleteOnTermination: 'true',
        securityGroups,
      },
    ],
  };
}
