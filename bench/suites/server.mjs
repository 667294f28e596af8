// The server against one of bare Node that answers the same text, under the same clients.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installScratch, WORKSPACE } from '../../tools/scratch.mjs';
import { compare } from '../measure.mjs';
import { freePort, untilItAnswers } from '../servers.mjs';

const SERVER = join(WORKSPACE, 'apps', 'hello-server', 'dist', 'main.js');
const BARE = `const { LIKE_OURS } = process.env;
require('node:http')
  .createServer((request, response) => {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    if (LIKE_OURS) {
      response.on('close', () => {
        const time = new Date().toISOString();
        const { method, url: path } = request;
        process.stdout.write(JSON.stringify({ time, method, path, status: 200 }) + '\\n');
      });
      for (const name of ['x-app-version', 'cache-control', 'x-content-type-options', 'referrer-policy',
        'content-security-policy', 'x-frame-options', 'cross-origin-resource-policy']) {
        response.setHeader(name, 'as long as most values');
      }
    }
    response.end('Hello from ' + process.env.HOSTNAME + '!\\n');
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));`;
/** Leaves what the process worked. */
const METER = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.BENCH_METER, String((user + system) / 1e3));
});`;
const CONNECTIONS = 100;
const SECONDS = 8;

export const title = `hello-server, ${CONNECTIONS} connections that stay open`;
export const numbers = ['work', 'requests', 'p99'];

export function run({ rounds, say }) {
  const folder = installScratch('bench-autocannon', { dependencies: { autocannon: '9.0.0' } });
  const bare = join(folder, 'bare.cjs');
  writeFileSync(bare, BARE);
  writeFileSync(join(folder, 'meter.cjs'), METER);
  return compare(
    {
      'a server of bare Node': () => load(bare, folder),
      'bare Node with as many headers and a line of log': () =>
        load(bare, folder, { LIKE_OURS: 'yes' }),
      'hello-server': () => load(SERVER, folder),
    },
    rounds,
    say,
  );
}

/** Starts a server, asks it, and ends it. */
async function load(program, folder, env = {}) {
  const meter = join(folder, 'meter.txt');
  const port = await freePort();
  let answered;
  const server = spawn(process.execPath, ['--require', join(folder, 'meter.cjs'), program], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      HOSTNAME: '0123456789ab',
      BENCH_METER: meter,
      ...env,
    },
    stdio: 'ignore',
  });
  try {
    const url = `http://127.0.0.1:${port}/`;
    await untilItAnswers(url);
    const args = ['--json', '-c', String(CONNECTIONS), '-d', String(SECONDS), url];
    const { stdout, stderr } = spawnSync(join(folder, 'node_modules', '.bin', 'autocannon'), args, {
      encoding: 'utf8',
    });
    const { requests, latency, non2xx, errors } = JSON.parse(stdout || 'null') ?? {};
    if (requests === undefined || non2xx + errors > 0) {
      throw new Error(`${program} lost ${non2xx + errors} requests:\n${stderr}`);
    }
    answered = { requests: requests.average, p99: latency.p99, total: requests.total };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  const { total, ...numbersOfClients } = answered;
  return { work: (Number(readFileSync(meter, 'utf8')) / total) * 1000, ...numbersOfClients };
}
