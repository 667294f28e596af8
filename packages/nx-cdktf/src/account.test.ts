import { checkAccount, type Sts } from './account';

const settings = { stage: 'aws', accountId: '111122223333', region: 'eu-west-1' };
const answering = (answer: () => Promise<unknown>): Sts => ({ send: answer }) as unknown as Sts;

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

describe('checkAccount', () => {
  it('lets credentials of the account pass', async () => {
    const sts = answering(async () => ({ Account: '111122223333' }));
    await expect(checkAccount(settings, sts)).resolves.toBeUndefined();
  });

  it('stops credentials of another account before anything is made', async () => {
    const sts = answering(async () => ({ Account: '999999999999' }));
    await expect(checkAccount(settings, sts)).rejects.toThrow(
      "account: the credentials are of account 999999999999; the stage 'aws' is for 111122223333. Nothing was touched.",
    );
  });

  it('says how to log in when there are no credentials', async () => {
    const sts = answering(async () => {
      throw named('CredentialsProviderError', 'Could not load credentials from any providers');
    });
    await expect(checkAccount(settings, sts)).rejects.toThrow(
      /no AWS credentials: Could not load.* Fix: log in/,
    );
  });

  it('passes on why AWS refuses them', async () => {
    const sts = answering(async () => {
      const error = named('ExpiredToken', 'The security token included in the request is expired');
      throw Object.assign(error, { $metadata: { httpStatusCode: 403 } });
    });
    await expect(checkAccount(settings, sts)).rejects.toThrow(
      /403 ExpiredToken: The security token.* Fix: the credentials have expired: log in/,
    );
  });
});
