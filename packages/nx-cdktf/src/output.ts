import type { Command } from './command';
import { exitCodes } from './failure';
import { outputsAsJson, outputsIn, renderOutputs } from './outputs';
import { withStage, type ReadyStage, type StageOptions } from './stage';

/** Options of the `output` executor. */
export interface OutputOptions extends StageOptions {
  /** Print JSON. @default false */
  readonly json?: boolean;
}

/** Prints the outputs of a stage. */
export async function output(command: Command, options: OutputOptions): Promise<number> {
  const show = async ({ store }: ReadyStage): Promise<number> => {
    const outputs = outputsIn(await store.text(), store.place);
    if (options.json === true) {
      process.stdout.write(`${outputsAsJson(outputs)}\n`);
    } else if (Object.keys(outputs).length === 0) {
      command.progress.info(`No outputs: the state ${store.place} holds none.`);
    } else {
      command.progress.info(renderOutputs(outputs, { color: command.color }));
    }
    return exitCodes.noChanges;
  };
  return withStage(command, 'output', options, show, { init: 'to read the state' });
}
