// What connections cost that are open and say little, as behind a load balancer: memory of the server, and its first answer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { WORKSPACE } from '../../tools/scratch.mjs';
import { compare } from '../measure.mjs';
import { freePort, untilItAnswers } from '../servers.mjs';

const DIST = join(WORKSPACE, 'apps', 'hello-server', 'dist');
const CONNECTIONS = 10_000;
/** Opened at once: the kernel keeps a queue of 511 for a Node server. */
const STEP = 200;
const REQUEST = 'GET / HTTP/1.1\r\nHost: bench\r\n\r\n';

const LISTEN = `.listen(Number(process.env.PORT), '127.0.0.1')`;
const BARE = `const server = require('node:http').createServer((request, response) => response.end('Hello!\\n'))${LISTEN};
server.keepAliveTimeout = 60_000;`;
/** With its defaults it holds 900, which suits the memory of one container. */
const OURS = `const { createHelloServer } = require('${DIST}/server.js');
const limits = { maxConnections: ${CONNECTIONS + 100}, keepAliveTimeoutMs: 60_000, inactivityTimeoutMs: 60_000 };
createHelloServer({ id: 'bench', version: '1', log: () => undefined, limits })${LISTEN};`;

export const title = `hello-server, ${CONNECTIONS} connections that stay open, each used twice`;
export const numbers = ['memory', 'firstAnswer'];

export function run({ rounds, say }) {
  return compare(
    {
      'a server of bare Node': () => hold(BARE),
      'hello-server, allowed as many': () => hold(OURS),
    },
    rounds,
    say,
  );
}

/** @returns MB of the server at its most, and milliseconds from its start to its first answer */
async function hold(program) {
  const port = await freePort();
  const startedAt = performance.now();
  const server = spawn(process.execPath, ['--eval', program], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilItAnswers(`http://127.0.0.1:${port}/`);
    const firstAnswer = performance.now() - startedAt;
    const sockets = [];
    while (sockets.length < CONNECTIONS) {
      sockets.push(...(await Promise.all(Array.from({ length: STEP }, () => ask(connect(port))))));
    }
    for (let from = 0; from < CONNECTIONS; from += STEP) {
      await Promise.all(sockets.slice(from, from + STEP).map(ask));
    }
    const memory = peakMemory(server.pid);
    sockets.forEach((socket) => socket.destroy());
    return { memory, firstAnswer };
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
}

/** Asks on a connection, and resolves with it when the answer has come. */
function ask(socket) {
  return new Promise((resolve, reject) => {
    const lost = (error) =>
      reject(new Error(`A connection was lost: ${error?.message ?? 'closed'}.`));
    socket.once('error', lost).once('close', lost);
    socket.once('data', (answer) => {
      socket.removeAllListeners();
      if (answer.toString().startsWith('HTTP/1.1 200')) {
        resolve(socket);
      } else {
        reject(new Error(`Answered: ${answer}`));
      }
    });
    socket.write(REQUEST);
  });
}

function peakMemory(pid) {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) / 1024;
}
