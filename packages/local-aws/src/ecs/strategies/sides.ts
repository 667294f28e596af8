import type { ServiceLoadBalancer } from '../task';

/** The target group that a load balancer was given, or the alternate one beside it. */
export type Side = 'primary' | 'alternate';

/** The other target group: the next revision gets it. */
export function otherSide(side: Side): Side {
  return side === 'primary' ? 'alternate' : 'primary';
}

/** The target group of a side. */
export function groupOn(
  { targetGroupArn, advancedConfiguration }: ServiceLoadBalancer,
  side: Side,
): string | undefined {
  return side === 'alternate'
    ? (advancedConfiguration?.alternateTargetGroupArn ?? targetGroupArn)
    : targetGroupArn;
}
