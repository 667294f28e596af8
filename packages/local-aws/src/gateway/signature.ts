import type { IncomingHttpHeaders } from 'node:http';

/** What a signature says about who asks whom. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, in lower case. */
  readonly service: string;
  /** In the Authorization header, or in the query of a presigned URL. */
  readonly place: 'header' | 'url';
}

/**
 * Reads the credential of a Signature Version 4, in the header or in a presigned URL; undefined for an unsigned request
 * and for older signatures.
 *
 * A request with both is unsigned as well: who reads one of them must not be told another service than who reads the
 * other. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function readSignature(url: string, headers: IncomingHttpHeaders): Signature | undefined {
  const { authorization } = headers;
  const presigned = credentialsInUrl(url);
  if (authorization === undefined) {
    return presigned.length === 1 ? parseCredential(presigned[0] ?? '', 'url') : undefined;
  }
  if (presigned.length > 0) {
    return undefined;
  }
  const credential = /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+)/.exec(authorization)?.[1];
  return credential === undefined ? undefined : parseCredential(credential, 'header');
}

function credentialsInUrl(url: string): readonly string[] {
  const start = url.indexOf('?');
  if (start < 0) {
    return [];
  }
  return [...new URLSearchParams(url.slice(start + 1))]
    .filter(([name]) => name.toLowerCase() === 'x-amz-credential')
    .map(([, value]) => value);
}

function parseCredential(credential: string, place: Signature['place']): Signature | undefined {
  const parts = credential.split('/');
  if (parts.length < 5 || parts.at(-1) !== 'aws4_request') {
    return undefined;
  }
  return {
    accessKeyId: parts.slice(0, -4).join('/'),
    region: parts.at(-3) ?? '',
    service: (parts.at(-2) ?? '').toLowerCase(),
    place,
  };
}
