import { processTerminal, type Terminal } from './approval';
import type { Command } from './command';
import { exitCodes } from './failure';
import { outputsIn, outputsOfDeployment, outputValues, renderOutputs } from './outputs';
import { progressFor } from './output-modes';
import { seconds } from './progress';
import { applyReviewed, type DeployOptions } from './reviewed-apply';
import { withStage } from './stage';
import { readValues } from './state/state-summary';

/** Plans a stage, shows the plan, and applies exactly that plan. */
export async function deploy(
  asked: Command,
  options: DeployOptions,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const started = Date.now();
  const command = { ...asked, progress: progressFor(options, asked.progress) };
  const { progress, color } = command;
  return withStage(command, 'deploy', options, async (ready) => {
    const stage = terminal.interactive
      ? { ...ready, context: { ...ready.context, ask: terminal.ask } }
      : ready;
    const { settings } = stage.context;
    const planned = await applyReviewed(command, stage, options, terminal);
    const interrupted = `Interrupted. ${settings.stack} is deployed; only the look at it was interrupted. Run deploy again to look.`;
    await command.interrupts.saying(interrupted, async () => {
      // S3 gives what was written last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
      const state = await stage.store.text();
      const outputs = outputsIn(state, stage.store.place);
      if (Object.keys(outputs).length > 0) {
        const command = stage.context.commandFor('nx-cdktf:output');
        // A program that reads along cannot look them up as easily.
        const shown =
          progress.event === undefined
            ? outputsOfDeployment(outputs, { color, command })
            : `Outputs\n${renderOutputs(outputs, { color })}`;
        progress.info(`\n${shown}`);
      }
      // Last, because its answer is what a deployment is for.
      await stage.hooks.afterApply?.(stage.context, outputValues(outputs), {
        planned,
        resources: readValues(state),
      });
    });
    const say = progress.result ?? progress.info;
    say(`\n${settings.stack} is deployed. ${seconds(Date.now() - started)} in all.`);
    return exitCodes.noChanges;
  });
}
