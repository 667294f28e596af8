import type { Construct } from 'constructs';
import { misuse } from '../support/validation';

const MAX_CONSTRAINTS = 10;
const MAX_STRATEGIES = 5;

/** Requires room for one more constraint: ECS takes ten of a task definition and ten of a service. */
export function requireConstraint(scope: Construct, present: readonly unknown[]): void {
  requireRoom(scope, present, 'placementConstraints', MAX_CONSTRAINTS);
}

/** Requires room for one more strategy: ECS takes five of a service. */
export function requireStrategy(scope: Construct, present: readonly unknown[]): void {
  requireRoom(scope, present, 'placementStrategies', MAX_STRATEGIES);
}

function requireRoom(
  scope: Construct,
  present: readonly unknown[],
  name: string,
  max: number,
): void {
  if (present.length < max) {
    return;
  }
  throw misuse(scope, {
    what: `ECS takes at most ${max} ${name}`,
    got: present.length + 1,
    fix: 'Remove some of them.',
  });
}
