/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export type Strategy = 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';

/** How requests move from one revision to the next. */
export interface StrategyConfiguration {
  /** @default 'ROLLING' */
  readonly strategy?: Strategy;
  /** How long both revisions run when the new one has all requests. @default 0 */
  readonly bakeTimeInMinutes?: number;
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html */
  readonly linearConfiguration?: {
    /** @default 10 */
    readonly stepPercent?: number;
    /** @default 6 */
    readonly stepBakeTimeInMinutes?: number;
  };
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html */
  readonly canaryConfiguration?: {
    /** @default 5 */
    readonly canaryPercent?: number;
    /** @default 10 */
    readonly canaryBakeTimeInMinutes?: number;
  };
}

/** A share of the requests, and how long it stays so. */
export interface TrafficStep {
  readonly percent: number;
  readonly minutes: number;
}

/** Whether a strategy starts all tasks of the new revision beside the old ones. */
export function shiftsTraffic({ strategy = 'ROLLING' }: StrategyConfiguration): boolean {
  return strategy !== 'ROLLING';
}

/** The steps in which the new revision gets requests; nothing is waited for after the last. */
export function trafficSteps(configuration: StrategyConfiguration): readonly TrafficStep[] {
  const { strategy, linearConfiguration = {}, canaryConfiguration = {} } = configuration;
  const all: TrafficStep = { percent: 100, minutes: 0 };
  if (strategy === 'LINEAR') {
    const { stepPercent = 10, stepBakeTimeInMinutes: minutes = 6 } = linearConfiguration;
    // In tenths of a percent: 3 times 33.3 is not 99.9 in floating point.
    const tenths = Math.round(stepPercent * 10);
    const count = Math.ceil(1000 / tenths) - 1;
    return [
      ...Array.from({ length: count }, (_, index) => ({
        percent: (tenths * (index + 1)) / 10,
        minutes,
      })),
      all,
    ];
  }
  if (strategy === 'CANARY') {
    const { canaryPercent = 5, canaryBakeTimeInMinutes: minutes = 10 } = canaryConfiguration;
    return canaryPercent >= 100 ? [all] : [{ percent: canaryPercent, minutes }, all];
  }
  return [all];
}

/** What DescribeServices says of a strategy, with the numbers that AWS puts where none were given. */
export function strategyWire(configuration: StrategyConfiguration): StrategyConfiguration {
  const { strategy = 'ROLLING', bakeTimeInMinutes = 0 } = configuration;
  const { linearConfiguration, canaryConfiguration } = configuration;
  return {
    strategy,
    bakeTimeInMinutes,
    ...(strategy === 'LINEAR'
      ? {
          linearConfiguration: {
            stepPercent: 10,
            stepBakeTimeInMinutes: 6,
            ...linearConfiguration,
          },
        }
      : {}),
    ...(strategy === 'CANARY'
      ? {
          canaryConfiguration: {
            canaryPercent: 5,
            canaryBakeTimeInMinutes: 10,
            ...canaryConfiguration,
          },
        }
      : {}),
  };
}
