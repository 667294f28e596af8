import { Readable } from 'node:stream';
import type { OperationClients } from '../operation-clients';
import type { ServiceTarget } from '../services/service-target';
import { confirmChanges } from './confirm';
import { createSession, type Surroundings } from './session';

const account = '111122223333';

function target(hostname: string | undefined, accountId = account): ServiceTarget {
  const endpoint =
    hostname === undefined ? undefined : () => Promise.resolve({ protocol: 'http:', hostname });
  const clients = {
    ecs: { config: { endpoint } },
    sts: { send: () => Promise.resolve({ Account: account }) },
  } as unknown as OperationClients;
  return { clients, cluster: 'shop', service: 'web', region: 'eu-west-1', accountId };
}

async function confirm(
  one: ServiceTarget,
  change: Partial<Surroundings> & { readonly yes?: boolean; readonly types?: string } = {},
) {
  let said = '';
  const { yes = false, types = '', ...surroundings } = change;
  const session = createSession(
    {
      write: () => undefined,
      note: (text) => (said += text),
      color: false,
      interactive: false,
      input: Readable.from([types]),
      signal: new AbortController().signal,
      environment: {},
      ...surroundings,
    },
    [one],
    { json: false, yes },
  );
  return { code: await confirmChanges(session, [{ target: one, will: 'do it' }]), said };
}

describe('confirmChanges', () => {
  it('says what will be done to which account, cluster and service, also when told --yes', async () => {
    const { code, said } = await confirm(target(undefined), { yes: true });
    expect(said).toBe(`web on cluster shop, account ${account} in eu-west-1: will do it.\n`);
    expect(code).toBeUndefined();
  });

  it('needs --yes where nobody can be asked', async () => {
    const { code, said } = await confirm(target(undefined));
    expect([code, said]).toEqual([3, expect.stringContaining('Fix: add --yes.')]);
  });

  it.each(['127.0.0.1', 'localhost', '127.9.9.9', '[::1]'])(
    'does not need it on %s',
    async (hostname) => {
      expect((await confirm(target(hostname))).code).toBeUndefined();
    },
  );

  it.each([
    '127.0.0.1.example.com',
    'localhost.example.com',
    '10.0.0.1',
    'ecs.eu-west-1.amazonaws.com',
  ])('needs it on %s', async (hostname) => expect((await confirm(target(hostname))).code).toBe(3));

  it.each([
    ['y\n', undefined],
    ['YES\n', undefined],
    ['n\n', 1],
    ['\n', 1],
    ['', 1],
    ['yeah\n', 1],
  ])('takes the answer %j in a terminal, on this machine too', async (types, code) => {
    expect((await confirm(target('127.0.0.1'), { interactive: true, types })).code).toBe(code);
  });

  it('refuses credentials of another account than that of the service, whatever is said', async () => {
    await expect(confirm(target('127.0.0.1', '999999999999'), { yes: true })).rejects.toThrow(
      `web is of account 999999999999, the credentials are of ${account}. Nothing was changed.`,
    );
  });
});
