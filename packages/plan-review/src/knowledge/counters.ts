/**
 * Attributes in which clouds count and sign by themselves. They differ after every deployment, nobody sets them, and
 * nothing follows from them: no drift and no change.
 */
export const counters: ReadonlySet<string> = new Set([
  ...['attachment_count', 'etag', 'fingerprint', 'metadata_fingerprint', 'label_fingerprint'],
  ...['tags_fingerprint', 'generation', 'metageneration', 'resource_version', 'last_modified'],
  ...[
    'last_modified_date',
    'last_modified_time',
    'last_updated',
    'last_updated_date',
    'update_time',
  ],
  ...['modified_date', 'size_in_bytes', 'number_of_mount_targets', 'estimated_number_of_users'],
  ...['latest_restorable_time', 'earliest_restorable_time', 'load_balancer_arns', 'instance_state'],
  ...['warm_pool_size', 'predicted_capacity', 'last_used', 'last_accessed', 'observed_generation'],
]);
