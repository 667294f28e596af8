import type { Construct } from 'constructs';
import { isKnown, misuse } from '../support/validation';

/** The types allow no other; this is for those who came by a wider one. */
export function requireNetworkMode(scope: Construct, networkMode: string): void {
  if (['bridge', 'awsvpc', 'host', 'none'].includes(networkMode)) {
    return;
  }
  throw misuse(scope, {
    what: "networkMode must be 'bridge', 'awsvpc', 'host' or 'none'",
    got: isKnown(networkMode) ? JSON.stringify(networkMode) : 'a value that only Terraform knows',
    fix: "Use 'bridge' with host port 0 where many tasks share a host.",
  });
}
