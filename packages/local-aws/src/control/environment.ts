import type { AccessKey } from '../gateway/access-key';
import type { LocalAwsOptions } from '../options';
import { readDaemonRecord } from './daemon-record';
import { isAlive } from './process-identity';
import { endpointOf } from './status-client';

/** The access key of the local AWS of this directory; undefined when none runs there. Nobody else has it: never print it. */
export function localAwsCredentials(
  options: Pick<LocalAwsOptions, 'directory'>,
): AccessKey | undefined {
  const record = readDaemonRecord(options.directory);
  if (record === undefined || !isAlive(record)) {
    return undefined;
  }
  const { accessKeyId, secretAccessKey } = record;
  return { accessKeyId, secretAccessKey };
}

/**
 * What the AWS CLI, the SDKs and Terraform have to find in their environment to reach this local AWS, and nothing else:
 * `undefined` takes a variable out that could lead elsewhere. Without a local AWS it has no key.
 *
 * @param environment where addresses of single services may be set, which count more than the one of all
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
 */
export function localAwsEnvironment(
  options: Pick<LocalAwsOptions, 'port' | 'directory'>,
  region = 'us-east-1',
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string | undefined>> {
  const key = localAwsCredentials(options);
  const elsewhere = Object.keys(environment).filter((name) => /^AWS_ENDPOINT_URL_/.test(name));
  return {
    ...Object.fromEntries(elsewhere.map((name) => [name, undefined])),
    AWS_ENDPOINT_URL: endpointOf(options.port),
    AWS_REGION: region,
    // boto and version 1 of the CLI read this one only.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: key?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key?.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_DEFAULT_PROFILE: undefined,
    AWS_ROLE_ARN: undefined,
    AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    // An empty file: a broken profile in the user's own would stop the provider.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** An environment as lines that any POSIX shell evaluates. */
export function shellScript(environment: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(environment)
    .map(([name, value]) =>
      value === undefined ? `unset ${name}` : `export ${name}=${quoted(value)}`,
    )
    .join('\n');
}

function quoted(value: string): string {
  return `'${value.replace(/'/g, `'\\''`)}'`;
}
