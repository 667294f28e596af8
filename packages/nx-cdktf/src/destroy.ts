import { relative } from 'node:path';
import { processTerminal, type Terminal } from './approval';
import type { Command } from './command';
import { exitCodes, Failure } from './failure';
import type { StageContext } from './hooks';
import { seconds } from './progress';
import { applyReviewed, type ApplyOptions } from './reviewed-apply';
import { withStage } from './stage';
import { forgetOwned, keepOwned, readOwned } from './state/owned-resources';
import type { StateStore } from './state/state-store';

/** Plans the destruction of a stage, shows it, applies exactly that plan, and checks that nothing is left. */
export async function destroy(
  command: Command,
  options: ApplyOptions,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const started = Date.now();
  const { progress } = command;
  return withStage(command, 'destroy', options, async (stage) => {
    const { settings, workingDirectory } = stage.context;
    // Kept until the hook is through with it: a destroy that is run again finds an empty state.
    let owned = readOwned(workingDirectory);
    const onApply = (): void => {
      owned = keepOwned(workingDirectory, stage.state?.resources ?? []);
    };
    await applyReviewed(command, stage, { ...options, destroy: true, onApply }, terminal);
    const interrupted =
      `Interrupted. ${settings.stack} is destroyed; what comes after it was interrupted. Run destroy again: ` +
      'it takes up there.';
    await command.interrupts.saying(interrupted, async () => {
      await checkEmpty(stage.store);
      if (owned.length > 0) {
        await stage.hooks.afterDestroy?.(stage.context, owned);
        forgetOwned(workingDirectory);
      }
    });
    const end =
      owned.length > 0
        ? `${settings.stack} is destroyed, its state is empty.`
        : `Nothing was destroyed: ${stage.store.place} holds no resources of ${settings.stack}.`;
    progress.info(`\n${end} ${seconds(Date.now() - started)} in all.`);
    progress.info(`Left: ${whatIsLeft(stage.context, stage.store.place).join('; ')}.`);
    return exitCodes.noChanges;
  });
}

/** What no destruction takes away, and what does. */
function whatIsLeft(
  { workspaceRoot, workingDirectory, commandFor }: StageContext,
  place: string,
): readonly string[] {
  const files = `plan and review in ${relative(workspaceRoot, workingDirectory)}`;
  if (!place.startsWith('s3://')) {
    return [files];
  }
  const bootstrap = commandFor('nx-cdktf:bootstrap');
  const how = bootstrap === undefined ? '' : `, whose bucket ${bootstrap} --destroy removes`;
  return [files, `earlier versions of ${place}${how}`];
}

async function checkEmpty(store: StateStore): Promise<void> {
  const reading = await store.read();
  if (reading.kind === 'broken') {
    throw new Failure(
      `destroy: what is left is not known: ${store.place} cannot be read: ${reading.problem}.`,
    );
  }
  const left = reading.kind === 'state' ? reading.summary.resources : [];
  if (left.length === 0) {
    return;
  }
  throw new Failure(
    `destroy: ${left.length} ${left.length === 1 ? 'resource is' : 'resources are'} still in the state: ` +
      `${left.map(({ address }) => address).join(', ')}. Fix: run destroy again.`,
  );
}
