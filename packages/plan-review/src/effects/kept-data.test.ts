import type { JsonObject } from '../plan/json';
import { words, type Word } from '../testing/verdict-words';

const locked = (days: number | null, years: number | null): JsonObject => ({
  bucket: 'b',
  rule: [{ default_retention: [{ days, years, mode: 'COMPLIANCE' }] }],
});

describe('the time that new objects are locked', () => {
  it.each<[JsonObject, JsonObject, Word]>([
    [locked(0, 7), locked(1, null), 'possible'],
    [locked(30, 0), locked(null, 1), 'none'],
    [locked(null, 1), locked(400, null), 'none'],
    [locked(365, null), locked(null, 1), 'none'],
    [locked(30, null), locked(7, null), 'possible'],
    [locked(30, null), { bucket: 'b', rule: [] }, 'possible'],
    [{ bucket: 'b', rule: [] }, locked(30, null), 'none'],
  ])('is compared in days and years together: from %j to %j', (before, after, data) => {
    expect(words('aws_s3_bucket_object_lock_configuration', before, after)).toEqual(['none', data]);
  });

  it('counts for less in a mode that some may override', () => {
    const governed = {
      bucket: 'b',
      rule: [{ default_retention: [{ days: 30, mode: 'GOVERNANCE' }] }],
    };
    const type = 'aws_s3_bucket_object_lock_configuration';
    expect(words(type, locked(30, null), governed)).toEqual(['none', 'possible']);
    expect(words(type, governed, locked(30, null))).toEqual(['none', 'none']);
  });

  it('may be shorter where it is known after apply', () => {
    const rest = { after_unknown: { rule: [{ default_retention: [{ days: true }] }] } };
    const after = { rule: [{ default_retention: [{ mode: 'COMPLIANCE' }] }] };
    const type = 'aws_s3_bucket_object_lock_configuration';
    expect(words(type, locked(30, null), after, rest)).toEqual(['none', 'possible']);
  });
});

describe('a reader of a stream that is replaced', () => {
  const replaced = (starting_position: string): Word =>
    words(
      'aws_lambda_event_source_mapping',
      { starting_position: 'TRIM_HORIZON' },
      { starting_position },
      { actions: ['delete', 'create'] },
    )[1];

  it('may skip records where it starts at the newest', () => {
    expect(replaced('LATEST')).toBe('possible');
    expect(replaced('TRIM_HORIZON')).toBe('none');
  });
});

describe('the settings of backups in a region', () => {
  const changed = (before: JsonObject, after: JsonObject): Word =>
    words(
      'aws_backup_region_settings',
      { resource_type_opt_in_preference: before },
      { resource_type_opt_in_preference: after },
    )[1];

  it('may lose what they opt out of', () => {
    expect(changed({ RDS: true, 'SAP HANA on Amazon EC2': true }, { RDS: false })).toBe('possible');
    expect(changed({ RDS: false }, { RDS: true })).toBe('none');
    expect(changed({ RDS: false, EFS: true }, { RDS: false, EFS: false })).toBe('possible');
  });
});

describe('a bucket', () => {
  it.each<[string, JsonObject, JsonObject, Word]>([
    ['aws_s3_bucket', { request_payer: 'BucketOwner' }, { request_payer: 'Requester' }, 'possible'],
    ['aws_s3_bucket', { request_payer: 'Requester' }, { request_payer: 'BucketOwner' }, 'none'],
    [
      'aws_s3_bucket',
      { acceleration_status: 'Enabled' },
      { acceleration_status: 'Suspended' },
      'possible',
    ],
    [
      'aws_s3_bucket',
      { acceleration_status: 'Suspended' },
      { acceleration_status: 'Enabled' },
      'none',
    ],
    [
      'aws_s3_bucket_request_payment_configuration',
      { payer: 'BucketOwner' },
      { payer: 'Requester' },
      'possible',
    ],
    [
      'aws_s3_bucket_request_payment_configuration',
      { payer: 'Requester' },
      { payer: 'BucketOwner' },
      'none',
    ],
    [
      'aws_s3_bucket_accelerate_configuration',
      { status: 'Enabled' },
      { status: 'Suspended' },
      'possible',
    ],
    [
      'aws_s3_bucket_accelerate_configuration',
      { status: 'Suspended' },
      { status: 'Enabled' },
      'none',
    ],
  ])('may refuse who asks as before: %s from %j to %j', (type, before, after, downtime) => {
    expect(words(type, before, after)).toEqual([downtime, 'none']);
  });
});
