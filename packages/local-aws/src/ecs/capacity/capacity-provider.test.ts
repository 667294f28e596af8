import { nextProvider, settingsFrom, type StrategyItem } from './capacity-provider';

/** How many of so many tasks each provider gets. */
function distribute(strategy: readonly StrategyItem[], tasks: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < tasks; index += 1) {
    const name = nextProvider(strategy, (provider) => counts[provider] ?? 0);
    if (name !== undefined) {
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

describe('nextProvider', () => {
  it('fills the base first, then follows the weights', () => {
    const strategy = [
      { capacityProvider: 'on-demand', base: 2, weight: 1 },
      { capacityProvider: 'spot', weight: 3 },
    ];
    expect(distribute(strategy, 2)).toEqual({ 'on-demand': 2 });
    expect(distribute(strategy, 10)).toEqual({ 'on-demand': 4, spot: 6 });
  });

  it('places nothing beyond the base where the weight is 0', () => {
    const strategy = [
      { capacityProvider: 'a', base: 1, weight: 0 },
      { capacityProvider: 'b', weight: 1 },
    ];
    expect(distribute(strategy, 4)).toEqual({ a: 1, b: 3 });
  });

  it('names nothing for an empty strategy: the launch type EC2', () => {
    expect(nextProvider([], () => 0)).toBeUndefined();
  });
});

describe('settingsFrom', () => {
  it('fills in what AWS fills in', () => {
    expect(settingsFrom({})).toEqual({
      managedScaling: {
        status: 'DISABLED',
        targetCapacity: 100,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10_000,
        instanceWarmupPeriod: 300,
      },
      managedTerminationProtection: 'DISABLED',
      managedDraining: 'ENABLED',
    });
  });

  it('changes what an update names, and keeps the rest', () => {
    const before = settingsFrom({
      managedDraining: 'DISABLED',
      managedScaling: { status: 'ENABLED' },
    });
    expect(settingsFrom({ managedScaling: { targetCapacity: 80 } }, before)).toMatchObject({
      managedScaling: { status: 'ENABLED', targetCapacity: 80 },
      managedDraining: 'DISABLED',
    });
  });
});
