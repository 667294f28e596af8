import type { Constraint } from './constraint';
import { anything, exactly, parseGlob, type Glob } from './glob';
import type { Matcher, Principal } from './policy-document';

/**
 * The principals of a statement as patterns over `AWS:<account>:<rest of the ARN>`, `Service:<name>` and the like.
 *
 * An account (its number or its root) covers every principal in it, as it delegates to the policies of that account; a
 * role covers its sessions. Undefined when it must be compared as a whole: `NotPrincipal` depends on how a request
 * signs in, and IAM defines no wildcard inside of a principal.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalConstraint(principals: Matcher<Principal>): Constraint | undefined {
  if (principals.negated) {
    return undefined;
  }
  const globs: Glob[] = [];
  for (const { type, id } of principals.values) {
    const patterns = type === '*' ? [anything] : patternsOf(type, id);
    if (patterns === undefined) {
      return undefined;
    }
    globs.push(...patterns);
  }
  return { values: { kind: 'text', globs, negated: false } };
}

const arn = /^arn:[^:]+:(?:iam|sts)::(\d{12}):(.+)$/;

function patternsOf(type: string, id: string): Glob[] | undefined {
  if (/[*?]/.test(id)) {
    return undefined;
  }
  if (type !== 'AWS') {
    return [exactly(`${type}:${id}`)];
  }
  const [, account = '', rest = ''] = arn.exec(id) ?? [];
  if (/^\d{12}$/.test(id) || rest === 'root') {
    return [parseGlob(`AWS:${account === '' ? id : account}:*`)];
  }
  // Anything else is a unique id, of which the account is not known.
  const principal = exactly(account === '' ? `AWS::${id}` : `AWS:${account}:${rest}`);
  const role = /^role\/(?:.*\/)?([^/]+)$/.exec(rest)?.[1];
  return role === undefined
    ? [principal]
    : [principal, parseGlob(`AWS:${account}:assumed-role/${role}/*`, { variables: false })];
}
