import { Token } from 'cdktf';
import { PlacementConstraint, PlacementStrategy } from './placement';

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

describe('PlacementConstraint', () => {
  it.each([
    [PlacementConstraint.distinctInstance(), { type: 'distinctInstance' }],
    [PlacementConstraint.memberOf('a == 1'), { type: 'memberOf', expression: 'a == 1' }],
    [
      PlacementConstraint.instanceTypes('t3.micro'),
      { type: 'memberOf', expression: 'attribute:ecs.instance-type == t3.micro' },
    ],
    [
      PlacementConstraint.instanceTypes('t3.*', 'm5.large'),
      {
        type: 'memberOf',
        expression:
          'attribute:ecs.instance-type =~ t3.* or attribute:ecs.instance-type == m5.large',
      },
    ],
    [
      PlacementConstraint.availabilityZones('eu-west-1a', 'eu-west-1b'),
      {
        type: 'memberOf',
        expression: 'attribute:ecs.availability-zone in [eu-west-1a, eu-west-1b]',
      },
    ],
  ])('renders %#', (constraint, rule) => {
    expect(constraint.rule).toEqual(rule);
  });

  it('tells those that name zones from the others', () => {
    expect(PlacementConstraint.availabilityZones('eu-west-1a').namesAvailabilityZones).toBe(true);
    expect(PlacementConstraint.instanceTypes('t3.micro').namesAvailabilityZones).toBe(false);
    expect(PlacementConstraint.distinctInstance().namesAvailabilityZones).toBe(false);
  });

  it.each(['instanceTypes', 'availabilityZones'] as const)('needs the entries of %s', (name) => {
    const list = Token.asList(Token.asAny('list')) as [string];
    expect(() => PlacementConstraint[name](...list)).toThrow(
      `PlacementConstraint.${name}: ${name} must be known at synth; got a list that only Terraform knows. ` +
        'Write its entries out, or join the list with Fn.join in an expression of PlacementConstraint.memberOf.',
    );
  });

  it('needs an expression', () => {
    expect(() => PlacementConstraint.memberOf(' ')).toThrow(
      'PlacementConstraint.memberOf: memberOf needs an expression of the cluster query language; got " ". ' +
        'Write it like attribute:ecs.instance-type == t3.micro.',
    );
  });
});
