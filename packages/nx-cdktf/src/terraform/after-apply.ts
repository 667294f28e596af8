import { basename } from 'node:path';
import { messageOf } from '../failure';
import { findErroredState, waysToPush } from '../state/errored-state';
import { describeState } from '../state/state-summary';
import type { ApplyView, CompletedOperation } from './apply-view';
import { lookAtLock, lookWords, type Look } from './look-at-lock';
import type { PlanOptions } from './plan';

/** What was found after an apply that did not come to its end. */
export interface AfterApply {
  /** Sentences, one a line. */
  readonly lines: readonly string[];
  /** Whether running the command again takes up where this one stopped: everything was looked at and is as it must be. */
  readonly goesOn: boolean;
  /** The place of the state is gone, with all that it kept. */
  readonly lost: boolean;
  /** The sentences say what to do now. */
  readonly saysFix: boolean;
}

/** Looks at the state and its lock after an apply that failed, so that nothing is said of them that is not so. */
export async function lookAfterApply(
  options: Pick<PlanOptions, 'terraform' | 'store' | 'recoverCommand' | 'lostPlace'>,
  { completed, failedAddresses }: Pick<ApplyView, 'completed' | 'failedAddresses'>,
): Promise<AfterApply> {
  const lost = await options.lostPlace?.();
  if (lost !== undefined) {
    return { lines: [lost], goesOn: false, lost: true, saysFix: true };
  }
  const errored = lookForErroredState(options);
  // Side by side: where nobody answers, each look takes all its time.
  const [state, lock] = await Promise.all([
    errored ?? lookAtState(options, completed, failedAddresses),
    lookAtLock(options),
  ]);
  return {
    lines: [...state.lines, ...lock.lines],
    goesOn: state.good && lock.good,
    lost: false,
    saysFix: errored !== undefined,
  };
}

function lookForErroredState({
  terraform,
  store,
  recoverCommand,
}: Pick<PlanOptions, 'terraform' | 'store' | 'recoverCommand'>): Look | undefined {
  const { directory, binary } = terraform;
  const errored = findErroredState(directory);
  if (errored === undefined) {
    return undefined;
  }
  const ways = waysToPush(errored, {
    directory,
    terraform: basename(binary.path),
    recover: recoverCommand,
  });
  return {
    good: false,
    lines: [
      `The state could not be saved: ${store.place} does not know what this apply did. Terraform left it in ` +
        `${errored.file} (${errored.holds}), and only there. What is planned without it would make all of it a second time. ` +
        'The next deploy or destroy saves it first, where its lineage and serial fit; until then plan and drift are refused.',
      ...ways,
    ],
  };
}

async function lookAtState(
  { store }: Pick<PlanOptions, 'store'>,
  completed: readonly CompletedOperation[],
  failed: readonly string[],
): Promise<Look> {
  try {
    const reading = await store.read();
    if (reading.kind === 'broken') {
      return unknown(`${store.place} is no state: ${reading.problem}`);
    }
    const summary = reading.kind === 'state' ? reading.summary : undefined;
    const there = new Set(summary?.resources.map(({ address }) => address));
    const made = new Set(
      completed.filter(({ action }) => action !== 'delete').map(({ address }) => address),
    );
    // Of a replacement whose new half failed, what is in the state is that half: the next run replaces it.
    const gone = completed
      .map(({ address }) => address)
      .filter((address) => !made.has(address) && !failed.includes(address));
    const missing = [...made].filter((address) => !there.has(address));
    const left = [...new Set(gone)].filter((address) => there.has(address));
    if (missing.length === 0 && left.length === 0) {
      const words = summary === undefined ? 'no state yet' : describeState(summary);
      return {
        good: true,
        lines:
          completed.length === 0
            ? []
            : [`What is done is in the state ${store.place} (${words}); it was read again.`],
      };
    }
    return {
      good: false,
      lines: [
        ...(missing.length === 0
          ? []
          : [
              `The state ${store.place} does not know of what was made: ${missing.join(', ')}. Another run would make ` +
                'it again. Fix: terraform import, or delete it by hand.',
            ]),
        ...(left.length === 0
          ? []
          : [`The state ${store.place} still has what was destroyed: ${left.join(', ')}.`]),
      ],
    };
  } catch (error) {
    const { good, lines } = unknown(messageOf(error));
    // Terraform saves every twenty seconds: the last ones may be missing, and then another run would make them again.
    const done = [...new Set(completed.map(({ address }) => address))];
    return {
      good,
      lines: [
        ...lines,
        ...(done.length === 0
          ? []
          : [
              `Terraform reported as done: ${done.join(', ')}. What the state does not have of it, an apply makes again: ` +
                'look whether it exists, and terraform import it, or delete it by hand.',
            ]),
      ],
    };
  }
}

function unknown(why: string): Look {
  return {
    good: false,
    lines: [
      `Whether what is done is in the state is not known, for it cannot be read: ${lookWords(why)}.`,
    ],
  };
}
