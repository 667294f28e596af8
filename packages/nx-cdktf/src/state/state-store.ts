import type { Progress } from '../progress';
import type { StateLock } from './state-lock';
import type { StateReading } from './state-summary';

/** Where a state lies, looked at without changing anything. */
export interface StateStore {
  /** As a person writes it: `s3://bucket/key`, or a path. */
  readonly place: string;
  /** Whether Terraform must be initialized before it can be read. */
  readonly needsInit: boolean;
  /** What is there now. */
  read(): Promise<StateReading>;
  /** The text of what is there now, values and all; empty where there is nothing. */
  text(): Promise<string>;
  /** What was there before, newest first; of every version the first few are opened. Not the one that is there now. */
  earlier(): Promise<EarlierStates>;
  /** Whether the state is locked. */
  lock(): Promise<LockLook>;
  /**
   * Why nobody answers there; undefined where somebody does, whatever he says.
   *
   * @default - it is no place that could be silent, or that could be asked from here
   */
  silence?(): Promise<string | undefined>;
  /** Puts an earlier version in the place of what is there now. Throws where the store keeps none. */
  restore(id: string): Promise<void>;
  /** The command that does it without this package. @default - the store keeps no versions */
  restoreCommand?(id: string): string;
}

/** Earlier versions, or why they cannot be looked at. */
export type EarlierStates =
  | { readonly looked: true; readonly versions: readonly EarlierState[] }
  | { readonly looked: false; readonly why: string };

/** One earlier version of a state. */
export interface EarlierState {
  readonly id: string;
  readonly time: Date;
  /** `deleted` is the deletion itself. @default - it was not opened */
  readonly content?: StateReading | { readonly kind: 'deleted' };
}

/** What was found where the lock of a state lies. */
export type LockLook =
  | { readonly looked: true; readonly lock?: StateLock }
  /** `keepsNone` where there is nothing to look at. */
  | { readonly looked: false; readonly why: string; readonly keepsNone?: true };

/** A store whose looks say what they wait for, where they take long. */
export function sayingStore(
  store: StateStore,
  { wait = (_title, work) => work() }: Pick<Progress, 'wait'>,
): StateStore {
  const reading = `Reading the state ${store.place}`;
  return {
    ...store,
    read: () => wait(reading, () => store.read()),
    text: () => wait(reading, () => store.text()),
    earlier: () =>
      wait(`Looking for earlier versions of the state ${store.place}`, () => store.earlier()),
    lock: () => wait(`Looking whether the state ${store.place} is locked`, () => store.lock()),
  };
}
