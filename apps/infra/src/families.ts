import type { StateResource } from 'nx-cdktf';

/** The families of the task definitions among what a state held: the provider takes the family as the id. */
export function familiesIn(resources: readonly StateResource[]): readonly string[] {
  const families = resources.flatMap(({ type, id }) =>
    type === 'aws_ecs_task_definition' && id !== undefined ? [id] : [],
  );
  return [...new Set(families)];
}
