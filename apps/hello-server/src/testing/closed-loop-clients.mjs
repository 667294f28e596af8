// Clients in a closed loop: each sends its next request when the last one is answered, on the connection it has, until
// its next connection is refused. Plain JavaScript, because a container without our tools runs it as well.
//   node closed-loop-clients.mjs '{ "url": "http://127.0.0.1:8080/", "clients": 100, "pauseMs": 0 }'
// Prints a line when all of them have been answered, and one when the last one has been refused. Whatever is neither
// answered nor refused is a failed request.
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const { url, clients, pauseMs } = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const counts = { answered: 0, toldToLeave: 0, refused: 0, failed: {} };
let warm = 0;

const ask = (agent) =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response
        .once('error', reject)
        .once('end', () => resolve(response))
        .resume();
    });
    request.once('error', reject);
  });

async function client() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let answers = 1; ; answers += 1) {
    try {
      const { statusCode, headers } = await ask(agent);
      if (statusCode !== 200) {
        throw Object.assign(new Error(), { code: `status ${statusCode}` });
      }
      counts.answered += 1;
      if (headers.connection === 'close') {
        counts.toldToLeave += 1;
      }
      if (answers === 3 && (warm += 1) === clients) {
        say({ event: 'warm' });
      }
    } catch ({ code, message }) {
      if (code === 'ECONNREFUSED') {
        counts.refused += 1;
      } else {
        counts.failed[code ?? message] = (counts.failed[code ?? message] ?? 0) + 1;
      }
      return agent.destroy();
    }
    if (pauseMs > 0) {
      await sleep(Math.random() * pauseMs);
    }
  }
}

await Promise.all(Array.from({ length: clients }, client));
say({ event: 'done', ...counts });
