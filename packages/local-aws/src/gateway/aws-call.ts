import type { IncomingHttpHeaders } from 'node:http';
import { s3Action } from './s3-action';
import { schedulerAction } from './scheduler-action';
import { protocolsOf, serviceOfTarget, type AwsProtocol } from './service-protocols';
import { readSignature } from './signature';

export type { AwsProtocol };

/** One API call, recognised far enough to find the corrections that concern it. */
export interface AwsCall {
  readonly method: string;
  /** Path and query string as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly protocol: AwsProtocol;
  /** The signing name: `ecs`, `ec2`, `autoscaling`, `s3` ... Undefined for unsigned calls nobody can place. */
  readonly service?: string;
  readonly region: string;
  /**
   * `CreateService`, `DescribeInstances` ... Undefined for most REST calls, whose action is the method and path: only the
   * few that `s3Action` and `schedulerAction` name have one.
   */
  readonly action?: string;
  /** The whole body of a call that has an action; empty for the others, whose body is streamed. */
  readonly body: Buffer;
}

const DEFAULT_REGION = 'us-east-1';

/** The protocol that a request is written in, and the service must speak: visible before its body is read. */
export function protocolOf(method: string, url: string, headers: IncomingHttpHeaders): AwsProtocol {
  const service = serviceOf(url, headers);
  const spoken =
    service === undefined ? (['json', 'query', 'rest'] as const) : protocolsOf(service);
  const written = writtenIn(method, headers);
  // What is wrong for the service is answered in a form that its clients read.
  return spoken.find((protocol) => protocol === written) ?? spoken[0] ?? written;
}

/** Recognises service, region and action. Never throws: what cannot be told stays undefined and moto decides. */
export function recogniseCall(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): AwsCall {
  const protocol = protocolOf(method, url, headers);
  const service = serviceOf(url, headers);
  const action = actionOf(protocol, service, { method, url, headers, body });
  return {
    method,
    url,
    headers,
    protocol,
    region: readSignature(url, headers)?.region || DEFAULT_REGION,
    body,
    ...(service === undefined ? {} : { service }),
    ...(action === undefined ? {} : { action }),
  };
}

function serviceOf(url: string, headers: IncomingHttpHeaders): string | undefined {
  return (
    readSignature(url, headers)?.service ?? serviceOfTarget(String(headers['x-amz-target'] ?? ''))
  );
}

/** What the headers look like, whoever they are for. */
export function writtenIn(method: string, headers: IncomingHttpHeaders): AwsProtocol {
  if (headers['x-amz-target'] !== undefined) {
    return 'json';
  }
  return method === 'POST' && isForm(headers) ? 'query' : 'rest';
}

/** Whether the body is said to be a form. */
export function isForm(headers: IncomingHttpHeaders): boolean {
  return /^application\/x-www-form-urlencoded(\s*;|\s*$)/i.test(headers['content-type'] ?? '');
}

function actionOf(
  protocol: AwsProtocol,
  service: string | undefined,
  { method, url, headers, body }: Pick<AwsCall, 'method' | 'url' | 'headers' | 'body'>,
): string | undefined {
  switch (protocol) {
    case 'json':
      return (
        String(headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) || undefined
      );
    case 'query':
      return new URLSearchParams(body.toString('utf8')).get('Action') ?? undefined;
    case 'rest':
      return restAction(service, { method, url, headers });
  }
}

function restAction(
  service: string | undefined,
  { method, url, headers }: Pick<AwsCall, 'method' | 'url' | 'headers'>,
): string | undefined {
  switch (service) {
    case 's3':
      return s3Action(method, url, headers.host);
    case 'scheduler':
      return schedulerAction(method, url);
    default:
      return undefined;
  }
}
