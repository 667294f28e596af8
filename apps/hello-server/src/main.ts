import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { drainTimes } from './drain-times';
import { jsonLog } from './json-log';
import { lineBatches } from './line-batches';
import { listen } from './listen';
import { createHelloServer } from './server';
import { loadSettings } from './settings';
import { shutDownOnSignals } from './shutdown';

async function main(): Promise<void> {
  const { version: packageVersion } = JSON.parse(
    readFileSync(join(__dirname, '..', 'package.json'), 'utf8'),
  ) as { version: string };
  const settings = loadSettings(process.env, { hostname: hostname(), packageVersion });

  // Whoever reads the log may go away; requests are still worth answering.
  process.stdout.on('error', () => undefined);
  const lines = lineBatches((text) => process.stdout.write(text));
  process.on('exit', lines.flush);
  const log = jsonLog(lines.add);

  const { id, version, stopTimeoutSeconds } = settings;
  let draining = false;
  const server = createHelloServer({ id, version, log, isDraining: () => draining });
  const times = drainTimes(stopTimeoutSeconds);
  shutDownOnSignals({ server, times, log, onDrain: () => (draining = true) });
  const { address, port } = await listen(server, settings);
  log({ event: 'listening', address, port, id, version, node: process.version });
}

main().catch((error: Error) => {
  // Settings and addresses are the operator's to fix: sentences, not a stack trace.
  for (const line of error.message.split('\n')) {
    process.stderr.write(`hello-server: ${line}\n`);
  }
  process.exitCode = 1;
});
