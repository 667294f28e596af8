import type { EcsContext } from '../action';
import type { Tag } from '../task';

/** The service or capacity provider whose tags a call concerns; undefined when they are moto's. */
export function taggedResource(
  { state }: EcsContext,
  resourceArn: unknown,
): { tags: readonly Tag[] } | undefined {
  return [...state.services(), ...state.capacity.providers()].find(
    ({ arn, status }) => arn === resourceArn && status !== 'INACTIVE',
  );
}

/** Adds tags, replacing those with the same key. */
export function mergeTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  return [...tags.filter(({ key }) => !added.some((other) => other.key === key)), ...added];
}

/** Removes tags by key. */
export function withoutTags(tags: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  return tags.filter(({ key }) => !keys.includes(key));
}
