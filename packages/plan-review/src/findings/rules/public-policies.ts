import { type PolicyRule, when } from '../rule';
import { allowedIn, isForEverybody } from './statements';

/** One rule for the policies of one kind of resource. */
interface PublicPolicy {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly types: readonly string[];
  readonly what: string;
  readonly helpUri: string;
}

/**
 * Resources that carry a policy of their own. Checkov's check of a kind is an alias where it reads conditions as this one
 * does.
 */
const PUBLIC_POLICIES: readonly PublicPolicy[] = [
  {
    id: 'ecs-ec2/no-public-repository',
    aliases: ['CKV_AWS_32'],
    types: ['aws_ecr_repository_policy'],
    what: 'use the repository',
    helpUri: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
  },
  {
    id: 'ecs-ec2/no-public-key',
    aliases: ['CKV_AWS_33'],
    types: ['aws_kms_key', 'aws_kms_key_policy'],
    what: 'use the key',
    helpUri: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
  },
  {
    id: 'ecs-ec2/no-public-bucket',
    aliases: ['CKV_AWS_70'],
    types: ['aws_s3_bucket_policy'],
    what: 'do what the policy of the bucket allows',
    helpUri:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  {
    id: 'ecs-ec2/no-public-queue',
    aliases: [],
    types: ['aws_sqs_queue_policy', 'aws_sqs_queue', 'aws_sns_topic_policy', 'aws_sns_topic'],
    what: 'send and read messages',
    helpUri:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
  },
  {
    id: 'ecs-ec2/no-public-secret',
    aliases: [],
    types: ['aws_secretsmanager_secret_policy', 'aws_secretsmanager_secret'],
    what: 'do with the secret what its policy allows',
    helpUri:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
  },
];

/** Rules for policies of resources that are for everybody, in every account. */
export const publicPolicyRules: readonly PolicyRule[] = PUBLIC_POLICIES.map(
  ({ id, aliases, types, what, helpUri }): PolicyRule => ({
    id,
    aliases,
    level: 'fail',
    types,
    fix: 'Name who it is for as principal, or hold it by a condition.',
    helpUri,
    check: ({ values }) =>
      when(
        allowedIn(values['policy']).some(isForEverybody),
        `Whoever has any AWS account, or none, may ${what}.`,
      ),
  }),
);
