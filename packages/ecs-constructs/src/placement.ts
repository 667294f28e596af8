/** A placement strategy as the AWS provider takes it. */
export interface PlacementRule {
  readonly type: 'spread' | 'binpack' | 'random';
  readonly field?: string;
}

/**
 * How ECS chooses the host of a task. Strategies are applied in order.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 */
export class PlacementStrategy {
  /** Evenly over the availability zones. */
  static spreadAcrossAvailabilityZones(): PlacementStrategy {
    return new PlacementStrategy({ type: 'spread', field: 'attribute:ecs.availability-zone' });
  }

  /** Evenly over the hosts. */
  static spreadAcrossInstances(): PlacementStrategy {
    return new PlacementStrategy({ type: 'spread', field: 'instanceId' });
  }

  /** Evenly over the values of an attribute, for example `attribute:rack`. */
  static spreadAcross(field: string): PlacementStrategy {
    return new PlacementStrategy({ type: 'spread', field });
  }

  /** On the host with the least of a resource left, so that few hosts are needed. Do not combine with AZ rebalancing. */
  static packBy(resource: 'cpu' | 'memory'): PlacementStrategy {
    return new PlacementStrategy({ type: 'binpack', field: resource });
  }

  /** Anywhere. */
  static random(): PlacementStrategy {
    return new PlacementStrategy({ type: 'random' });
  }

  private constructor(
    /** The strategy's attributes. */
    readonly rule: PlacementRule,
  ) {}

  /** True for the strategy that AZ rebalancing needs in first place. */
  get spreadsAvailabilityZones(): boolean {
    return this.rule.field === 'attribute:ecs.availability-zone';
  }
}
