import { AwsError } from '../gateway/aws-response';

/** Hosts of one group: far more than a machine carries, far fewer than keep it busy for hours. */
export const MAXIMUM_HOSTS = 200;

/** The refusal of more; `got` says what asked for them. */
export function tooManyHosts(got: string): AwsError {
  return new AwsError(
    'InstanceLimitExceeded',
    `local-aws: more instances than one group has here; got ${got}. Allowed up to ${MAXIMUM_HOSTS}. Fix: ask for fewer.`,
  );
}
