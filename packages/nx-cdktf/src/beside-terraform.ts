import type { ReadyStage } from './stage';

/** What the app will change that no plan of Terraform shows; the same for the plan and for the one that is saved. */
export async function besideTerraform({
  hooks,
  context,
}: Pick<ReadyStage, 'hooks' | 'context'>): Promise<readonly string[]> {
  return (await hooks.besideTerraform?.(context)) ?? [];
}
