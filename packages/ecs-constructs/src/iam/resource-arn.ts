import type { Construct } from 'constructs';
import { AwsEnvironment } from '../support/aws-environment';
import { isKnown, misuse } from '../support/validation';

/** A resource of the AWS provider that has an ARN, such as `S3Bucket` or `SqsQueue`. */
export interface ArnHolder {
  readonly arn: string;
}

/**
 * A resource that somebody else made: the resource of the AWS provider, its ARN, or its name, in the account and region of
 * the stack. A text that only Terraform knows is an ARN.
 */
export type GrantedResource = ArnHolder | string;

/** How ARNs of one kind of resource are made, and told from others. */
export interface ArnKind {
  /** Such as `S3 bucket`. */
  readonly what: string;
  readonly service: string;
  /** In front of the name, such as `table/`. */
  readonly prefix: string;
  /** Behind the name, such as what Secrets Manager puts there. */
  readonly suffix?: string;
  /** False for those whose names are unique to the world. */
  readonly inAccount: boolean;
  readonly name: RegExp;
  /** Names have slashes in them, so that one in an ARN leads to nothing below. @default false */
  readonly isPath?: boolean;
  readonly example: string;
}

const KINDS = {
  bucket: {
    what: 'S3 bucket',
    service: 's3',
    prefix: '',
    inAccount: false,
    name: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    example: 'my-bucket',
  },
  queue: {
    what: 'SQS queue',
    service: 'sqs',
    prefix: '',
    inAccount: true,
    name: /^[\w-]{1,80}(\.fifo)?$/,
    example: 'orders',
  },
  topic: {
    what: 'SNS topic',
    service: 'sns',
    prefix: '',
    inAccount: true,
    name: /^[\w-]{1,256}(\.fifo)?$/,
    example: 'alarms',
  },
  table: {
    what: 'DynamoDB table',
    service: 'dynamodb',
    prefix: 'table/',
    inAccount: true,
    name: /^[\w.-]{3,255}$/,
    example: 'orders',
  },
  secret: {
    what: 'secret',
    service: 'secretsmanager',
    prefix: 'secret:',
    // Secrets Manager puts a hyphen and six characters behind the name.
    suffix: '-??????',
    inAccount: true,
    name: /^[\w/+=.@-]{1,512}$/,
    isPath: true,
    example: 'prod/database',
  },
  parameter: {
    what: 'parameter',
    service: 'ssm',
    prefix: 'parameter/',
    inAccount: true,
    name: /^\/?[\w.-]+(\/[\w.-]+)*$/,
    isPath: true,
    example: '/prod/database-url',
  },
  key: {
    what: 'KMS key',
    service: 'kms',
    prefix: 'key/',
    inAccount: true,
    name: /^(mrk-)?[0-9a-f-]{32,36}$/,
    example: '1234abcd-12ab-34cd-56ef-1234567890ab',
  },
} as const satisfies Readonly<Record<string, ArnKind>>;

/** The kinds of resources that can be granted. */
export type ArnKindName = keyof typeof KINDS;

/**
 * The ARN of a resource, in the partition of the provider where only its name is given.
 *
 * @throws Error when the text is the ARN of something else, or no name of such a resource
 */
export function arnOf(scope: Construct, resource: GrantedResource, kindName: ArnKindName): string {
  const kind: ArnKind = KINDS[kindName];
  const text = typeof resource === 'string' ? resource : resource.arn;
  if (!isKnown(text)) {
    return text;
  }
  if (text.startsWith('arn:')) {
    requireArn(scope, text, kind);
    return text;
  }
  if (!kind.name.test(text)) {
    throw misuse(scope, {
      what: `one ${kind.what} is named by its resource, its ARN or its name`,
      got: JSON.stringify(text),
      fix: `Write it like ${kind.example}.`,
    });
  }
  const { partition, region, accountId } = AwsEnvironment.of(scope);
  const place = kind.inAccount ? `${region}:${accountId}` : ':';
  const name = text.replace(/^\//, '');
  return `arn:${partition}:${kind.service}:${place}:${kind.prefix}${name}${kind.suffix ?? ''}`;
}

function requireArn(scope: Construct, arn: string, kind: ArnKind): void {
  const { what, service, prefix, isPath = false } = kind;
  const [, , of, , , ...rest] = arn.split(':');
  const name = rest.join(':').slice(prefix.length);
  const isOfKind = of === service && rest.join(':').startsWith(prefix) && name !== '';
  if (isOfKind && (isPath ? /^[^:*?]+$/ : /^[^:/*?]+$/).test(name)) {
    return;
  }
  throw misuse(scope, {
    what: `the ARN is that of one ${what}, without wildcards`,
    got: JSON.stringify(arn),
    fix: fixOf(kind, isOfKind ? name : '', rest.join(':')),
  });
}

/** Many give the ARN of what is inside, where the resource itself is meant. */
function fixOf({ what, service }: ArnKind, name: string, resource: string): string {
  const [, inside] = /^[^/*?]+\/(.+)$/.exec(name) ?? [];
  if (resource.startsWith('accesspoint/')) {
    return 'Use addToPolicy: the objects behind an access point have ARNs of their own, accesspoint/name/object/key.';
  }
  if (service === 's3' && inside !== undefined) {
    return `Name the bucket, with ${JSON.stringify({ keys: inside })} in the options of the permission.`;
  }
  if (service === 'dynamodb' && inside?.startsWith('index/') === true) {
    return 'Name the table: its indexes are read with it.';
  }
  return service === 'kms' && resource.startsWith('alias/')
    ? 'Name the key itself: IAM does not look behind an alias.'
    : `Name the ${what}, or use addToPolicy for something else.`;
}
