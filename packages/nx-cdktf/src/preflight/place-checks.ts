import { checkAccount } from '../account';
import { s3Client } from '../aws/s3-client';
import { lookAtBucket } from '../bucket/state-bucket';
import type { StageCommand, StageSettings } from '../hooks';
import type { StateStore } from '../state/state-store';
import type { Check } from './preflight';

/** What the checks of an account and its state look at. */
export interface Place {
  readonly command: StageCommand;
  readonly settings: StageSettings;
  readonly store: StateStore;
}

/** AWS refuses requests whose time is off by fifteen minutes; who is near that is told before. */
const SKEW_MINUTES = 5;

/** The account, the clock, the bucket of the state and its lock. */
export function placeChecks(place: Place): readonly Check[] {
  const { settings, store } = place;
  const onAws = settings.state?.endpoint === undefined;
  return [
    ...(onAws && settings.state !== undefined
      ? [accountCheck(settings), clockCheck(settings)]
      : []),
    ...(settings.state === undefined ? [] : [bucketCheck(place)]),
    // Beside a file lies a note of a lock, also when its holder is gone.
    ...(store.place.startsWith('s3://') ? [lockCheck(store)] : []),
  ];
}

function accountCheck(settings: StageSettings): Check {
  return {
    name: 'account',
    async run() {
      await checkAccount(settings);
      return { kind: 'good', words: `account ${settings.accountId} in ${settings.region}` };
    },
  };
}

function clockCheck({ region }: StageSettings): Check {
  return {
    name: 'clock',
    async run() {
      const { headers } = await fetch(`https://sts.${region}.amazonaws.com/`, {
        method: 'HEAD',
        signal: AbortSignal.timeout(5_000),
      });
      return judgeClock(headers.get('date'), Date.now());
    },
  };
}

/** Compares the time of an answer with the clock of this machine. */
export function judgeClock(date: string | null, now: number): Awaited<ReturnType<Check['run']>> {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) {
    return { kind: 'unknown', why: 'AWS told no time' };
  }
  const minutes = Math.round(Math.abs(now - told) / 60_000);
  return minutes < SKEW_MINUTES
    ? { kind: 'good' }
    : {
        kind: 'bad',
        problem: `this machine is ${minutes} minutes ${now > told ? 'ahead of' : 'behind'} AWS, which refuses requests that are off by 15`,
        fix: 'set the clock, and let it be kept (timedatectl set-ntp true)',
      };
}

function bucketCheck({ command, settings }: Place): Check {
  const { state, accountId, approval } = settings;
  const made = command === 'deploy' || approval === 'none';
  return {
    name: 'state bucket',
    async run() {
      if (state === undefined) {
        return { kind: 'good' };
      }
      const s3 = s3Client(state);
      const rows = await lookAtBucket(s3, { location: state, accountId }).finally(() =>
        s3.destroy(),
      );
      if (rows !== undefined) {
        return { kind: 'good', words: `state in ${state.bucket}` };
      }
      return made
        ? { kind: 'good', words: `the bucket ${state.bucket} will be made` }
        : {
            kind: 'bad',
            problem: `the bucket ${state.bucket} does not exist in account ${accountId}, and a ${command} makes none`,
            fix: 'run bootstrap',
          };
    },
  };
}

/** A lock is no failure: it is waited for. */
function lockCheck(store: StateStore): Check {
  return {
    name: 'state lock',
    async run() {
      const look = await store.lock();
      if (!look.looked) {
        return look.keepsNone === true ? { kind: 'good' } : { kind: 'unknown', why: look.why };
      }
      if (look.lock === undefined) {
        return { kind: 'good' };
      }
      return { kind: 'good', words: `the lock was taken by ${look.lock.who || 'somebody'}` };
    },
  };
}
