import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { describeProblem, misuse } from '../support/validation';
import { Listener, type ListenerOptions } from './listener';
import { ListenerAction } from './listener-action';
import type { ILoadBalancerTarget } from './load-balancing-contract';
import type { NetworkLoadBalancer } from './network-load-balancer';
import { NetworkTargetGroup, type NetworkTargetGroupOptions } from './network-target-group';

/** Options of `NetworkLoadBalancer.addListener`. */
export interface NetworkListenerOptions extends ListenerOptions {
  /** `TLS` ends the encryption at the load balancer. @default - 'TLS' with certificateArns, else 'TCP' */
  readonly protocol?: 'TCP' | 'TLS';
}

/** Properties of {@link NetworkListener}. */
export interface NetworkListenerProps extends NetworkListenerOptions {
  readonly loadBalancer: NetworkLoadBalancer;
}

/** Options of `NetworkListener.addTargets`. */
export interface AddNetworkTargetsOptions extends NetworkTargetGroupOptions {
  /** Services, or `service.loadBalancerTarget(...)` where a service has more than one port. */
  readonly targets: readonly ILoadBalancerTarget[];
}

/**
 * A port of a network load balancer. `NetworkLoadBalancer.addListener` makes it.
 *
 * @notFor HTTP: see `ApplicationListener`.
 * @bills nothing of its own.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 */
export class NetworkListener extends Listener {
  readonly loadBalancer: NetworkLoadBalancer;

  private action?: ListenerAction;

  constructor(scope: Construct, id: string, props: NetworkListenerProps) {
    requireShape(`${scope.node.path}/${id}`, 'NetworkListenerProps', props);
    const { loadBalancer, certificateArns = [] } = props;
    const protocol = props.protocol ?? (certificateArns.length > 0 ? 'TLS' : 'TCP');
    super(scope, id, { ...props, protocol, config: {} });
    this.loadBalancer = loadBalancer;
  }

  /** Sends connections to services, in a target group that this call makes. One call: such a listener has no rules. */
  addTargets(id: string, options: AddNetworkTargetsOptions): NetworkTargetGroup {
    requireShape(`${this.node.path}/${id}`, 'AddNetworkTargetsOptions', options);
    const { targets, ...group } = options;
    if (this.action !== undefined) {
      throw misuse(this, {
        what: 'a listener of a network load balancer has one target group',
        got: 'a second one',
        fix: 'Add a listener on another port, or use an ApplicationLoadBalancer, which has rules.',
      });
    }
    const targetGroup = new NetworkTargetGroup(this, id, {
      ...group,
      loadBalancer: this.loadBalancer,
    });
    this.action = ListenerAction.forward([targetGroup]);
    this.use(this.action, this.resource);
    for (const target of targets) {
      target.attachToTargetGroup(targetGroup);
    }
    return targetGroup;
  }

  protected override defaultActionAtSynth(): ListenerAction {
    // cdktf asks before the validations, which say what is missing: an error here would reach nobody as it was written.
    return this.action ?? ListenerAction.fixedResponse(503);
  }

  protected override problems(): readonly string[] {
    if (this.action !== undefined) {
      return [];
    }
    return [
      describeProblem({
        what: 'a listener does something with what comes',
        got: 'no targets',
        fix: 'Call addTargets.',
      }),
    ];
  }
}
