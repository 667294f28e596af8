/**
 * Attributes that do nothing to what runs, whatever the type, unless its row says otherwise: names for people, and what
 * providers count and sign themselves.
 */
const harmless: ReadonlySet<string> = new Set([
  ...['tags', 'tags_all', 'labels', 'terraform_labels', 'effective_labels', 'description'],
  ...['comment', 'display_name', 'etag', 'generation', 'self_link', 'fingerprint', 'timeouts'],
  ...['last_modified', 'last_updated', 'last_modified_date', 'create_time', 'update_time'],
  ...['attachment_count', 'latest_version', 'default_version', 'arn', 'id', 'metadata_fingerprint'],
]);

/** Whether a difference there means nothing. */
export function isHarmless(path: string): boolean {
  return harmless.has(path.split('.')[0] ?? path);
}

/** `container_definitions.environment` of `container_definitions[server].environment[LOG_LEVEL]`. */
export function normalPath(path: string): string {
  return path.replace(/\[[^\]]*\]/g, '');
}
