import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { requireAlarm, reportsTooSeldom } from './alarm-checks';
import type { AlarmProps } from './alarm-options';
import { requireMetric } from './metric-checks';
import { renderMetric } from './scaling-metric';

export type { AlarmOptions } from './alarm-options';

/**
 * An alarm of CloudWatch on one metric. `Metric.createAlarm` makes it as well. Deployments of a service are rolled back by
 * it once it is named in `deploymentAlarms` or given to `enableDeploymentAlarms`.
 *
 * @notFor scaling: `scaleOnMetric` makes its own alarms. Nor for metric math and composite alarms: use those of the
 * provider.
 * @bills each alarm by the month, and more for one with a period below a minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class Alarm extends Construct {
  readonly resource: CloudwatchMetricAlarm;
  /** The alarm's own attribute: whatever names it is created after it and deleted before it. */
  readonly alarmName: string;
  readonly alarmArn: string;

  /**
   * @throws Error for a period or a number of periods that CloudWatch does not take, for names that nobody reports to, and
   * for actions that are no ARNs
   */
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    requireShape(this, 'AlarmProps', props);
    requireOwnNames(this);
    requireAlarm(this, props);
    requireMetric(this, props.metric);
    const { periodSeconds = 60, comparisonOperator = 'GreaterThanOrEqualToThreshold' } = props;
    this.resource = new CloudwatchMetricAlarm(this, 'Resource', {
      alarmName: literal(props.alarmName),
      alarmDescription: literal(props.alarmDescription),
      ...renderMetric(props.metric),
      threshold: props.threshold,
      comparisonOperator,
      evaluationPeriods: props.evaluationPeriods,
      datapointsToAlarm: props.datapointsToAlarm,
      period: periodSeconds,
      treatMissingData: props.treatMissingData ?? 'missing',
      alarmActions: actions(props.alarmActions),
      okActions: actions(props.okActions),
      insufficientDataActions: actions(props.insufficientDataActions),
    });
    this.alarmName = this.resource.alarmName;
    this.alarmArn = this.resource.arn;
    if (reportsTooSeldom(props.metric, periodSeconds)) {
      Annotations.of(this).addWarning(
        `${props.metric.namespace} reports once a minute, so that most periods have no value; got periodSeconds ` +
          `${periodSeconds}. Leave it out.`,
      );
    }
  }
}

function actions(arns: readonly string[] | undefined): string[] | undefined {
  return arns === undefined ? undefined : literal([...arns]);
}
