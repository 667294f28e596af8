import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { inWords } from '../explain-error';
import { customEndpoint, isLoopback } from '../operation-clients';
import type { ServiceTarget } from '../services/service-target';
import { printable } from '../terminal';
import { exitCodes } from './command';
import { ask, type Session } from './session';

/** What a command is about to do to one service. */
export interface Change {
  readonly target: ServiceTarget;
  /** Goes on after "will": `start 1 new task of web:7 and stop the old one`. */
  readonly will: string;
  /** What it is done to. @default - the service on its cluster */
  readonly subject?: string;
}

/**
 * Says what will be done to which account, cluster and service, and asks. Undefined means yes; otherwise the exit code
 * to end with. Without a terminal `--yes` stands in for the answer, except on this machine's own endpoints.
 *
 * @throws Error when the credentials are of another account than the service
 */
export async function confirmChanges(
  session: Session,
  changes: readonly Change[],
): Promise<number | undefined> {
  const endpoints = await Promise.all(changes.map(({ target }) => customEndpoint(target.clients)));
  for (const [index, { target, will, subject }] of changes.entries()) {
    const account = await accountOf(target);
    const endpoint = endpoints[index];
    session.say(
      `${subject ?? `${target.service} on cluster ${target.cluster}`}, account ${account} in ${target.region}` +
        `${endpoint === undefined ? '' : ` at ${endpoint.origin}`}: will ${printable(will)}.`,
    );
  }
  if (session.yes) {
    return undefined;
  }
  if (session.surroundings.interactive) {
    if (await ask(session.surroundings, changes.length === 1 ? 'Do it?' : 'Do all of it?')) {
      return undefined;
    }
    session.say('Nothing was changed.');
    return session.surroundings.signal.aborted ? exitCodes.interrupted : exitCodes.problem;
  }
  if (endpoints.every(isLoopback)) {
    return undefined;
  }
  session.say('Nothing was changed: nobody can be asked here. Fix: add --yes.');
  return exitCodes.needsYes;
}

async function accountOf({ clients, region, accountId, service }: ServiceTarget): Promise<string> {
  const { Account: account } = await inWords({ action: 'sts:GetCallerIdentity', region }, () =>
    clients.sts.send(new GetCallerIdentityCommand({})),
  );
  if (accountId !== undefined && account !== accountId) {
    throw new Error(
      `account: ${service} is of account ${accountId}, the credentials are of ${account ?? 'unknown'}. Nothing was ` +
        `changed. Fix: use credentials of ${accountId} (--profile, AWS_PROFILE, aws sso login).`,
    );
  }
  return account ?? 'unknown';
}
