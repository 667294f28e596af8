import { Failure, messageOf } from '../failure';
import type { Progress } from '../progress';
import { shellCommand } from '../shell';
import { continues, judgeState, type StateMismatch } from './judge-state';
import { readKnownState, recordKnownState } from './known-state';
import { describeState, type StateSummary } from './state-summary';
import type { EarlierState, EarlierStates, StateStore } from './state-store';

/** What a state is compared with, and how to go on. */
export interface StateCheck {
  readonly store: StateStore;
  readonly stack: string;
  readonly workingDirectory: string;
  /** Addresses of the stack's resources, without keys. @default - not known, so it is not compared */
  readonly addresses?: ReadonlySet<string>;
  /** Says what of the stack exists; asked only while the state holds nothing. */
  readonly existing: () => Promise<readonly string[]>;
  /** What the user takes as right: `empty`, or `<lineage>:<serial>`. @default - nothing */
  readonly accepted?: string;
  /** Words of a command that puts an earlier version back. @default - that of the store */
  readonly restoreCommand?: (id: string) => string;
  readonly progress: Progress;
}

const SHOWN_VERSIONS = 5;

/**
 * Makes sure that the state is the one that this stage has had, before anything is planned with it.
 *
 * Gives the state, undefined while there is none, and records it.
 *
 * @throws Failure that says what was found, which versions there are, how to bring one back, and how to say that the
 * state is right as it is
 */
export async function checkState(check: StateCheck): Promise<StateSummary | undefined> {
  const { store, stack, workingDirectory, progress, accepted } = check;
  const reading = await store.read();
  if (reading.kind === 'broken') {
    throw await brokenState(check, reading.problem);
  }
  const now = reading.kind === 'state' ? reading.summary : undefined;
  const known = readKnownState(workingDirectory);
  const plain = continues(now, known, store.place) && known?.stack === stack;
  const empty = now === undefined || now.resources.length === 0;
  if (!plain || empty) {
    const earlier: EarlierStates = plain ? { looked: true, versions: [] } : await store.earlier();
    const existing = empty ? await askForExisting(check) : [];
    const { addresses } = check;
    const facts = { place: store.place, stack, now, known, earlier, existing, addresses };
    const mismatch = judgeState(facts);
    if (mismatch !== undefined) {
      const name = nameOf(now);
      if (accepted !== name) {
        throw refusal(check, mismatch, earlier, name);
      }
      progress.warn(`The state ${store.place} is accepted as it is: ${mismatch.found}.`);
    } else if (!earlier.looked && now === undefined) {
      progress.warn(
        `There is no state at ${store.place}. Whether there was one before cannot be looked at: ${earlier.why}`,
      );
    }
  }
  recordKnownState(workingDirectory, { stack, place: store.place }, now);
  return now;
}

/** What a user writes to accept this state and no other. */
export function nameOf(state: StateSummary | undefined): string {
  return state === undefined || state.resources.length === 0
    ? 'empty'
    : `${state.lineage}:${state.serial}`;
}

/** The failure of a state that cannot be read, with the ways out. */
export async function brokenState(check: StateCheck, problem: string): Promise<Failure> {
  const { store } = check;
  const earlier = await store.earlier();
  const good = earlier.looked
    ? earlier.versions.find(({ content }) => content?.kind === 'state')
    : undefined;
  return new Failure(
    [
      `state: what lies at ${store.place} is no state that Terraform can read: ${problem}. Nothing was changed.`,
      ...versionLines(earlier),
      ...wayBack(check, good),
    ].join('\n'),
  );
}

async function askForExisting({ existing, progress }: StateCheck): Promise<readonly string[]> {
  try {
    return await existing();
  } catch (error) {
    progress.warn(
      `The state is empty. Whether something of this stack exists all the same is not known: ${messageOf(error)}`,
    );
    return [];
  }
}

function refusal(
  check: StateCheck,
  { found, danger, back, elsewhere }: StateMismatch,
  earlier: EarlierStates,
  name: string,
): Failure {
  return new Failure(
    [
      `state: ${check.store.place} is not the state that this stage had: ${found}. ${danger}. Nothing was changed.`,
      ...versionLines(earlier),
      ...(elsewhere === undefined ? wayBack(check, back) : wayAlong(check.store, elsewhere)),
      `If this state is right as it is, run the command again with --acceptState=${name}`,
    ].join('\n'),
  );
}

function versionLines(earlier: EarlierStates): readonly string[] {
  if (!earlier.looked) {
    return [`Its earlier versions cannot be looked at: ${earlier.why}`];
  }
  if (earlier.versions.length === 0) {
    return ['Its store keeps no earlier version of it.'];
  }
  const hidden = earlier.versions.length - SHOWN_VERSIONS;
  return [
    'Earlier versions:',
    ...earlier.versions
      .slice(0, SHOWN_VERSIONS)
      .map(({ id, time, content }) => `  ${time.toISOString()}  ${contentWords(content)}  ${id}`),
    ...(hidden > 0 ? [`  and ${hidden} older`] : []),
  ];
}

function contentWords(content: EarlierState['content']): string {
  if (content === undefined) {
    return 'not opened';
  }
  switch (content.kind) {
    case 'state':
      return `${describeState(content.summary)}, lineage ${content.summary.lineage}`;
    case 'none':
      return 'nothing in it';
    default:
      return content.kind;
  }
}

/** A state that is somewhere else is copied as it is; S3 and files can be. */
function wayAlong(store: StateStore, from: string): readonly string[] {
  const places = [from, store.place];
  if (places.some((place) => !place.startsWith('s3://') && !place.startsWith('/'))) {
    return ['Fix: bring it along: terraform state pull there, terraform state push here.'];
  }
  const copy = places.some((place) => place.startsWith('s3://')) ? ['aws', 's3', 'cp'] : ['cp'];
  return ['Fix: bring it along:', `  ${shellCommand([...copy, ...places])}`];
}

function wayBack(check: StateCheck, back: EarlierState | undefined): readonly string[] {
  const command = check.restoreCommand ?? check.store.restoreCommand;
  if (back === undefined || command === undefined) {
    return ['Fix: find out where the right state is, and bring it back.'];
  }
  return [`Fix: bring the version of ${back.time.toISOString()} back:`, `  ${command(back.id)}`];
}
