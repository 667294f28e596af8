import { request } from 'node:http';
import type { MotoEndpoint } from '../gateway/forward';
import { SECRET_HEADER } from '../gateway/forward';
import { VERSION_PATH } from './moto-hook';

/** Whether moto answers a question about itself to the end; rejects while it does not listen. */
export async function motoAnswers(moto: MotoEndpoint): Promise<void> {
  // The body's end matters too: werkzeug answers before every service is importable.
  await ask(moto, '/moto-api/data.json');
}

/** The version that moto itself tells; `unknown` where it runs without what we put around it. */
export async function motoVersion(moto: MotoEndpoint): Promise<string> {
  try {
    const { version } = JSON.parse(await ask(moto, VERSION_PATH)) as { version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}

function ask({ at, secret }: MotoEndpoint, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'localhost', [SECRET_HEADER]: secret };
    const signal = AbortSignal.timeout(5000);
    const sent = request({ ...at, path, headers, agent: false, signal }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    sent.on('error', reject);
    sent.end();
  });
}
