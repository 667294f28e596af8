import type { EarlierState, EarlierStates } from './state-store';
import type { KnownState } from './known-state';
import { describeState as words, withoutKeys, type StateSummary } from './state-summary';

/** Everything that a state is judged by. */
export interface StateFacts {
  readonly place: string;
  readonly stack: string;
  /** @default - there is no state */
  readonly now?: StateSummary;
  /** @default - nothing was recorded here */
  readonly known?: KnownState;
  readonly earlier: EarlierStates;
  /** Addresses of the stack's resources, without keys. @default - not known, so it is not compared */
  readonly addresses?: ReadonlySet<string>;
  /** What of this stack exists although the state holds nothing, each in words. */
  readonly existing: readonly string[];
}

/** Why a state is not the one to work on. */
export interface StateMismatch {
  /** What was found, a sentence. */
  readonly found: string;
  /** What a plan would do with it. */
  readonly danger: string;
  /** The version to go back to. @default - none is known */
  readonly back?: EarlierState | undefined;
  /** Another place where the state was recorded to be. @default - none */
  readonly elsewhere?: string | undefined;
}

/** Whether what is recorded here is this very state, or one that came before it. */
export function continues(
  now: StateSummary | undefined,
  known: KnownState | undefined,
  place: string,
): boolean {
  return (
    now !== undefined &&
    known !== undefined &&
    known.place === place &&
    known.lineage === now.lineage &&
    known.serial <= now.serial
  );
}

/**
 * Compares a state with what is known of it: the record of the last plan or apply here, the versions that its store
 * keeps, the resources of the stack, and what exists in the cloud. Undefined when nothing speaks against it.
 */
export function judgeState(facts: StateFacts): StateMismatch | undefined {
  const { now } = facts;
  return now === undefined || now.resources.length === 0
    ? judgeEmpty(facts)
    : judgeFull(facts, now);
}

function judgeEmpty(facts: StateFacts): StateMismatch | undefined {
  const { now, known, place, existing } = facts;
  const danger =
    'A deployment would make all of it a second time; a destruction would leave all of it running';
  const back = newest(facts, isFull);
  const older = now === undefined ? undefined : olderThanBefore(facts, now);
  if (older !== undefined) {
    return older;
  }
  if (now === undefined || !wasHere(facts, now)) {
    const is = now === undefined ? 'there is none' : 'it is empty and has another lineage';
    if (known !== undefined && known.resources > 0) {
      const where = known.place === place ? '' : ` at ${known.place}`;
      return {
        found: `${is}, but on ${known.recorded} this stage had one${where}: ${words(known)}${deletion(facts)}`,
        danger,
        back: known.place === place ? back : undefined,
        elsewhere: known.place === place ? undefined : known.place,
      };
    }
    // A state whose last version was empty took nothing with it when it went.
    if (back !== undefined && back === newest(facts, () => true)) {
      return {
        found: `${is}, but there was one: ${words(contentOf(back))}, written on ${back.time.toISOString()}${deletion(facts)}`,
        danger,
        back,
      };
    }
  }
  if (existing.length === 0) {
    return undefined;
  }
  return { found: `it holds no resources, but these exist: ${existing.join('; ')}`, danger, back };
}

function judgeFull(facts: StateFacts, now: StateSummary): StateMismatch | undefined {
  const { known, place, stack } = facts;
  const danger =
    'What the other one knows would be left running, and what this one knows would be changed or replaced';
  const is = `it is another state (lineage ${now.lineage}, ${words(now)})`;
  if (known !== undefined && known.resources > 0 && known.lineage !== now.lineage) {
    const where = known.place === place ? '' : ` at ${known.place}`;
    return {
      found: `${is} than on ${known.recorded}${where} (lineage ${known.lineage}, ${words(known)})`,
      danger,
      back: newest(facts, ({ lineage }) => lineage === known.lineage),
    };
  }
  const older = olderThanBefore(facts, now);
  if (older !== undefined) {
    return older;
  }
  if (continues(now, known, place) && known?.stack === stack) {
    return undefined;
  }
  const before = newest(facts, () => true);
  const other = contentOf(before);
  if (!wasHere(facts, now) && before !== undefined && other !== undefined && isFull(other)) {
    return {
      found: `${is} than the one before it (lineage ${other.lineage}, ${words(other)}, written on ${before.time.toISOString()})`,
      danger,
      back: before,
    };
  }
  return foreign(facts, now);
}

function olderThanBefore(facts: StateFacts, now: StateSummary): StateMismatch | undefined {
  const { known } = facts;
  const last = newest(facts, ({ lineage }) => lineage === now.lineage);
  const kept = contentOf(last)?.serial ?? 0;
  const recorded = known?.lineage === now.lineage ? known.serial : 0;
  const highest = Math.max(kept, recorded);
  if (highest <= now.serial) {
    return undefined;
  }
  const when = kept === highest && last !== undefined ? last.time.toISOString() : known?.recorded;
  return {
    found: `it is older than it was before: ${words(now)}; it had serial ${highest} on ${when}`,
    danger: 'What was made or removed since then would be made or removed again',
    back: kept === highest ? last : undefined,
  };
}

/** Two stacks that share a key: nothing of the one is in the other. */
function foreign({ addresses, stack }: StateFacts, now: StateSummary): StateMismatch | undefined {
  if (addresses === undefined || addresses.size === 0) {
    return undefined;
  }
  const own = now.resources.filter(({ address }) => {
    const bare = withoutKeys(address);
    return addresses.has(bare) || addresses.has(bare.split('.').slice(0, 2).join('.'));
  });
  if (own.length > 0) {
    return undefined;
  }
  const names = now.resources.slice(0, 3).map(({ address }) => address);
  return {
    found: `none of its ${now.resources.length} resources is in the stack ${stack}: ${names.join(', ')}${now.resources.length > 3 ? ' …' : ''}`,
    danger: 'It looks like the state of another stack: all of it would be destroyed or replaced',
  };
}

/** Whether this lineage was here before: recorded, or in an earlier version. */
function wasHere(facts: StateFacts, now: StateSummary): boolean {
  return (
    facts.known?.lineage === now.lineage ||
    newest(facts, ({ lineage }) => lineage === now.lineage) !== undefined
  );
}

/** The newest earlier version that can be read and fits. */
function newest(
  { earlier }: StateFacts,
  fits: (summary: StateSummary) => boolean,
): EarlierState | undefined {
  if (!earlier.looked) {
    return undefined;
  }
  return earlier.versions.find((version) => {
    const summary = contentOf(version);
    return summary !== undefined && fits(summary);
  });
}

function isFull({ resources }: StateSummary): boolean {
  return resources.length > 0;
}

function deletion({ earlier }: StateFacts): string {
  const [last] = earlier.looked ? earlier.versions : [];
  return last?.content?.kind === 'deleted' ? `; it was deleted on ${last.time.toISOString()}` : '';
}

function contentOf(version: EarlierState | undefined): StateSummary | undefined {
  return version?.content?.kind === 'state' ? version.content.summary : undefined;
}
