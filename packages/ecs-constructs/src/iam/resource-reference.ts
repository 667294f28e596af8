import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsEnvironment } from '../support/aws-environment';
import { isKnown } from '../support/validation';
import { arnOf, type ArnKindName, type GrantedResource } from './resource-arn';

/** How a program calls resources of a kind, which is not by ARN. */
interface Reference {
  /** Attribute of the provider's resource that holds it. */
  readonly attribute: string;
  /** Out of a name, in the account and region of the stack. @default - the name itself */
  readonly ofName?: (scope: Construct, name: string) => string;
  readonly ofArn: (scope: Construct, arn: string) => string;
}

/** What the SDKs ask for, by kind: the ARN where nothing stands here. */
const REFERENCES: Partial<Record<ArnKindName, Reference>> = {
  bucket: { attribute: 'bucket', ofArn: (_, arn) => partOf(arn, ':', 5) },
  table: { attribute: 'name', ofArn: (_, arn) => partOf(arn, '/', 1) },
  // The name may be a path, whose first slash no ARN shows; SSM takes the ARN as well.
  parameter: { attribute: 'name', ofArn: (_, arn) => arn },
  queue: {
    attribute: 'url',
    ofName: (scope, name) => {
      const { region, accountId } = AwsEnvironment.of(scope);
      return queueUrl(scope, [region, accountId, name]);
    },
    ofArn: (scope, arn) =>
      queueUrl(
        scope,
        [3, 4, 5].map((index) => partOf(arn, ':', index)),
      ),
  },
};

/**
 * By what a program asks for a resource.
 *
 * @throws Error when the resource is of another kind, as `arnOf` says it
 */
export function referenceOf(
  scope: Construct,
  resource: GrantedResource,
  kind: ArnKindName,
): string {
  const arn = arnOf(scope, resource, kind);
  const reference = REFERENCES[kind];
  if (reference === undefined) {
    return arn;
  }
  if (typeof resource === 'string') {
    const isName = isKnown(resource) && !resource.startsWith('arn:');
    return isName
      ? (reference.ofName?.(scope, resource) ?? resource)
      : reference.ofArn(scope, resource);
  }
  const own = (resource as unknown as Readonly<Record<string, unknown>>)[reference.attribute];
  return typeof own === 'string' ? own : reference.ofArn(scope, arn);
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function queueUrl(scope: Construct, [region, account, name]: readonly string[]): string {
  const { dnsSuffix } = AwsEnvironment.of(scope);
  return `https://sqs.${region}.${dnsSuffix}/${account}/${name}`;
}

function partOf(arn: string, separator: string, index: number): string {
  return isKnown(arn)
    ? (arn.split(separator)[index] ?? arn)
    : (Fn.element(Fn.split(separator, arn), index) as string);
}
