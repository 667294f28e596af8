import { TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsEnvironment } from './aws-environment';
import { isElsewhere } from './determined';
import { describeProblem, isKnown, misuse } from './validation';

/** ARNs of one kind, where a construct uses what it names in its own region. */
interface ArnKind {
  readonly what: string;
  readonly pattern: RegExp;
  readonly example: string;
}

const ARNS = {
  autoScalingGroup: {
    what: 'the ARN of an Auto Scaling group',
    pattern: /^arn:[\w-]+:autoscaling:[\w-]+:\d{12}:autoScalingGroup:.+$/,
    example:
      'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:uuid:autoScalingGroupName/name',
  },
  key: {
    what: 'the ARN of a KMS key, and of no alias',
    pattern: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/,
    example: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  keyOrAlias: {
    what: 'the ARN of a KMS key, or of an alias',
    pattern: /^arn:[\w-]+:kms:[\w-]+:\d{12}:(key\/[\w-]+|alias\/[\w/-]+)$/,
    example: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  policy: {
    what: 'the ARN of an IAM policy',
    pattern: /^arn:[\w-]+:iam::(\d+|aws):policy\/[!-~]+$/,
    example: 'arn:aws:iam::123456789012:policy/name',
  },
} as const satisfies Readonly<Record<string, ArnKind>>;

/** Requires an ARN of the kind, in the region of the stack where that is known; absent and unresolved ones pass. */
export function requireArn(
  scope: Construct,
  arn: string | undefined,
  { option, kind }: { readonly option: string; readonly kind: keyof typeof ARNS },
): void {
  const { what, pattern, example } = ARNS[kind];
  if (!isKnown(arn)) {
    return;
  }
  if (!pattern.test(arn)) {
    throw misuse(scope, {
      what: `${option} is ${what}`,
      got: JSON.stringify(arn),
      fix: `Write it like ${example}.`,
    });
  }
  requireOwnRegion(scope, option, [arn]);
}

/**
 * Requires ARNs of the region of the provider: AWS finds them there only. ARNs without a region, as those of IAM, are
 * everywhere. Asked when the stack is synthesized: its provider may come after the construct.
 */
export function requireOwnRegion(
  scope: Construct,
  option: string,
  arns: readonly (string | undefined)[],
): void {
  const located = arns.flatMap((arn) => {
    const region = isKnown(arn) ? arn.split(':')[3] : undefined;
    return arn === undefined || region === undefined || region === '' ? [] : [{ arn, region }];
  });
  if (located.length === 0) {
    return;
  }
  scope.node.addValidation({
    validate: () => {
      const knownRegion = regionOf(scope);
      const stranger = located.find(({ region }) => region !== knownRegion);
      return knownRegion === undefined || stranger === undefined
        ? []
        : [
            describeProblem({
              what: `${option} names what is in the region of the provider, ${knownRegion}`,
              got: stranger.arn,
              fix: `Name one of ${knownRegion}, or change the region of the provider.`,
            }),
          ];
    },
  });
}

/** Undefined where it is not known, or where another provider may make what the ARN is for. */
function regionOf(scope: Construct): string | undefined {
  const { resource } = scope as { readonly resource?: unknown };
  const isMadeElsewhere = TerraformResource.isTerraformResource(resource)
    ? isElsewhere(resource)
    : TerraformStack.of(scope)
        .allProviders()
        .some(({ terraformResourceType, alias }) => terraformResourceType === 'aws' && alias);
  return isMadeElsewhere ? undefined : AwsEnvironment.of(scope).knownRegion;
}
