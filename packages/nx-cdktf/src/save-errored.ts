import { readFileSync, rmSync } from 'node:fs';
import { Failure } from './failure';
import type { ReadyStage } from './stage';
import { findErroredState } from './state/errored-state';
import { readKnownState, recordKnownState } from './state/known-state';
import { describeState, readUnsaved, type StateSummary } from './state/state-summary';
import { lookAtLock } from './terraform/look-at-lock';
import { onlyWaited } from './terraform/terraform';
import { writeState } from './terraform/write-state';

/** What is needed to save it. */
export type Saving = Pick<ReadyStage, 'context' | 'store' | 'terraform'>;

/**
 * Saves the state that an apply could not save, after its lineage and serial fit.
 *
 * The file stays until the state was read again and holds the same.
 */
export async function saveErrored(stage: Saving): Promise<void> {
  const { context, store, terraform } = stage;
  const { progress, settings, workingDirectory } = context;
  const errored = findErroredState(workingDirectory);
  if (errored === undefined) {
    progress.info(
      `Nothing to save: no apply has left a state in ${workingDirectory}. The state ${store.place} was not changed.`,
    );
    return;
  }
  const { file } = errored;
  const wanted = summaryOf(file);
  const before = await checkFits(stage, wanted, file);
  if (before !== undefined && sameContent(before, wanted) && before.serial === wanted.serial) {
    rmSync(file);
    progress.info(
      `It is saved already: ${store.place} holds the same (${describeState(wanted)}). ${file} was removed.`,
    );
    return;
  }
  // The run that could not save its state could not release its lock either; Terraform names no way out of that.
  const lock = await lookAtLock({ store, terraform });
  if (!lock.good) {
    throw new Failure(['recover-state: nothing was changed.', ...lock.lines].join('\n'));
  }
  await progress.step(`Saving ${file} to ${store.place}`, async () => {
    const args = ['state', 'push', '-lock-timeout=5s', file];
    const { code, text, stopped } = await writeState(stage, args);
    if (stopped !== undefined) {
      throw onlyWaited(terraform, args, stopped, {
        asks: [store.place],
        left: `Whether it is saved is not known; ${file} is still there, and the same command looks first.`,
      });
    }
    if (code !== 0) {
      throw new Failure(
        `terraform state push failed; ${file} is still there, the state is as it was.\n${text}`,
      );
    }
  });
  const reading = await store.read();
  const after = reading.kind === 'state' ? reading.summary : undefined;
  if (after === undefined || !sameContent(after, wanted)) {
    throw new Failure(
      `state: terraform says that it saved ${file}, but ${store.place} read again holds something else: ` +
        `${after === undefined ? 'no state' : describeState(after)}. The file is still there.`,
    );
  }
  recordKnownState(workingDirectory, { stack: settings.stack, place: store.place }, after);
  rmSync(file);
  progress.info(
    `The state is saved: ${store.place} was read again and holds ${describeState(after)}. ${file} was removed. ` +
      'What the apply had not done is still to do.',
  );
}

/** Throws where the file must not be saved; also before terraform is given the state that is there. */
export async function checkErroredFits(stage: Saving): Promise<void> {
  const errored = findErroredState(stage.context.workingDirectory);
  if (errored !== undefined) {
    await checkFits(stage, summaryOf(errored.file), errored.file);
  }
}

/** Refuses what would overwrite the work of somebody else. */
async function checkFits(
  { context, store }: Saving,
  wanted: StateSummary,
  file: string,
): Promise<StateSummary | undefined> {
  const reading = await store.read();
  if (reading.kind === 'broken') {
    throw new Failure(
      `state: what lies at ${store.place} is no state: ${reading.problem}. Fix: bring an earlier version back first ` +
        '(--restore=<version>); plan names them.',
    );
  }
  const now = reading.kind === 'state' ? reading.summary : undefined;
  const lineage = now?.lineage ?? readKnownState(context.workingDirectory)?.lineage;
  const refused = `Nothing was changed; ${file} is still there.`;
  if (lineage !== undefined && lineage !== wanted.lineage) {
    throw new Failure(
      `state: ${file} has ${wanted.lineage === '' ? 'no lineage, as the state of a first apply' : `the lineage ${wanted.lineage}`}; the state ${store.place} ${now === undefined ? 'had' : 'has'} ` +
        `${lineage}. They are two different states. ${refused} Fix: find out which one is right.`,
    );
  }
  if (now === undefined) {
    return undefined;
  }
  const same = now.serial === wanted.serial && sameContent(now, wanted);
  if (now.serial >= wanted.serial && !same) {
    throw new Failure(
      `state: the state ${store.place} has serial ${now.serial}; ${file} has ${wanted.serial}. Somebody wrote it after ` +
        `that apply, and saving this one would lose that. ${refused} Fix: compare both (terraform state pull), and ` +
        'import what only the file knows.',
    );
  }
  return now;
}

function summaryOf(file: string): StateSummary {
  const reading = readUnsaved(readFileSync(file, 'utf8'));
  if (reading.kind === 'state') {
    return reading.summary;
  }
  throw new Failure(
    `state: ${file} is no state${reading.kind === 'broken' ? `: ${reading.problem}` : ''}. Nothing was changed.`,
  );
}

function sameContent(left: StateSummary, right: StateSummary): boolean {
  const names = ({ resources }: StateSummary): string =>
    resources
      .map(({ address, id }) => `${address} ${id ?? ''}`)
      .sort()
      .join('\n');
  return names(left) === names(right);
}
