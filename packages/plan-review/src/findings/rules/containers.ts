import { parseEmbedded } from '../../plan/embedded';
import { isList, isObject, type JsonObject } from '../../plan/json';
import type { WorldResource } from '../../plan/world';

/** The containers of a task definition, as far as its text can be read. */
export function containers({ values }: WorldResource): readonly JsonObject[] {
  const text = values['container_definitions'];
  const parsed = typeof text === 'string' ? parseEmbedded(text) : undefined;
  return isList(parsed) ? parsed.filter(isObject) : [];
}

/** How a finding names a container. */
export function nameOf(container: JsonObject): string {
  return String(container['name']);
}
