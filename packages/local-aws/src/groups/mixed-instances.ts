/** What a mixed-instances policy says about the hosts of a group. */
export interface MixedInstances {
  /** In order of preference; empty when only the template's type is used. */
  readonly instanceTypes: readonly string[];
  readonly onDemandBase: number;
  readonly onDemandPercentageAboveBase: number;
}

/** The policies of groups. moto keeps them only until the next update of the group, and launches by the first type. */
export class MixedPolicies {
  private readonly policies = new Map<string, MixedInstances & { readonly xml: string }>();

  /** Sets the policy of a group, or takes it away. */
  set(key: string, policy: (MixedInstances & { readonly xml: string }) | undefined): void {
    if (policy === undefined) {
      this.policies.delete(key);
    } else {
      this.policies.set(key, policy);
    }
  }

  /** The policy of a group, with its XML as DescribeAutoScalingGroups shows it. */
  find(key: string): (MixedInstances & { readonly xml: string }) | undefined {
    return this.policies.get(key);
  }
}

/** How the next host of a group is bought, when so many of its hosts are on demand and so many are Spot. */
export function nextPurchase(
  { onDemandBase, onDemandPercentageAboveBase }: MixedInstances,
  onDemand: number,
  spot: number,
): 'on-demand' | 'spot' {
  if (onDemand < onDemandBase) {
    return 'on-demand';
  }
  const aboveBase = onDemand - onDemandBase + spot + 1;
  // AWS rounds up in favour of On-Demand.
  const wanted = Math.ceil((aboveBase * onDemandPercentageAboveBase) / 100);
  return onDemand - onDemandBase < wanted ? 'on-demand' : 'spot';
}

/** The key of a group in region-wide tables. */
export function groupKey(region: string, name: string): string {
  return `${region} ${name}`;
}
