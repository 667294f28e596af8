import { PlacementStrategy } from './placement';

describe('PlacementStrategy', () => {
  it.each([
    [
      PlacementStrategy.spreadAcrossAvailabilityZones(),
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
    ],
    [PlacementStrategy.spreadAcrossInstances(), { type: 'spread', field: 'instanceId' }],
    [PlacementStrategy.spreadAcross('attribute:rack'), { type: 'spread', field: 'attribute:rack' }],
    [PlacementStrategy.packBy('memory'), { type: 'binpack', field: 'memory' }],
    [PlacementStrategy.random(), { type: 'random' }],
  ])('renders %#', (strategy, rule) => {
    expect(strategy.rule).toEqual(rule);
  });

  it('tells the one that spreads zones from the others', () => {
    expect(PlacementStrategy.spreadAcrossAvailabilityZones().spreadsAvailabilityZones).toBe(true);
    expect(PlacementStrategy.spreadAcrossInstances().spreadsAvailabilityZones).toBe(false);
  });
});
