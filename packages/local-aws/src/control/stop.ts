import type { LocalAwsOptions } from '../options';
import { TOKEN_HEADER } from '../gateway/control';
import { endLeftChildren } from './child-list';
import { readDaemonRecord, releaseDirectory, type DaemonRecord } from './daemon-record';
import { removeContainers } from './left-containers';
import { isAlive } from './process-identity';
import { controlRequest } from './control-request';
import { askPort, otherDirectory } from './status-client';

/** What a stop found and removed. */
export interface StopResult {
  /** Whether a daemon was running. */
  readonly stopped: boolean;
  readonly containersRemoved: number;
}

const PATIENCE_MS = 60_000;

/**
 * Stops the local AWS of this directory with everything in it: daemon, moto, tasks, containers. Idempotent; cleans up
 * after a daemon that was killed. Refuses to touch another directory's.
 */
export async function stopLocalAws(options: LocalAwsOptions): Promise<StopResult> {
  const record = readDaemonRecord(options.directory);
  const alive = record !== undefined && isAlive(record) ? record : undefined;
  const port = alive?.port ?? options.port;
  const asked = await askPort({ ...options, port });
  if (asked.owner === 'local-aws' && asked.state.directory !== options.directory) {
    throw otherDirectory(port, asked.state);
  }
  const removed = alive === undefined ? 0 : await stopDaemon(alive);
  await endLeftChildren(options.directory);
  releaseDirectory(options.directory);
  return {
    stopped: alive !== undefined,
    containersRemoved: removed + (await removeContainers(port)),
  };
}

async function stopDaemon(daemon: DaemonRecord): Promise<number> {
  let removed = 0;
  try {
    const { body } = await controlRequest({
      port: daemon.port,
      path: 'stop',
      timeoutMs: PATIENCE_MS,
      headers: { [TOKEN_HEADER]: daemon.token },
      post: '',
    });
    removed = (body as { containersRemoved?: number } | undefined)?.containersRemoved ?? 0;
  } catch {
    // A daemon that hangs or just died is ended below.
  }
  await untilGone(daemon, 5000);
  if (isAlive(daemon)) {
    process.kill(daemon.pid, 'SIGKILL');
  }
  await untilGone(daemon, 5000);
  return removed;
}

async function untilGone(daemon: DaemonRecord, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(daemon) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
