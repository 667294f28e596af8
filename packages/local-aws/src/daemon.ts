import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalAws } from './local-aws';
import type { LocalAwsOptions } from './options';
import { START_FAILURE_FILE } from './control/start-failure';
import { openLog } from './control/log';

/** The detached process behind a local AWS; its one argument is the options as JSON. */
async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as LocalAwsOptions;
  const failureFile = join(options.directory, START_FAILURE_FILE);
  const log = openLog(join(options.directory, 'daemon.log'));
  const localAws = new LocalAws(options, log);
  const leave = (code: number): void => {
    void localAws.stop().finally(() => process.exit(code));
  };
  process.on('SIGTERM', () => leave(0));
  process.on('SIGINT', () => leave(0));
  process.on('uncaughtException', (error) => {
    log(`uncaught: ${error.stack ?? error.message}`);
    leave(1);
  });
  process.on('unhandledRejection', (reason) =>
    log(`unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`),
  );
  try {
    await localAws.start((code) => leave(code));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log(message);
    writeFileSync(failureFile, message);
    leave(1);
  }
}

void main();
