import type { ContainerExit } from '../runtime/runtime';
import type { TaskContainer } from './task';

const DEFAULT_PERIOD_SECONDS = 300;

/**
 * Whether a container that ended is started again: not for an exit code that is ignored, and not when it ended before the
 * period was over.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 */
export function mayRestart(
  { definition, startedAt = Infinity }: TaskContainer,
  { exitCode }: ContainerExit,
  now: number,
): boolean {
  const { restartPolicy: policy } = definition;
  if (policy?.enabled !== true) {
    return false;
  }
  const { ignoredExitCodes = [], restartAttemptPeriod = DEFAULT_PERIOD_SECONDS } = policy;
  const ignored = exitCode !== undefined && ignoredExitCodes.includes(exitCode);
  return !ignored && now - startedAt >= restartAttemptPeriod * 1000;
}
