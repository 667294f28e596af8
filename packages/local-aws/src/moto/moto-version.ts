import { readFileSync } from 'node:fs';
import type { RunCommand } from '../run-command';
import type { RunningMoto } from './start-moto';

const PROGRAM = 'import importlib.metadata as m; print(m.version("moto"))';

/**
 * Asks the Python that runs moto for moto's version: the server has no switch and no page that tells it.
 * Takes most of a second, so it happens after the start. `unknown` when it cannot be told.
 */
export async function readMotoVersion(moto: RunningMoto, run: RunCommand): Promise<string> {
  if (moto.container !== undefined) {
    return said(await run('docker', ['exec', moto.container, 'python', '-c', PROGRAM]));
  }
  const python = await interpreterOf(moto.pid, run);
  return python === undefined ? 'unknown' : said(await run(python, ['-c', PROGRAM]));
}

function said(result: { readonly stdout: string }): string {
  const version = result.stdout.trim();
  return /^\d+\.\d+/.test(version) ? version : 'unknown';
}

async function interpreterOf(pid: number, run: RunCommand): Promise<string | undefined> {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0];
  } catch {
    const shown = await run('ps', ['-o', 'command=', '-p', String(pid)]);
    return shown.stdout.trim().split(/\s+/)[0] || undefined;
  }
}
