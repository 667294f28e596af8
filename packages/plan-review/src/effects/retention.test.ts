import type { Json, JsonObject } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { words, type Word } from '../testing/verdict-words';

type Sides = Readonly<Record<string, Json>>;

const s3 = (...expiration: readonly Json[]): JsonObject => ({
  bucket: 'b',
  rule: [{ id: 'old', status: 'Enabled', expiration }],
});
const marker = s3({ date: null, days: 0, expired_object_delete_marker: true });
const versions = (newer_noncurrent_versions: number | null): JsonObject => ({
  rule: [
    {
      id: 'old',
      status: 'Enabled',
      noncurrent_version_expiration: [{ noncurrent_days: 30, newer_noncurrent_versions }],
    },
  ],
});
const inline = (days: number): JsonObject => ({
  lifecycle_rule: [{ id: 'old', enabled: true, expiration: [{ days }] }],
});
const blobs = (...base_blob: readonly JsonObject[]): JsonObject => ({
  storage_account_id: 's',
  rule: [{ name: 'old', enabled: true, actions: [{ base_blob }] }],
});
const modified = 'delete_after_days_since_modification_greater_than';
const archived = 'tier_to_archive_after_days_since_modification_greater_than';
const plan = (delete_after: number | null): JsonObject => ({
  rule: [{ rule_name: 'r', lifecycle: [{ delete_after, cold_storage_after: 1 }] }],
});
const twoRules: JsonObject = {
  rule: [
    { rule_name: 'new', lifecycle: [{ delete_after: 7, cold_storage_after: 1 }] },
    { rule_name: 'r', lifecycle: [{ delete_after: 91, cold_storage_after: 1 }] },
  ],
};
const withCopies: JsonObject = {
  policy_details: [
    {
      schedule: [
        {
          name: 's',
          retain_rule: [{ count: 0, interval: 30, interval_unit: 'DAYS' }],
          cross_region_copy_rule: [{ retain_rule: [{ interval: 1, interval_unit: 'MONTHS' }] }],
        },
        { name: 'new', retain_rule: [{ count: 0, interval: 3, interval_unit: 'DAYS' }] },
      ],
    },
  ],
};
const snapshots = (count: number, interval: number | null, unit: string | null): JsonObject => ({
  policy_details: [
    { schedule: [{ name: 's', retain_rule: [{ count, interval, interval_unit: unit }] }] },
  ],
});

describe('what was kept without a limit', () => {
  it.each<[string, Sides, Sides, Word]>([
    ['aws_s3_bucket_lifecycle_configuration', marker, s3({ date: null, days: 1 }), 'yes'],
    ['aws_s3_bucket_lifecycle_configuration', s3({ date: null, days: 1 }), marker, 'none'],
    ['aws_s3_bucket_lifecycle_configuration', s3(), marker, 'none'],
    ['aws_s3_bucket', inline(0), inline(1), 'yes'],
    ['aws_backup_plan', plan(0), plan(91), 'yes'],
    ['aws_backup_plan', plan(91), plan(0), 'none'],
    ['aws_backup_plan', plan(91), twoRules, 'none'],
    ['aws_dlm_lifecycle_policy', snapshots(0, 30, 'DAYS'), withCopies, 'none'],
    [
      'azurerm_storage_management_policy',
      blobs({ [modified]: -1 }),
      blobs({ [modified]: 1 }),
      'yes',
    ],
    [
      'azurerm_storage_management_policy',
      blobs({ [modified]: 1 }),
      blobs({ [modified]: -1 }),
      'none',
    ],
    [
      'azurerm_cosmosdb_sql_container',
      { analytical_storage_ttl: -1 },
      { analytical_storage_ttl: 60 },
      'yes',
    ],
    [
      'azurerm_cosmosdb_sql_container',
      { analytical_storage_ttl: 60 },
      { analytical_storage_ttl: -1 },
      'none',
    ],
    [
      'azurerm_cosmosdb_sql_container',
      { analytical_storage_ttl: 60 },
      { analytical_storage_ttl: null },
      'possible',
    ],
    ['azurerm_cosmosdb_sql_container', { default_ttl: null }, { default_ttl: -1 }, 'possible'],
    ['azurerm_cosmosdb_sql_container', { default_ttl: null }, { default_ttl: 60 }, 'yes'],
    ['azurerm_cosmosdb_sql_container', { default_ttl: 60 }, { default_ttl: -1 }, 'none'],
    ['aws_s3_bucket_lifecycle_configuration', versions(null), versions(5), 'none'],
    ['aws_s3_bucket_lifecycle_configuration', versions(5), versions(null), 'yes'],
    ['aws_s3_bucket_lifecycle_configuration', versions(5), versions(3), 'yes'],
    [
      'azurerm_container_registry',
      { retention_policy_in_days: 0 },
      { retention_policy_in_days: 7 },
      'yes',
    ],
    [
      'google_bigquery_dataset',
      { default_table_expiration_ms: 0 },
      { default_table_expiration_ms: 3600000 },
      'yes',
    ],
    ['google_bigquery_table', { expiration_time: 0 }, { expiration_time: 1900000000000 }, 'yes'],
    ['google_bigquery_table', { expiration_time: 1900000000000 }, { expiration_time: 0 }, 'none'],
  ])('and is now, or the other way round: %s from %j to %j', (type, before, after, data) => {
    expect(words(type, before, after)).toEqual(['none', data]);
  });

  it('is not where a new rule limits nothing', () => {
    expect(words('aws_s3_bucket_lifecycle_configuration', null, marker)).toEqual(['none', 'none']);
    const none = blobs({ [modified]: -1, [archived]: -1 });
    expect(words('azurerm_storage_management_policy', null, none)).toEqual(['none', 'none']);
  });
});

