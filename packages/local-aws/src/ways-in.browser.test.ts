import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort } from './free-port';
import {
  localAwsCredentials,
  localAwsStatus,
  startLocalAws,
  stopLocalAws,
  type LocalAwsOptions,
} from './index';
import { chromiumBinary, launchChromium } from './testing/chromium';
import { PAGE_ATTACKS } from './testing/page-attacks';
import { signedFor } from './testing/signed-headers';

const EVIL = 'evil.test';
const SECRET = 'TheStateOfSomebody';

const reason =
  chromiumBinary() === undefined ? ' (no chromium on the PATH; install it to enable this)' : '';
const title = `a web page in a browser on the machine of a local AWS${reason}`;

(reason === '' ? describe : describe.skip)(title, () => {
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-page-'));
  let options: LocalAwsOptions;
  let browser: Browser;
  let evil: Server;
  let evilPort: number;
  let key: string;
  let page: Page;
  /** What Chromium says of the request that failed last. */
  let lastFailure: string | undefined;

  beforeAll(async () => {
    options = {
      port: await freePort(),
      firstHostAddress: '127.0.84.11',
      directory,
      runtime: 'processes',
    };
    await startLocalAws(options);
    key = localAwsCredentials(options)?.accessKeyId ?? '';
    await object('PUT', '/state');
    await object('PUT', '/state/key', SECRET);
    evil = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><body>Free kittens');
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    evilPort = (evil.address() as AddressInfo).port;
    browser = await launchChromium(EVIL);
  });
  afterAll(async () => {
    await browser.close();
    evil.close().closeAllConnections();
    await stopLocalAws(options);
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.on('requestfailed', (request) => (lastFailure = request.failure()?.errorText));
  });
  afterEach(() => page.close());

  /** As the user does it. */
  const object = async (method: string, path: string, body?: string): Promise<string> => {
    const headers = { authorization: signedFor(options, 's3') };
    const answer = await fetch(`http://127.0.0.1:${options.port}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const log = (): string => readFileSync(join(directory, 'daemon.log'), 'utf8');
  /** The status of every request that arrived since. */
  const answersSince = (mark: number): readonly string[] =>
    [
      ...log()
        .slice(mark)
        .matchAll(/^\S+ \S+ .* (\d{3}) \d+ms$/gm),
    ].map(([, status = '']) => status);

  /** The answers, as soon as there is one: a beacon tells nobody when it was sent. */
  const answered = async (mark: number): Promise<readonly string[]> => {
    for (let attempt = 0; attempt < 600 && answersSince(mark).length === 0; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return answersSince(mark);
  };

  /** What came of everything a page can do: which answers that are no refusal, and what it got to read. */
  const attackFrom = async (
    url: string,
    endpoint: string,
    attacks = PAGE_ATTACKS,
  ): Promise<Readonly<Record<string, string>>> => {
    await page.goto(url);
    const results: Record<string, string> = {};
    for (const { name, run } of attacks) {
      const mark = log().length;
      lastFailure = undefined;
      const read = String(await page.evaluate(run, { endpoint, key }).catch(() => ''));
      const answers = await answered(mark);
      const inside = answers.some((status) => status !== '403') || read === 'open';
      // Something has to have arrived, or nothing was tested.
      results[name] =
        answers.length === 0
          ? `nothing arrived (${lastFailure})`
          : inside
            ? answers.join()
            : 'refused';
      if (read.includes(SECRET)) {
        results[name] = 'read the state';
      }
    }
    return results;
  };
  const refused = (attacks = PAGE_ATTACKS): Readonly<Record<string, string>> =>
    Object.fromEntries(attacks.map(({ name }) => [name, 'refused']));

  it.each([
    ['of another site', () => `http://${EVIL}:${evilPort}/`],
    ['of another port of this machine', () => `http://127.0.0.1:${evilPort}/`],
  ])('%s is refused whatever it does, although it knows the key', async (_where, url) => {
    expect(await attackFrom(url(), `http://127.0.0.1:${options.port}`)).toEqual(refused());
  });

  it.each(['localhost', 'state.localhost', '0.0.0.0'])(
    'is refused by the name %s',
    async (host) => {
      const some = PAGE_ATTACKS.slice(0, 4);
      const endpoint = `http://${host}:${options.port}`;
      expect(await attackFrom(`http://${EVIL}:${evilPort}/`, endpoint, some)).toEqual(
        refused(some),
      );
    },
  );

  it('is refused after its name was bound to this machine', async () => {
    // The page came before: of the same origin as the port, so that the browser adds neither Origin nor Sec-Fetch-Site.
    const endpoint = `http://${EVIL}:${options.port}`;
    const body = '<!doctype html><body>Free kittens';
    await page.route(`${endpoint}/kittens`, (route) =>
      route.fulfill({ contentType: 'text/html', body }),
    );
    expect(await attackFrom(`${endpoint}/kittens`, endpoint)).toEqual(refused());
    expect(log()).toContain(
      `refuses a request for another host; got Host: \"${EVIL}`.replace('\\', ''),
    );
  });

  it('is refused from a frame that has no origin', async () => {
    await page.goto(`http://${EVIL}:${evilPort}/`);
    const mark = log().length;
    await page.evaluate(
      (target) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe');
          frame.setAttribute('sandbox', 'allow-scripts');
          frame.srcdoc = `<script>fetch(${JSON.stringify(target)}, { method: 'POST', mode: 'no-cors' }).finally(() => parent.postMessage('done', '*'))</script>`;
          addEventListener('message', () => resolve(), { once: true });
          document.body.append(frame);
        }),
      `http://127.0.0.1:${options.port}/moto-api/reset`,
    );
    expect(await answered(mark)).toEqual(['403']);
  });

  it('is refused when the user follows its link', async () => {
    await page.goto(`http://${EVIL}:${evilPort}/`);
    const mark = log().length;
    const url = `http://127.0.0.1:${options.port}/state/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${key}/20260101/us-east-1/s3/aws4_request&X-Amz-Signature=0`;
    await page.evaluate((href) => {
      document.body.innerHTML = `<a href="${href}">kittens</a>`;
    }, url);
    await Promise.all([page.waitForNavigation(), page.click('a')]);
    expect((await answered(mark)).slice(0, 1)).toEqual(['403']);
    expect(await page.content()).not.toContain(SECRET);
  });

  it('has changed nothing, and everything still runs', async () => {
    expect(await localAwsStatus(options)).toMatchObject({ running: true });
    expect(await object('GET', '/state/key')).toBe(SECRET);
    const answer = await fetch(`http://127.0.0.1:${options.port}/`, {
      method: 'POST',
      headers: {
        authorization: signedFor(options, 'ecs'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListTaskDefinitions',
      },
      body: '{}',
    });
    expect(await answer.json()).toEqual({ taskDefinitionArns: [] });
  });

  it('finds no other port of this local AWS to ask', () => {
    // moto listens at a socket; a page reaches ports only.
    expect(log()).toMatch(/running on port \d+; moto \S+ \(path|uvx|venv\) at \S+socket/);
  });
});
