import { deregisterRevisions } from 'ecs-operations';
import type { Progress, StateResource } from 'nx-cdktf';
import { clientsOf } from './clients';
import type { StageConfig } from './stage';

/** The families of the task definitions among what a state held: the provider takes the family as the id. */
export function familiesIn(resources: readonly StateResource[]): readonly string[] {
  const families = resources.flatMap(({ type, id }) =>
    type === 'aws_ecs_task_definition' && id !== undefined ? [id] : [],
  );
  return [...new Set(families)];
}

/**
 * Takes back the old revisions, which Terraform keeps for a rollback as long as there is a service: those of the families
 * that the state held, for another stage may have the same name.
 */
export async function deregisterFamilies(
  families: readonly string[],
  config: StageConfig,
  progress: Progress,
): Promise<void> {
  if (families.length === 0) {
    return;
  }
  await progress.step('Deregister the revisions of the task definition', async (report) => {
    let count = 0;
    for (const family of families) {
      count += await deregisterRevisions(clientsOf(config), family, config.region);
    }
    report(String(count));
  });
}
