import { resolve } from 'node:path';

/** Whether task definitions may ask for more of this machine than a container of their own. */
export type HostAccessRule = 'refused' | 'allowed';

/** The environment variable that allows it, read when the local AWS starts. */
export const HOST_ACCESS_VARIABLE = 'LOCAL_AWS_ALLOW_HOST_ACCESS';

/** The environment variable that makes scaling policies and bake times faster, read when the local AWS starts. */
export const SCALING_MINUTE_VARIABLE = 'LOCAL_AWS_SCALING_MINUTE_SECONDS';

/** How tasks run: `auto` takes containers where a Docker engine answers and processes otherwise. */
export type RuntimeChoice = 'auto' | 'containers' | 'processes';

/** Where a local AWS listens and keeps its files. The port is its identity: one local AWS per port. */
export interface LocalAwsOptions {
  /** Port of the one endpoint for all services, on 127.0.0.1. */
  readonly port: number;
  /** Loopback address of the first EC2 host; the following hosts take the following addresses. */
  readonly firstHostAddress: string;
  /** Log, lock and process list live here. Created when absent. */
  readonly directory: string;
  /**
   * `containers` refuses to start without a Docker engine, `processes` never uses one.
   * @default 'auto'
   */
  readonly runtime?: RuntimeChoice;
  /**
   * Whether task definitions may be privileged, mount paths and devices of this machine, and the like. Only for those who
   * trust everything that runs here.
   * @default 'refused'
   */
  readonly hostAccess?: HostAccessRule;
  /**
   * How many seconds a minute of CloudWatch alarms, scaling cooldowns and bake times of deployments lasts, for tests that do
   * not wait for minutes.
   * @default 60
   */
  readonly scalingMinuteSeconds?: number;
}

const DEFAULT_PORT = 5566;
const DEFAULT_FIRST_HOST_ADDRESS = '127.0.0.11';

/**
 * Reads LOCAL_AWS_PORT, LOCAL_AWS_FIRST_HOST_ADDRESS, LOCAL_AWS_DIRECTORY, LOCAL_AWS_RUNTIME,
 * LOCAL_AWS_ALLOW_HOST_ACCESS and LOCAL_AWS_SCALING_MINUTE_SECONDS.
 * Throws one error that names every malformed variable.
 */
export function localAwsOptions(env: NodeJS.ProcessEnv, workspaceRoot: string): LocalAwsOptions {
  const problems: string[] = [];
  const read = <T>(
    name: string,
    fallback: T,
    parse: (text: string) => T | undefined,
    allowed: string,
  ): T => {
    const text = env[name];
    if (text === undefined || text === '') {
      return fallback;
    }
    const value = parse(text);
    if (value === undefined) {
      problems.push(
        `${name}: malformed; got '${text}'. Allowed ${allowed}. Fix: unset it or correct it.`,
      );
      return fallback;
    }
    return value;
  };
  const options: LocalAwsOptions = {
    port: read('LOCAL_AWS_PORT', DEFAULT_PORT, parsePort, 'a port from 1 to 65535'),
    firstHostAddress: read(
      'LOCAL_AWS_FIRST_HOST_ADDRESS',
      DEFAULT_FIRST_HOST_ADDRESS,
      parseLoopbackAddress,
      'a loopback address from 127.0.0.1 to 127.255.255.254',
    ),
    directory: resolve(workspaceRoot, env['LOCAL_AWS_DIRECTORY'] || '.local-aws'),
    runtime: read('LOCAL_AWS_RUNTIME', 'auto', parseRuntime, 'auto, containers or processes'),
    hostAccess: read(
      HOST_ACCESS_VARIABLE,
      'refused',
      parseHostAccess,
      '1 (allowed) or 0 (refused)',
    ),
    scalingMinuteSeconds: read(
      SCALING_MINUTE_VARIABLE,
      60,
      parseMinute,
      'whole seconds from 1 to 60',
    ),
  };
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return options;
}

function parsePort(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port >= 1 && port <= 65535 ? port : undefined;
}

function parseLoopbackAddress(text: string): string | undefined {
  const octets = text.split('.');
  const valid =
    octets.length === 4 &&
    octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255) &&
    Number(octets[0]) === 127 &&
    text !== '127.0.0.0' &&
    text !== '127.255.255.255';
  return valid ? octets.map(Number).join('.') : undefined;
}

function parseMinute(text: string): number | undefined {
  const seconds = Number(text);
  return /^\d+$/.test(text) && seconds >= 1 && seconds <= 60 ? seconds : undefined;
}

function parseRuntime(text: string): RuntimeChoice | undefined {
  return text === 'auto' || text === 'containers' || text === 'processes' ? text : undefined;
}

/** Nothing that only looks like a yes opens the machine. */
function parseHostAccess(text: string): HostAccessRule | undefined {
  return text === '1' ? 'allowed' : text === '0' ? 'refused' : undefined;
}
