import { block, blocks, isTrue, type PolicyRule, when } from '../rule';

/** Rules for launch templates and the groups that use them. */
export const hostRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/imdsv2-required',
    // Trivy has one id for templates and one for instances.
    aliases: ['CKV_AWS_79', 'AWS-0130', 'AVD-AWS-0130', 'AWS-0028', 'AVD-AWS-0028'],
    level: 'fail',
    types: ['aws_launch_template', 'aws_instance'],
    fix: "Set http_tokens to 'required' in metadata_options.",
    helpUri:
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
    check: ({ values }) => {
      const options = block(values['metadata_options']);
      if (options?.['http_endpoint'] === 'disabled') {
        return [];
      }
      return when(
        options?.['http_tokens'] !== 'required',
        'The instance metadata answers without a session token (IMDSv1).',
      );
    },
  },
  {
    id: 'ecs-ec2/metadata-hop-limit',
    aliases: ['CKV_AWS_341'],
    level: 'warn',
    types: ['aws_launch_template', 'aws_instance'],
    fix: 'Set http_put_response_hop_limit to 1, unless a container must read the metadata.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
    check: ({ values }) => {
      const limit = block(values['metadata_options'])?.['http_put_response_hop_limit'];
      return when(
        typeof limit === 'number' && limit > 1,
        `Containers in bridge mode reach the instance metadata, and the host's role (hop limit ${String(limit)}).`,
      );
    },
  },
  {
    id: 'ecs-ec2/encrypted-volumes',
    // Others look at the volumes of instances, not of templates.
    aliases: [],
    level: 'fail',
    types: ['aws_launch_template'],
    fix: "Set encrypted to 'true' for every volume.",
    helpUri: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    check: ({ values }) =>
      blocks(values['block_device_mappings']).flatMap((mapping) =>
        when(
          blocks(mapping['ebs']).some((ebs) => !isTrue(ebs['encrypted'])),
          `The volume ${String(mapping['device_name'])} is not encrypted.`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-key-pair',
    aliases: [],
    level: 'warn',
    types: ['aws_launch_template', 'aws_instance'],
    fix: 'Leave the key pair out and use Session Manager.',
    helpUri: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
    check: ({ values }) => {
      const name = values['key_name'];
      return when(
        typeof name === 'string' && name !== '',
        'Whoever has the private key gets a shell on every host, and nothing records it.',
      );
    },
  },
  {
    id: 'ecs-ec2/no-public-address',
    aliases: ['CKV_AWS_88'],
    level: 'warn',
    types: ['aws_launch_template'],
    fix: 'Use private subnets with a NAT gateway or VPC endpoints, or accept it with acknowledge().',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html',
    check: ({ values }) =>
      when(
        blocks(values['network_interfaces']).some((one) =>
          isTrue(one['associate_public_ip_address']),
        ),
        'Every host gets a public address.',
      ),
  },
  {
    id: 'ecs-ec2/detailed-monitoring',
    aliases: [],
    level: 'note',
    types: ['aws_launch_template'],
    fix: 'Switch detailed monitoring on, which costs about $2 a host and month.',
    helpUri: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-cloudwatch-new.html',
    check: ({ values }) =>
      when(
        !isTrue(block(values['monitoring'])?.['enabled']),
        'Host metrics come every five minutes.',
      ),
  },
];
