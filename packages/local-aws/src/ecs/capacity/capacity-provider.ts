import { nameOf } from '../identifiers';
import type { Tag } from '../task';

/** How a provider sizes its group. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html */
export interface ManagedScalingSettings {
  readonly status: 'ENABLED' | 'DISABLED';
  /** How much of the group should be in use, in percent. */
  readonly targetCapacity: number;
  readonly minimumScalingStepSize: number;
  readonly maximumScalingStepSize: number;
  readonly instanceWarmupPeriod: number;
}

/** What of a provider can be changed. */
export interface CapacityProviderSettings {
  readonly managedScaling: ManagedScalingSettings;
  readonly managedTerminationProtection: 'ENABLED' | 'DISABLED';
  readonly managedDraining: 'ENABLED' | 'DISABLED';
}

/** An Auto Scaling group that services can ask for hosts. */
export interface CapacityProvider {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly groupArn: string;
  readonly groupName: string;
  settings: CapacityProviderSettings;
  status: 'ACTIVE' | 'INACTIVE';
  updateStatus?: string;
  tags: readonly Tag[];
}

/** One provider of a strategy. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
export interface StrategyItem {
  readonly capacityProvider: string;
  readonly weight?: number;
  readonly base?: number;
}

const DEFAULTS: CapacityProviderSettings = {
  managedScaling: {
    status: 'DISABLED',
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 10_000,
    instanceWarmupPeriod: 300,
  },
  managedTerminationProtection: 'DISABLED',
  managedDraining: 'ENABLED',
};

/** What a call says, on top of what was there before, or of what AWS takes when nothing is said. */
export function settingsFrom(
  given: Readonly<Record<string, unknown>>,
  before: CapacityProviderSettings = DEFAULTS,
): CapacityProviderSettings {
  const named = given as Partial<CapacityProviderSettings>;
  return {
    managedScaling: { ...before.managedScaling, ...defined(named.managedScaling ?? {}) },
    managedTerminationProtection:
      named.managedTerminationProtection ?? before.managedTerminationProtection,
    managedDraining: named.managedDraining ?? before.managedDraining,
  };
}

/** A provider as DescribeCapacityProviders tells it. */
export function capacityProviderWire(
  { arn, name, status, groupArn, settings, updateStatus, tags }: CapacityProvider,
  { withTags }: { readonly withTags: boolean },
): Record<string, unknown> {
  return {
    capacityProviderArn: arn,
    name,
    status,
    autoScalingGroupProvider: { autoScalingGroupArn: groupArn, ...settings },
    ...(updateStatus === undefined ? {} : { updateStatus }),
    ...(withTags ? { tags } : {}),
  };
}

/**
 * The provider that the next task goes to, for the tasks each one has: bases first, then by weight.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-provider-launch-type-comparison.html
 */
export function nextProvider(
  strategy: readonly StrategyItem[],
  tasksOf: (provider: string) => number,
): string | undefined {
  const based = strategy.find(({ capacityProvider, base = 0 }) => tasksOf(capacityProvider) < base);
  if (based !== undefined) {
    return based.capacityProvider;
  }
  const load = ({ capacityProvider, base = 0, weight = 0 }: StrategyItem): number =>
    (tasksOf(capacityProvider) - base + 1) / weight;
  const [next] = strategy
    .filter(({ weight = 0 }) => weight > 0)
    .sort((one, other) => load(one) - load(other));
  return next?.capacityProvider;
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}

/** Whether a capacity provider is one of those that every account has, and that have no hosts. */
export function isFargate(nameOrArn: string): boolean {
  return ['FARGATE', 'FARGATE_SPOT'].includes(nameOf(nameOrArn));
}
