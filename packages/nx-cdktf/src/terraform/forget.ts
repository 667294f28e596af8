import { Failure } from '../failure';
import type { Progress } from '../progress';
import type { StateResource } from '../state/state-summary';
import type { StateStore } from '../state/state-store';
import { onlyWaited, type Terraform } from './terraform';
import { writeState } from './write-state';

/**
 * Takes every resource of these types out of the state; what they stand for is left alone.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/rm
 */
export async function forgetResources(
  stage: {
    readonly terraform: Terraform;
    readonly store: StateStore;
    readonly progress: Pick<Progress, 'wait'>;
  },
  types: readonly string[],
): Promise<void> {
  const { terraform, store, progress } = stage;
  const reading = await store.read();
  if (reading.kind === 'broken') {
    throw new Failure(`${store.place} is no state: ${reading.problem}.`);
  }
  // A first apply that failed early has left no state.
  const resources = reading.kind === 'none' ? [] : reading.summary.resources;
  const addresses = addressesOf(resources, types);
  if (addresses.length === 0) {
    return;
  }
  const args = ['state', 'rm', '-lock-timeout=5m', ...addresses];
  const { wait = (_title, work) => work() } = progress;
  const { code, text, stopped } = await wait(
    `Taking ${types.join(', ')} out of the state ${store.place}`,
    () => writeState({ terraform, store }, args),
  );
  if (stopped !== undefined) {
    throw onlyWaited(terraform, args, stopped, {
      asks: [store.place],
      left: 'What it has written is not known; the next apply tries again.',
    });
  }
  if (code !== 0) {
    throw new Failure(`terraform state rm failed.\n${text}`);
  }
}

/** The resources of these types, all instances of each by one address: a key in it would have to be quoted as in HCL. */
export function addressesOf(
  resources: readonly StateResource[],
  types: readonly string[],
): readonly string[] {
  return [
    ...new Set(
      resources
        .filter(({ type }) => types.includes(type))
        .map(({ address }) => address.replace(/\[("(?:[^"\\]|\\.)*"|\d+)\]$/, '')),
    ),
  ];
}
