import { insecure, policy, when, type InsecureCase } from './case';

const everybody = (action: string): string =>
  `Effect = "Allow", Principal = "*", Action = "${action}", Resource = "*"`;
const account = (action: string): string =>
  `Effect = "Allow", Principal = { AWS = "arn:aws:iam::111111111111:root" }, Action = "${action}", Resource = "*"`;
const bucket = 'resource "aws_s3_bucket" "data" {\n bucket = "acme-data"\n }';
const versioned = `
  ${bucket}
  resource "aws_s3_bucket_versioning" "data" {
    bucket = aws_s3_bucket.data.id
    versioning_configuration {
      status = "Enabled"
    }
  }
`;
const repository = (more: string): string => `
  resource "aws_ecr_repository" "web" {
    name = "web"
    ${more}
  }
`;
const repositoryWith = (tags: string, scan: boolean): string =>
  repository(
    `image_tag_mutability = "${tags}"\nimage_scanning_configuration {\n scan_on_push = ${scan}\n }`,
  );
const block = (value: boolean): string => `
  resource "aws_s3_bucket_public_access_block" "data" {
    bucket                  = aws_s3_bucket.data.id
    block_public_acls       = ${value}
    block_public_policy     = ${value}
    ignore_public_acls      = ${value}
    restrict_public_buckets = ${value}
  }
`;

/** What keeps images, keys, files and messages. */
export const storeCases: readonly InsecureCase[] = [
  insecure(
    'everybody may pull and push images',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    ${repositoryWith('IMMUTABLE', true)}
    resource "aws_ecr_repository_policy" "web" {
      repository = aws_ecr_repository.web.name
      policy = ${policy((bad ? everybody('ecr:*') : account('ecr:BatchGetImage')).replace(', Resource = "*"', ''))}
    }
  `,
  ),
  insecure('a tag may be moved', 'REVIEW', 'REVIEW', (bad) =>
    repositoryWith(bad ? 'MUTABLE' : 'IMMUTABLE', true),
  ),
  insecure('images are not scanned', 'REVIEW', 'REVIEW', (bad) =>
    repositoryWith('IMMUTABLE', !bad),
  ),
  insecure(
    'everybody may use a key',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    resource "aws_kms_key" "data" {
      description         = "data"
      enable_key_rotation = true
      policy              = ${policy(bad ? everybody('kms:*') : account('kms:*'))}
    }
  `,
  ),
  insecure(
    'a key is not rotated',
    'REVIEW',
    'REVIEW',
    (bad) => `
    resource "aws_kms_key" "data" {
      description         = "data"
      enable_key_rotation = ${!bad}
    }
  `,
  ),
  insecure(
    'everybody reads a bucket, by ACL',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    ${versioned}
    resource "aws_s3_bucket_acl" "data" {
      bucket = aws_s3_bucket.data.id
      acl    = "${bad ? 'public-read' : 'private'}"
    }
  `,
  ),
  insecure(
    'everybody reads a bucket, by policy',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    ${versioned}
    resource "aws_s3_bucket_policy" "data" {
      bucket = aws_s3_bucket.data.id
      policy = ${policy(bad ? everybody('s3:GetObject') : account('s3:GetObject'))}
    }
  `,
  ),
  insecure('a bucket can be opened', 'DANGEROUS', 'REVIEW', (bad) => `${versioned}${block(!bad)}`),
  insecure(
    'what keeps a bucket closed is gone',
    'DANGEROUS',
    undefined,
    (bad) => `${versioned}${when(!bad, block(true))}`,
  ),
  insecure('a bucket keeps no versions', 'DANGEROUS', 'REVIEW', (bad) =>
    versioned.replace('Enabled', bad ? 'Suspended' : 'Enabled'),
  ),
  insecure(
    'objects are deleted after a day',
    'DESTRUCTIVE',
    undefined,
    (bad) => `
    ${versioned}
    resource "aws_s3_bucket_lifecycle_configuration" "data" {
      bucket = aws_s3_bucket.data.id
      rule {
        id     = "old"
        status = "Enabled"
        filter {}
        expiration {
          days = ${bad ? 1 : 365}
        }
      }
    }
  `,
  ),
  insecure(
    'a file system is not encrypted',
    'DESTRUCTIVE',
    'DANGEROUS',
    (bad) => `
    resource "aws_efs_file_system" "files" {
      encrypted = ${!bad}
    }
  `,
  ),
  insecure(
    'everybody reads a secret',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    resource "aws_secretsmanager_secret" "db" {
      name = "db"
    }
    resource "aws_secretsmanager_secret_policy" "db" {
      secret_arn = aws_secretsmanager_secret.db.arn
      policy     = ${policy(bad ? everybody('secretsmanager:GetSecretValue') : account('secretsmanager:GetSecretValue'))}
    }
  `,
  ),
  insecure(
    'everybody sends and reads messages',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    resource "aws_sqs_queue" "jobs" {
      name   = "jobs"
      policy = ${policy(bad ? everybody('sqs:*') : account('sqs:SendMessage'))}
    }
  `,
  ),
  insecure(
    'log lines are gone after a day',
    'DESTRUCTIVE',
    undefined,
    (bad) => `
    resource "aws_cloudwatch_log_group" "web" {
      name              = "web"
      retention_in_days = ${bad ? 1 : 365}
    }
  `,
  ),
  insecure(
    'a database has a public address',
    'DANGEROUS',
    'REVIEW',
    (bad) => `
    resource "aws_db_instance" "main" {
      identifier          = "main"
      engine              = "postgres"
      instance_class      = "db.t4g.micro"
      allocated_storage   = 20
      username            = "app"
      manage_master_user_password = true
      storage_encrypted   = true
      deletion_protection = true
      publicly_accessible = ${bad}
    }
  `,
  ),
  insecure(
    'a database can be deleted',
    'DANGEROUS',
    undefined,
    (bad) => `
    resource "aws_db_instance" "main" {
      identifier          = "main"
      engine              = "postgres"
      instance_class      = "db.t4g.micro"
      allocated_storage   = 20
      username            = "app"
      manage_master_user_password = true
      storage_encrypted   = true
      deletion_protection = ${!bad}
    }
  `,
  ),
];
