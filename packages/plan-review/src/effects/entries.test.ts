import type { JsonObject } from '../plan/json';
import { words } from '../testing/verdict-words';

const replica = (region: string, pointInTime: boolean): JsonObject => ({
  region_name: region,
  propagate_tags: pointInTime,
});
const global = (...replica: readonly JsonObject[]): JsonObject => ({ name: 't', replica });

describe('a block of which only the coming and going is known', () => {
  it('is not known where something changes in one that stays', () => {
    const before = global(replica('us-east-1', true));
    const after = global(replica('us-east-1', false));
    expect(words('aws_dynamodb_global_table', before, after)).toEqual(['not known', 'not known']);
  });

  it('is known where one comes, or goes', () => {
    const one = global(replica('us-east-1', true));
    const two = global(replica('us-east-1', true), replica('us-west-2', true));
    expect(words('aws_dynamodb_global_table', one, two)).toEqual(['none', 'none']);
    expect(words('aws_dynamodb_global_table', two, one)).toEqual(['yes', 'yes']);
  });
});

describe('replication that stands in its bucket', () => {
  const copying = (bucket: string, status = 'Enabled'): JsonObject => ({
    replication_configuration: [
      { role: 'r', rules: [{ id: 'all', status, destination: [{ bucket }] }] },
    ],
  });

  it('may lose what is copied no more', () => {
    const before = copying('copy');
    expect(words('aws_s3_bucket', before, copying('copy', 'Disabled'))).toEqual([
      'none',
      'possible',
    ]);
    expect(words('aws_s3_bucket', before, { replication_configuration: [] })).toEqual([
      'none',
      'possible',
    ]);
    expect(words('aws_s3_bucket', copying('copy', 'Disabled'), before)).toEqual(['none', 'none']);
  });
});
