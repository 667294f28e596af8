import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AwsCall } from './aws-call';
import { AwsError, type AwsResponse } from './aws-response';
import { codeOf, UNKNOWN_KEY, UNSIGNED } from './error-codes';
import { protocolsOf } from './service-protocols';
import { readSignature } from './signature';

/** A key pair, as every AWS client takes it. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key pair that nobody can guess, in the form of AWS's. */
export function randomAccessKey(): AccessKey {
  const letters = [...randomBytes(16)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]);
  return {
    accessKeyId: `AKIA${letters.join('')}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
}

/** Compares what somebody sent with a secret, in a time that tells nothing about it. */
export function isSecret(sent: unknown, secret: string | undefined): boolean {
  if (typeof sent !== 'string' || secret === undefined) {
    return false;
  }
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(secret));
}

/**
 * The keys that this local AWS takes: the one written at the start, and those that its user had it make (access keys of
 * IAM users, the temporary ones of an assumed role).
 *
 * Only the key id is compared: it is as random as the secret, and only who may read the record knows either.
 */
export class AccessKeys {
  private readonly issued: string[] = [];

  constructor(private readonly first: () => AccessKey | undefined) {}

  /** Whether a key id is one of them. */
  has(accessKeyId: string): boolean {
    const known = [this.first()?.accessKeyId, ...this.issued];
    return known.map((key) => isSecret(accessKeyId, key)).includes(true);
  }

  /** Why a call is not made by a holder of a key; undefined when it is. */
  refusal(call: Pick<AwsCall, 'url' | 'headers' | 'protocol' | 'service'>): AwsError | undefined {
    const signature = readSignature(call.url, call.headers);
    const service = signature?.service ?? '';
    // Presigned URLs are for objects; anywhere else the query would only name a service for a body of another one.
    if (signature?.place === 'url' && !protocolsOf(service).includes('rest')) {
      return unsigned(call);
    }
    if (signature === undefined) {
      return unsigned(call);
    }
    return this.has(signature.accessKeyId) ? undefined : unknownKey(call);
  }

  /** Remembers the keys that an answer hands out. */
  learn(call: AwsCall, answer: AwsResponse): void {
    if (answer.status >= 300 || !HAND_OUT[call.service ?? '']?.test(call.action ?? '')) {
      return;
    }
    const text = answer.body.toString('utf8');
    for (const [, key] of text.matchAll(/<AccessKeyId>([^<]{16,128})<\/AccessKeyId>/g)) {
      if (key === undefined) {
        continue;
      }
      this.issued.push(key);
      // More than anybody uses at once; the oldest have expired.
      if (this.issued.length > 1000) {
        this.issued.shift();
      }
    }
  }
}

const HAND_OUT: Readonly<Record<string, RegExp>> = {
  sts: /^(AssumeRole|GetSessionToken|GetFederationToken)/,
  iam: /^CreateAccessKey$/,
};

const FIX =
  'Fix: eval "$(npx local-aws env)", or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as it prints them.';

function unsigned(call: Pick<AwsCall, 'protocol' | 'service'>): AwsError {
  return new AwsError(
    codeOf(call, UNSIGNED),
    `local-aws: the request is not signed with Signature Version 4. ${FIX}`,
    403,
  );
}

function unknownKey(call: Pick<AwsCall, 'protocol' | 'service'>): AwsError {
  return new AwsError(
    codeOf(call, UNKNOWN_KEY),
    `local-aws: the request is signed with a key that is not of this local AWS. ${FIX}`,
    403,
  );
}
