import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalAwsOptions } from '../options';
import type { LocalAwsStatus } from '../status';
import { LOG_MODE } from './log';
import { directoryTaken, prepareDirectory, readDaemonRecord } from './daemon-record';
import { identifyProcess, isAlive } from './process-identity';
import { askPort, otherDirectory, portTaken, recordLost } from './status-client';
import { clearStartFailure, readStartFailure } from './start-failure';

const PATIENCE_MS = 900_000;
const POLL_MS = 50;

/**
 * Starts the local AWS unless it runs, and waits until it answers. The daemon survives this process.
 * Two starts at once make one daemon: the port decides which.
 */
export async function startLocalAws(
  options: LocalAwsOptions,
  progress: (message: string) => void = () => undefined,
): Promise<LocalAwsStatus> {
  const first = await askPort(options);
  if (first.owner === 'other') {
    throw portTaken(options.port, first.what);
  }
  prepareDirectory(options.directory);
  let daemon: { ended(): boolean } | undefined;
  const deadline = Date.now() + PATIENCE_MS;
  let lastStep = '';
  while (Date.now() < deadline) {
    const asked = await askPort(options);
    if (asked.owner === 'local-aws') {
      if (asked.state.directory !== options.directory) {
        throw otherDirectory(options.port, asked.state);
      }
      if (asked.known === 'no' && asked.state.state === 'running') {
        throw recordLost(options, asked.state);
      }
      if (asked.known === 'yes') {
        if (asked.state.state === 'running') {
          return asked.state.status;
        }
        if (asked.state.step !== lastStep) {
          progress((lastStep = asked.state.step));
        }
      }
    } else if (daemon === undefined && asked.owner === 'nobody') {
      progress(`starting on port ${options.port}`);
      daemon = spawnDaemon(options);
    } else if (daemon === undefined || daemon.ended()) {
      throw startFailure(options, asked.owner === 'other' ? asked.what : undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(
    `local-aws: not ready within ${PATIENCE_MS / 1000} s. Fix: see ${join(options.directory, 'daemon.log')}, then stop and start it.`,
  );
}

function spawnDaemon(options: LocalAwsOptions): { ended(): boolean } {
  const record = readDaemonRecord(options.directory);
  if (record !== undefined && record.port !== options.port && isAlive(record)) {
    throw directoryTaken(options.directory, record);
  }
  clearStartFailure(options.directory);
  const log = openSync(join(options.directory, 'daemon.log'), 'a', LOG_MODE);
  const launched = spawnSync(
    process.execPath,
    [compiled('control/launch-daemon.js'), compiled('daemon.js'), JSON.stringify(options)],
    {
      cwd: options.directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', log],
      // Inspector and coverage flags of the starting process would follow the daemon for its whole life.
      env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' },
    },
  );
  closeSync(log);
  const daemon = identifyProcess(Number(launched.stdout));
  return { ended: () => daemon === undefined || !isAlive(daemon) };
}

/** A compiled script of this package, also when this file itself is run from its source by a test. */
function compiled(script: string): string {
  return join(__dirname, '..', '..', 'dist', script);
}

function startFailure(options: LocalAwsOptions, takenBy: string | undefined): Error {
  if (takenBy !== undefined) {
    return portTaken(options.port, takenBy);
  }
  return new Error(
    readStartFailure(options.directory) ??
      `local-aws: the daemon ended while starting. Fix: see ${join(options.directory, 'daemon.log')}.`,
  );
}