describe('what is kept only as long as something is set', () => {
  it.each<[string, Sides, Sides, Word]>([
    [
      'google_pubsub_topic',
      { message_retention_duration: '2678400s' },
      { message_retention_duration: null },
      'yes',
    ],
    [
      'google_pubsub_topic',
      { message_retention_duration: null },
      { message_retention_duration: '2678400s' },
      'none',
    ],
    ['aws_rds_cluster', { backtrack_window: 7200 }, { backtrack_window: null }, 'yes'],
    [
      'aws_elasticache_cluster',
      { snapshot_retention_limit: 7 },
      { snapshot_retention_limit: null },
      'yes',
    ],
    [
      'aws_memorydb_cluster',
      { snapshot_retention_limit: 7 },
      { snapshot_retention_limit: 0 },
      'yes',
    ],
    [
      'azurerm_linux_web_app',
      { backup: [{ enabled: true }] },
      { backup: [{ enabled: false }] },
      'possible',
    ],
    [
      'google_gke_backup_backup_plan',
      { backup_schedule: [{ paused: false }] },
      { backup_schedule: [{ paused: true }] },
      'possible',
    ],
    [
      'google_pubsub_subscription',
      { retain_acked_messages: true },
      { retain_acked_messages: false },
      'possible',
    ],
    [
      'aws_acmpca_certificate_authority',
      { permanent_deletion_time_in_days: 30 },
      { permanent_deletion_time_in_days: 7 },
      'possible',
    ],
    [
      'azurerm_log_analytics_workspace',
      { retention_in_days: 365 },
      { retention_in_days: null },
      'possible',
    ],
    [
      'azurerm_backup_policy_vm',
      { retention_yearly: [{ count: 7 }] },
      { retention_yearly: [] },
      'possible',
    ],
    [
      'azurerm_backup_policy_vm',
      { retention_yearly: [] },
      { retention_yearly: [{ count: 7 }] },
      'none',
    ],
  ])('goes with it: %s from %j to %j', (type, before, after, data) => {
    expect(words(type, before, after)).toEqual(['none', data]);
  });
});

describe('what a database did', () => {
  it.each<[number | null, number | null, string]>([
    [731, 7, 'REVIEW'],
    [7, null, 'REVIEW'],
    [null, 7, 'SAFE'],
    [7, 731, 'SAFE'],
  ])('is looked at where it is kept shorter: from %j to %j days', (from, to, level) => {
    const kept = (days: number | null) => ({ performance_insights_retention_period: days });
    const change = changeOf('aws_db_instance', kept(from), kept(to));
    expect(reviewPlan(planOf(change)).verdict.level).toBe(level);
  });
});

describe('the time that snapshots are kept', () => {
  it.each<[JsonObject, JsonObject, Word]>([
    [snapshots(0, 1, 'YEARS'), snapshots(0, 1, 'DAYS'), 'possible'],
    [snapshots(0, 1, 'YEARS'), snapshots(1, null, null), 'possible'],
    [snapshots(0, 7, 'DAYS'), snapshots(0, 1, 'DAYS'), 'yes'],
    [snapshots(0, 1, 'DAYS'), snapshots(0, 7, 'DAYS'), 'none'],
  ])('depends on its unit, too: from %j to %j', (before, after, data) => {
    expect(words('aws_dlm_lifecycle_policy', before, after)).toEqual(['none', data]);
  });
});

describe('a rule that moves blobs to the archive', () => {
  it.each<[Sides | null, Sides, Word]>([
    [null, blobs({ [archived]: 30 }), 'possible'],
    [blobs({ [archived]: -1 }), blobs({ [archived]: 30 }), 'possible'],
    [blobs({ [archived]: 30 }), blobs({ [archived]: -1 }), 'none'],
  ])('makes them fail to be read: from %j to %j', (before, after, downtime) => {
    expect(words('azurerm_storage_management_policy', before, after)).toEqual([downtime, 'none']);
  });
});
