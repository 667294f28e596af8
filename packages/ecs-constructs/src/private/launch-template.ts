import type { LaunchTemplateConfig } from '@cdktf/provider-aws/lib/launch-template';
import { Fn } from 'cdktf';
import { isKnown } from './validation';
import { userData } from './user-data';

/** What a launch template is rendered from. */
export interface LaunchTemplateInput {
  readonly name: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly instanceProfileArn: string;
  readonly securityGroupId: string;
  readonly clusterName: string;
  readonly tags: Record<string, string>;
  readonly rootVolumeSizeGiB?: number;
  readonly detailedMonitoring?: boolean;
  readonly associatePublicIpAddress?: boolean;
  readonly metadataHopLimit?: number;
  readonly cpuCredits?: CpuCredits;
}

/** How a burstable host pays for more than its baseline: `standard` slows down when its credits are spent. */
export type CpuCredits = 'standard' | 'unlimited';

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
    instanceType: input.instanceType,
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
    blockDeviceMappings: [
      {
        deviceName: '/dev/xvda',
        ebs: {
          volumeType: 'gp3',
          volumeSize: input.rootVolumeSizeGiB ?? 30,
          encrypted: 'true',
          deleteOnTermination: 'true',
        },
      },
    ],
    // Hosts get their tags from the group; volumes only from here.
    tagSpecifications: [{ resourceType: 'volume', tags: input.tags }],
    userData: Fn.base64encode(
      userData({
        ECS_CLUSTER: input.clusterName,
        // Lets awslogs use the task's execution role, so that the host's role needs no right to write logs.
        ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: 'true',
      }),
    ),
  };
}

/** Without it AWS takes `unlimited` for T3 and later, which bills what a host uses beyond its credits. */
function creditConfig(input: LaunchTemplateInput): Partial<LaunchTemplateConfig> {
  const cpuCredits = input.cpuCredits ?? (isBurstable(input.instanceType) ? 'standard' : undefined);
  return cpuCredits === undefined ? {} : { creditSpecification: { cpuCredits } };
}

function networkConfig(input: LaunchTemplateInput): Partial<LaunchTemplateConfig> {
  if (input.associatePublicIpAddress === undefined) {
    return { vpcSecurityGroupIds: [input.securityGroupId] };
  }
  // Security groups belong to the network interface as soon as a template describes one.
  return {
    networkInterfaces: [
      {
        associatePublicIpAddress: String(input.associatePublicIpAddress),
        deleteOnTermination: 'true',
        securityGroups: [input.securityGroupId],
      },
    ],
  };
}
