import { isKnown, misuse, standsForList } from '../support/validation';

/** A placement strategy as the AWS provider takes it. */
export interface PlacementRule {
  readonly type: 'spread' | 'binpack' | 'random';
  readonly field?: string;
}

/** A placement constraint as the AWS provider takes it. */
export interface PlacementConstraintRule {
  readonly type: 'distinctInstance' | 'memberOf';
  readonly expression?: string;
}

const ZONE_ATTRIBUTE = 'attribute:ecs.availability-zone';

/**
 * How ECS chooses the host of a task. Strategies are applied in order.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 */
export class PlacementStrategy {
  /** Evenly over the availability zones. */
  static spreadAcrossAvailabilityZones(): PlacementStrategy {
    return new PlacementStrategy({ type: 'spread', field: ZONE_ATTRIBUTE });
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
    return this.rule.field === ZONE_ATTRIBUTE;
  }
}

/**
 * Which hosts ECS may choose. A task for which no host fits waits.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
 */
export class PlacementConstraint {
  /** At most one task of the service on each host. For services only. */
  static distinctInstance(): PlacementConstraint {
    return new PlacementConstraint({ type: 'distinctInstance' });
  }

  /**
   * Hosts that an expression of the cluster query language describes.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
   */
  static memberOf(expression: string): PlacementConstraint {
    if (isKnown(expression) && expression.trim() === '') {
      throw misuse('PlacementConstraint.memberOf', {
        what: 'memberOf needs an expression of the cluster query language',
        got: JSON.stringify(expression),
        fix: 'Write it like attribute:ecs.instance-type == t3.micro.',
      });
    }
    return new PlacementConstraint({ type: 'memberOf', expression });
  }

  /** Hosts of these types, for example `t3.micro`; `t3.*` stands for all sizes. */
  static instanceTypes(...types: readonly [string, ...string[]]): PlacementConstraint {
    requireEntries('instanceTypes', types);
    const alternatives = types.map((type) => {
      const operator = isKnown(type) && type.includes('*') ? '=~' : '==';
      return `attribute:ecs.instance-type ${operator} ${type}`;
    });
    return PlacementConstraint.memberOf(alternatives.join(' or '));
  }

  /** Hosts in these zones. Do not combine with AZ rebalancing. */
  static availabilityZones(...zones: readonly [string, ...string[]]): PlacementConstraint {
    requireEntries('availabilityZones', zones);
    return PlacementConstraint.memberOf(`${ZONE_ATTRIBUTE} in [${zones.join(', ')}]`);
  }

  private constructor(
    /** The constraint's attributes. */
    readonly rule: PlacementConstraintRule,
  ) {}

  /** True where the constraint speaks of zones, which AZ rebalancing does not allow. */
  get namesAvailabilityZones(): boolean {
    return this.rule.expression?.includes('ecs.availability-zone') ?? false;
  }
}

function requireEntries(name: string, values: readonly string[]): void {
  if (values.some(standsForList)) {
    throw misuse(`PlacementConstraint.${name}`, {
      what: `${name} must be known at synth`,
      got: 'a list that only Terraform knows',
      fix: 'Write its entries out, or join the list with Fn.join in an expression of PlacementConstraint.memberOf.',
    });
  }
}
