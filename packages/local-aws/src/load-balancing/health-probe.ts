import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { TargetHealthCheck } from './target-group';
import type { TargetHealth } from './target-table';

/** What one check found: nothing wrong, or what AWS would say. */
export type ProbeResult = 'passed' | Pick<TargetHealth, 'reason' | 'description'>;

/** Checks a target once. Never throws. */
export function probe(
  address: string,
  port: number,
  check: TargetHealthCheck,
): Promise<ProbeResult> {
  return check.protocol === 'TCP'
    ? probeConnection(address, port, check)
    : probeRequest(address, port, check);
}

/** Whether a status is one that the matcher allows: `200`, `200,302`, `200-399`. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return status >= (from ?? NaN) && status <= (to ?? NaN);
  });
}

const TIMED_OUT = { reason: 'Target.Timeout', description: 'Request timed out' };
const FAILED = { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };

function probeRequest(
  host: string,
  port: number,
  { protocol, path, timeoutSeconds, matcher }: TargetHealthCheck,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const request = protocol === 'HTTPS' ? httpsRequest : httpRequest;
    const sent = request({
      host,
      port,
      path,
      agent: false,
      // A balancer checks no certificate of its targets.
      rejectUnauthorized: false,
      headers: { host: `${host}:${port}`, 'user-agent': 'ELB-HealthChecker/2.0' },
    });
    const patience = setTimeout(() => finish(TIMED_OUT), timeoutSeconds * 1000);
    const finish = (result: ProbeResult): void => {
      clearTimeout(patience);
      sent.destroy();
      resolve(result);
    };
    sent.on('error', () => finish(FAILED));
    sent.on('response', ({ statusCode = 0 }) =>
      finish(
        matches(matcher, statusCode)
          ? 'passed'
          : {
              reason: 'Target.ResponseCodeMismatch',
              description: `Health checks failed with these codes: [${statusCode}]`,
            },
      ),
    );
    sent.end();
  });
}

function probeConnection(
  host: string,
  port: number,
  { timeoutSeconds }: TargetHealthCheck,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutSeconds * 1000 });
    const finish = (result: ProbeResult) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', finish('passed'));
    socket.on('error', finish(FAILED));
    socket.on('timeout', finish(TIMED_OUT));
  });
}
