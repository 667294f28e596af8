import { expiryDays, keptVersions } from '../bucket/bucket-settings';
import { partitionOf } from '../aws/partition';

/** The bucket as CloudFormation, for teams where somebody else makes buckets: the same settings, retained. */
export function bucketTemplate(options: {
  readonly bucket: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}): object {
  const { bucket, region, tags } = options;
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The bucket of Terraform states ${bucket}`,
    Resources: {
      StateBucket: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BucketName: bucket,
          VersioningConfiguration: { Status: 'Enabled' },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            BlockPublicPolicy: true,
            RestrictPublicBuckets: true,
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          LifecycleConfiguration: {
            Rules: [
              {
                Id: 'ExpireOldStateVersions',
                Status: 'Enabled',
                NoncurrentVersionExpiration: {
                  NoncurrentDays: expiryDays,
                  NewerNoncurrentVersions: keptVersions,
                },
                ExpiredObjectDeleteMarker: true,
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              },
            ],
          },
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        },
      },
      StateBucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        DeletionPolicy: 'Retain',
        Properties: {
          Bucket: { Ref: 'StateBucket' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'DenyInsecureTransport',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: [arn, `${arn}/*`],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
    },
  };
}
