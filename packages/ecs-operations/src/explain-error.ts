/** What was asked of AWS when it failed. */
export interface CallContext {
  /** As IAM spells it: `ecs:DescribeServices`. */
  readonly action: string;
  readonly region: string;
  readonly cluster?: string;
  readonly service?: string;
}

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly status?: number;
}

const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError)$/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/;
const REJECTED =
  /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|InvalidSignatureException|SignatureDoesNotMatch|InvalidAccessKeyId|IncompleteSignature)$/;
const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|RequestLimitExceeded|TooManyRequestsException|RequestThrottled|RequestThrottledException|SlowDown|EC2ThrottledException)$/;
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed before an answer came',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve at the moment',
  TimeoutError: 'no answer came in time',
};

/** Calls AWS and, on failure, throws one sentence with the fix; the SDK's own error stays reachable as `cause`. */
export async function inWords<T>(context: CallContext, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new Error(explain(context, error), { cause: error });
  }
}

/** The sentence for a cluster that is missing, or INACTIVE: deleted but still listed. */
export function clusterMissing(
  cluster: string,
  region: string,
  { deleted = false }: { readonly deleted?: boolean } = {},
): Error {
  return new Error(
    `ECS cluster '${cluster}' ${deleted ? 'was deleted (status INACTIVE)' : 'does not exist'} in ${region}. ` +
      'Fix: deploy the stack, or check cluster name, region and account.',
  );
}

/** The sentence for a service that is missing, or INACTIVE: deleted but still listed. */
export function serviceMissing(
  service: string,
  cluster: string,
  { deleted = false }: { readonly deleted?: boolean } = {},
): Error {
  return new Error(
    `ECS service '${service}' ${deleted ? 'was deleted (status INACTIVE)' : 'does not exist'} on cluster ` +
      `'${cluster}'. Fix: deploy the stack, or check the service name.`,
  );
}

/** Whether waiting can help: throttling, a server error, a broken connection. Looks through `inWords`. */
export function isTransient(error: unknown): boolean {
  const { name, code, status } = facts(rootOf(error));
  return (
    THROTTLED.test(name) ||
    name in UNREACHABLE ||
    (code !== undefined && code in UNREACHABLE) ||
    (status !== undefined && status >= 500)
  );
}

/** Whether it failed because the cluster is not there. */
export function isClusterMissing(error: unknown): boolean {
  return facts(rootOf(error)).name === 'ClusterNotFoundException';
}

/** The IAM and ECR codes that mean "not allowed"; optional parts of a status are left out on them. */
export function isAccessDenied(error: unknown): boolean {
  return DENIED.test(facts(rootOf(error)).name);
}

function explain(context: CallContext, error: unknown): string {
  const { action, region, cluster = '', service = '' } = context;
  const { name, message, code, address, hostname, port, status } = facts(error);
  if (name === 'ClusterNotFoundException') {
    return clusterMissing(cluster, region).message;
  }
  if (name === 'ServiceNotFoundException') {
    return serviceMissing(service, cluster).message;
  }
  if (NO_CREDENTIALS.test(name)) {
    return `${action}: no usable AWS credentials (${firstSentence(message)}). Fix: run 'aws sso login', or set AWS_PROFILE to a profile that has some, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
  }
  if (EXPIRED.test(name)) {
    return `${action}: the AWS credentials have expired. Fix: log in again ('aws sso login') or renew the session token.`;
  }
  if (REJECTED.test(name)) {
    return `${action}: AWS rejected the credentials (${name}: ${firstSentence(message)}). Fix: check AWS_PROFILE or the access keys, and that this machine's clock is right.`;
  }
  if (DENIED.test(name)) {
    return `${action}: access denied (${firstSentence(message)}). Fix: allow ${action} for this identity, or use another AWS_PROFILE.`;
  }
  if (THROTTLED.test(name)) {
    return `${action}: AWS keeps throttling the calls of this account in ${region}. Fix: wait a minute and try again.`;
  }
  const unreachable = UNREACHABLE[code ?? ''] ?? UNREACHABLE[name];
  if (unreachable !== undefined) {
    const target = hostname ?? (address === undefined ? 'the endpoint' : `${address}:${port}`);
    return `${action}: cannot reach AWS at ${target}: ${unreachable}. Fix: check the network, the region (${region}) and AWS_ENDPOINT_URL; a local emulation must be started first.`;
  }
  if (status !== undefined && status >= 500) {
    return `${action}: AWS answered with status ${status} (${name}). Fix: try again; see https://health.aws.amazon.com when it stays.`;
  }
  if (name === 'SyntaxError' || (name === 'UnknownError' && status !== undefined)) {
    return `${action}: the endpoint does not answer like AWS. Fix: check AWS_ENDPOINT_URL; something else may listen there.`;
  }
  return `${action} failed in ${region}: ${name}: ${firstSentence(message)}`;
}

function rootOf(error: unknown): unknown {
  return fields(error).cause ?? error;
}

function facts(error: unknown): SdkError {
  const { name = 'Error', message = String(error), errors, ...outer } = fields(error);
  // A host name with several addresses fails as an AggregateError: the first failure tells enough.
  const inner = fields(errors?.[0]);
  return {
    name,
    message,
    code: outer.code ?? inner.code,
    address: outer.address ?? inner.address,
    hostname: outer.hostname ?? inner.hostname,
    port: outer.port ?? inner.port,
    status: outer.$metadata?.httpStatusCode,
  };
}

interface ErrorFields {
  readonly name?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Reads an error without `instanceof`, which fails for errors of another realm (a test runner's, a worker's). */
function fields(error: unknown): ErrorFields {
  return typeof error === 'object' && error !== null ? error : {};
}

/** EC2 appends a kilobyte of encoded text to a denial; nobody reads it on a terminal. */
function firstSentence(message: string): string {
  const plain = message.replace(/\s*Encoded authorization failure message:[\s\S]*$/, '');
  const [line = ''] = plain.trim().split('\n');
  return line.length > 300 ? `${line.slice(0, 300)}...` : line.replace(/\.$/, '');
}
