import { messageOf } from '../failure';

/** What was wrong with a call, and what helps. */
export interface CallProblem {
  /** `503 SlowDown: Please reduce your request rate`. */
  readonly what: string;
  readonly fix: string;
}

/** The name AWS gives an error. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

/** The HTTP status of an answer that was an error; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return metadataOf(error)?.httpStatusCode;
}

/** An answer without a body, as to every HEAD, names no error: the SDK calls it `UnknownError`. */
const NAMELESS = new Set(['', 'Error', 'Unknown', 'UnknownError']);

const NAMES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'AccessDenied',
  404: 'NotFound',
  429: 'TooManyRequests',
  500: 'InternalError',
  502: 'BadGateway',
  503: 'SlowDown or ServiceUnavailable',
  504: 'GatewayTimeout',
};

const LOG_IN =
  'log in (aws sso login), set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/**
 * An error of the SDK in AWS's words, with what helps. `permission` is what the call needs, such as `s3:GetObject on …`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function callProblem(error: unknown, where: string, permission: string): CallProblem {
  const name = errorName(error);
  const status = statusOf(error);
  if (name === 'CredentialsProviderError') {
    return { what: `no AWS credentials: ${messageOf(error)}`, fix: LOG_IN };
  }
  if (status === undefined) {
    return {
      what: `${where} does not answer: ${causeOf(error)}`,
      fix: 'check that this machine reaches it, and run the command again',
    };
  }
  const what = `${status} ${NAMELESS.has(name) ? (NAMES[status] ?? 'error') : name}${wordsOf(error)}${triedTimes(error)}`;
  if (/Expired|InvalidToken|TokenRefreshRequired/.test(name)) {
    return { what, fix: `the credentials have expired: ${LOG_IN}` };
  }
  if (name === 'RequestTimeTooSkewed') {
    return { what, fix: 'set the clock of this machine; it must be right to 15 minutes' };
  }
  if (status === 429 || status === 503 || /SlowDown|Throttl/.test(name)) {
    return {
      what,
      fix: 'it is asked too often or is busy: wait a minute, and run the command again',
    };
  }
  if (status >= 500) {
    return {
      what,
      fix: 'the fault is on its side: run the command again, and where that does not help see https://health.aws.amazon.com',
    };
  }
  return { what, fix: `check the credentials, and that they may ${permission}` };
}

/** A problem as the end of a sentence. */
export function inWords({ what, fix }: CallProblem): string {
  return `${what}. Fix: ${fix}.`;
}

function wordsOf(error: unknown): string {
  const message = messageOf(error).trim();
  return message === '' || NAMELESS.has(message) ? '' : `: ${message.replace(/\.$/, '')}`;
}

function triedTimes(error: unknown): string {
  const { attempts = 1 } = metadataOf(error) ?? {};
  return attempts > 1 ? ` (tried ${attempts} times)` : '';
}

/** Why there was no answer, without the marks that the SDK gives its own sentences. */
export function causeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  const words = messageOf(error)
    .replace(/^(AWS SDK error wrapper for Error: |@smithy\S* - (\[\w+\] )?)/, '')
    .replace(/\.$/, '');
  return words || (typeof code === 'string' ? code : 'no details');
}

function metadataOf(
  error: unknown,
): { readonly httpStatusCode?: number; readonly attempts?: number } | undefined {
  return (error as { $metadata?: { httpStatusCode?: number; attempts?: number } } | undefined)
    ?.$metadata;
}
