import { keyOf, type LocalAccess } from './local-access';

const TARGETS = {
  acm: 'CertificateManager',
  'application-autoscaling': 'AnyScaleFrontendService',
  ecs: 'AmazonEC2ContainerServiceV20141113',
  logs: 'Logs_20140328',
  secretsmanager: 'secretsmanager',
  ssm: 'AmazonSSM',
} as const;

/** A call to a JSON service of a local AWS, for services whose SDK client would be used once. */
export async function awsJson<T>(
  access: LocalAccess,
  service: keyof typeof TARGETS,
  action: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const response = await fetch(access.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${TARGETS[service]}.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${keyOf(access).accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(120_000),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${service} ${action}: ${response.status} ${text}`);
  }
  return JSON.parse(text === '' ? '{}' : text) as T;
}
