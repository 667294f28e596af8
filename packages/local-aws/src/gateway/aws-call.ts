import type { IncomingHttpHeaders } from 'node:http';

/** How a service encodes its calls. https://smithy.io/2.0/aws/protocols/index.html */
export type AwsProtocol = 'json' | 'query' | 'rest';

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
  /** `CreateService`, `DescribeInstances` ... Undefined for REST services, whose action is the method and path. */
  readonly action?: string;
  /** The whole body of a JSON or query call; empty for REST calls, whose body is streamed. */
  readonly body: Buffer;
}

/** Target prefixes of the JSON services that corrections touch, for calls without a signature. */
const SERVICE_BY_TARGET: Readonly<Record<string, string>> = {
  AmazonEC2ContainerServiceV20141113: 'ecs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonSSM: 'ssm',
  Logs_20140328: 'logs',
};

const DEFAULT_REGION = 'us-east-1';

/** The protocol is visible in the headers alone, so a REST body need not be read. */
export function protocolOf(method: string, headers: IncomingHttpHeaders): AwsProtocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  const contentType = headers['content-type'] ?? '';
  return method === 'POST' && contentType.startsWith('application/x-www-form-urlencoded')
    ? 'query'
    : 'rest';
}

/** Recognises service, region and action. Never throws: what cannot be told stays undefined and moto decides. */
export function recogniseCall(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): AwsCall {
  const protocol = protocolOf(method, headers);
  const scope = credentialScope(url, headers);
  const [target = '', targetAction] = String(headers['x-amz-target'] ?? '').split('.');
  const service = scope?.service ?? SERVICE_BY_TARGET[target];
  const action =
    protocol === 'json'
      ? targetAction
      : protocol === 'query'
        ? (new URLSearchParams(body.toString('utf8')).get('Action') ?? undefined)
        : undefined;
  return {
    method,
    url,
    headers,
    protocol,
    region: scope?.region ?? DEFAULT_REGION,
    body,
    ...(service === undefined ? {} : { service }),
    ...(action === undefined ? {} : { action }),
  };
}

/**
 * Service and region as the signature names them, in the header or in a presigned URL.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function credentialScope(
  url: string,
  headers: IncomingHttpHeaders,
): { readonly region: string; readonly service: string } | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ??
    new URLSearchParams(url.split('?')[1] ?? '').get('X-Amz-Credential') ??
    '';
  const parts = credential.split('/');
  if (parts.length < 5 || parts.at(-1) !== 'aws4_request') return undefined;
  return { region: parts.at(-3) || DEFAULT_REGION, service: (parts.at(-2) ?? '').toLowerCase() };
}
