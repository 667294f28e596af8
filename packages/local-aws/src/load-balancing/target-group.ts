import { record, records, text, type XmlRecord } from '../gateway/xml';
import type { MotoClient } from '../moto/moto-client';

/** How targets are checked. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export interface TargetHealthCheck {
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  /** A port of its own, or the one that gets the traffic. */
  readonly port: number | 'traffic-port';
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** `200`, `200,302` or `200-399`. */
  readonly matcher: string;
}

/** A target group as moto holds it; its targets are ours. */
export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly targetType: string;
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly healthCheck: TargetHealthCheck;
  readonly deregistrationSeconds: number;
  /** How long a client stays with its target; undefined without stickiness. */
  readonly stickySeconds?: number;
}

/** Reads the target groups of a region. */
export async function readTargetGroups(
  moto: MotoClient,
  region: string,
): Promise<readonly TargetGroup[]> {
  const answer = await moto.query('elasticloadbalancing', region, 'DescribeTargetGroups', {});
  return Promise.all(
    records(answer['TargetGroups']).map(async (group) => {
      const TargetGroupArn = text(group['TargetGroupArn']) ?? '';
      const found = await moto.query(
        'elasticloadbalancing',
        region,
        'DescribeTargetGroupAttributes',
        { TargetGroupArn },
      );
      return targetGroupOf(group, attributesIn(found));
    }),
  );
}

/** The attributes of a group or balancer, by their key. */
export function attributesIn(answer: XmlRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(
    records(answer['Attributes']).map(({ Key, Value }) => [text(Key) ?? '', text(Value) ?? '']),
  );
}

function targetGroupOf(
  group: XmlRecord,
  attributes: Readonly<Record<string, string>>,
): TargetGroup {
  const protocol = text(group['Protocol']) ?? '';
  const port = text(group['HealthCheckPort']) ?? 'traffic-port';
  // An app cookie belongs to the app; only the cookie of the balancer is emulated.
  const isSticky =
    attributes['stickiness.enabled'] === 'true' && attributes['stickiness.type'] === 'lb_cookie';
  return {
    arn: text(group['TargetGroupArn']) ?? '',
    name: text(group['TargetGroupName']) ?? '',
    targetType: text(group['TargetType']) ?? 'instance',
    protocol,
    port: Number(text(group['Port']) ?? 0),
    vpcId: text(group['VpcId']) ?? '',
    healthCheck: {
      protocol: checkProtocol(text(group['HealthCheckProtocol']) ?? protocol),
      port: port === 'traffic-port' ? port : Number(port),
      path: text(group['HealthCheckPath']) ?? '/',
      intervalSeconds: Number(text(group['HealthCheckIntervalSeconds']) ?? 30),
      timeoutSeconds: Number(text(group['HealthCheckTimeoutSeconds']) ?? 5),
      healthyThreshold: Number(text(group['HealthyThresholdCount']) ?? 5),
      unhealthyThreshold: Number(text(group['UnhealthyThresholdCount']) ?? 2),
      matcher: text(record(group['Matcher'])['HttpCode']) ?? '200',
    },
    deregistrationSeconds: Number(attributes['deregistration_delay.timeout_seconds'] ?? 300),
    ...(isSticky
      ? { stickySeconds: Number(attributes['stickiness.lb_cookie.duration_seconds'] ?? 86_400) }
      : {}),
  };
}

/** What is neither HTTP nor HTTPS is checked by a connection. */
function checkProtocol(protocol: string): TargetHealthCheck['protocol'] {
  return protocol === 'HTTP' || protocol === 'HTTPS' ? protocol : 'TCP';
}
