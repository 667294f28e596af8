import type { Json, JsonObject } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { dataOf, words, type Word } from '../testing/verdict-words';

const lifecycle = (days: number, status = 'Enabled'): JsonObject => ({
  bucket: 'b',
  rule: [{ id: 'old', status, expiration: [{ days }] }],
});

const kept = (versions: number | null): JsonObject => ({
  bucket: 'b',
  rule: [
    {
      id: 'old',
      status: 'Enabled',
      noncurrent_version_expiration: [{ noncurrent_days: 30, newer_noncurrent_versions: versions }],
    },
  ],
});
const locked = (days: number): JsonObject => ({
  bucket: 'b',
  rule: [{ default_retention: [{ days, mode: 'COMPLIANCE' }] }],
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
    [
      'aws_ecs_service',
      { vpc_lattice_configurations: [{ target_group_arn: 't' }] },
      { vpc_lattice_configurations: [] },
      'yes',
      'none',
    ],
    [
      'aws_ecs_service',
      { deployment_configuration: [{ strategy: 'ROLLING' }] },
      { deployment_configuration: [{ strategy: 'CANARY' }] },
      'none',
      'none',
    ],
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
    ['aws_rds_cluster', { backtrack_window: 7200 }, { backtrack_window: 0 }, 'none', 'yes'],
    ['aws_rds_cluster', { backtrack_window: 0 }, { backtrack_window: 7200 }, 'none', 'none'],
    [
      'aws_db_instance',
      { delete_automated_backups: false },
      { delete_automated_backups: true },
      'none',
      'possible',
    ],
    [
      'aws_dynamodb_table',
      { replica: [{ region_name: 'a' }] },
      { replica: [{ region_name: 'b' }] },
      'yes',
      'yes',
    ],
    [
      'aws_dynamodb_table',
      { replica: [{ region_name: 'a', point_in_time_recovery: true }] },
      { replica: [{ region_name: 'a', point_in_time_recovery: false }] },
      'none',
      'yes',
    ],
    ['aws_s3_bucket_lifecycle_configuration', kept(5), kept(null), 'none', 'yes'],
    ['aws_s3_bucket_lifecycle_configuration', kept(5), kept(9), 'none', 'none'],
    ['aws_s3_bucket_object_lock_configuration', locked(365), locked(1), 'none', 'possible'],
    ['aws_s3_bucket_object_lock_configuration', locked(1), locked(365), 'none', 'none'],
    [
      'aws_backup_plan',
      { rule: [{ rule_name: 'a', enable_continuous_backup: true }] },
      { rule: [{ rule_name: 'a', enable_continuous_backup: false }] },
      'none',
      'possible',
    ],
    [
      'aws_backup_plan',
      { rule: [{ rule_name: 'a', copy_action: [{}] }] },
      { rule: [{ rule_name: 'a', copy_action: [] }] },
      'none',
      'possible',
    ],
    [
      'aws_secretsmanager_secret',
      { recovery_window_in_days: 30 },
      { recovery_window_in_days: 7 },
      'none',
      'possible',
    ],
    [
      'aws_cloudwatch_event_target',
      { dead_letter_config: [{ arn: 'q' }] },
      { dead_letter_config: [] },
      'none',
      'possible',
    ],
    [
      'aws_lambda_event_source_mapping',
      { maximum_record_age_in_seconds: -1 },
      { maximum_record_age_in_seconds: 60 },
      'none',
      'possible',
    ],
    [
      'aws_kinesis_video_stream',
      { data_retention_in_hours: 24 },
      { data_retention_in_hours: 1 },
      'none',
      'yes',
    ],
    [
      'aws_instance',
      { metadata_options: [{ http_tokens: 'optional' }] },
      { metadata_options: [{ http_tokens: 'required' }] },
      'possible',
      'none',
    ],
    [
      'aws_instance',
      { root_block_device: [{ delete_on_termination: false }] },
      { root_block_device: [{ delete_on_termination: true }] },
      'none',
      'possible',
    ],
    [
      'aws_autoscaling_group',
      { health_check_type: 'ELB' },
      { health_check_type: 'EC2' },
      'possible',
      'none',
    ],
    [
      'aws_autoscaling_group',
      { max_size: 10, desired_capacity: 5 },
      { max_size: 2, desired_capacity: 5 },
      'possible',
      'none',
    ],
    [
      'aws_autoscaling_group',
      { max_size: 10, desired_capacity: 5 },
      { max_size: 8, desired_capacity: 5 },
      'none',
      'none',
    ],
    [
      'aws_eks_cluster',
      { upgrade_policy: [{ support_type: 'EXTENDED' }] },
      { upgrade_policy: [{ support_type: 'STANDARD' }] },
      'possible',
      'none',
    ],
    [
      'aws_vpc_block_public_access_options',
      { internet_gateway_block_mode: 'off' },
      { internet_gateway_block_mode: 'block-ingress' },
      'yes',
      'none',
    ],
    [
      'aws_api_gateway_method_settings',
      { settings: [{ throttling_rate_limit: 100 }] },
      { settings: [{ throttling_rate_limit: 0 }] },
      'possible',
      'none',
    ],
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
