import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { Construct } from 'constructs';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, numberAsText, requireInteger, requireTexts } from '../support/validation';

/** Options of `Ec2Service.autoScaleTaskCount`. */
export interface AutoScaleTaskCountOptions {
  /** @default 1 */
  readonly minCapacity?: number;
  readonly maxCapacity: number;
}

/** Properties of {@link ScalableTaskCount}. */
export interface ScalableTaskCountProps extends AutoScaleTaskCountOptions {
  readonly clusterName: string;
  readonly serviceName: string;
}

/** Options of every kind of target tracking. */
export interface TargetTrackingOptions {
  /** How long to wait after a scale-in before the next. @default 300 */
  readonly scaleInCooldownSeconds?: number;
  /** How long to wait after a scale-out before the next. @default 300 */
  readonly scaleOutCooldownSeconds?: number;
  /** Only ever add tasks. @default false */
  readonly disableScaleIn?: boolean;
}

/** Options of `scaleOnCpuUtilization` and `scaleOnMemoryUtilization`. */
export interface UtilizationScalingOptions extends TargetTrackingOptions {
  /** Percent of what the tasks reserve, 1 to 100; on average over the service. */
  readonly targetUtilizationPercent: number;
}

/** Options of `scaleOnMetric`. */
export interface MetricScalingOptions extends TargetTrackingOptions {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: 'Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum';
  readonly targetValue: number;
  /** @default - none */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** Options of `scaleOnSchedule`. At least one of the two capacities is needed. */
export interface ScheduleScalingOptions {
  /** `cron(0 8 ? * MON-FRI *)`, `rate(12 hours)` or `at(2027-01-01T00:00:00)`. */
  readonly schedule: string;
  /** @default 'UTC' */
  readonly timezone?: string;
  /** @default - stays as it is */
  readonly minCapacity?: number;
  /** @default - stays as it is */
  readonly maxCapacity?: number;
}

/**
 * Scales the number of tasks of a service. `Ec2Service.autoScaleTaskCount` makes it. It does not add hosts: give the
 * cluster capacity with managed scaling, or hosts for the largest number of tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export class ScalableTaskCount extends Construct {
  readonly resource: AppautoscalingTarget;
  readonly minCapacity: number;
  readonly maxCapacity: number;

  private readonly serviceName: string;

  constructor(scope: Construct, id: string, props: ScalableTaskCountProps) {
    super(scope, id);
    const { minCapacity = 1, maxCapacity } = props;
    requireRange(this, minCapacity, maxCapacity);
    this.minCapacity = minCapacity;
    this.maxCapacity = maxCapacity;
    this.serviceName = props.serviceName;
    this.resource = new AppautoscalingTarget(this, 'Resource', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: literal(`service/${props.clusterName}/${props.serviceName}`),
      minCapacity,
      maxCapacity,
    });
  }

  /** Keeps the CPU utilization near a value. */
  scaleOnCpuUtilization(id: string, options: UtilizationScalingOptions): AppautoscalingPolicy {
    return this.trackUtilization(id, 'ECSServiceAverageCPUUtilization', options);
  }

  /** Keeps the memory utilization near a value. */
  scaleOnMemoryUtilization(id: string, options: UtilizationScalingOptions): AppautoscalingPolicy {
    return this.trackUtilization(id, 'ECSServiceAverageMemoryUtilization', options);
  }

  /** Keeps a metric of CloudWatch near a value. It must fall when tasks are added. */
  scaleOnMetric(id: string, options: MetricScalingOptions): AppautoscalingPolicy {
    const { namespace, metricName, statistic, targetValue, dimensions = {} } = options;
    requireTexts(`${this.node.path}/${id}`, 'dimensions', dimensions);
    return this.track(id, options, {
      targetValue,
      customizedMetricSpecification: literal({
        namespace,
        metricName,
        statistic,
        dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
      }),
    });
  }

  /** Changes the limits at given times. From then on AWS owns them, so that Terraform does not set them back. */
  scaleOnSchedule(id: string, options: ScheduleScalingOptions): AppautoscalingScheduledAction {
    const { schedule, timezone = 'UTC', minCapacity, maxCapacity } = options;
    requireSchedule(this, id, options);
    this.resource.lifecycle = { ignoreChanges: ['min_capacity', 'max_capacity'] };
    return new AppautoscalingScheduledAction(this, id, {
      name: literal(`${this.serviceName}-${id}`),
      ...this.target(),
      ...literal({ schedule, timezone }),
      scalableTargetAction: {
        minCapacity: minCapacity === undefined ? undefined : numberAsText(minCapacity),
        maxCapacity: maxCapacity === undefined ? undefined : numberAsText(maxCapacity),
      },
    });
  }

