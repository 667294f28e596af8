import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { withHealthCheckDefaults } from './health-check';
import { NetworkTargetGroupMetrics } from './load-balancer-metrics';
import type { ILoadBalancer } from './load-balancing-contract';
import { TargetGroup, type TargetGroupOptions } from './target-group';

/** Options of a target group behind a {@link NetworkLoadBalancer}. */
export interface NetworkTargetGroupOptions extends TargetGroupOptions {
  /** Let targets see the address of the client, not that of the load balancer. @default true */
  readonly preserveClientIp?: boolean;
  /** End the connections that are left when the deregistration delay is over. @default false */
  readonly connectionTermination?: boolean;
}

/** Properties of {@link NetworkTargetGroup}. */
export interface NetworkTargetGroupProps extends NetworkTargetGroupOptions {
  readonly loadBalancer: ILoadBalancer;
}

/**
 * Tasks that a network load balancer sends connections to. `NetworkListener.addTargets` makes it.
 *
 * @notFor a listener's own targets: `NetworkListener.addTargets` makes the group as well.
 * @bills nothing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
 */
export class NetworkTargetGroup extends TargetGroup {
  private readonly loadBalancer: ILoadBalancer;

  constructor(scope: Construct, id: string, props: NetworkTargetGroupProps) {
    requireShape(`${scope.node.path}/${id}`, 'NetworkTargetGroupProps', props);
    const { loadBalancer, healthCheck = {}, deregistrationDelaySeconds = 120 } = props;
    super(scope, id, {
      loadBalancer,
      protocol: 'TCP',
      healthCheck: withHealthCheckDefaults(healthCheck, { protocol: 'TCP' }),
      deregistrationDelaySeconds,
      config: {
        preserveClientIp: `${props.preserveClientIp ?? true}`,
        connectionTermination: props.connectionTermination ?? false,
      },
    });
    this.loadBalancer = loadBalancer;
  }

  /** What CloudWatch counts of this group alone, for alarms and scaling. */
  get metrics(): NetworkTargetGroupMetrics {
    return new NetworkTargetGroupMetrics(
      this.loadBalancer.resource.arnSuffix,
      this.resource.arnSuffix,
    );
  }
}
