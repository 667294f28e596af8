import { block, blocks, isTrue, type PolicyRule, when } from '../rule';

const BLOCK_PUBLIC_ACCESS =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html';

/** What blocks public access, and what it keeps closed. */
const BLOCKS = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
] as const;

/** Rules for buckets. */
export const bucketRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/no-public-acl',
    aliases: [],
    level: 'fail',
    types: ['aws_s3_bucket_acl', 'aws_s3_bucket'],
    fix: 'Remove the ACL; let CloudFront or a signed URL give objects to the public.',
    helpUri: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html',
    check: ({ values }) => {
      const acl = String(values['acl'] ?? '');
      return when(
        /^(public-read|public-read-write|authenticated-read)$/.test(acl),
        `The ACL ${acl} opens the bucket to ${acl === 'authenticated-read' ? 'every AWS account' : 'everybody'}.`,
        acl,
      );
    },
  },
  {
    id: 'ecs-ec2/bucket-access-block',
    aliases: [],
    aliasesOf: {
      block_public_acls: ['CKV_AWS_53'],
      block_public_policy: ['CKV_AWS_54'],
      ignore_public_acls: ['CKV_AWS_55'],
      restrict_public_buckets: ['CKV_AWS_56'],
    },
    level: 'warn',
    types: ['aws_s3_bucket_public_access_block'],
    fix: 'Set all four to true.',
    helpUri: BLOCK_PUBLIC_ACCESS,
    check: ({ values }) =>
      BLOCKS.flatMap((name) =>
        when(!isTrue(values[name]), `The bucket can be opened to everybody: ${name} is off.`, name),
      ),
  },
  {
    id: 'ecs-ec2/bucket-versioning',
    aliases: ['CKV_AWS_21', 'AWS-0090', 'AVD-AWS-0090'],
    level: 'warn',
    types: ['aws_s3_bucket'],
    fix: "Add an aws_s3_bucket_versioning with status 'Enabled'.",
    helpUri: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
    check: (bucket, world) => {
      const separate = world
        .referring(bucket, 'bucket', 'aws_s3_bucket_versioning')
        .flatMap(({ values }) => blocks(values['versioning_configuration']));
      const versioned =
        separate.some(({ status }) => status === 'Enabled') ||
        isTrue(block(bucket.values['versioning'])?.['enabled']);
      return when(
        !versioned,
        'What is deleted or overwritten in it is gone: it keeps no versions.',
      );
    },
  },
];
