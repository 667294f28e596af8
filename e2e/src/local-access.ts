import { localAwsCredentials, type AccessKey } from 'local-aws';

/** A local AWS, and the directory where the key lies that only its user has. */
export interface LocalAccess {
  readonly endpoint: string;
  /** Of the local AWS. */
  readonly directory: string;
}

/** The key of the local AWS that runs. Each start has another one. */
export function keyOf({ endpoint, directory }: LocalAccess): AccessKey {
  const key = localAwsCredentials({ directory });
  if (key === undefined) {
    throw new Error(`no local AWS of ${directory} runs on ${endpoint}`);
  }
  return key;
}

/** What the clients of the SDK take; the key is read when it is first needed. */
export function clientSettings(access: LocalAccess) {
  return {
    endpoint: access.endpoint,
    region: 'us-east-1',
    credentials: () => Promise.resolve(keyOf(access)),
  };
}
