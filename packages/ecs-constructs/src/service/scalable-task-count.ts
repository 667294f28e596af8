import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { ITargetGroup } from '../load-balancing/load-balancing-contract';
import { requirePeriod } from '../monitoring/alarm-checks';
import { requireMetric } from '../monitoring/metric-checks';
import { renderMetric } from '../monitoring/scaling-metric';
import { dependOn, replaceWith } from '../support/dependencies';
import { requireShape } from '../support/require-shape';
import { warn } from './service-checks';
import { literal } from '../support/terraform-text';
import {
  describeProblem,
  isKnown,
  misuse,
  numberAsText,
  requireInteger,
} from '../support/validation';
import {
  MAX_ALARM_NAME,
  describeMetric,
  NOTHING_RESERVED,
  NOTHING_TO_MEASURE,
  requireOwnMetric,
  requireRange,
  requireSchedule,
  requireTracked,
  scalingName,
} from './scaling-checks';
import { applyForecast, type PredictiveScalingOptions } from './predictive-scaling';
import type {
  CustomMetricTrackingOptions,
  RequestCountScalingOptions,
  ScalableTaskCountProps,
  ScaledService,
  ScheduleScalingOptions,
  StepScalingOptions,
  TargetTrackingOptions,
  UtilizationScalingOptions,
} from './scaling-options';
import { stepPolicies } from './step-scaling';

