import type { AwsCall } from './aws-call';
import { speaksXml } from './service-protocols';

/** What one error is called in the protocols. */
export interface ErrorCodes {
  /** JSON services, and REST services with JSON. */
  readonly json: string;
  readonly query: string;
  /** @default - as the other query services */
  readonly ec2?: string;
  readonly s3: string;
}

/** The code of an error for a call. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function codeOf(call: Pick<AwsCall, 'protocol' | 'service'>, codes: ErrorCodes): string {
  const { protocol, service } = call;
  if (protocol === 'json') {
    return codes.json;
  }
  if (protocol === 'query') {
    return service === 'ec2' ? (codes.ec2 ?? codes.query) : codes.query;
  }
  if (service === undefined || service === 's3') {
    return codes.s3;
  }
  return speaksXml(service) ? codes.query : codes.json;
}

/** Who asks may not ask. */
export const ACCESS_DENIED: ErrorCodes = {
  json: 'AccessDeniedException',
  query: 'AccessDenied',
  ec2: 'UnauthorizedOperation',
  s3: 'AccessDenied',
};

/** Nobody says who asks. */
export const UNSIGNED: ErrorCodes = {
  json: 'MissingAuthenticationTokenException',
  query: 'MissingAuthenticationToken',
  s3: 'AccessDenied',
};

/** Somebody else asks. */
export const UNKNOWN_KEY: ErrorCodes = {
  json: 'UnrecognizedClientException',
  query: 'InvalidClientTokenId',
  ec2: 'AuthFailure',
  s3: 'InvalidAccessKeyId',
};

/** There is no such action, here or at all. */
export const UNKNOWN_OPERATION: ErrorCodes = {
  json: 'UnknownOperationException',
  query: 'InvalidAction',
  s3: 'NotImplemented',
};

/** The action has a value that cannot be worked with. */
export const INVALID_VALUE: ErrorCodes = {
  json: 'ValidationException',
  query: 'ValidationError',
  ec2: 'InvalidParameterValue',
  s3: 'InvalidRequest',
};

/** The body is longer than a call can be. */
export const TOO_LARGE: ErrorCodes = {
  json: 'RequestEntityTooLargeException',
  query: 'RequestEntityTooLarge',
  s3: 'EntityTooLarge',
};
