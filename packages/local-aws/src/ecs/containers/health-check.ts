import type { RunningContainer } from '../../runtime/runtime';
import type { TaskContainer } from '../task';

/**
 * Runs the health check of a container until it ends: healthy after one success, unhealthy after so many failures in a
 * row, of which those in the start period do not count, unless a success came before.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export function watchHealth(
  container: TaskContainer,
  running: RunningContainer,
  changed: () => void,
): void {
  const { healthCheck } = container.definition;
  if (healthCheck === undefined) {
    return;
  }
  const { execute } = running;
  if (execute === undefined) {
    // A process has no container that the command could run in: it is healthy while it lives.
    container.healthStatus = 'HEALTHY';
    return;
  }
  const { command, interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck;
  const [kind, ...rest] = command;
  const words =
    kind === 'CMD-SHELL' ? ['/bin/sh', '-c', rest.join(' ')] : kind === 'CMD' ? rest : command;
  let graceUntil = Date.now() + startPeriod * 1000;
  let failures = 0;
  let ended = false;
  container.healthStatus = 'UNKNOWN';
  void running.exited.then(() => (ended = true));
  const look = async (): Promise<void> => {
    const healthy = (await execute(words, timeout * 1000)) === 0;
    if (ended) {
      return;
    }
    const before = container.healthStatus;
    if (healthy) {
      failures = 0;
      graceUntil = 0;
      container.healthStatus = 'HEALTHY';
    } else if (Date.now() >= graceUntil) {
      failures += 1;
      if (failures >= retries) {
        container.healthStatus = 'UNHEALTHY';
      }
    }
    if (container.healthStatus !== before) {
      changed();
    }
    setTimeout(() => void look(), interval * 1000).unref();
  };
  // Docker waits for one interval too; the first look is earlier here, because somebody is waiting.
  setTimeout(() => void look(), Math.min(interval, 1) * 1000).unref();
}
