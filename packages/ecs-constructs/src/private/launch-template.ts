import type { LaunchTemplateConfig } from '@cdktf/provider-aws/lib/launch-template';
import { Fn } from 'cdktf';
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
    ...networkConfig(input),
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpTokens: 'required',
      // The way from a container to the metadata crosses the bridge, which is one hop more than from the host.
      httpPutResponseHopLimit: input.metadataHopLimit ?? 2,
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
