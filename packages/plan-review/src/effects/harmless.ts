import { counters } from '../knowledge/counters';

/**
 * Attributes that do nothing to what runs, whatever the type, unless its row says otherwise: names for people, and what
 * providers count and sign themselves.
 */
const harmless: ReadonlySet<string> = new Set([
  ...counters,
  ...['tags', 'tags_all', 'labels', 'terraform_labels', 'effective_labels', 'description'],
  ...['comment', 'display_name', 'self_link', 'timeouts', 'create_time', 'arn', 'id'],
]);

/** Whether a difference there means nothing. */
export function isHarmless(path: string): boolean {
  return harmless.has(path.split('.')[0] ?? path);
}

/** `container_definitions.environment` of `container_definitions[server].environment[LOG_LEVEL]`. */
export function normalPath(path: string): string {
  return path.replace(/\[[^\]]*\]/g, '');
}
