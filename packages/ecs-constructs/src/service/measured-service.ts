import { Metric, type MetricOptions } from '../monitoring/metric';
import { requireShape } from '../support/require-shape';
import { concatenated, literal } from '../support/terraform-text';
import { misuse } from '../support/validation';
import { NetworkedService } from './networked-service';

/** Something with the name of an alarm, such as `Alarm` and `CloudwatchMetricAlarm`. */
export interface NamedAlarm {
  readonly alarmName: string;
}

/** Options of `Ec2Service.enableDeploymentAlarms`. */
export interface DeploymentAlarmOptions {
  /** Go back to the revision that ran before. @default true */
  readonly rollback?: boolean;
}

/** What ECS reports of a service, and the alarms that end its deployments. */
export abstract class MeasuredService extends NetworkedService {
  /**
   * A metric of the service by its name. Its statistic is `Average` where `options` name no other. An alarm on it may be given
   * to this service's own deployments.
   */
  metric(metricName: string, options: MetricOptions = {}): Metric {
    requireShape(`${this.node.path}: metric`, 'MetricOptions', options);
    return new Metric({
      namespace: 'AWS/ECS',
      metricName,
      statistic: options.statistic,
      // The name as text: by its attribute, an alarm would come after the service, which has to come after its alarms.
      dimensions: {
        ClusterName: this.cluster.clusterName,
        ServiceName: this.resource.nameInput ?? '',
      },
    });
  }

  /** Percent of the CPU that the tasks reserve; nothing where they reserve none. */
  metricCpuUtilization(options?: MetricOptions): Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Percent of the memory that the tasks reserve: of the soft limit, where there is one. */
  metricMemoryUtilization(options?: MetricOptions): Metric {
    return this.metric('MemoryUtilization', options);
  }

  /**
   * Lets alarms make a deployment fail, also such as watch this service itself. They come on top of those in
   * `deploymentAlarms`, and every call adds some.
   *
   * @throws Error for no alarm, and for another `rollback` than that of the alarms before
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
   */
  enableDeploymentAlarms(
    alarms: readonly (NamedAlarm | string)[],
    options: DeploymentAlarmOptions = {},
  ): void {
    requireShape(this, 'DeploymentAlarmOptions', options);
    const before = this.resource.alarmsInput;
    const rollback = options.rollback ?? before?.rollback ?? true;
    if (alarms.length === 0) {
      throw misuse(this, {
        what: 'enableDeploymentAlarms names at least one alarm',
        got: 'none',
        fix: 'Name one, or remove the call.',
      });
    }
    if (before !== undefined && before.rollback !== rollback) {
      throw misuse(this, {
        what: 'all alarms of a deployment have one answer to whether it goes back',
        got: `rollback ${String(before.rollback)} before, and now ${rollback}`,
        fix: 'Leave rollback out, or say the same.',
      });
    }
    const names = alarms.map((alarm) => (typeof alarm === 'string' ? alarm : alarm.alarmName));
    this.resource.putAlarms({
      enable: true,
      alarmNames: concatenated(before?.alarmNames ?? [], literal(names)),
      rollback,
    });
  }
}
