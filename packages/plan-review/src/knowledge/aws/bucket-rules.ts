import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const expiry = `${aws}/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html`;
export const requesterPays = 'who asks anonymously, or does not say that he pays, is refused';
export const notAccelerated = 'what uses the accelerate endpoint fails';

/** What becomes of the objects of a bucket by its rules, and who pays for asking. */
export const bucketRules: readonly KnowledgeRow[] = [
  {
    types: 'aws_s3_bucket_lifecycle_configuration',
    source: expiry,
    of: { attribute: 'bucket', type: 'aws_s3_bucket' },
    gone: { look: 'objects are kept for ever; unfinished uploads and old versions are billed' },
    replaced: {},
    changes: [
      {
        when: 'rule.expiration.days<',
        unlimited: 0,
        alsoNew: true,
        loses: 'objects older than {to day} are deleted',
      },
      { when: 'rule.expiration.date', alsoNew: true, loses: 'objects are deleted from {to} on' },
      {
        when: 'rule.noncurrent_version_expiration.noncurrent_days<',
        unlimited: 0,
        alsoNew: true,
        loses: 'versions that were overwritten more than {to day} ago are deleted',
      },
      {
        when: '-rule.noncurrent_version_expiration.newer_noncurrent_versions',
        loses: 'the {from} newest of the older versions are kept no more',
      },
      {
        when: 'rule.noncurrent_version_expiration.newer_noncurrent_versions<',
        missing: 0,
        alsoNew: true,
        loses: 'only {to} of the older versions are kept',
      },
      {
        when: 'rule.status=Enabled rule.filter rule.prefix',
        mayLose: 'other objects fall under a rule: {what}',
      },
      {
        when: 'rule.transition.storage_class=GLACIER rule.transition.storage_class=DEEP_ARCHIVE',
        alsoNew: true,
        mayStop: 'objects move to an archive: reading them fails until they are restored',
      },
      {
        when: 'rule.noncurrent_version_transition.storage_class=GLACIER rule.noncurrent_version_transition.storage_class=DEEP_ARCHIVE',
        alsoNew: true,
        look: 'older versions move to an archive: reading them fails until they are restored',
      },
      {
        when: 'rule.transition rule.noncurrent_version_transition transition_default_minimum_object_size',
        look: 'objects move to another class: slower or dearer to read',
      },
    ],
    harmless:
      'rule.status rule.abort_incomplete_multipart_upload rule.id rule.expiration.expired_object_delete_marker',
  },
  {
    types: 'aws_s3_bucket_versioning',
    source: expiry,
    of: { attribute: 'bucket', type: 'aws_s3_bucket' },
    gone: {
      mayLose:
        'versioning is suspended: what is overwritten or deleted from then on cannot be had back',
    },
    changes: [
      {
        when: 'versioning_configuration.status=Suspended versioning_configuration.status=Disabled',
        loses: 'what is overwritten or deleted from then on cannot be had back',
      },
      {
        when: 'versioning_configuration.mfa_delete=Disabled',
        look: 'versions can be deleted without a second factor',
      },
    ],
    harmless: 'versioning_configuration mfa',
  },
  {
    types: 'aws_s3_bucket_object_lock_configuration',
    source: `${aws}/AmazonS3/latest/userguide/object-lock.html`,
    gone: { mayLose: 'new objects are not protected any more' },
    changes: [{ when: '-rule', mayLose: 'new objects are not protected any more' }],
    ruled: 'rule',
  },
  {
    types:
      'aws_s3_bucket_logging aws_s3_bucket_metric aws_s3_bucket_inventory aws_s3_bucket_analytics_configuration aws_s3_bucket_intelligent_tiering_configuration',
    source: `${awsProvider}/s3_bucket_logging`,
    gone: { look: 'nobody sees any more what it told, or it answers slower' },
    changes: [
      {
        when: 'tiering',
        mayStop: 'other objects move to an archive: reading them fails until they are restored',
      },
      {
        when: 'target_bucket target_prefix filter destination status',
        look: 'it is written elsewhere or otherwise: {what}',
      },
    ],
  },
  {
    types: 'aws_s3_bucket_request_payment_configuration',
    source: `${aws}/AmazonS3/latest/userguide/RequesterPaysBuckets.html`,
    gone: { look: 'the owner of the bucket pays for every request' },
    changes: [
      { when: 'payer=Requester', mayStop: requesterPays },
      { when: 'payer', look: 'the owner of the bucket pays for every request' },
    ],
  },
  {
    types: 'aws_s3_bucket_accelerate_configuration',
    source: `${aws}/AmazonS3/latest/userguide/transfer-acceleration.html`,
    gone: { mayStop: notAccelerated },
    changes: [{ when: 'status=Suspended', mayStop: notAccelerated }],
    harmless: 'status',
  },
];
