import type { AwsCall } from '../gateway/aws-call';

/** The parameters of a query call. */
export function queryParameters(call: AwsCall): URLSearchParams {
  return new URLSearchParams(call.body.toString('utf8'));
}

/** The same call with some parameters set, or removed where undefined. */
export function withParameters(
  call: AwsCall,
  changes: Readonly<Record<string, string | undefined>>,
): AwsCall {
  const parameters = queryParameters(call);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, value);
  }
  return { ...call, body: Buffer.from(parameters.toString()) };
}
