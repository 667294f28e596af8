import { diagnose } from '../diagnosis/diagnose';
import { renderDiagnosis } from '../diagnosis/render-diagnosis';
import { readStatus } from '../read-status';
import type { ServiceTarget } from '../services/service-target';

/** A service that did not come up, and why, as far as its deployment said it. */
export interface FailedService {
  readonly target: ServiceTarget;
  readonly reason: string;
}

/**
 * Why services failed, in words: stop codes, exit codes, the last lines of their logs, hosts, Auto Scaling, and what to do.
 * Ends with how somebody else sees the same later.
 *
 * @param later the command that diagnoses one service
 */
export async function postMortem(
  failed: readonly FailedService[],
  options: { readonly color: boolean; readonly later: (target: ServiceTarget) => string },
): Promise<string> {
  const parts: string[] = [];
  for (const { target, reason } of failed) {
    try {
      const status = await readStatus(target.clients, target);
      parts.push(
        renderDiagnosis(await diagnose(target, status, { failure: reason }), options.color),
      );
    } catch (error) {
      // Why it failed is known without it, and stands in the error.
      parts.push(`${target.service}: not diagnosed: ${(error as Error).message}`);
    }
  }
  return [
    ...parts,
    ...failed.map(({ target }) => `Later, or for a colleague: ${options.later(target)}`),
    'ECS remembers stopped tasks for about an hour.',
  ].join('\n');
}
