import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';
import { localAwsStatus, startLocalAws, stopLocalAws, type LocalAwsOptions } from './index';
import { mutatedRequests, type Sent } from './testing/mutated-requests';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-odd-'));
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
let options: LocalAwsOptions;

beforeAll(async () => {
  options = {
    port: await freePort(),
    firstHostAddress: '127.0.78.11',
    directory,
    runtime: 'processes',
  };
  await startLocalAws(options);
});
afterAll(async () => {
  agent.destroy();
  await stopLocalAws(options);
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
});

const send = ({ method, path, headers, body }: Sent): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: options.port, method, path, headers, agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const onLinux = process.platform === 'linux' ? it : it.skip;

describe('2,000 requests that no client sends', () => {
  onLinux(
    'never get a page, a line of our code or a status to try again, and leave everything running',
    async () => {
      const { pid = 0 } = (await localAwsStatus(options)) ?? {};
      const [moto = { pid: 0 }] = JSON.parse(
        readFileSync(join(directory, 'children.json'), 'utf8'),
      ) as { pid: number }[];
      const before = memoryOf(pid) + memoryOf(moto.pid);
      const statuses: Record<number, number> = {};
      const wrong: string[] = [];
      const requests = mutatedRequests(options, 20260101, 2000);
      const lane = async (index: number): Promise<void> => {
        for (let at = index; at < requests.length; at += 4) {
          const sent = requests[at] as Sent;
          const { status, text } = await send(sent);
          statuses[status] = (statuses[status] ?? 0) + 1;
          const isPage =
            /<!doctype|<html|Traceback|Cannot read prop|is not a function|is not iterable|undefined \(|\n\s+at /i.test(
              text,
            );
          if (status >= 500 || isPage) {
            wrong.push(
              `${status} ${sent.method} ${sent.path} ${sent.headers['x-amz-target'] ?? ''} ${sent.body.slice(0, 200)} -> ${text.slice(0, 300)}`,
            );
          }
        }
      };
      await Promise.all([0, 1, 2, 3].map(lane));
      const grown = memoryOf(pid) + memoryOf(moto.pid) - before;
      console.log(
        `answers by status: ${JSON.stringify(statuses)}; daemon and moto grew by ${Math.round(grown)} MiB`,
      );
      expect(wrong).toEqual([]);
      expect((await localAwsStatus(options))?.pid).toBe(pid);
      expect(memoryOf(moto.pid)).toBeGreaterThan(0);
      // moto loads services as they are asked for, and keeps what was made.
      expect(grown).toBeLessThan(400);
    },
    600_000,
  );
});
