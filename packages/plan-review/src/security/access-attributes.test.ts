import { reviewSecurity } from './review-security';
import { change, plan, type Values } from './testing/plans';

function rows(address: string, before: Values, after: Values, unknown: object = {}): string[] {
  return reviewSecurity(plan(change(address, before, after, unknown))).changes.map(
    ({ direction, decided, why }) => `${direction}${decided ? '' : '?'} ${why}`,
  );
}

describe('reviewSecurity of attributes that no rule compares', () => {
  it.each<[string, string, Values, Values, string]>([
    [
      'a binding for everybody',
      'google_project_iam_member.o',
      null,
      { role: 'roles/owner', member: 'allUsers', project: 'p' },
      'widened New: member allUsers, role roles/owner.',
    ],
    [
      'a binding for somebody',
      'google_project_iam_member.o',
      null,
      { role: 'roles/viewer', member: 'user:a@example.com' },
      'widened? New: what it gives is not compared with what is allowed already.',
    ],
    [
      'a database that becomes public',
      'aws_dms_replication_instance.a',
      { publicly_accessible: false },
      { publicly_accessible: true },
      'widened Opened: public address.',
    ],
    [
      'an account that becomes public',
      'azurerm_storage_account.a',
      { public_network_access_enabled: false },
      { public_network_access_enabled: true },
      'widened Opened: public_network_access_enabled.',
    ],
    [
      'an account that is closed',
      'azurerm_storage_account.a',
      { public_network_access_enabled: true },
      { public_network_access_enabled: false },
      'narrowed Closed: public_network_access_enabled.',
    ],
    [
      'other members in a type that nobody listed',
      'acme_thing.a',
      { members: ['a'] },
      { members: ['b'] },
      'widened? Cannot tell whether more is allowed: what members of acme_thing allows is not compared.',
    ],
    [
      'a policy in a type that nobody listed',
      'acme_thing.a',
      { document: '{"Statement":[]}' },
      { document: '{"Statement":[{"Effect":"Allow","Action":"a:b"}]}' },
      'widened? Cannot tell whether more is allowed: what document of acme_thing allows is not compared.',
    ],
    [
      'everybody under any name',
      'acme_thing.a',
      { from: '10.0.0.0/8' },
      { from: '0.0.0.0/0' },
      'widened Opened: from.',
    ],
    [
      'a lock that goes',
      'azurerm_management_lock.a',
      { lock_level: 'CanNotDelete' },
      null,
      'widened? Cannot tell whether more is allowed: what it denied is no longer denied.',
    ],
  ])('says what it can of %s', (_, address, before, after, expected) => {
    expect(rows(address, before, after)).toEqual([expected]);
  });

  it.each<[string, string, Values, Values]>([
    ['tags', 'acme_thing.a', { tags: { role: 'a' } }, { tags: { role: 'b' } }],
    ['what is no access', 'acme_thing.a', { size: 1 }, { size: 2 }],
    ['a known type without access', 'random_password.a', null, { length: 20 }],
    ['new settings that open nothing', 'acme_thing.a', null, { users: ['a'], internal: true }],
    [
      'a parameter group',
      'aws_db_instance.a',
      { parameter_group_name: 'a' },
      { parameter_group_name: 'b' },
    ],
    ['a resource that goes', 'acme_thing.a', { size: 1 }, null],
  ])('says nothing of %s', (_, address, before, after) => {
    expect(rows(address, before, after)).toEqual([]);
  });

  it('knows that a value which is known only after apply may open', () => {
    expect(
      rows('acme_thing.a', { id: '1', members: ['a'] }, { id: '1' }, { members: true }),
    ).toEqual([
      'widened? Cannot tell whether more is allowed: what members of acme_thing allows is not compared.',
    ]);
  });

  it.each(['constructor', '__proto__', 'toString'])('reads a type called %s', (type) => {
    expect(rows(`${type}.a`, { policy: 'a' }, { policy: 'b' })).toHaveLength(1);
  });

  it('sees public access of a bucket in every form', () => {
    const uri = 'http://acs.amazonaws.com/groups/global/AllUsers';
    for (const after of [{ acl: 'public-read' }, { grant: [{ uri, permissions: ['READ'] }] }]) {
      expect(rows('aws_s3_bucket.b', { acl: 'private' }, after)).toEqual([
        expect.stringMatching(/^widened Opened: public access by/),
      ]);
    }
    expect(rows('aws_s3_bucket.b', { acl: 'public-read' }, { acl: 'private' })).toEqual([
      'narrowed Closed: public access by ACL.',
    ]);
  });
});
