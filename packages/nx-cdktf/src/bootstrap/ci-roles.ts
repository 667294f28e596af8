import { Failure } from '../failure';
import type { PolicyDocument } from '../permissions/policies';
import { partitionOf } from '../aws/partition';

/** Whom the roles of a CI are for. */
export interface CiRepository {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The branch that may deploy. */
  readonly branch: string;
}

/** A role that a CI takes on without a key of its own. */
export interface CiRole {
  readonly name: string;
  readonly description: string;
  readonly trust: object;
  readonly policy: PolicyDocument;
}

/** GitHub's issuer, without the scheme, as IAM keeps it. */
export const ISSUER = 'token.actions.githubusercontent.com';
export const AUDIENCE = 'sts.amazonaws.com';

/** Reads `owner/name`, or `owner/name@branch`. */
export function parseRepository(text: string): CiRepository {
  const [, repository, branch = 'main'] =
    /^([A-Za-z0-9][\w.-]*\/[\w.-]+)(?:@([\w./-]+))?$/.exec(text) ?? [];
  if (repository === undefined) {
    throw new Failure(
      `ci: must name a repository on GitHub; got ${JSON.stringify(text)}. Allowed: owner/name, and owner/name@branch ` +
        'where another branch than main deploys.',
    );
  }
  return { repository, branch };
}

/**
 * The two roles of a stack: any pull request and the branch may plan, only the branch may deploy. A token of a pull
 * request from a fork has no such subject.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function ciRoles(options: {
  readonly stack: string;
  readonly ci: CiRepository;
  readonly accountId: string;
  readonly region: string;
  readonly plan: PolicyDocument;
  readonly deploy: PolicyDocument;
}): readonly CiRole[] {
  const { stack, ci, plan, deploy } = options;
  const branch = `repo:${ci.repository}:ref:refs/heads/${ci.branch}`;
  return [
    {
      name: `${stack}-plan`,
      description: `Plans ${stack} from ${ci.repository}`,
      trust: trust(options, [`repo:${ci.repository}:pull_request`, branch]),
      policy: plan,
    },
    {
      name: `${stack}-deploy`,
      description: `Deploys ${stack} from ${ci.repository}, branch ${ci.branch}`,
      trust: trust(options, [branch]),
      policy: deploy,
    },
  ];
}

/** The ARN of GitHub's issuer in an account. */
export function providerArn({ accountId, region }: { accountId: string; region: string }): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:oidc-provider/${ISSUER}`;
}

function trust(
  place: { readonly accountId: string; readonly region: string },
  subjects: readonly string[],
): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: providerArn(place) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        // Whole subjects: a wildcard would let in branches that somebody else makes.
        Condition: {
          StringEquals: { [`${ISSUER}:aud`]: AUDIENCE, [`${ISSUER}:sub`]: subjects },
        },
      },
    ],
  };
}
