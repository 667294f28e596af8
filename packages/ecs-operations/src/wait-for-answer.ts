import { setTimeout as delay } from 'node:timers/promises';
import { printable } from './terminal';

/** What counts as an answer, and how long to wait for it. */
export interface WaitForAnswerOptions {
  readonly timeoutSeconds: number;
  /**
   * A header the answer must carry, such as the version just deployed.
   * @default - any successful answer will do
   */
  readonly expectHeader?: { readonly name: string; readonly value: string };
  /**
   * What counts as an answer: `success` is a 2xx status; `any` also a redirect and a 404 or 401 of a program that has nothing
   * to say at this path. @default 'success'
   */
  readonly accept?: 'success' | 'any';
  /** Time one try may take; the last one may so end after `timeoutSeconds`. @default 5 */
  readonly tryTimeoutSeconds?: number;
  /** Called with the failure of each try, when it differs from the one before. @default - silent */
  readonly onProgress?: (message: string) => void;
}

/** The answer that met the expectation. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Tries it took, the successful one included. */
  readonly tries: number;
}

interface Failure {
  /** Reads on after "the last try: ". */
  readonly what: string;
  readonly lookAt: string;
  /** No further try can succeed. */
  readonly final?: boolean;
}

const FIRST_PAUSE_SECONDS = 0.2;
const LONGEST_PAUSE_SECONDS = 2;

/**
 * Fetches until the URL answers with a 2xx status (and the expected header), then returns the answer. Throws when the
 * time is up, with the last failure in words and where to look. Not for load tests: one try at a time.
 */
export async function waitForAnswer(url: string, options: WaitForAnswerOptions): Promise<Answer> {
  const { timeoutSeconds, tryTimeoutSeconds = 5, onProgress } = options;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error(`waitForAnswer: url must be an http or https URL; got '${url}'.`);
  }
  const deadline = Date.now() + timeoutSeconds * 1000;
  let pause = FIRST_PAUSE_SECONDS;
  let told: string | undefined;
  for (let tries = 1; ; tries += 1) {
    // Not cut by the deadline: a short last try would report a timeout where the truth is another failure.
    const outcome = await tryOnce(url, tryTimeoutSeconds, options);
    if ('body' in outcome) {
      return { ...outcome, tries };
    }
    if (outcome.what !== told) {
      onProgress?.(outcome.what);
    }
    told = outcome.what;
    if (outcome.final === true || Date.now() + pause * 1000 >= deadline) {
      const count = tries === 1 ? '1 try' : `${tries} tries`;
      throw new Error(
        `${url} did not answer as expected within ${timeoutSeconds} s (${count}); the last try: ${outcome.what}. Look at: ${outcome.lookAt}.`,
      );
    }
    await delay(pause * 1000);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_SECONDS);
  }
}

async function tryOnce(
  url: string,
  seconds: number,
  { expectHeader, accept = 'success' }: WaitForAnswerOptions,
): Promise<Omit<Answer, 'tries'> | Failure> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(seconds * 1000),
      // A connection kept alive would still reach the old task, and would keep this process from ending.
      headers: { connection: 'close' },
      // Where a redirect leads is another service's business.
      ...(accept === 'any' ? { redirect: 'manual' as const } : {}),
    });
    const body = await response.text();
    if (!response.ok && (accept === 'success' || response.status >= 500)) {
      return badStatus(response.status, body);
    }
    const value = expectHeader === undefined ? null : response.headers.get(expectHeader.name);
    if (expectHeader !== undefined && value !== expectHeader.value) {
      return wrongHeader(expectHeader, value);
    }
    return {
      status: response.status,
      body,
      headers: Object.fromEntries(response.headers.entries()),
    };
  } catch (error) {
    return connectionFailure(error, seconds);
  }
}

function badStatus(status: number, body: string): Failure {
  const text = printable(body);
  const shown = text.length > 120 ? `${text.slice(0, 120)}...` : text;
  return {
    what: `status ${status}${shown === '' ? '' : ` ("${shown}")`}`,
    lookAt: "the container's log; the task itself is reachable",
  };
}

function wrongHeader(expected: { name: string; value: string }, value: string | null): Failure {
  return {
    what: `header ${expected.name} is ${value === null ? 'missing' : `'${value}'`}, expected '${expected.value}'`,
    lookAt: 'which revision answers; an older task, or another program, has this port',
  };
}

const BY_CODE: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: {
    what: 'connection refused: nothing listens there',
    lookAt: 'whether the task is RUNNING, and on which host port',
  },
  ECONNRESET: {
    what: 'the connection was closed without an answer',
    lookAt: "the container's log; it may be starting or crashing",
  },
  EHOSTUNREACH: {
    what: 'no route to the host',
    lookAt: "the subnet's route table and the host's public address",
  },
  ENETUNREACH: {
    what: 'no route to the network',
    lookAt: 'the network of this machine',
  },
  ENOTFOUND: { what: 'the host name does not resolve', lookAt: 'the spelling of the URL' },
};
const SAME_AS: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  EPIPE: 'ECONNRESET',
  EAI_AGAIN: 'ENOTFOUND',
};

interface ErrorFields {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly cause?: unknown;
}

/** Reads an error without `instanceof`, which fails for errors of another realm (a test runner's, a worker's). */
function fields(error: unknown): ErrorFields {
  return typeof error === 'object' && error !== null ? error : { message: String(error) };
}

function connectionFailure(error: unknown, seconds: number): Failure {
  const { name, message, cause } = fields(error);
  // fetch itself only says "fetch failed"; what happened is its cause.
  const { message: reason, name: kind, ...inner } = fields(cause ?? {});
  // A DOMException's code is a number.
  const code = String(inner.code ?? '');
  const known = BY_CODE[SAME_AS[code] ?? code];
  if (known !== undefined) {
    return known;
  }
  if (name === 'TimeoutError' || /TIMEDOUT|TIMEOUT/.test(code)) {
    return {
      what: `no answer within ${Number(seconds.toFixed(1))} s`,
      lookAt:
        'the inbound rule of the security group for this port, the public address and route of the host, then whether the program hangs',
    };
  }
  if (reason === 'bad port') {
    return {
      what: 'fetch and browsers refuse this port',
      lookAt: 'https://fetch.spec.whatwg.org/#port-blocking, and choose another host port',
      final: true,
    };
  }
  // Node 24 names it without a code.
  if (kind === 'HTTPParserError') {
    return { what: 'the answer is not HTTP', lookAt: 'what program listens on this port' };
  }
  return {
    what: reason ?? message ?? 'an unknown failure',
    lookAt: 'the URL and the network in between',
  };
}
