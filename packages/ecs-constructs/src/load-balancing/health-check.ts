import type { IConstruct } from 'constructs';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, numberAsText, requireInteger, requireName } from '../support/validation';

/**
 * How a load balancer finds out whether a target works. It asks each target from every one of its zones.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface HealthCheck {
  /** For a network load balancer; one for applications asks by HTTP. @default - 'HTTP' for applications, else 'TCP' */
  readonly protocol?: 'HTTP' | 'TCP';
  /** What is asked for by HTTP. It must answer without a login. @default '/' */
  readonly path?: string;
  /**
   * A static host port of the task that answers instead of the one that serves. @default - the port that serves, which
   * ECS registers
   */
  readonly port?: number;
  /** Time between two checks, 5 to 300. @default 10 */
  readonly intervalSeconds?: number;
  /** A target that takes longer has failed the check; 2 to 120, below the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Checks in a row that an unhealthy target must pass, 2 to 10. A new target passes one. @default 2 */
  readonly healthyThresholdCount?: number;
  /** Checks in a row after whose failure a target is unhealthy, 2 to 10. @default 2 */
  readonly unhealthyThresholdCount?: number;
  /** Answers that are good: `200`, `200,204` or `200-299`. 200 to 499, to 599 behind a network load balancer; for gRPC its codes, 0 to 99. @default - '200'; '0' for gRPC */
  readonly healthyHttpCodes?: string;
}

/** A health check with everything filled in that has a default; everything is written down, as AWS changes defaults. */
export interface FullHealthCheck extends HealthCheck {
  readonly protocol: 'HTTP' | 'TCP';
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThresholdCount: number;
  readonly unhealthyThresholdCount: number;
}

/** What a health check is when nobody says otherwise, in a target group of a protocol and a version of it. */
export function withHealthCheckDefaults(
  check: HealthCheck,
  { protocol, grpc = false }: { readonly protocol: 'HTTP' | 'TCP'; readonly grpc?: boolean },
): FullHealthCheck {
  const asked = check.protocol ?? protocol;
  const byHttp = {
    path: check.path ?? (grpc ? '/AWS.ALB/healthcheck' : '/'),
    healthyHttpCodes: check.healthyHttpCodes ?? (grpc ? '0' : '200'),
  };
  return {
    intervalSeconds: 10,
    timeoutSeconds: 5,
    healthyThresholdCount: 2,
    unhealthyThresholdCount: 2,
    ...definedOf(check),
    protocol: asked,
    ...(asked === 'HTTP' ? byHttp : {}),
  };
}

/** Rules that need nothing but the health check itself. */
export function requireHealthCheck(
  scope: IConstruct,
  check: FullHealthCheck,
  { protocol, grpc = false }: { readonly protocol: 'HTTP' | 'TCP'; readonly grpc?: boolean },
): void {
  const { intervalSeconds, timeoutSeconds, path, healthyHttpCodes } = check;
  const integer = (name: keyof FullHealthCheck, min: number, max: number, unit?: string) =>
    requireInteger(scope, check[name] as number | undefined, {
      name: `healthCheck.${name}`,
      min,
      max,
      unit,
    });
  integer('intervalSeconds', 5, 300, 'seconds');
  integer('timeoutSeconds', 2, 120, 'seconds');
  integer('healthyThresholdCount', 2, 10);
  integer('unhealthyThresholdCount', 2, 10);
  integer('port', 1, 65_535);
  requireProtocol(scope, check, protocol);
  if (path !== undefined) {
    requireName(scope, path, {
      name: 'healthCheck.path',
      pattern: /^\/\S{0,1023}$/,
      allowed: 'a path that begins with /, of at most 1024 characters without white space',
    });
  }
  if (healthyHttpCodes !== undefined) {
    requireName(scope, healthyHttpCodes, {
      name: 'healthCheck.healthyHttpCodes',
      pattern: /^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*$/,
      allowed: "codes such as '200', '200,204' or '200-299'",
    });
    requireCodes(scope, healthyHttpCodes, grpc ? 'gRPC' : protocol);
  }
  if (isKnown(intervalSeconds) && isKnown(timeoutSeconds) && timeoutSeconds >= intervalSeconds) {
    throw misuse(scope, {
      what: 'the timeout of a health check is shorter than the time between two checks',
      got: `timeoutSeconds ${timeoutSeconds}, intervalSeconds ${intervalSeconds}`,
      fix: 'Lower timeoutSeconds or raise intervalSeconds.',
    });
  }
}

/**
 * By what target groups speak: those of a network load balancer may be asked by HTTP, too.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
const CODES = {
  HTTP: { min: 200, max: 499, of: 'applications' },
  TCP: { min: 200, max: 599, of: 'a network load balancer' },
  gRPC: { min: 0, max: 99, of: 'gRPC' },
} as const;

function requireCodes(scope: IConstruct, codes: string, kind: keyof typeof CODES): void {
  if (!isKnown(codes)) {
    return;
  }
  const { min, max, of } = CODES[kind];
  const bad = codes.split(',').find((part) => {
    const [from = min, to = from] = part.split('-').map(Number);
    return from < min || to > max || from > to;
  });
  if (bad !== undefined) {
    throw misuse(scope, {
      what: `healthCheck.healthyHttpCodes has codes of ${min} to ${max} for ${of}, the lower end of a range first`,
      got: JSON.stringify(bad),
      fix: 'Change healthCheck.healthyHttpCodes.',
    });
  }
}

/** The block of a target group. `traffic-port` is the port that ECS registered. */
export function renderHealthCheck(check: FullHealthCheck) {
  const { protocol, path, port, intervalSeconds, timeoutSeconds } = check;
  return {
    enabled: true,
    protocol,
    path: literal(path),
    port: port === undefined ? 'traffic-port' : numberAsText(port),
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    healthyThreshold: check.healthyThresholdCount,
    unhealthyThreshold: check.unhealthyThresholdCount,
    matcher: literal(check.healthyHttpCodes),
  };
}

function requireProtocol(
  scope: IConstruct,
  check: FullHealthCheck,
  protocol: 'HTTP' | 'TCP',
): void {
  if (protocol === 'HTTP' && check.protocol === 'TCP') {
    throw misuse(scope, {
      what: 'a load balancer for applications checks its targets by HTTP',
      got: "healthCheck.protocol 'TCP'",
      fix: 'Leave healthCheck.protocol out, and name a path that answers.',
    });
  }
  const extra = (['path', 'healthyHttpCodes'] as const).find((name) => check[name] !== undefined);
  if (check.protocol === 'TCP' && extra !== undefined) {
    throw misuse(scope, {
      what: 'a health check by TCP asks for nothing: it only connects',
      got: `healthCheck.${extra}`,
      fix: `Set healthCheck.protocol to 'HTTP', or remove ${extra}.`,
    });
  }
}

/** Without the entries that were given as undefined, which must not hide a default. */
function definedOf(check: HealthCheck): HealthCheck {
  return Object.fromEntries(Object.entries(check).filter(([, value]) => value !== undefined));
}
