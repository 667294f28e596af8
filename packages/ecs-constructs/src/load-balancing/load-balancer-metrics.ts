import { Metric, type MetricOptions } from '../monitoring/metric';
import type { MetricStatistic } from '../monitoring/scaling-metric';
import { requireShape } from '../support/require-shape';
import { misuse } from '../support/validation';

/** Where the metrics of one thing are. */
export interface MetricPlace {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Answers that a load balancer gives by itself. */
export type HttpCodeElb = '3XX' | '4XX' | '5XX' | '500' | '502' | '503' | '504';
/** Answers of the targets. */
export type HttpCodeTarget = '2XX' | '3XX' | '4XX' | '5XX';

/** What every load balancer and every target group has. */
export class ElasticLoadBalancingMetrics {
  constructor(private readonly place: MetricPlace) {}

  /** Any metric by its name. Its statistic is `Average` where `options` name no other. */
  custom(metricName: string, options?: MetricOptions): Metric {
    return this.metric(metricName, 'Average', options);
  }

  protected metric(
    metricName: string,
    statistic: MetricStatistic,
    options: MetricOptions = {},
  ): Metric {
    requireShape(metricName, 'MetricOptions', options);
    return new Metric({
      ...this.place,
      metricName,
      statistic: options.statistic ?? statistic,
    });
  }

  protected httpCode(
    of: 'ELB' | 'Target',
    code: string,
    allowed: readonly string[],
    options?: MetricOptions,
  ) {
    if (!allowed.includes(code)) {
      throw misuse(`httpCode${of === 'ELB' ? 'Elb' : 'Target'}`, {
        what: `answers are counted as ${allowed.join(', ')}`,
        got: JSON.stringify(code),
        fix: 'Name one of them.',
      });
    }
    return this.metric(`HTTPCode_${of}_${code}_Count`, 'Sum', options);
  }
}

/** Of the requests to targets: an application load balancer counts them for all, and for each target group. */
export class HttpTargetMetrics extends ElasticLoadBalancingMetrics {
  /** Requests for which a target was chosen, in total. */
  requestCount(options?: MetricOptions): Metric {
    return this.metric('RequestCount', 'Sum', options);
  }

  /** Seconds until the answer of a target begins; on average, or with `{ statistic: 'p99' }`. */
  targetResponseTime(options?: MetricOptions): Metric {
    return this.metric('TargetResponseTime', 'Average', options);
  }

  /** Answers of the targets, by their code. */
  httpCodeTarget(code: HttpCodeTarget, options?: MetricOptions): Metric {
    return this.httpCode('Target', code, ['2XX', '3XX', '4XX', '5XX'], options);
  }

  /** Connections to targets that did not come about. */
  targetConnectionErrorCount(options?: MetricOptions): Metric {
    return this.metric('TargetConnectionErrorCount', 'Sum', options);
  }
}

/** Metrics of an application load balancer. */
export class ApplicationLoadBalancerMetrics extends HttpTargetMetrics {
  constructor(loadBalancer: string) {
    super({ namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer: loadBalancer } });
  }

  /** Answers that the load balancer gave itself: `502` where a target broke off, `503` where there is none. */
  httpCodeElb(code: HttpCodeElb, options?: MetricOptions): Metric {
    return this.httpCode('ELB', code, ['3XX', '4XX', '5XX', '500', '502', '503', '504'], options);
  }

  /** Connections that are open, of clients and to targets. */
  activeConnectionCount(options?: MetricOptions): Metric {
    return this.metric('ActiveConnectionCount', 'Sum', options);
  }

  /** Connections that were opened, of clients and to targets. */
  newConnectionCount(options?: MetricOptions): Metric {
    return this.metric('NewConnectionCount', 'Sum', options);
  }

  /** Connections that were refused because there were too many. */
  rejectedConnectionCount(options?: MetricOptions): Metric {
    return this.metric('RejectedConnectionCount', 'Sum', options);
  }

  /** Bytes that went through. */
  processedBytes(options?: MetricOptions): Metric {
    return this.metric('ProcessedBytes', 'Sum', options);
  }

  /** Capacity units, which are billed. */
  consumedLCUs(options?: MetricOptions): Metric {
    return this.metric('ConsumedLCUs', 'Sum', options);
  }
}

/** Metrics of a target group behind an application load balancer. */
export class ApplicationTargetGroupMetrics extends HttpTargetMetrics {
  constructor(loadBalancer: string, targetGroup: string) {
    super(placeOf('AWS/ApplicationELB', loadBalancer, targetGroup));
  }

  /** Requests for each target on average. */
  requestCountPerTarget(options?: MetricOptions): Metric {
    return this.metric('RequestCountPerTarget', 'Sum', options);
  }

  /** Targets that pass their health check. */
  healthyHostCount(options?: MetricOptions): Metric {
    return this.metric('HealthyHostCount', 'Average', options);
  }

  /** Targets that fail their health check. */
  unhealthyHostCount(options?: MetricOptions): Metric {
    return this.metric('UnHealthyHostCount', 'Average', options);
  }
}

/** Metrics of a network load balancer. */
export class NetworkLoadBalancerMetrics extends ElasticLoadBalancingMetrics {
  constructor(loadBalancer: string) {
    super({ namespace: 'AWS/NetworkELB', dimensions: { LoadBalancer: loadBalancer } });
  }

  /** Connections that are open. */
  activeFlowCount(options?: MetricOptions): Metric {
    return this.metric('ActiveFlowCount', 'Average', options);
  }

  /** Connections that were opened. */
  newFlowCount(options?: MetricOptions): Metric {
    return this.metric('NewFlowCount', 'Sum', options);
  }

  /** Bytes that went through. */
  processedBytes(options?: MetricOptions): Metric {
    return this.metric('ProcessedBytes', 'Sum', options);
  }

  /** Capacity units, which are billed. */
  consumedLCUs(options?: MetricOptions): Metric {
    return this.metric('ConsumedLCUs', 'Sum', options);
  }

  /** Resets that came from clients. */
  tcpClientResetCount(options?: MetricOptions): Metric {
    return this.metric('TCP_Client_Reset_Count', 'Sum', options);
  }

  /** Resets that the load balancer sent. */
  tcpElbResetCount(options?: MetricOptions): Metric {
    return this.metric('TCP_ELB_Reset_Count', 'Sum', options);
  }

  /** Resets that came from targets. */
  tcpTargetResetCount(options?: MetricOptions): Metric {
    return this.metric('TCP_Target_Reset_Count', 'Sum', options);
  }
}

/** Metrics of a target group behind a network load balancer. */
export class NetworkTargetGroupMetrics extends ElasticLoadBalancingMetrics {
  constructor(loadBalancer: string, targetGroup: string) {
    super(placeOf('AWS/NetworkELB', loadBalancer, targetGroup));
  }

  /** Targets that pass their health check. */
  healthyHostCount(options?: MetricOptions): Metric {
    return this.metric('HealthyHostCount', 'Average', options);
  }

  /** Targets that fail their health check. */
  unHealthyHostCount(options?: MetricOptions): Metric {
    return this.metric('UnHealthyHostCount', 'Average', options);
  }
}

function placeOf(namespace: string, loadBalancer: string, targetGroup: string): MetricPlace {
  return { namespace, dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup } };
}
