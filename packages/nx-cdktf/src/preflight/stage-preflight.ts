import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { readFileSync } from 'node:fs';
import { clientDefaults, limitCalls } from '../aws/call-limits';
import type { Progress } from '../progress';
import { placeChecks, type Place } from './place-checks';
import { preflight } from './preflight';
import { stackChecks, stackWishes, type StackClients } from './stack-checks';

/**
 * Looks, before a minute is spent, at what a command on a stage needs: a destruction the account and the state only, a
 * plan and a deployment also what the stack wants of its region.
 *
 * On a place that is not AWS the stack is not looked at: an emulation says of every zone that it has everything.
 *
 * @throws Failure with a table of what is missing
 */
export async function stagePreflight(
  place: Place & { readonly stackFile: string },
  output: { readonly progress: Progress; readonly color: boolean },
): Promise<void> {
  const { command, settings, stackFile } = place;
  const onAws = settings.state !== undefined && settings.state.endpoint === undefined;
  const wishes =
    onAws && command !== 'destroy'
      ? stackWishes(JSON.parse(readFileSync(stackFile, 'utf8')))
      : undefined;
  const checks = [
    ...placeChecks(place),
    ...(wishes === undefined ? [] : stackChecks(wishes, clientsOf(settings.region))),
  ];
  if (checks.length > 0) {
    await preflight(checks, output);
  }
}

function clientsOf(region: string): StackClients {
  const ofRegion = (where: string) => ({ ...clientDefaults, region: where });
  return {
    ec2: limitCalls(new EC2Client(ofRegion(region))),
    ecr: (where) => limitCalls(new ECRClient(ofRegion(where))),
  };
}
