import { Failure } from './failure';
import type { ReadyStage } from './stage';
import { lookAtLock } from './terraform/look-at-lock';
import { recordKnownState } from './state/known-state';
import { describeState, type StateSummary } from './state/state-summary';

/**
 * Brings an earlier version of the state back, and makes it the one that this stage has.
 *
 * @throws Failure when there is no such version, when it holds no state, and while somebody holds the lock
 */
export async function restoreState(
  { store, terraform, context }: ReadyStage,
  id: string,
): Promise<void> {
  const { progress, settings, workingDirectory } = context;
  const wanted = await findVersion(store, id);
  const lock = await lookAtLock({ store, terraform });
  if (!lock.good) {
    throw new Failure(
      ['version: not brought back. Nothing was changed.', ...lock.lines].join('\n'),
    );
  }
  const before = await store.read();
  await progress.step(`Bringing ${id} of ${store.place} back`, () => store.restore(id));
  const reading = await store.read();
  const after = reading.kind === 'state' ? reading.summary : undefined;
  if (after?.lineage !== wanted.lineage || after.serial !== wanted.serial) {
    throw new Failure(
      `version: ${id} was copied, but ${store.place} read again holds ${after === undefined ? 'no state' : describeState(after)}.`,
    );
  }
  recordKnownState(workingDirectory, { stack: settings.stack, place: store.place }, after);
  const was =
    before.kind === 'state'
      ? describeState(before.summary)
      : `${before.kind === 'none' ? 'no' : 'a broken'} state`;
  progress.info(
    `${store.place} was read again and holds ${describeState(after)}; before it was ${was}. ` +
      'Plan now: it says what has changed since that version was written.',
  );
}

async function findVersion(store: ReadyStage['store'], id: string): Promise<StateSummary> {
  const earlier = await store.earlier();
  if (!earlier.looked) {
    throw new Failure(
      `version: the earlier versions of ${store.place} cannot be looked at: ${earlier.why}`,
    );
  }
  const usable = earlier.versions.flatMap(({ id: name, content }) =>
    content?.kind === 'state' ? [{ name, summary: content.summary }] : [],
  );
  const found = usable.find(({ name }) => name === id);
  if (found !== undefined) {
    return found.summary;
  }
  throw new Failure(
    `version: ${store.place} has no earlier version of that name that holds a state; got ${id}. Allowed: ` +
      `${usable.map(({ name, summary }) => `${name} (${describeState(summary)})`).join(', ') || 'none'}.`,
  );
}
