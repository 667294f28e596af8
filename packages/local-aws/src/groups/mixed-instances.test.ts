import { nextPurchase } from './mixed-instances';

describe('nextPurchase', () => {
  const buy = (hosts: number, onDemandBase: number, onDemandPercentageAboveBase: number) => {
    const bought = { 'on-demand': 0, spot: 0 };
    for (let index = 0; index < hosts; index += 1) {
      const policy = { instanceTypes: [], onDemandBase, onDemandPercentageAboveBase };
      bought[nextPurchase(policy, bought['on-demand'], bought.spot)] += 1;
    }
    return bought;
  };

  it.each([
    [5, 1, 0, { 'on-demand': 1, spot: 4 }],
    [4, 0, 100, { 'on-demand': 4, spot: 0 }],
    [10, 2, 50, { 'on-demand': 6, spot: 4 }],
    // AWS rounds in favour of On-Demand.
    [3, 0, 50, { 'on-demand': 2, spot: 1 }],
  ])('%i hosts with base %i and %i %% above it', (hosts, base, percentage, expected) =>
    expect(buy(hosts, base, percentage)).toEqual(expected),
  );
});
