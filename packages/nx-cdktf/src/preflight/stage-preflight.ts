import { readFileSync } from 'node:fs';
import type { StageSettings } from '../hooks';
import type { Progress } from '../progress';
import type { PlannedResource } from '../terraform/planned-resources';
import { placeChecks, type Place } from './place-checks';
import { preflight } from './preflight';

/**
 * Looks, before a minute is spent, at what a command on a stage needs: a destruction the account and the state only, a
 * plan and a deployment also what the stack wants of its region.
 *
 * On a place that is not AWS the stack is not looked at: an emulation says of every zone that it has everything.
 *
 * @throws Failure with a table of what is missing
 */
export async function stagePreflight(
  place: Place & { readonly stackFile: string },
  output: { readonly progress: Progress; readonly color: boolean },
): Promise<void> {
  const { command, settings, stackFile } = place;
  const checks = [...placeChecks(place)];
  if (isOnAws(settings) && command !== 'destroy') {
    const { checksOfRegion } = await import('./ask-region.js');
    checks.push(...checksOfRegion(JSON.parse(readFileSync(stackFile, 'utf8')), settings.region));
  }
  if (checks.length > 0) {
    await preflight(checks, output);
  }
}

/**
 * Looks, before a plan is applied, whether the account has room for what it creates. On a place that is not AWS there are no
 * limits to look at.
 *
 * @throws Failure that names the limit, what is used of it and what is wanted
 */
export async function quotaPreflight(
  settings: StageSettings,
  planned: readonly PlannedResource[],
  output: { readonly progress: Progress; readonly color: boolean },
): Promise<void> {
  if (!isOnAws(settings) || planned.every(({ actions }) => !actions.includes('create'))) {
    return;
  }
  const { withQuotaCheck } = await import('./ask-region.js');
  await withQuotaCheck(settings.region, planned, (check) => preflight([check], output));
}

function isOnAws({ state }: StageSettings): boolean {
  return state !== undefined && state.endpoint === undefined;
}
