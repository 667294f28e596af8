import { createRequire } from 'node:module';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface ExchangeModule {
  exchangeDirectory(mainProcessId: number): string;
  isOurs(directory: string): boolean;
}

/** The way from an executor to the Nx main process that started it. */
export interface MainProcess {
  /** Leaves the exit code that the shell shall see. */
  reportExitCode(code: number): void;
  /** FORCE_COLOR as the user set it, which Nx does not pass on. @default - not set */
  readonly forceColor?: string;
}

/**
 * Tells the Nx main process that this executor runs and handles signals itself, until the process ends.
 *
 * Where there is no such main process (a test calls the executor, say) nothing happens.
 */
export function connectToMainProcess(taskId: string): MainProcess {
  const { exchangeDirectory, isOurs } = createRequire(__filename)(
    '../exchange.cjs',
  ) as ExchangeModule;
  const directory = exchangeDirectory(process.ppid);
  if (!isOurs(directory)) {
    return { reportExitCode: () => undefined };
  }
  const running = join(directory, `${process.pid}.running`);
  writeFileSync(running, '');
  process.once('exit', () => rmSync(running, { force: true }));
  const forceColor = readForceColor(directory);
  return {
    forceColor,
    reportExitCode(code) {
      const name = taskId.replaceAll(/[^\w.-]/g, '_');
      try {
        writeFileSync(join(directory, `${name}.exit`), String(code));
      } catch {
        // The main process is gone and its directory with it; nobody waits for the code.
      }
    },
  };
}

function readForceColor(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, 'force-color'), 'utf8');
  } catch {
    return undefined;
  }
}
