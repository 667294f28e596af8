import type { Construct } from 'constructs';
import { requireInteger } from '../support/validation';
import { ApplicationListener, type ApplicationListenerOptions } from './application-listener';
import { ListenerAction } from './listener-action';
import { ApplicationLoadBalancerMetrics } from './load-balancer-metrics';
import { LoadBalancer, type LoadBalancerProps } from './load-balancer';
import type { LoadBalancerSecurityGroup } from './load-balancer-security-group';
import type { Peer } from '../network/peer';
import { requireShape } from '../support/require-shape';

/** Properties of {@link ApplicationLoadBalancer}. */
export interface ApplicationLoadBalancerProps extends LoadBalancerProps {
  /**
   * How long a connection may be silent, 1 to 4000. A server must keep idle connections open for longer than that, or
   * clients see 502 now and then. @default 60
   */
  readonly idleTimeoutSeconds?: number;
}

/** Options of `ApplicationLoadBalancer.addRedirect`. */
export interface ApplicationLoadBalancerRedirectOptions {
  /** Who may come to be sent on. @default - nobody, with a warning */
  readonly peers?: readonly Peer[];
  /** @default 80 */
  readonly sourcePort?: number;
  /** @default 443 */
  readonly targetPort?: number;
}

/**
 * A load balancer for HTTP and HTTPS, over at least two availability zones. It is in the network only, and open to
 * nobody, unless `internetFacing` and the `peers` of a listener say otherwise; it drops headers that are no headers.
 *
 * Give it a zone for every zone with hosts.
 *
 * @notFor protocols other than HTTP: see `NetworkLoadBalancer`.
 * @bills each hour, used or not, and capacity units: connections, bytes, rules. With `internetFacing` a public IPv4
 * address for each zone. `accessLogs` as objects of S3.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 */
export class ApplicationLoadBalancer extends LoadBalancer {
  declare readonly securityGroup: LoadBalancerSecurityGroup;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    requireShape(`${scope.node.path}/${id}`, 'ApplicationLoadBalancerProps', props);
    const { idleTimeoutSeconds = 60 } = props;
    requireInteger(`${scope.node.path}/${id}`, idleTimeoutSeconds, {
      name: 'idleTimeoutSeconds',
      min: 1,
      max: 4000,
      unit: 'seconds',
    });
    super(scope, id, props, {
      type: 'application',
      minimumZones: 2,
      hasSecurityGroup: true,
      config: { idleTimeout: idleTimeoutSeconds, dropInvalidHeaderFields: true },
    });
  }

  /** What CloudWatch counts of the load balancer, for alarms and scaling. */
  get metrics(): ApplicationLoadBalancerMetrics {
    return new ApplicationLoadBalancerMetrics(this.resource.arnSuffix);
  }

  /** Adds a listener on a port. Every call adds one more. */
  addListener(id: string, options: ApplicationListenerOptions): ApplicationListener {
    requireShape(`${this.node.path}/${id}`, 'ApplicationListenerOptions', options);
    return new ApplicationListener(this, id, { ...options, loadBalancer: this });
  }

  /** Adds a listener that sends everybody on to HTTPS. */
  addRedirect(options: ApplicationLoadBalancerRedirectOptions = {}): ApplicationListener {
    requireShape(this, 'ApplicationLoadBalancerRedirectOptions', options);
    const { sourcePort = 80, targetPort = 443, peers } = options;
    return this.addListener(`Redirect${sourcePort}To${targetPort}`, {
      port: sourcePort,
      protocol: 'HTTP',
      peers,
      defaultAction: ListenerAction.redirect({ protocol: 'HTTPS', port: targetPort }),
    });
  }
}
