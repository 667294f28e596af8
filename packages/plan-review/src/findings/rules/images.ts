import { block, isTrue, type PolicyRule, when } from '../rule';

/** Rules for image repositories. */
export const imageRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/immutable-tags',
    aliases: ['CKV_AWS_51', 'AWS-0031', 'AVD-AWS-0031'],
    level: 'warn',
    types: ['aws_ecr_repository'],
    fix: 'Set image_tag_mutability to IMMUTABLE and deploy by a tag per content, or by digest.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    check: ({ values }) =>
      when(
        values['image_tag_mutability'] !== 'IMMUTABLE',
        'A tag can be moved to another image after it was reviewed.',
      ),
  },
  {
    id: 'ecs-ec2/scan-on-push',
    aliases: ['CKV_AWS_163', 'AWS-0030', 'AVD-AWS-0030'],
    level: 'warn',
    types: ['aws_ecr_repository'],
    fix: 'Set scan_on_push, which costs nothing.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
    check: ({ values }) =>
      when(
        !isTrue(block(values['image_scanning_configuration'])?.['scan_on_push']),
        'Pushed images are not scanned for known vulnerabilities.',
      ),
  },
  {
    id: 'ecs-ec2/repository-kms',
    aliases: ['CKV_AWS_136'],
    level: 'note',
    types: ['aws_ecr_repository'],
    fix: 'Encrypt with KMS where who reads an image must be recorded; changing it replaces the repository.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
    check: ({ values }) =>
      when(
        block(values['encryption_configuration'])?.['encryption_type'] !== 'KMS',
        'Images are encrypted with a key of S3, not with one of KMS.',
      ),
  },
];
