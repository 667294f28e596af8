import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { arnOf, type ArnKindName, type GrantedResource } from './resource-arn';
import { referenceOf } from './resource-reference';
import type { PolicyStatement } from './role-contract';

/** Options of every permission on something that may be encrypted. */
export interface PermissionOptions {
  /** The KMS key, where it is not one that AWS manages. @default - none */
  readonly encryptionKey?: GrantedResource;
}

/** Options of permissions on a bucket. */
export interface BucketPermissionOptions extends PermissionOptions {
  /** Which objects, such as `incoming/*`. @default '*' */
  readonly keys?: string;
}

/** What reading and writing of encrypted data takes. */
const DECRYPT: readonly string[] = ['kms:Decrypt'];
const ENCRYPT: readonly string[] = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'];

/** Actions on the ARN of a resource, and on what is below it. */
interface Access {
  readonly actions: readonly string[];
  /** @default - the resource itself */
  readonly below?: readonly string[];
  readonly conditions?: PolicyStatement['conditions'];
}

/**
 * What an application may do with something that this library does not make: a bucket, a queue, a table. For `grant` of a
 * role or a task definition. Each names one resource: by the resource of the AWS provider, by ARN, or by name, which
 * becomes an ARN of the right partition, region and account.
 *
 * Do not use it for what has a grant of its own, such as `ImageRepository`, nor for secrets that ECS itself hands to a
 * container: `Secret` lets the execution role read those.
 */
export class Permission {
  /** Get and list objects. */
  static s3Read(bucket: GrantedResource, options: BucketPermissionOptions = {}): Permission {
    requireShape('Permission.s3Read', 'BucketPermissionOptions', options);
    const { keys = '*' } = options;
    const conditions = keys === '*' ? undefined : { StringLike: { 's3:prefix': keys } };
    return new Permission('bucket', bucket, { ...options, kms: DECRYPT }, [
      { actions: ['s3:GetObject'], below: [`/${keys}`] },
      { actions: ['s3:ListBucket'], conditions },
    ]);
  }

  /** Put objects, over those that are there too. Neither reading nor deleting is among it. */
  static s3Write(bucket: GrantedResource, options: BucketPermissionOptions = {}): Permission {
    requireShape('Permission.s3Write', 'BucketPermissionOptions', options);
    const actions = ['s3:PutObject', 's3:AbortMultipartUpload'];
    return new Permission('bucket', bucket, { ...options, kms: ENCRYPT }, [
      { actions, below: [`/${options.keys ?? '*'}`] },
    ]);
  }

  /** Delete objects. */
  static s3Delete(
    bucket: GrantedResource,
    options: Pick<BucketPermissionOptions, 'keys'> = {},
  ): Permission {
    return new Permission('bucket', bucket, {}, [
      { actions: ['s3:DeleteObject'], below: [`/${options.keys ?? '*'}`] },
    ]);
  }

  /** Send messages. */
  static sqsSend(queue: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.sqsSend', 'PermissionOptions', options);
    const actions = ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];
    return new Permission('queue', queue, { ...options, kms: ENCRYPT }, [{ actions }]);
  }

  /** Receive messages, keep them hidden, delete them. */
  static sqsConsume(queue: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.sqsConsume', 'PermissionOptions', options);
    const actions = [
      'sqs:ReceiveMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
    ];
    return new Permission('queue', queue, { ...options, kms: DECRYPT }, [{ actions }]);
  }

  /** Publish to a topic. */
  static snsPublish(topic: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.snsPublish', 'PermissionOptions', options);
    const actions = ['sns:Publish'];
    return new Permission('topic', topic, { ...options, kms: ENCRYPT }, [{ actions }]);
  }

  /** Read items, by the indexes too. */
  static dynamodbRead(table: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.dynamodbRead', 'PermissionOptions', options);
    const actions = [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DescribeTable',
    ];
    return new Permission('table', table, { ...options, kms: DECRYPT }, [
      { actions, below: ['', '/index/*'] },
    ]);
  }

  /** Put, change and delete items. */
  static dynamodbWrite(table: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.dynamodbWrite', 'PermissionOptions', options);
    const actions = [
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:DescribeTable',
    ];
    return new Permission('table', table, { ...options, kms: ENCRYPT }, [{ actions }]);
  }

  /** Read a secret, from inside the application. */
  static secretRead(secret: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.secretRead', 'PermissionOptions', options);
    const actions = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
    return new Permission('secret', secret, { ...options, kms: DECRYPT }, [{ actions }]);
  }

  /** Read a parameter, from inside the application. */
  static parameterRead(parameter: GrantedResource, options: PermissionOptions = {}): Permission {
    requireShape('Permission.parameterRead', 'PermissionOptions', options);
    const actions = ['ssm:GetParameter', 'ssm:GetParameters'];
    return new Permission('parameter', parameter, { ...options, kms: DECRYPT }, [{ actions }]);
  }

  /** Decrypt with a key. An alias is no key. */
  static kmsDecrypt(key: GrantedResource): Permission {
    return new Permission('key', key, {}, [{ actions: DECRYPT }]);
  }

  /** Encrypt with a key, and decrypt. An alias is no key. */
  static kmsEncrypt(key: GrantedResource): Permission {
    return new Permission('key', key, {}, [{ actions: ENCRYPT }]);
  }

  private constructor(
    private readonly kind: ArnKindName,
    private readonly resource: GrantedResource,
    private readonly options: PermissionOptions & { readonly kms?: readonly string[] },
    private readonly accesses: readonly Access[],
  ) {}

  /**
   * What a program calls the resource by: the name of a bucket or a table, the URL of a queue, the name or ARN of a parameter,
   * the ARN of everything else. Called by `addContainer` for its `connections`.
   */
  reference(scope: Construct): string {
    return referenceOf(scope, this.resource, this.kind);
  }

  /** The statements of a policy. Called by `grant`. @throws Error when the resource is of another kind */
  statements(scope: Construct): readonly PolicyStatement[] {
    const { kind, resource, accesses } = this;
    const { encryptionKey, kms = [] } = this.options;
    const arn = arnOf(scope, resource, kind);
    const own = accesses.map(({ actions, below = [''], conditions }) => ({
      actions,
      resources: below.map((part) => `${arn}${part}`),
      ...(conditions === undefined ? {} : { conditions }),
    }));
    return encryptionKey === undefined
      ? own
      : [...own, { actions: kms, resources: [arnOf(scope, encryptionKey, 'key')] }];
  }
}
