import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { isDeepStrictEqual } from 'node:util';
import { callProblem, errorName, inWords } from '../aws/aws-words';
import { Failure } from '../failure';
import { AUDIENCE, ISSUER, providerArn, type CiRole } from './ci-roles';
import type { TableRow } from './setting-table';

/** The calls that are made; a test gives its own. */
export type Iam = Pick<IAMClient, 'send'>;

/** One thing of IAM, looked at, with what makes it right. */
export interface IamStep extends TableRow {
  readonly set: () => Promise<unknown>;
}

/** The one policy of each role. */
const POLICY = 'stack';

/** Looks at the issuer and the roles; changes nothing. */
export async function lookAtRoles(
  iam: Iam,
  roles: readonly CiRole[],
  place: { readonly accountId: string; readonly region: string },
): Promise<readonly IamStep[]> {
  const steps = await Promise.all(roles.map((role) => lookAtRole(iam, role)));
  return [await lookAtProvider(iam, providerArn(place)), ...steps.flat()];
}

async function lookAtProvider(iam: Iam, arn: string): Promise<IamStep> {
  const found = await orMissing(() =>
    iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
  );
  const audiences = found?.ClientIDList ?? [];
  return {
    name: 'issuer of tokens',
    want: ISSUER,
    is:
      found === undefined
        ? 'not there'
        : audiences.includes(AUDIENCE)
          ? ISSUER
          : `without the audience ${AUDIENCE}`,
    right: audiences.includes(AUDIENCE),
    set: () =>
      told(() =>
        found === undefined
          ? iam.send(
              new CreateOpenIDConnectProviderCommand({
                Url: `https://${ISSUER}`,
                ClientIDList: [AUDIENCE],
              }),
            )
          : // Whoever made it uses it, too: what is there stays.
            iam.send(
              new AddClientIDToOpenIDConnectProviderCommand({
                OpenIDConnectProviderArn: arn,
                ClientID: AUDIENCE,
              }),
            ),
      ),
  };
}

async function lookAtRole(iam: Iam, role: CiRole): Promise<readonly IamStep[]> {
  const { name, description, trust, policy } = role;
  const found = await orMissing(() => iam.send(new GetRoleCommand({ RoleName: name })));
  const trusted = isSame(found?.Role?.AssumeRolePolicyDocument, trust);
  const allowed =
    found === undefined
      ? undefined
      : await orMissing(() =>
          iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: POLICY })),
        );
  const permitted = isSame(allowed?.PolicyDocument, policy);
  const put = { RoleName: name, PolicyName: POLICY, PolicyDocument: JSON.stringify(policy) };
  return [
    {
      name: `role ${name}`,
      want: description,
      is: found === undefined ? 'not there' : trusted ? description : 'trusts somebody else',
      right: trusted,
      set: () =>
        told(() => {
          const document = JSON.stringify(trust);
          return found === undefined
            ? iam.send(
                new CreateRoleCommand({
                  RoleName: name,
                  Description: description,
                  AssumeRolePolicyDocument: document,
                }),
              )
            : iam.send(
                new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: document }),
              );
        }),
    },
    {
      name: `  its policy`,
      want: `what the stack needs, ${policy.Statement.length} statements`,
      is:
        allowed === undefined
          ? 'not there'
          : permitted
            ? `what the stack needs, ${policy.Statement.length} statements`
            : 'another one',
      right: permitted,
      set: () => told(() => iam.send(new PutRolePolicyCommand(put))),
    },
  ];
}

/** IAM gives documents encoded as for a URL. */
function isSame(document: string | undefined, wanted: object): boolean {
  try {
    return isDeepStrictEqual(
      JSON.parse(decodeURIComponent(document ?? '')),
      JSON.parse(JSON.stringify(wanted)),
    );
  } catch {
    return false;
  }
}

async function orMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (/^NoSuchEntity/.test(errorName(error))) {
      return undefined;
    }
    throw explain(error);
  }
}

async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): Failure {
  const problem = callProblem(error, 'IAM', 'look at and make roles and OIDC providers (iam:*)');
  return new Failure(`ci: ${inWords(problem)}`);
}
