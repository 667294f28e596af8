import { Construct } from 'constructs';
import type { ApplicationListener } from '../load-balancing/application-listener';
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from '../load-balancing/application-load-balancer';
import type {
  ApplicationTargetGroup,
  ApplicationTargetGroupOptions,
} from '../load-balancing/application-target-group';
import { ListenerCondition } from '../load-balancing/listener-condition';
import type { INetwork } from '../network/network';
import type { Peer } from '../network/peer';
import { optionsFor, requireShape } from '../support/require-shape';
import { isKnown, misuse, numberAsText } from '../support/validation';
import { Ec2Service } from './ec2-service';
import type { Ec2ServiceProps } from './ec2-service-props';
import type { LoadBalancerTargetOptions } from './load-balancer-target';

type ServiceProps = Omit<Ec2ServiceProps, 'peers' | 'dynamicPortPeers'>;
type BalancerProps = Partial<ApplicationLoadBalancerProps>;

/** Properties of {@link LoadBalancedEc2Service}. */
export interface LoadBalancedEc2ServiceProps
  extends ServiceProps, BalancerProps, ApplicationTargetGroupOptions, LoadBalancerTargetOptions {
  /** @default - the name of the service, with hyphens, cut to 32 characters */
  readonly loadBalancerName?: string;
  /** @default - that of the cluster */
  readonly network?: INetwork;
  /**
   * Who may come to the load balancer: `[Peer.anyIpv4()]` is everybody. The hosts let in the load balancer only.
   *
   * @default - nobody, with a warning
   */
  readonly peers?: readonly Peer[];
  /**
   * ARNs of certificates: the service is then there by HTTPS, and who comes by HTTP is sent on.
   *
   * @default - none: plain HTTP
   */
  readonly certificateArns?: readonly string[];
  /** @default - 443 with certificateArns, else 80 */
  readonly listenerPort?: number;
}

/**
 * A service with an application load balancer of its own in front: by HTTPS with a certificate, else by HTTP.
 *
 * Give its container a port without `hostPort`: ECS then chooses one for every task, so that several run on a host and
 * deployments need no spare one.
 *
 * @notFor services that share a load balancer: make an `ApplicationLoadBalancer` and call `addTargets` for each of
 * them.
 * @bills the load balancer by the hour, used or not, and by what goes through it; its public IPv4 addresses, one a
 * zone.
 */
export class LoadBalancedEc2Service extends Construct {
  readonly service: Ec2Service;
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly targetGroup: ApplicationTargetGroup;
  /** Where the service answers. With a certificate, under its name rather than this one. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: LoadBalancedEc2ServiceProps) {
    super(scope, id);
    requireShape(this, 'LoadBalancedEc2ServiceProps', props);
    const { certificateArns = [], peers } = props;
    const encrypted = certificateArns.length > 0;
    const { listenerPort: port = encrypted ? 443 : 80 } = props;
    this.service = new Ec2Service(this, 'Service', {
      ...optionsFor<Ec2ServiceProps>('Ec2ServiceProps', props),
      peers: undefined,
      dynamicPortPeers: undefined,
    });
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      ...optionsFor<Partial<ApplicationLoadBalancerProps>>('ApplicationLoadBalancerProps', props),
      loadBalancerName: props.loadBalancerName ?? balancerName(this, props.serviceName),
      network: props.network ?? this.clusterNetwork(props),
    });
    const protocol = encrypted ? 'HTTPS' : 'HTTP';
    this.listener = this.loadBalancer.addListener('Listener', {
      port,
      protocol,
      peers,
      certificateArns,
    });
    if (encrypted && port !== 80) {
      this.loadBalancer.addRedirect({ targetPort: port, peers });
    }
    const { containerName, containerPort } = props;
    const target = this.service.loadBalancerTarget({ containerName, containerPort });
    this.targetGroup = this.listener.addTargets('Targets', {
      protocolVersion: props.protocolVersion,
      healthCheck: props.healthCheck,
      deregistrationDelaySeconds: props.deregistrationDelaySeconds,
      slowStartSeconds: props.slowStartSeconds,
      stickinessCookieDurationSeconds: props.stickinessCookieDurationSeconds,
      stickinessCookieName: props.stickinessCookieName,
      loadBalancingAlgorithmType: props.loadBalancingAlgorithmType,
      targets: [target],
      ...(props.deploymentStrategy?.settings === undefined ? {} : ALL_REQUESTS),
    });
    const isUsual = port === (encrypted ? 443 : 80);
    const host = this.loadBalancer.loadBalancerDnsName;
    this.url = `${protocol.toLowerCase()}://${host}${isUsual ? '' : `:${numberAsText(port)}`}`;
  }

  private clusterNetwork({ cluster }: LoadBalancedEc2ServiceProps): INetwork {
    if (cluster.network !== undefined) {
      return cluster.network;
    }
    throw misuse(this, {
      what: 'the network of an imported cluster is not known',
      got: `no network, with ${cluster.node.path}`,
      fix: 'Set network to where the hosts are.',
    });
  }
}

/** A rule that takes everything: ECS moves requests in rules only. */
const ALL_REQUESTS = {
  priority: 1000,
  conditions: [ListenerCondition.pathPatterns(['/*'])],
  shiftTraffic: true,
};

/** Names of services may be longer than those of load balancers, and have underscores. */
function balancerName(scope: Construct, serviceName: string): string {
  if (!isKnown(serviceName)) {
    throw misuse(scope, {
      what: 'the name of the load balancer follows that of the service, which is not known at synth',
      got: 'no loadBalancerName',
      fix: 'Set loadBalancerName.',
    });
  }
  return serviceName
    .replace(/_/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
}
