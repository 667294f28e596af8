import { Construct } from 'constructs';
import { Metric, type MetricOptions } from '../monitoring/metric';
import { requireShape } from '../support/require-shape';

/** What ECS reports of a cluster, once a minute and free of charge. */
export abstract class MeasuredCluster extends Construct {
  abstract readonly clusterName: string;

  /** A metric of the cluster by its name. Its statistic is `Average` where `options` name no other. */
  metric(metricName: string, options: MetricOptions = {}): Metric {
    requireShape(`${this.node.path}: metric`, 'MetricOptions', options);
    const { statistic } = options;
    const dimensions = { ClusterName: this.clusterName };
    return new Metric({ namespace: 'AWS/ECS', metricName, statistic, dimensions });
  }

  /** Percent of the CPU of all hosts that tasks reserve. */
  metricCpuReservation(options?: MetricOptions): Metric {
    return this.metric('CPUReservation', options);
  }

  /** Percent of the CPU of all hosts that tasks use. */
  metricCpuUtilization(options?: MetricOptions): Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Percent of the memory of all hosts that tasks reserve. */
  metricMemoryReservation(options?: MetricOptions): Metric {
    return this.metric('MemoryReservation', options);
  }

  /** Percent of the memory of all hosts that tasks use. */
  metricMemoryUtilization(options?: MetricOptions): Metric {
    return this.metric('MemoryUtilization', options);
  }
}