/**
 * Scales the number of tasks of a service. `Ec2Service.autoScaleTaskCount` makes it. It does not add hosts: give the
 * cluster capacity with managed scaling, or hosts for the largest number of tasks.
 *
 * @notFor adding hosts: that is managed scaling of the cluster's capacity.
 * @bills each CloudWatch alarm by the month: two for every target that is tracked, one for steps.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export class ScalableTaskCount extends Construct {
  readonly resource: AppautoscalingTarget;
  readonly minCapacity: number;
  readonly maxCapacity: number;

  private readonly clusterName: string;
  private readonly serviceName: string;
  private readonly service?: ScaledService;
  /** The policy that follows each metric. */
  private readonly metrics = new Map<string, string>();

  constructor(scope: Construct, id: string, props: ScalableTaskCountProps) {
    super(scope, id);
    requireShape(this, 'ScalableTaskCountProps', props);
    const { minCapacity = 1, maxCapacity } = props;
    requireRange(this, minCapacity, maxCapacity);
    this.minCapacity = minCapacity;
    this.maxCapacity = maxCapacity;
    this.clusterName = props.clusterName;
    this.serviceName = props.serviceName;
    this.service = props.service;
    this.resource = new AppautoscalingTarget(this, 'Resource', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: literal(`service/${props.clusterName}/${props.serviceName}`),
      minCapacity,
      maxCapacity,
    });
    // AWS forgets the target with its service, and its id, which is made of names, would not tell Terraform.
    if (props.service !== undefined) {
      replaceWith(this.resource, props.service.resource);
    }
    this.node.addValidation({
      validate: () => {
        this.warnings();
        return [];
      },
    });
  }

  /** Keeps the CPU utilization near a value. */
  scaleOnCpuUtilization(id: string, options: UtilizationScalingOptions): AppautoscalingPolicy {
    requireShape(`${this.node.path}/${id}`, 'UtilizationScalingOptions', options);
    return this.trackUtilization(id, CPU, options);
  }

  /** Keeps the memory utilization near a value. */
  scaleOnMemoryUtilization(id: string, options: UtilizationScalingOptions): AppautoscalingPolicy {
    requireShape(`${this.node.path}/${id}`, 'UtilizationScalingOptions', options);
    return this.trackUtilization(id, 'ECSServiceAverageMemoryUtilization', options);
  }

  /**
   * Keeps the number of requests for each task near a value. The load balancer counts them, so that it knows of load
   * before the tasks are slow.
   */
  scaleOnRequestCount(id: string, options: RequestCountScalingOptions): AppautoscalingPolicy {
    requireShape(`${this.node.path}/${id}`, 'RequestCountScalingOptions', options);
    const { requestsPerTarget: targetValue, targetGroup } = options;
    requireInteger(this, targetValue, { name: 'requestsPerTarget', min: 1 });
    this.node.addValidation({ validate: () => this.requestProblems(targetGroup) });
    const policy = this.track(id, options, `requests to ${targetGroup.node.path}`, {
      targetValue,
      predefinedMetricSpecification: {
        predefinedMetricType: 'ALBRequestCountPerTarget',
        resourceLabel: targetGroup.requestCountLabel,
      },
    });
    // The label is refused until a listener or a rule sends requests there.
    targetGroup.onUse(({ resource }) => dependOn(policy, resource));
    return policy;
  }

  /** Keeps a metric of CloudWatch near a value. It must fall when tasks are added. */
  scaleToTrackCustomMetric(id: string, options: CustomMetricTrackingOptions): AppautoscalingPolicy {
    requireShape(`${this.node.path}/${id}`, 'CustomMetricTrackingOptions', options);
    const { namespace, metricName, statistic, targetValue, dimensions = {} } = options;
    requireTracked(`${this.node.path}/${id}`, options);
    return this.track(id, options, describeMetric(options), {
      targetValue,
      customizedMetricSpecification: literal({
        namespace,
        metricName,
        statistic,
        dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
      }),
    });
  }

  /**
   * Adds and removes tasks by steps, by how far a metric of CloudWatch is off. Makes an alarm and a policy to add tasks, and
   * another pair to remove some, as the steps ask for. Prefer to track a metric where it falls when tasks are added.
   */
  scaleOnMetric(id: string, options: StepScalingOptions): readonly AppautoscalingPolicy[] {
    requireShape(`${this.node.path}/${id}`, 'StepScalingOptions', options);
    const where = `${this.node.path}/${id}`;
    const { cooldownSeconds = 300, adjustmentType = 'ChangeInCapacity' } = options;
    const { periodSeconds = 60, evaluationPeriods = 3 } = options;
    requireMetric(where, options);
    requireInteger(where, cooldownSeconds, { name: 'cooldownSeconds', min: 0, unit: 's' });
    requireInteger(where, evaluationPeriods, { name: 'evaluationPeriods', min: 1 });
    requirePeriod(where, periodSeconds, evaluationPeriods);
    const policies = stepPolicies(where, options.scalingSteps);
    requireOwnMetric(this, id, describeMetric(options), this.metrics);
    return policies.map(({ direction, threshold, adjustments }) => {
      const part = direction === 'out' ? `${id}Out` : `${id}In`;
      const policy = this.replacedWithTarget(
        new AppautoscalingPolicy(this, part, {
          name: scalingName(this, [this.serviceName, part]),
          policyType: 'StepScaling',
          ...this.target(),
          stepScalingPolicyConfiguration: {
            adjustmentType,
            cooldown: cooldownSeconds,
            metricAggregationType: 'Average',
            stepAdjustment: adjustments.map(({ lower, upper, change }) => ({
              metricIntervalLowerBound: lower === undefined ? undefined : String(lower),
              metricIntervalUpperBound: upper === undefined ? undefined : String(upper),
              scalingAdjustment: change,
            })),
          },
        }),
      );
      new CloudwatchMetricAlarm(this, `${part}Alarm`, {
        // Services of two clusters may have one name, and alarms are unique to the region.
        alarmName: scalingName(this, [this.clusterName, this.serviceName, part], MAX_ALARM_NAME),
        alarmDescription: literal(`Scales ${this.serviceName} ${direction}`),
        comparisonOperator:
          direction === 'out' ? 'GreaterThanOrEqualToThreshold' : 'LessThanOrEqualToThreshold',
        threshold,
        evaluationPeriods,
        period: periodSeconds,
        ...renderMetric(options),
        alarmActions: [policy.arn],
      });
      return policy;
    });
  }

  /**
   * Adds tasks before load that comes back every day or week, by a forecast of two weeks of metrics; there is none in the first
   * 24 hours. It never removes any: add another policy. AWS provider 6.13 or later.
   */
  scaleOnForecast(id: string, options: PredictiveScalingOptions): AppautoscalingPolicy {
    requireShape(`${this.node.path}/${id}`, 'PredictiveScalingOptions', options);
    const policy = this.replacedWithTarget(
      new AppautoscalingPolicy(this, id, {
        name: scalingName(this, [this.serviceName, id]),
        policyType: 'PredictiveScaling',
        ...this.target(),
      }),
    );
    applyForecast(this, policy, options);
    options.targetGroup?.onUse(({ resource }) => dependOn(policy, resource));
    return policy;
  }

  /** Changes the limits at given times. From then on AWS owns them, so that Terraform does not set them back. */
  scaleOnSchedule(id: string, options: ScheduleScalingOptions): AppautoscalingScheduledAction {
    requireShape(`${this.node.path}/${id}`, 'ScheduleScalingOptions', options);
    const { schedule, timezone = 'UTC', minCapacity, maxCapacity } = options;
    requireSchedule(this, id, options);
    this.resource.lifecycle = {
      ...this.resource.lifecycle,
      ignoreChanges: ['min_capacity', 'max_capacity'],
    };
    const action = new AppautoscalingScheduledAction(this, id, {
      name: scalingName(this, [this.serviceName, id]),
      ...this.target(),
      ...literal({ schedule, timezone }),
      scalableTargetAction: {
        minCapacity: minCapacity === undefined ? undefined : numberAsText(minCapacity),
        maxCapacity: maxCapacity === undefined ? undefined : numberAsText(maxCapacity),
      },
    });
    return this.replacedWithTarget(action);
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
    return this.track(id, options, predefinedMetricType, {
      targetValue,
      predefinedMetricSpecification: { predefinedMetricType },
    });
  }

  private track(
    id: string,
    options: TargetTrackingOptions,
    name: string,
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
    requireOwnMetric(this, id, name, this.metrics);
    const policy = new AppautoscalingPolicy(this, id, {
      name: scalingName(this, [this.serviceName, id]),
      policyType: 'TargetTrackingScaling',
      ...this.target(),
      targetTrackingScalingPolicyConfiguration: {
        ...metric,
        scaleInCooldown: scaleInCooldownSeconds,
        scaleOutCooldown: scaleOutCooldownSeconds,
        disableScaleIn: options.disableScaleIn ?? false,
      },
    });
    return this.replacedWithTarget(policy);
  }

  /** AWS forgets policies and schedules with their target, and nothing in them would tell Terraform. */
  private replacedWithTarget<Resource extends TerraformResource>(resource: Resource): Resource {
    if (this.service !== undefined) {
      replaceWith(resource, this.resource);
    }
    return resource;
  }

  private requestProblems(targetGroup: ITargetGroup): string[] {
    const groups = this.service?.targetGroups() ?? [targetGroup];
    if (groups.includes(targetGroup)) {
      return [];
    }
    return [
      describeProblem({
        what: 'a service follows the requests to a target group that its tasks are registered in',
        got: targetGroup.node.path,
        fix: 'Add the service to the targets of that group, or name the group that addTargets returned for it.',
      }),
    ];
  }

  /** Validations run more than once in a synth; a warning is given once. */
  private warnings(): void {
    const measured = [...this.metrics.keys()].some((metric) => !metric.startsWith('metric '));
    const texts = [
      ...(measured && this.minCapacity === 0 ? [NOTHING_TO_MEASURE] : []),
      ...(this.metrics.has(CPU) && this.service?.reservedCpu() === 0 ? [NOTHING_RESERVED] : []),
    ];
    texts.map((text) => describeProblem(text)).forEach((text) => warn(this, text));
  }

  /** The target's own attributes: what names it by them is created after it and deleted before it. */
  private target() {
    const { resourceId, scalableDimension, serviceNamespace } = this.resource;
    return { resourceId, scalableDimension, serviceNamespace };
  }
}

const CPU = 'ECSServiceAverageCPUUtilization';

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
