import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callProblem, inWords } from './aws/aws-words';
import { clientDefaults, limitCalls } from './aws/call-limits';
import { Failure } from './failure';
import type { StageSettings } from './hooks';

/** The call that is made; a test gives its own. */
export type Sts = Pick<STSClient, 'send'>;

/**
 * Makes sure that the credentials are of the stage's account, before anything is made with them: the state bucket
 * would otherwise be made in the wrong account, and its name is taken worldwide.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @throws Failure when there are no credentials, or when they are of another account
 */
export async function checkAccount(
  settings: Pick<StageSettings, 'stage' | 'accountId' | 'region'>,
  sts: Sts = limitCalls(new STSClient({ ...clientDefaults, region: settings.region })),
): Promise<void> {
  const { Account: account } = await identity(sts);
  if (account !== settings.accountId) {
    throw new Failure(
      `account: the credentials are of account ${account ?? 'unknown'}; the stage '${settings.stage}' is for ` +
        `${settings.accountId}. Nothing was touched. Fix: use credentials of ${settings.accountId} (AWS_PROFILE, aws sso ` +
        'login), or correct the account of the stage.',
    );
  }
}

async function identity(sts: Sts): Promise<{ readonly Account?: string }> {
  try {
    return await sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    const problem = callProblem(error, 'sts.amazonaws.com', 'sts:GetCallerIdentity');
    throw new Failure(`account: AWS does not say whose credentials these are: ${inWords(problem)}`);
  }
}
