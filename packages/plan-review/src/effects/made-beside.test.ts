import type { Json, JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { words, type Word } from '../testing/verdict-words';

const tags = { id: 'vpc-1', tags: { a: '1' } };

const movingTo = (storage_class: string): JsonObject => ({
  rule: [{ id: 'old', status: 'Enabled', transition: [{ days: 0, storage_class }] }],
});

/** A change that is made beside another resource, which it names. */
function beside(type: string, after: JsonObject, attribute: string, other: string, isNew: boolean) {
  const holder = isNew
    ? changeOf(other, null, {}, { after_unknown: { id: true, arn: true } })
    : changeOf(other, tags, { ...tags, tags: { a: '2' } });
  const made = isNew
    ? changeOf(type, null, after, { after_unknown: { [attribute]: true } })
    : changeOf(type, null, { ...after, [attribute]: 'vpc-1' });
  const plan: PlanJson = {
    ...planOf(holder, made),
    configuration: {
      root_module: {
        resources: [
          { address: holder.address, type: other, name: 'a', expressions: {} },
          {
            address: made.address,
            type,
            name: 'a',
            expressions: { [attribute]: { references: [`${other}.a.id`, `${other}.a`] } },
          },
        ],
      },
    },
  };
  return reviewPlan(plan).verdict.downtime;
}

describe('something new', () => {
  it.each<[string, Readonly<Record<string, Json>>, Word, Word]>([
    ['aws_default_security_group', { vpc_id: 'vpc-1' }, 'possible', 'none'],
    ['aws_network_acl', { vpc_id: 'vpc-1', subnet_ids: ['s'] }, 'possible', 'none'],
    ['aws_network_acl', { vpc_id: 'vpc-1', subnet_ids: [] }, 'none', 'none'],
    ['aws_route53_zone', { name: 'a.b', vpc: [{ vpc_id: 'vpc-1' }] }, 'possible', 'none'],
    ['aws_route53_zone', { name: 'a.b', vpc: [] }, 'none', 'none'],
    [
      'aws_vpc_block_public_access_options',
      { internet_gateway_block_mode: 'block-bidirectional' },
      'yes',
      'none',
    ],
    ['aws_vpc_block_public_access_options', { internet_gateway_block_mode: 'off' }, 'none', 'none'],
    ['aws_vpc_endpoint', { vpc_id: 'vpc-1', private_dns_enabled: true }, 'possible', 'none'],
    ['aws_vpc_endpoint', { vpc_id: 'vpc-1', private_dns_enabled: false }, 'none', 'none'],
    ['aws_vpc_endpoint', { vpc_id: 'vpc-1', route_table_ids: ['r'] }, 'possible', 'none'],
    ['aws_iam_role_policies_exclusive', { role_name: 'r', policy_names: [] }, 'possible', 'none'],
    ['aws_autoscaling_schedule', { max_size: 0 }, 'yes', 'none'],
    ['aws_autoscaling_schedule', { max_size: 4 }, 'none', 'none'],
    ['aws_ec2_instance_state', { instance_id: 'i-1', state: 'stopped' }, 'yes', 'none'],
    ['aws_ec2_instance_state', { instance_id: 'i-1', state: 'running' }, 'none', 'none'],
    [
      'aws_s3_bucket_versioning',
      { bucket: 'b', versioning_configuration: [{ status: 'Suspended' }] },
      'none',
      'yes',
    ],
    [
      'aws_s3_bucket_versioning',
      { bucket: 'b', versioning_configuration: [{ status: 'Enabled' }] },
      'none',
      'none',
    ],
    [
      'aws_efs_backup_policy',
      { file_system_id: 'fs', backup_policy: [{ status: 'DISABLED' }] },
      'none',
      'possible',
    ],
    [
      'aws_s3_bucket_request_payment_configuration',
      { bucket: 'b', payer: 'Requester' },
      'possible',
      'none',
    ],
    [
      'aws_s3_bucket_request_payment_configuration',
      { bucket: 'b', payer: 'BucketOwner' },
      'none',
      'none',
    ],
    [
      'aws_s3_bucket_accelerate_configuration',
      { bucket: 'b', status: 'Suspended' },
      'possible',
      'none',
    ],
    ['aws_s3_bucket_accelerate_configuration', { bucket: 'b', status: 'Enabled' }, 'none', 'none'],
    ['aws_s3_bucket_lifecycle_configuration', movingTo('DEEP_ARCHIVE'), 'possible', 'none'],
    ['aws_s3_bucket_lifecycle_configuration', movingTo('STANDARD_IA'), 'none', 'none'],
    [
      'aws_s3_bucket_intelligent_tiering_configuration',
      { bucket: 'b', tiering: [{ access_tier: 'ARCHIVE_ACCESS', days: 125 }] },
      'possible',
      'none',
    ],
    [
      'aws_datasync_task',
      { options: [{ preserve_deleted_files: 'REMOVE' }], schedule: [] },
      'none',
      'possible',
    ],
    [
      'aws_datasync_task',
      { schedule: [{ schedule_expression: 'rate(1 hour)' }] },
      'none',
      'possible',
    ],
    [
      'aws_datasync_task',
      {
        options: [{ overwrite_mode: 'NEVER' }],
        schedule: [{ schedule_expression: 'rate(1 hour)' }],
      },
      'none',
      'none',
    ],
    ['aws_datasync_task', { options: [], schedule: [] }, 'none', 'none'],
    ['aws_dms_replication_task', { start_replication_task: true }, 'none', 'possible'],
    ['aws_dms_replication_task', { start_replication_task: false }, 'none', 'none'],
    ['aws_config_retention_configuration', { retention_period_in_days: 30 }, 'none', 'yes'],
    ['aws_config_retention_configuration', { retention_period_in_days: 2557 }, 'none', 'none'],
    [
      'aws_lambda_event_source_mapping',
      { event_source_arn: 'a', enabled: true },
      'possible',
      'none',
    ],
    ['aws_lambda_event_source_mapping', { event_source_arn: 'a', enabled: false }, 'none', 'none'],
    [
      'aws_lambda_event_source_mapping',
      { event_source_arn: 'a', starting_position: 'LATEST' },
      'none',
      'none',
    ],
    ['aws_pipes_pipe', { source: 'a', source_parameters: [] }, 'possible', 'none'],
    [
      'aws_pipes_pipe',
      {
        source: 'a',
        source_parameters: [{ kinesis_stream_parameters: [{ starting_position: 'LATEST' }] }],
      },
      'none',
      'none',
    ],
    [
      'aws_lambda_function_event_invoke_config',
      { function_name: 'f', maximum_retry_attempts: 0 },
      'none',
      'possible',
    ],
    [
      'aws_lambda_function_event_invoke_config',
      { function_name: 'f', maximum_retry_attempts: 2 },
      'none',
      'none',
    ],
    [
      'aws_backup_region_settings',
      { resource_type_opt_in_preference: { RDS: false, EFS: true } },
      'none',
      'possible',
    ],
    [
      'aws_backup_region_settings',
      { resource_type_opt_in_preference: { RDS: true } },
      'none',
      'none',
    ],
    ['azurerm_log_analytics_workspace_table', { retention_in_days: 4 }, 'none', 'possible'],
    ['azurerm_log_analytics_workspace_table', { name: 'a' }, 'none', 'none'],
    [
      'google_storage_transfer_job',
      { transfer_spec: [{ transfer_options: [{ delete_objects_unique_in_sink: true }] }] },
      'none',
      'possible',
    ],
    ['google_storage_transfer_job', { transfer_spec: [{ transfer_options: [] }] }, 'none', 'none'],
    ['google_project_iam_policy', { project: 'p', policy_data: '{}' }, 'yes', 'none'],
    ['google_storage_bucket_iam_binding', { bucket: 'b', role: 'r' }, 'possible', 'none'],
    ['google_storage_bucket_iam_member', { bucket: 'b', role: 'r' }, 'none', 'none'],
    ['azurerm_network_security_rule', { access: 'Deny' }, 'possible', 'none'],
    ['azurerm_network_security_rule', { access: 'Allow' }, 'none', 'none'],
  ])('%s with %j acts on what exists: downtime %s, data %s', (type, after, downtime, data) => {
    expect(words(type, null, after)).toEqual([downtime, data]);
  });

  it.each([
    ['aws_default_security_group', {}, 'vpc_id', 'aws_vpc'],
    ['aws_route', { destination_cidr_block: '10.0.0.0/8' }, 'route_table_id', 'aws_route_table'],
    ['aws_vpc_endpoint', { private_dns_enabled: true }, 'vpc_id', 'aws_vpc'],
    ['aws_secretsmanager_secret_version', {}, 'secret_id', 'aws_secretsmanager_secret'],
    ['aws_lambda_event_source_mapping', {}, 'event_source_arn', 'aws_sqs_queue'],
    ['aws_s3_bucket_lifecycle_configuration', movingTo('GLACIER'), 'bucket', 'aws_s3_bucket'],
    ['google_storage_bucket_iam_binding', { role: 'r' }, 'bucket', 'google_storage_bucket'],
  ])('%s does nothing to a %s that is new, too', (type, after, attribute, other) => {
    expect(beside(type, after, attribute, other, true)).toBe('none');
    expect(beside(type, after, attribute, other, false)).toBe('possible');
  });

  it('is not judged by what its author leaves to the cloud', () => {
    const json = changeOf('aws_route53_record', null, { zone_id: 'Z', name: 'a.b' });
    const unknown = {
      ...json,
      change: { ...json.change, after_unknown: { allow_overwrite: true } },
    };
    const { address, type, name } = json;
    const written = (expressions: JsonObject): PlanJson => ({
      ...planOf(unknown),
      configuration: { root_module: { resources: [{ address, type, name, expressions }] } },
    });
    expect(reviewPlan(written({ zone_id: {} })).verdict.downtime).toBe('none');
    expect(reviewPlan(written({ allow_overwrite: {} })).verdict.downtime).toBe('possible');
  });

  it('is only possible where the value that decides is known after apply', () => {
    const json = changeOf('aws_ec2_instance_state', null, { instance_id: 'i-1' });
    const unknown = { ...json, change: { ...json.change, after_unknown: { state: true } } };
    expect(reviewPlan(planOf(unknown)).verdict.downtime).toBe('possible');
  });
});
