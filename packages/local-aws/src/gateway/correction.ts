import type { AwsCall } from './aws-call';
import type { AwsResponse } from './aws-response';

/** Hands a call on: to the next correction, and finally to moto. */
export type Handler = (call: AwsCall) => Promise<AwsResponse>;

/** One thing AWS does and moto does not. Sees the calls of its actions before moto and the answers after. */
export interface Correction {
  readonly name: string;
  /** The AWS page that says how it should be. */
  readonly page: string;
  readonly service: string;
  /** The actions it concerns; undefined for all of the service. */
  readonly actions?: readonly string[];
  handle(call: AwsCall, next: Handler): Promise<AwsResponse>;
}

/** The corrections that concern a call, wrapped around moto; the first in the list sees the call first. */
export function correct(
  corrections: readonly Correction[],
  call: AwsCall,
  moto: Handler,
): Promise<AwsResponse> {
  const concerned = corrections.filter((correction) => concerns(correction, call));
  return concerned.reduceRight<Handler>(
    (next, correction) => (given) => correction.handle(given, next),
    moto,
  )(call);
}

/** Whether any correction wants to see this call. */
export function concerns(correction: Correction, call: AwsCall): boolean {
  return (
    correction.service === call.service &&
    call.action !== undefined &&
    (correction.actions === undefined || correction.actions.includes(call.action))
  );
}
