import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { AwsCall } from './aws-call';
import { AwsError, errorResponse, type AwsResponse } from './aws-response';
import { codeOf, INVALID_VALUE, UNKNOWN_OPERATION } from './error-codes';

/** On an answer that says which exception ended a request. */
export const FAULT_HEADER = 'x-local-aws-fault';

/**
 * The answer of moto as a client of AWS may see it: no grant to web pages, which moto gives to all of them, and no page
 * of HTML. Where moto fails, the status is one that no SDK and no Terraform tries again, since the same request fails
 * the same way; a failure that comes from two requests at once is tried again.
 */
export function cleanAnswer(call: AwsCall, answer: AwsResponse): AwsResponse {
  const { status, body } = answer;
  const headers = cleanHeaders(answer.headers);
  const fault = headers[FAULT_HEADER];
  const isPage = /^\s*<(!doctype html|html)/i.test(body.toString('utf8', 0, 100));
  // The answer to HEAD has no body that would tell.
  const failed = status >= 500 && (isPage || body.length === 0);
  if (fault === undefined && !failed && !(status >= 400 && isPage)) {
    return { status, headers, body };
  }
  const error = errorOf(call, fault === undefined ? pageFault(status) : parseFault(body));
  const { status: answered, ...shaped } = errorResponse(call, error);
  return {
    status: answered,
    ...shaped,
    body: call.method === 'HEAD' ? Buffer.alloc(0) : shaped.body,
  };
}

/** The headers of an answer without what would let a web page read it. https://fetch.spec.whatwg.org/#http-cors-protocol */
export function cleanHeaders(
  headers: IncomingHttpHeaders | OutgoingHttpHeaders,
): Record<string, string | string[] | number> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[] | number] =>
        entry[1] !== undefined && !entry[0].toLowerCase().startsWith('access-control-'),
    ),
  );
}

/** What moto failed of. */
interface MotoFault {
  /** The Python exception; `NotFound` when moto has no such path, `unknown` when it does not tell. */
  readonly type: string;
  readonly message: string;
  /** File and function that raised it. */
  readonly where: string;
}

function pageFault(status: number): MotoFault {
  return {
    type: status === 404 || status === 405 ? 'NotFound' : 'unknown',
    message: '',
    where: '',
  };
}

function parseFault(body: Buffer): MotoFault {
  try {
    const { type, message, where } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    return { type: String(type), message: String(message).slice(0, 500), where: String(where) };
  } catch {
    return pageFault(500);
  }
}

function errorOf(call: AwsCall, fault: MotoFault): AwsError {
  const name = `${call.service ?? 's3'}:${call.action ?? `${call.method} ${call.url.split('?')[0]}`}`;
  if (/get_backend$/.test(fault.where) && fault.type === 'AttributeError') {
    return new AwsError(
      codeOf(call, UNKNOWN_OPERATION),
      `local-aws: moto, which plays AWS here, does not have the service ${call.service}. ${TRY_AWS}`,
    );
  }
  if (NOT_THERE.has(fault.type)) {
    return new AwsError(
      codeOf(call, UNKNOWN_OPERATION),
      `local-aws: ${name} is not implemented by moto, which plays AWS here, or AWS has no such action. ${TRY_AWS}`,
    );
  }
  // moto serves requests in threads that share their dictionaries.
  if (
    fault.type === 'RuntimeError' &&
    /changed size during iteration|mutated during/.test(fault.message)
  ) {
    return new AwsError(
      'ServiceUnavailable',
      `local-aws: ${name} met another request; try again.`,
      503,
    );
  }
  return new AwsError(
    codeOf(call, INVALID_VALUE),
    `local-aws: moto, which plays AWS here, failed in ${name} (${fault.type}${fault.message === '' ? '' : `: ${fault.message}`}). ` +
      'Either the request has a value that AWS would refuse as well, or moto does not know it. The log of the local AWS has the details.',
  );
}

const TRY_AWS = 'Fix: leave it out of what is deployed here, or try it on AWS.';

/** NotImplementedError is what moto raises, OperationNotFoundError what botocore does for an action it has no model of. */
const NOT_THERE = new Set([
  'NotImplementedError',
  'OperationNotFoundError',
  'NotFound',
  'MethodNotAllowed',
]);
