import { checkAccount } from './account';
import { s3Client } from './aws/s3-client';
import { ensureStateBucket } from './bucket/state-bucket';
import { Failure } from './failure';
import type { StageContext, StageSettings } from './hooks';
import { readKnownState } from './state/known-state';
import { describeState } from './state/state-summary';

/** Nothing is started to read outputs; without this terraform tries an endpoint that is down for a minute. */
export async function checkEndpoint({ state, stage }: StageSettings): Promise<void> {
  const endpoint = state?.endpoint;
  if (endpoint === undefined) {
    return;
  }
  try {
    await fetch(endpoint, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
  } catch {
    throw new Failure(
      `state: ${endpoint} does not answer, so there is no state to read. Fix: start it, or deploy the stage ${stage}.`,
    );
  }
}
/** Makes sure that the bucket of a stage is there and as it must be; on AWS that it is the account of the stage. */
export async function prepareState(context: StageContext): Promise<{ readonly created: boolean }> {
  const { command, settings, progress } = context;
  const { state, accountId, approval } = settings;
  if (state === undefined) {
    return { created: false };
  }
  if (state.bucket === '' || state.key === '') {
    throw new Failure(
      `state: bucket and key must be set; got ${JSON.stringify(state)}. Fix: correct the stage ${settings.stage}.`,
    );
  }
  // The others have looked at it before.
  if (state.endpoint === undefined && (command === 'drift' || command === 'recover-state')) {
    await progress.step(`Checking the account ${accountId}`, () => checkAccount(settings));
  }
  // A plan of a stage that asks before it changes anything makes nothing either, and a destroy never does.
  const create = command === 'deploy' || approval === 'none';
  const { created, changed } = await progress.step(
    `Checking the state bucket ${state.bucket}`,
    () => ensureStateBucket(s3Client(state), { location: state, accountId, create }),
  );
  if (created) {
    progress.info('  created: versioned, encrypted, private');
  } else if (changed.length > 0) {
    progress.info(`  ${create ? 'set' : 'a deployment will set'}: ${changed.join(', ')}`);
  }
  return { created };
}

/** Whoever killed an emulation, or the machine under it, may not know what went with it. */
export function sayLostState({ workingDirectory, settings, progress }: StageContext): void {
  const known = readKnownState(workingDirectory);
  if (known === undefined || known.resources === 0) {
    return;
  }
  progress.warn(
    `${settings.state?.endpoint ?? 'The place of the state'} was started anew and keeps nothing when it stops: what this ` +
      `stage had on ${known.recorded} (${describeState(known)}) is gone, the resources with the state. A deployment makes all of it anew.`,
  );
}
