import { AwsError, type AwsResponse } from '../gateway/aws-response';
import type { AwsCall } from '../gateway/aws-call';
import type { Correction } from '../gateway/correction';
import { s3Target } from '../gateway/s3-action';

/**
 * moto judges a bucket policy without its conditions: a statement that denies what comes without TLS
 * (`aws:SecureTransport`) denies everything, to everybody, and the bucket's own policy cannot be taken away any more.
 * moto gets the policy without the denials that have a condition; who asks for the policy gets all of it.
 */
export function bucketPolicies(): Correction {
  const written = new Map<string, Buffer>();
  return {
    name: 'bucket-policies',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
    service: 's3',
    actions: ['PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy', 'DeleteBucket'],
    handle: async (call, next) => {
      const bucket = s3Target(call.url, call.headers.host).bucket ?? '';
      if (call.action === 'PutBucketPolicy') {
        const answer = await next(withPolicy(call, withoutConditionalDenials(call.body)));
        if (answer.status < 300) {
          written.set(bucket, call.body);
        }
        return answer;
      }
      const answer = await next(call);
      if (call.action !== 'GetBucketPolicy') {
        if (answer.status < 300) {
          written.delete(bucket);
        }
        return answer;
      }
      const policy = written.get(bucket);
      return answer.status === 200 && policy !== undefined ? withBody(answer, policy) : answer;
    },
  };
}

function withoutConditionalDenials(body: Buffer): Buffer {
  const policy = parsedPolicy(body);
  const given = policy['Statement'];
  const statements = (Array.isArray(given) ? given : [given]) as unknown[];
  const kept = statements.filter((statement) => !isConditionalDenial(statement));
  // moto takes a policy only with a statement: one that allows what nobody does.
  const Statement = kept.length > 0 ? kept : [NOTHING];
  return Buffer.from(JSON.stringify({ ...policy, Statement }));
}

const NOTHING = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::nothing-has-this-name/nothing',
};

function isConditionalDenial(statement: unknown): boolean {
  const { Effect, Condition } = (statement ?? {}) as Record<string, unknown>;
  return Effect === 'Deny' && Condition !== undefined;
}

/** @throws AwsError MalformedPolicy, as S3 says it */
function parsedPolicy(body: Buffer): Record<string, unknown> {
  let policy: unknown;
  try {
    policy = JSON.parse(body.toString('utf8'));
  } catch {
    // Said below.
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy)) {
    throw new AwsError('MalformedPolicy', 'Policies must be valid JSON with a Statement.');
  }
  return policy as Record<string, unknown>;
}

/** The digests that a client sent are of the policy it sent. */
function withPolicy(call: AwsCall, body: Buffer): AwsCall {
  const headers = Object.fromEntries(
    Object.entries(call.headers).filter(
      ([name]) =>
        !/^(content-md5|content-encoding|x-amz-(checksum|sdk-checksum|trailer|decoded).*)$/.test(
          name,
        ),
    ),
  );
  return { ...call, headers, body };
}

function withBody(answer: AwsResponse, body: Buffer): AwsResponse {
  return { ...answer, headers: { ...answer.headers, 'content-length': String(body.length) }, body };
}
