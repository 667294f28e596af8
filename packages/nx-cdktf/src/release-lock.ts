import { Failure } from './failure';
import type { ReadyStage } from './stage';
import { runTerraform } from './terraform/terraform';

/**
 * Releases a lock that a dead run left, with the credentials of the stage.
 *
 * @throws Failure when the state has another lock by now, and when it still has this one afterwards
 */
export async function releaseLock(
  { store, terraform, context }: Pick<ReadyStage, 'context' | 'store' | 'terraform'>,
  id: string,
): Promise<void> {
  const { progress } = context;
  const before = await store.lock();
  if (before.looked && before.lock === undefined) {
    progress.info(`Nothing to release: ${store.place} is not locked.`);
    return;
  }
  if (before.looked && before.lock !== undefined && before.lock.id !== id) {
    const { lock } = before;
    throw new Failure(
      `lock: ${store.place} has another lock by now; got ${id}, it is ${lock.id}, held by ${lock.who || 'somebody'} ` +
        `(${lock.operation || 'a command'} since ${lock.created || 'an unknown time'}). Nothing was changed. ` +
        'Fix: make sure that this run is dead, too, and name its lock.',
    );
  }
  await progress.step(`Releasing the lock ${id}`, async (report) => {
    const { code, stdout, stderr } = await runTerraform(
      terraform,
      ['force-unlock', '-no-color', '-force', id],
      {
        asks: [store.place],
        store,
        report,
        left: 'Whether the lock is released is not known; the same command looks first.',
      },
    );
    if (code !== 0) {
      throw new Failure(`terraform force-unlock failed.\n${`${stdout}${stderr}`.trim()}`);
    }
  });
  const after = await store.lock();
  if (after.looked && after.lock !== undefined) {
    throw new Failure(
      `lock: ${store.place} is locked again, by ${after.lock.who || 'somebody'} (lock ${after.lock.id}).`,
    );
  }
  progress.info(
    after.looked
      ? `${store.place} was looked at again: it is not locked.`
      : `terraform says that the lock is released; whether it is cannot be seen: ${after.why}`,
  );
}
