import type { Verdict } from '../model';
import type { Json, JsonObject } from '../plan/json';
import type { ChangeJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

type Word = 'none' | 'possible' | 'yes' | 'not known';

/** Downtime and data, in the words of the headline. */
function words(
  type: string,
  before: JsonObject | null,
  after: JsonObject | null,
  rest: Partial<ChangeJson> = {},
): readonly [Word, Word] {
  const { verdict } = reviewPlan(planOf(changeOf(type, before, after, rest)));
  const downtime = {
    none: 'none',
    possible: 'possible',
    expected: 'yes',
    'not-known': 'not known',
  } as const;
  return [downtime[verdict.downtime], dataOf(verdict)];
}

function dataOf({ dataLoss, dataLossPossible = [], notKnown = [] }: Verdict): Word {
  if (dataLoss.length > 0) return 'yes';
  return dataLossPossible.length > 0 ? 'possible' : notKnown.length > 0 ? 'not known' : 'none';
}

const destroyFirst = { actions: ['delete', 'create'] };
const createFirst = { actions: ['create', 'delete'] };
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
    expect(words(type, null, before)).toEqual(['none', 'none']);
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

const lifecycle = (days: number, status = 'Enabled'): JsonObject => ({
  bucket: 'b',
  rule: [{ id: 'old', status, expiration: [{ days }] }],
});

describe('a change in place', () => {
  it.each<[string, Readonly<Record<string, Json>>, Readonly<Record<string, Json>>, Word, Word]>([
    [
      'aws_cloudwatch_log_group',
      { retention_in_days: 0 },
      { retention_in_days: 30 },
      'none',
      'yes',
    ],
    [
      'aws_cloudwatch_log_group',
      { retention_in_days: 30 },
      { retention_in_days: 0 },
      'none',
      'none',
    ],
    ['aws_s3_bucket_lifecycle_configuration', lifecycle(90), lifecycle(1), 'none', 'yes'],
    ['aws_s3_bucket_lifecycle_configuration', lifecycle(1), lifecycle(90), 'none', 'none'],
    [
      'aws_s3_bucket_lifecycle_configuration',
      lifecycle(1),
      lifecycle(1, 'Disabled'),
      'none',
      'none',
    ],
    [
      'aws_s3_bucket_versioning',
      { versioning_configuration: [{ status: 'Enabled' }] },
      { versioning_configuration: [{ status: 'Suspended' }] },
      'none',
      'yes',
    ],
    [
      'aws_db_instance',
      { backup_retention_period: 7 },
      { backup_retention_period: 0 },
      'possible',
      'yes',
    ],
    [
      'aws_db_instance',
      { backup_retention_period: 7 },
      { backup_retention_period: 1 },
      'none',
      'yes',
    ],
    [
      'aws_db_instance',
      { skip_final_snapshot: false },
      { skip_final_snapshot: true },
      'none',
      'possible',
    ],
    ['aws_db_instance', { allocated_storage: 20 }, { allocated_storage: 40 }, 'none', 'none'],
    ['aws_db_instance', { port: 5432 }, { port: 5433 }, 'yes', 'none'],
    [
      'aws_dynamodb_table',
      { ttl: [{ enabled: false }] },
      { ttl: [{ enabled: true }] },
      'none',
      'yes',
    ],
    [
      'aws_dynamodb_table',
      { point_in_time_recovery: [{ enabled: true }] },
      { point_in_time_recovery: [{ enabled: false }] },
      'none',
      'yes',
    ],
    [
      'aws_sqs_queue',
      { message_retention_seconds: 345600 },
      { message_retention_seconds: 60 },
      'none',
      'yes',
    ],
    ['aws_kinesis_stream', { retention_period: 48 }, { retention_period: 24 }, 'none', 'yes'],
    ['aws_kms_key', { is_enabled: true }, { is_enabled: false }, 'yes', 'none'],
    [
      'aws_lambda_function',
      { reserved_concurrent_executions: -1 },
      { reserved_concurrent_executions: 0 },
      'yes',
      'none',
    ],
    ['aws_lb_listener', { protocol: 'HTTPS' }, { protocol: 'HTTP' }, 'yes', 'none'],
    ['aws_lb', { subnets: ['a', 'b'] }, { subnets: ['a'] }, 'yes', 'none'],
    ['aws_lb', { subnets: ['a'] }, { subnets: ['a', 'b'] }, 'none', 'none'],
    [
      'aws_lb_target_group',
      { health_check: [{ path: '/' }] },
      { health_check: [{ path: '/x' }] },
      'possible',
      'none',
    ],
    [
      'aws_autoscaling_group',
      { suspended_processes: [] },
      { suspended_processes: ['Launch'] },
      'possible',
      'none',
    ],
    ['aws_vpc', { enable_dns_support: true }, { enable_dns_support: false }, 'yes', 'none'],
    ['aws_route53_record', { ttl: 300 }, { ttl: 60 }, 'none', 'none'],
    ['aws_instance', { instance_type: 't3.micro' }, { instance_type: 't3.large' }, 'yes', 'none'],
    ['helm_release', { version: '1' }, { version: '2' }, 'not known', 'not known'],
    [
      'azurerm_postgresql_flexible_server',
      { backup_retention_days: 30 },
      { backup_retention_days: 7 },
      'none',
      'yes',
    ],
    [
      'google_storage_bucket',
      { versioning: [{ enabled: true }] },
      { versioning: [{ enabled: false }] },
      'none',
      'yes',
    ],
    ['google_compute_instance', { tags: ['web'] }, { tags: ['db'] }, 'possible', 'none'],
    [
      'kubernetes_deployment',
      { spec: [{ replicas: '3' }] },
      { spec: [{ replicas: '0' }] },
      'yes',
      'none',
    ],
    [
      'kubernetes_deployment',
      { spec: [{ strategy: [{ type: 'Recreate' }], template: [{ a: 1 }] }] },
      { spec: [{ strategy: [{ type: 'Recreate' }], template: [{ a: 2 }] }] },
      'yes',
      'none',
    ],
    [
      'vendor_thing',
      { log_retention_days: 30 },
      { log_retention_days: 7 },
      'not known',
      'possible',
    ],
    ['vendor_thing', { node_count: 3 }, { node_count: 1 }, 'possible', 'not known'],
  ])('of %s, from %j to %j', (type, before, after, downtime, data) => {
    expect(words(type, before, after)).toEqual([downtime, data]);
  });

  it('is only possible where the new value is known after apply', () => {
    const rest = { after_unknown: { retention_in_days: true } };
    const json = changeOf('aws_cloudwatch_log_group', { retention_in_days: 30 }, {}, rest);
    const resources = [
      {
        address: json.address,
        type: json.type,
        name: json.name,
        expressions: { retention_in_days: { references: ['local.days'] } },
      },
    ];
    const { verdict } = reviewPlan({
      ...planOf(json),
      configuration: { root_module: { resources } },
    });
    expect(dataOf(verdict)).toBe('possible');
  });

  it('by a manifest of Kubernetes is that of its kind', () => {
    const manifest = (kind: string, replicas: number): JsonObject => ({
      manifest: { kind, spec: { replicas } },
    });
    const change = (kind: string): readonly [Word, Word] =>
      words('kubernetes_manifest', manifest(kind, 3), manifest(kind, 0));
    expect(change('Deployment')).toEqual(['yes', 'none']);
    expect(change('Unheard')).toEqual(['not known', 'not known']);
    expect(words('kubernetes_manifest', manifest('PersistentVolumeClaim', 1), null)).toEqual([
      'yes',
      'yes',
    ]);
    expect(words('kubernetes_manifest', manifest('CustomResourceDefinition', 1), null)[1]).toBe(
      'yes',
    );
  });
});
