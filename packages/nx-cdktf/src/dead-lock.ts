import { basename } from 'node:path';
import { Failure } from './failure';
import { shellCommand } from './shell';
import { forgetDeadRun, readDeadRun, type DeadRun, type MadeResource } from './state/dead-run';
import { findErroredState } from './state/errored-state';
import type { StateStore } from './state/state-store';
import { unlockCommand, type Terraform } from './terraform/terraform';

/**
 * Whether the lock of the state is that of a run of this stage whose end was seen here. Then nobody holds it, and it may be
 * released, where the state knows of everything that this run made.
 *
 * @returns the id of the lock; undefined where there is no such lock
 * @throws Failure where something may exist that the state does not know: the next apply would make it again
 */
export async function findDeadLock({
  store,
  terraform,
}: {
  readonly store: StateStore;
  readonly terraform: Terraform;
}): Promise<string | undefined> {
  const { directory } = terraform;
  const run = readDeadRun(directory);
  if (run === undefined) {
    return undefined;
  }
  const look = await store.lock();
  if (!look.looked) {
    return undefined;
  }
  if (look.lock?.id !== run.lock) {
    forgetDeadRun(directory);
    return undefined;
  }
  // It saved all of it, although not there.
  if (findErroredState(directory) !== undefined) {
    return run.lock;
  }
  const reading = await store.read();
  const resources = reading.kind === 'state' ? reading.summary.resources : [];
  const known = new Map(resources.map(({ address, id }) => [address, id]));
  const unknown = [
    ...run.made.filter(
      (made) => !known.has(made.address) || differ(known.get(made.address), made.id),
    ),
    // What its end was not seen of was never saved; at the same address there may be what it replaces.
    ...run.begun.map((address) => ({ address })),
  ];
  if (unknown.length > 0) {
    throw new Failure(refusal(run, unknown, store, terraform));
  }
  return run.lock;
}

/** What was made in the place of another one has its address, and an id of its own. */
function differ(known: string | undefined, made: string | undefined): boolean {
  return known !== undefined && made !== undefined && known !== made;
}

function refusal(
  { operation, lock, ended, made, begun }: DeadRun,
  unknown: readonly MadeResource[],
  { place }: StateStore,
  terraform: Terraform,
): string {
  const names = (resources: readonly { readonly address: string }[]): string =>
    resources.map(({ address }) => address).join(', ');
  const addresses = new Set(unknown.map(({ address }) => address));
  const done = made.filter(({ address }) => addresses.has(address));
  const command = shellCommand([basename(terraform.binary.path), 'import']);
  return [
    `state: the ${operation} that ended here at ${ended} could not save what it did, and has left its lock ${lock}. ` +
      'Nobody holds it. What may exist, and the state ' +
      `${place} does not know of: ` +
      [
        ...(done.length === 0 ? [] : [`${names(done)} (reported as made)`]),
        ...(begun.length === 0 ? [] : [`${begun.join(', ')} (begun, its end was not seen)`]),
      ].join('; ') +
      '. Another apply would make it again. Nothing was changed. Fix: release the lock:',
    `  ${unlockCommand(lock, terraform)}`,
    'Then look whether it exists. What does: take it into the state, with the credentials of the stage in the shell (the ' +
      'documentation of a resource says which id its import takes), or delete it by hand:',
    `  cd ${shellCommand([terraform.directory])}`,
    ...unknown.map(({ address, id }) => `  ${command} ${shellCommand([address, id ?? 'ID'])}`),
    'Then run the same command again.',
  ].join('\n');
}
