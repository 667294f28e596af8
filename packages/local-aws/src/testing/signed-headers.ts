import { localAwsCredentials } from '../control/environment';
import type { LocalAwsOptions } from '../options';

/** A signature as the gateway reads it, for a request that no client of the SDK would send. */
export function signedWith(accessKeyId: string, service: string, region = 'us-east-1'): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** The same with the key of a local AWS that runs. */
export function signedFor(options: LocalAwsOptions, service: string): string {
  return signedWith(localAwsCredentials(options)?.accessKeyId ?? '', service);
}
