import type { JsonObject } from '../plan/json';
import { words, type Word } from '../testing/verdict-words';

const destroyFirst = { actions: ['delete', 'create'] };
const createFirst = { actions: ['create', 'delete'] };
/** What acts on something that exists by being made. */
const acting = new Set(['aws_route']);
const bothWays = ['destroyed', 'replaced, the old one first', 'replaced, the new one first'];

describe.each<
  [type: string, flags: JsonObject, ...expected: (readonly [downtime: Word, data: Word])[]]
>([
  // Data that something asks for all the time.
  ['aws_db_instance', {}, ['yes', 'yes'], ['yes', 'yes'], ['possible', 'yes']],
  [
    'aws_db_instance',
    { skip_final_snapshot: false },
    ['yes', 'yes'],
    ['yes', 'yes'],
    ['possible', 'yes'],
  ],
  [
    'aws_dynamodb_table',
    { deletion_protection_enabled: true },
    ['yes', 'yes'],
    ['yes', 'yes'],
    ['possible', 'yes'],
  ],
  ['aws_s3_bucket', { force_destroy: true }, ['yes', 'yes'], ['yes', 'yes'], ['possible', 'yes']],
  ['aws_efs_file_system', {}, ['yes', 'yes'], ['yes', 'yes'], ['possible', 'yes']],
  [
    'aws_kms_key',
    { deletion_window_in_days: 7 },
    ['yes', 'yes'],
    ['yes', 'yes'],
    ['possible', 'yes'],
  ],
  ['azurerm_mssql_database', {}, ['yes', 'yes'], ['yes', 'yes'], ['possible', 'yes']],
  ['azurerm_storage_account', {}, ['yes', 'yes'], ['yes', 'yes'], ['possible', 'yes']],
  [
    'google_sql_database_instance',
    { deletion_protection: true },
    ['yes', 'yes'],
    ['yes', 'yes'],
    ['possible', 'yes'],
  ],
  [
    'kubernetes_persistent_volume_claim_v1',
    {},
    ['yes', 'yes'],
    ['yes', 'yes'],
    ['possible', 'yes'],
  ],
  ['kubernetes_namespace', {}, ['yes', 'yes'], ['yes', 'yes'], ['possible', 'yes']],
  // Data that nothing asks while it runs, or now and then.
  ['aws_cloudwatch_log_group', {}, ['none', 'yes'], ['none', 'yes'], ['none', 'yes']],
  ['aws_backup_vault', {}, ['none', 'yes'], ['none', 'yes'], ['none', 'yes']],
  ['aws_ecr_repository', {}, ['possible', 'yes'], ['possible', 'yes'], ['possible', 'yes']],
  // What stays in the account.
  [
    'aws_cloudwatch_log_group',
    { skip_destroy: true },
    ['none', 'none'],
    ['none', 'none'],
    ['none', 'none'],
  ],
  [
    'google_compute_address',
    { deletion_policy: 'ABANDON' },
    ['none', 'none'],
    ['none', 'none'],
    ['none', 'none'],
  ],
  // What serves and keeps nothing.
  ['aws_lb', {}, ['yes', 'none'], ['yes', 'none'], ['possible', 'none']],
  ['aws_alb_listener', {}, ['yes', 'none'], ['yes', 'none'], ['possible', 'none']],
  ['aws_eks_cluster', {}, ['yes', 'none'], ['yes', 'none'], ['possible', 'none']],
  ['aws_lambda_function', {}, ['yes', 'none'], ['yes', 'none'], ['possible', 'none']],
  ['aws_route', {}, ['possible', 'none'], ['possible', 'none'], ['possible', 'none']],
  ['aws_iam_role_policy', {}, ['possible', 'none'], ['possible', 'none'], ['possible', 'none']],
  ['aws_instance', {}, ['yes', 'possible'], ['yes', 'possible'], ['possible', 'possible']],
  [
    'google_pubsub_topic_iam_member',
    {},
    ['possible', 'none'],
    ['possible', 'none'],
    ['possible', 'none'],
  ],
  ['kubernetes_deployment', {}, ['yes', 'none'], ['yes', 'none'], ['possible', 'none']],
  // What nobody misses while it is gone.
  ['aws_cloudwatch_metric_alarm', {}, ['none', 'none'], ['none', 'none'], ['none', 'none']],
  // What no table knows: a name or an attribute can make it worse, nothing makes it better.
  [
    'vendor_thing',
    {},
    ['not known', 'not known'],
    ['not known', 'not known'],
    ['not known', 'not known'],
  ],
  [
    'vendor_database',
    {},
    ['not known', 'possible'],
    ['not known', 'possible'],
    ['not known', 'possible'],
  ],
  [
    'vendor_thing',
    { backup_retention_period: 7 },
    ['not known', 'possible'],
    ['not known', 'possible'],
    ['not known', 'possible'],
  ],
])('%s with %j', (type, before, destroyed, first, second) => {
  it.each([
    [bothWays[0], null, {}, destroyed],
    [bothWays[1], before, destroyFirst, first],
    [bothWays[2], before, createFirst, second],
  ] as const)('%s', (_how, after, rest, expected) => {
    expect(words(type, before, after, rest)).toEqual(expected);
  });

  it('left where it is while a new one is made loses nothing', () => {
    const [downtime, data] = words(type, before, before, { actions: ['create', 'forget'] });
    expect([downtime, data]).not.toContain('yes');
  });

  it('is made without harm, and harmless tags are nothing', () => {
    expect(words(type, null, before)).toEqual([acting.has(type) ? 'possible' : 'none', 'none']);
    const tagged = (owner: string): JsonObject => ({ ...before, tags: { Owner: owner } });
    expect(words(type, tagged('a'), tagged('b'))).toEqual(['none', 'none']);
  });

  it('is not cleared by an update without a difference, nor by one nobody knows', () => {
    expect(words(type, before, before, { actions: ['update'] })).toEqual([
      'not known',
      'not known',
    ]);
    expect(words(type, { ...before, unheard_of: 1 }, { ...before, unheard_of: 2 })).toEqual([
      'not known',
      'not known',
    ]);
  });
});