  private trackUtilization(
    id: string,
    predefinedMetricType: string,
    options: UtilizationScalingOptions,
  ): AppautoscalingPolicy {
    const { targetUtilizationPercent: targetValue } = options;
    requireInteger(this, targetValue, {
      name: 'targetUtilizationPercent',
      min: 1,
      max: 100,
      unit: '%',
    });
    return this.track(id, options, {
      targetValue,
      predefinedMetricSpecification: { predefinedMetricType },
    });
  }

  private track(
    id: string,
    options: TargetTrackingOptions,
    metric: NonNullable<
      ConstructorParameters<
        typeof AppautoscalingPolicy
      >[2]['targetTrackingScalingPolicyConfiguration']
    >,
  ): AppautoscalingPolicy {
    const { scaleInCooldownSeconds = 300, scaleOutCooldownSeconds = 300 } = options;
    for (const [name, value] of Object.entries({
      scaleInCooldownSeconds,
      scaleOutCooldownSeconds,
    })) {
      requireInteger(this, value, { name, min: 0, unit: 's' });
    }
    return new AppautoscalingPolicy(this, id, {
      name: literal(`${this.serviceName}-${id}`),
      policyType: 'TargetTrackingScaling',
      ...this.target(),
      targetTrackingScalingPolicyConfiguration: {
        ...metric,
        scaleInCooldown: scaleInCooldownSeconds,
        scaleOutCooldown: scaleOutCooldownSeconds,
        disableScaleIn: options.disableScaleIn ?? false,
      },
    });
  }

  /** The target's own attributes: what names it by them is created after it and deleted before it. */
  private target() {
    const { resourceId, scalableDimension, serviceNamespace } = this.resource;
    return { resourceId, scalableDimension, serviceNamespace };
  }
}

/** The number of tasks that a service has before it is scaled. */
export function initialCount(
  service: Construct,
  desiredCount: number | undefined,
  { minCapacity, maxCapacity }: Pick<ScalableTaskCount, 'minCapacity' | 'maxCapacity'>,
): number {
  if (desiredCount === undefined) {
    return minCapacity;
  }
  if (![desiredCount, minCapacity, maxCapacity].every((value) => isKnown(value))) {
    return desiredCount;
  }
  if (desiredCount >= minCapacity && desiredCount <= maxCapacity) {
    return desiredCount;
  }
  throw misuse(service, {
    what: `desiredCount is where the service starts, within ${minCapacity} to ${maxCapacity}`,
    got: desiredCount,
    fix: 'Leave it out to start with minCapacity.',
  });
}

function requireRange(scope: Construct, minCapacity: number, maxCapacity: number): void {
  requireInteger(scope, minCapacity, { name: 'minCapacity', min: 0 });
  requireInteger(scope, maxCapacity, { name: 'maxCapacity', min: 1 });
  if (!isKnown(minCapacity) || !isKnown(maxCapacity) || minCapacity <= maxCapacity) {
    return;
  }
  throw misuse(scope, {
    what: 'minCapacity may not be above maxCapacity',
    got: `minCapacity ${minCapacity}, maxCapacity ${maxCapacity}`,
    fix: 'Lower minCapacity or raise maxCapacity.',
  });
}

function requireSchedule(scope: Construct, id: string, options: ScheduleScalingOptions): void {
  const where = `${scope.node.path}/${id}`;
  const { schedule, minCapacity, maxCapacity } = options;
  if (isKnown(schedule) && !/^(cron|rate|at)\(.+\)$/.test(schedule)) {
    throw misuse(where, {
      what: 'a schedule is a cron, rate or at expression',
      got: JSON.stringify(schedule),
      fix: 'Write it like cron(0 8 ? * MON-FRI *).',
    });
  }
  const cron = isKnown(schedule) ? /^cron\((.+)\)$/.exec(schedule)?.[1] : undefined;
  const fields = cron?.trim().split(/\s+/) ?? [];
  if (cron !== undefined && fields.length !== 6) {
    throw misuse(where, {
      what: 'a cron expression of AWS has six fields: minutes, hours, day of month, month, day of week, year',
      got: `${fields.length} in ${JSON.stringify(schedule)}`,
      fix: 'Write it like cron(0 8 ? * MON-FRI *).',
    });
  }
  if (minCapacity === undefined && maxCapacity === undefined) {
    throw misuse(where, {
      what: 'a schedule changes at least one of the limits',
      got: 'neither minCapacity nor maxCapacity',
      fix: 'Set one of them.',
    });
  }
  if (minCapacity !== undefined && maxCapacity !== undefined) {
    requireRange(scope, minCapacity, maxCapacity);
  }
}
