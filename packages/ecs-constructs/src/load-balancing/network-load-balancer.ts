import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { describeProblem } from '../support/validation';
import { NetworkLoadBalancerMetrics } from './load-balancer-metrics';
import { LoadBalancer, type LoadBalancerProps } from './load-balancer';
import { NetworkListener, type NetworkListenerOptions } from './network-listener';

/** Properties of {@link NetworkLoadBalancer}. */
export interface NetworkLoadBalancerProps extends LoadBalancerProps {
  /**
   * `none` makes it without a security group, which cannot be changed later: hosts then let in the clients themselves, on
   * every port that ECS may choose. @default - a group of its own
   */
  readonly securityGroup?: 'own' | 'none';
  /** Send connections to targets in other zones as well; billed by AWS. @default false */
  readonly crossZoneEnabled?: boolean;
}

/**
 * A load balancer for TCP and TLS. It is in the network only, and open to nobody, unless `internetFacing` and the
 * `peers` of a listener say otherwise.
 *
 * @notFor HTTP: it knows neither paths nor hosts, and a deployment behind it takes minutes longer.
 * @bills each hour, used or not, and capacity units: connections, bytes. With `internetFacing` a public IPv4 address
 * for each zone; what crosses between zones by the gigabyte.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
 */
export class NetworkLoadBalancer extends LoadBalancer {
  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    requireShape(`${scope.node.path}/${id}`, 'NetworkLoadBalancerProps', props);
    const { securityGroup = 'own', crossZoneEnabled = false } = props;
    super(scope, id, props, {
      type: 'network',
      minimumZones: 1,
      hasSecurityGroup: securityGroup === 'own',
      config: { enableCrossZoneLoadBalancing: crossZoneEnabled },
    });
    if (securityGroup === 'none') {
      const text = describeProblem({
        what: 'a network load balancer that is made without a security group can never get one',
        got: "securityGroup 'none'",
        fix: 'Leave securityGroup out.',
      });
      Annotations.of(this).addWarning(text);
    }
  }

  /** What CloudWatch counts of the load balancer, for alarms and scaling. */
  get metrics(): NetworkLoadBalancerMetrics {
    return new NetworkLoadBalancerMetrics(this.resource.arnSuffix);
  }

  /** Adds a listener on a port. Every call adds one more. */
  addListener(id: string, options: NetworkListenerOptions): NetworkListener {
    requireShape(`${this.node.path}/${id}`, 'NetworkListenerOptions', options);
    return new NetworkListener(this, id, { ...options, loadBalancer: this });
  }
}
