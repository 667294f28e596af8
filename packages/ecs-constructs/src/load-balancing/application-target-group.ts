import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, requireInteger, requireName } from '../support/validation';
import { withHealthCheckDefaults } from './health-check';
import { ApplicationTargetGroupMetrics } from './load-balancer-metrics';
import type { ILoadBalancer } from './load-balancing-contract';
import { TargetGroup, type TargetGroupOptions } from './target-group';

/** The version of HTTP that targets are spoken to with. */
export type TargetGroupProtocolVersion = 'HTTP1' | 'HTTP2' | 'GRPC';

/** Options of a target group behind an {@link ApplicationLoadBalancer}. */
export interface ApplicationTargetGroupOptions extends TargetGroupOptions {
  /** `HTTP2` and `GRPC` need a listener with a certificate. @default 'HTTP1' */
  readonly protocolVersion?: TargetGroupProtocolVersion;
  /** A new target gets its full share after this time, 30 to 900. @default - at once */
  readonly slowStartSeconds?: number;
  /** Keeps a client on its target for this time, 1 to 604800, by a cookie. @default - any target at any time */
  readonly stickinessCookieDurationSeconds?: number;
  /** A cookie of the application that decides, instead of one of the load balancer. @default - that of the load balancer */
  readonly stickinessCookieName?: string;
  /** @default 'round_robin' */
  readonly loadBalancingAlgorithmType?:
    'round_robin' | 'least_outstanding_requests' | 'weighted_random';
}

/** Properties of {@link ApplicationTargetGroup}. */
export interface ApplicationTargetGroupProps extends ApplicationTargetGroupOptions {
  /** The one whose listeners will name it. */
  readonly loadBalancer: ILoadBalancer;
}

/**
 * Tasks that an application load balancer sends requests to. `ApplicationListener.addTargets` makes one; make it
 * yourself where several rules share it or share their requests by weight.
 *
 * @notFor the targets of one rule: `ApplicationListener.addTargets` makes the group as well.
 * @bills nothing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class ApplicationTargetGroup extends TargetGroup {
  readonly protocolVersion: TargetGroupProtocolVersion;

  private readonly loadBalancer: ILoadBalancer;

  constructor(scope: Construct, id: string, props: ApplicationTargetGroupProps) {
    requireShape(`${scope.node.path}/${id}`, 'ApplicationTargetGroupProps', props);
    const { protocolVersion = 'HTTP1', deregistrationDelaySeconds = 30 } = props;
    const { loadBalancingAlgorithmType = 'round_robin', slowStartSeconds, loadBalancer } = props;
    const where = `${scope.node.path}/${id}`;
    requireSlowStart(where, slowStartSeconds, loadBalancingAlgorithmType);
    requireStickiness(where, props);
    super(scope, id, {
      loadBalancer,
      protocol: 'HTTP',
      healthCheck: withHealthCheckDefaults(props.healthCheck ?? {}, {
        protocol: 'HTTP',
        grpc: protocolVersion === 'GRPC',
      }),
      deregistrationDelaySeconds,
      config: {
        protocolVersion,
        slowStart: slowStartSeconds,
        loadBalancingAlgorithmType,
        stickiness: stickiness(props),
      },
    });
    this.protocolVersion = protocolVersion;
    this.loadBalancer = loadBalancer;
  }

  /** What CloudWatch counts of this group alone, for alarms and scaling. */
  get metrics(): ApplicationTargetGroupMetrics {
    return new ApplicationTargetGroupMetrics(
      this.loadBalancer.resource.arnSuffix,
      this.resource.arnSuffix,
    );
  }

  /** What a metric of requests for each target names load balancer and group by. */
  get requestCountLabel(): string {
    return `${this.loadBalancer.resource.arnSuffix}/${this.resource.arnSuffix}`;
  }
}

function stickiness(props: ApplicationTargetGroupOptions) {
  const { stickinessCookieDurationSeconds: cookieDuration, stickinessCookieName: name } = props;
  if (cookieDuration === undefined) {
    return undefined;
  }
  return name === undefined
    ? { enabled: true, type: 'lb_cookie', cookieDuration }
    : { enabled: true, type: 'app_cookie', cookieDuration, cookieName: literal(name) };
}

function requireSlowStart(where: string, seconds: number | undefined, algorithm: string): void {
  if (!isKnown(seconds)) {
    return;
  }
  requireInteger(where, seconds, { name: 'slowStartSeconds', min: 30, max: 900, unit: 'seconds' });
  if (algorithm !== 'round_robin') {
    throw misuse(where, {
      what: 'slow start is there with round_robin only',
      got: `slowStartSeconds ${seconds} with loadBalancingAlgorithmType '${algorithm}'`,
      fix: 'Leave one of the two out.',
    });
  }
}

function requireStickiness(
  where: string,
  {
    stickinessCookieDurationSeconds: duration,
    stickinessCookieName: name,
  }: ApplicationTargetGroupOptions,
): void {
  requireInteger(where, duration, {
    name: 'stickinessCookieDurationSeconds',
    min: 1,
    max: 604_800,
    unit: 'seconds',
  });
  if (name === undefined) {
    return;
  }
  if (duration === undefined) {
    throw misuse(where, {
      what: 'a cookie of the application keeps a client for a time',
      got: 'stickinessCookieName without stickinessCookieDurationSeconds',
      fix: 'Set stickinessCookieDurationSeconds.',
    });
  }
  requireName(where, name, {
    name: 'stickinessCookieName',
    pattern: /^(?!AWSALB)[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/,
    allowed: 'the name of a cookie, and none that begins with AWSALB, which AWS keeps for itself',
  });
}
