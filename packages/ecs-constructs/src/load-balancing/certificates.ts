import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { requireOwnRegion } from '../support/arn';
import { resolvedText } from '../support/resolved-text';
import { describeProblem, isKnown, misuse } from '../support/validation';

const CERTIFICATE =
  /^arn:[\w-]+:(acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+|iam::\d{12}:server-certificate\/\S+)$/;

/** Requires certificates where a listener speaks TLS, and none where it does not. */
export function requireCertificates(
  scope: Construct,
  protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS',
  arns: readonly string[],
): void {
  const encrypted = protocol === 'HTTPS' || protocol === 'TLS';
  if (encrypted && arns.length === 0) {
    throw misuse(scope, {
      what: `a listener for ${protocol} needs a certificate`,
      got: 'no certificateArns',
      fix: 'Name the ARN of a certificate of ACM in the region of the load balancer.',
    });
  }
  if (!encrypted && arns.length > 0) {
    throw misuse(scope, {
      what: `a listener for ${protocol} has no use for a certificate`,
      got: `${arns.length} in certificateArns`,
      fix: `Set protocol to '${protocol === 'HTTP' ? 'HTTPS' : 'TLS'}', or remove them.`,
    });
  }
  const bad = arns.find((arn) => isKnown(arn) && !CERTIFICATE.test(arn));
  if (bad !== undefined) {
    throw misuse(scope, {
      what: 'a certificate is named by its ARN, of ACM or IAM',
      got: JSON.stringify(bad),
      fix: 'Write it like arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567-89ef.',
    });
  }
  requireOwnRegion(scope, 'each of certificateArns', arns);
}

/** What a certificate says of itself, as far as it decides whether it is issued at once. */
interface Certificate {
  readonly terraformResourceType?: string;
  readonly friendlyUniqueId?: string;
  /** Given for one that was issued elsewhere. */
  readonly certificateBodyInput?: string;
}

/** A listener takes a certificate once it is issued, for which nothing waits but its validation. */
export function certificateProblems(
  scope: Construct & { readonly resource: { readonly dependsOn?: string[] } },
  arns: readonly string[],
): readonly string[] {
  const stack = TerraformStack.of(scope);
  const waits = scope.resource.dependsOn?.some((name) =>
    name.includes('acm_certificate_validation'),
  );
  return arns.flatMap((arn) => {
    const text = resolvedText(scope, arn);
    const name = /^\$\{aws_acm_certificate\.([\w-]+)\.(arn|id)\}$/.exec(text)?.[1];
    if (name === undefined || waits === true) {
      return [];
    }
    const certificate = stack.node
      .findAll()
      .find(
        (construct) =>
          (construct as Certificate).terraformResourceType === 'aws_acm_certificate' &&
          (construct as Certificate).friendlyUniqueId === name,
      ) as Certificate | undefined;
    if (certificate?.certificateBodyInput !== undefined) {
      return [];
    }
    return [
      describeProblem({
        what: 'a listener is refused until its certificate is issued, and nothing here waits for that',
        got: `the ARN of aws_acm_certificate.${name} itself`,
        fix: 'Validate it with AcmCertificateValidation, and give the certificateArn of that.',
      }),
    ];
  });
}
