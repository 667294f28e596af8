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

const LATER = (what: string): string =>
  `widened? Cannot tell whether more is allowed: what ${what} allows is not compared.`;
const GIVES = 'widened? New: what it gives is not compared with what is allowed already.';
const GONE = 'widened? Cannot tell whether more is allowed: what it denied is no longer denied.';

describe('switches whose name reads like a guard', () => {
  it.each([
    ['aws_elasticache_user', 'no_password_required'],
    ['azurerm_servicebus_namespace', 'local_auth_enabled'],
    ['azurerm_search_service', 'local_authentication_enabled'],
    ['azurerm_linux_web_app', 'webdeploy_publish_basic_authentication_enabled'],
    ['acme_thing', 'public_basic_auth_enabled'],
  ])('%s opens by %s', (type, name) => {
    expect(rows(`${type}.a`, { [name]: false }, { [name]: true })).toEqual([
      `widened Opened: ${name}.`,
    ]);
    expect(rows(`${type}.a`, { [name]: true }, { [name]: false })).toEqual([
      `narrowed Closed: ${name}.`,
    ]);
  });

  it('open a guard of an account that is made switched off', () => {
    const guard = (block_public_security_group_rules: boolean) =>
      rows('aws_emr_block_public_access_configuration.a', null, {
        block_public_security_group_rules,
      });
    expect(guard(false)).toEqual(['widened New: block_public_security_group_rules false.']);
    expect(guard(true)).toEqual([GIVES]);
  });
});

describe('access that stands within a block', () => {
  const listener = (on_unauthenticated_request: string, group: string): Values => ({
    default_action: [
      { type: 'authenticate-oidc', authenticate_oidc: [{ on_unauthenticated_request }] },
      { type: 'forward', target_group_arn: group },
    ],
  });

  it('is told where it changes', () => {
    expect(
      rows('aws_lb_listener.a', listener('authenticate', 'a'), listener('allow', 'a')),
    ).toEqual([
      LATER('default_action.authenticate_oidc.on_unauthenticated_request of aws_lb_listener'),
    ]);
  });

  it('is not told where something else of the block changes', () => {
    expect(
      rows('aws_lb_listener.a', listener('authenticate', 'a'), listener('authenticate', 'b')),
    ).toEqual([]);
  });

  it('is told where it will be known only after apply', () => {
    expect(
      rows(
        'aws_scheduler_schedule.a',
        { target: [{ role_arn: 'a' }] },
        { target: [{}] },
        {
          target: [{ role_arn: true }],
        },
      ),
    ).toEqual([LATER('target.role_arn of aws_scheduler_schedule')]);
  });

  it.each<[string, Values, Values]>([
    [
      'aws_storagegateway_nfs_file_share',
      { client_list: ['10.0.0.0/8'] },
      { client_list: ['10.0.0.0/8', '172.16.0.0/12'] },
    ],
    [
      'aws_apigatewayv2_authorizer',
      { jwt_configuration: [{ issuer: 'a' }] },
      { jwt_configuration: [{ issuer: 'b' }] },
    ],
    ['aws_db_proxy', { auth: [{ iam_auth: 'REQUIRED' }] }, { auth: [{ iam_auth: 'DISABLED' }] }],
    [
      'aws_dlm_lifecycle_policy',
      { policy_details: [{ schedule: [{ share_rule: [] }] }] },
      { policy_details: [{ schedule: [{ share_rule: [{ target_accounts: ['1'] }] }] }] },
    ],
    ['aws_cloudfront_key_group', { items: ['a'] }, { items: ['a', 'b'] }],
    ['aws_organizations_account', { parent_id: 'ou-a' }, { parent_id: 'ou-b' }],
    [
      'aws_opensearchserverless_access_policy',
      { policy: '[{"Principal":["a"]}]' },
      { policy: '[{"Principal":["a","b"]}]' },
    ],
    ['aws_main_route_table_association', { route_table_id: 'a' }, { route_table_id: 'b' }],
    ['google_compute_firewall', { disabled: false }, { disabled: true }],
    [
      'google_compute_instance',
      { network_interface: [{ access_config: [] }] },
      { network_interface: [{ access_config: [{ nat_ip: '' }] }] },
    ],
    [
      'azurerm_network_interface',
      { ip_configuration: [{ public_ip_address_id: null }] },
      { ip_configuration: [{ public_ip_address_id: 'a' }] },
    ],
    [
      'kubernetes_service_account',
      { metadata: [{ annotations: {} }] },
      { metadata: [{ annotations: { 'eks.amazonaws.com/role-arn': 'a' } }] },
    ],
    [
      'kubernetes_deployment',
      { spec: [{ template: [{ spec: [{ service_account_name: 'a' }] }] }] },
      { spec: [{ template: [{ spec: [{ service_account_name: 'b' }] }] }] },
    ],
  ])('is told of %s', (type, before, after) => {
    expect(rows(`${type}.a`, before, after)).toEqual([
      expect.stringMatching(
        /^widened\? Cannot tell whether more is allowed: what .* is not compared\.$/,
      ),
    ]);
  });

  it('is a policy, however deep, in a type that nobody listed', () => {
    const details = (principal: string): Values => ({
      details: [{ name: 'a', policy: JSON.stringify({ Statement: [{ Principal: principal }] }) }],
    });
    expect(rows('acme_point.a', details('a'), details('b'))).toEqual([
      LATER('details of acme_point'),
    ]);
  });
});

describe('a resource that gives a right by being there', () => {
  it.each<[string, Values]>([
    ['aws_transfer_user', { user_name: 'a', role: 'r' }],
    ['aws_transfer_ssh_key', { user_name: 'a' }],
    ['aws_cognito_user_in_group', { group_name: 'admins' }],
    ['aws_eks_pod_identity_association', { role_arn: 'r' }],
    ['aws_rolesanywhere_profile', { role_arns: ['r'] }],
    ['aws_grafana_workspace_api_key', { key_role: 'VIEWER' }],
    ['aws_msk_scram_secret_association', { secret_arn_list: ['s'] }],
    ['aws_network_interface_sg_attachment', { security_group_id: 'sg-1' }],
    ['aws_vpc_endpoint_security_group_association', { security_group_id: 'sg-1' }],
    ['aws_opensearchserverless_access_policy', { policy: '[{"Principal":["a"]}]' }],
    ['google_service_account_key', { service_account_id: 'a' }],
  ])('is told when it is made: %s', (type, after) => {
    expect(rows(`${type}.a`, null, after)).toEqual([GIVES]);
  });

  it('is not each type of its row', () => {
    expect(rows('aws_transfer_server.a', null, { logging_role: 'r' })).toEqual([]);
  });
});

describe('a guard that goes', () => {
  it.each<[string, Values]>([
    ['azurerm_subnet_network_security_group_association', { network_security_group_id: 'a' }],
    ['kubernetes_validating_webhook_configuration', { metadata: [{ name: 'a' }] }],
  ])('opens: %s', (type, before) => {
    expect(rows(`${type}.a`, before, null)).toEqual([GONE]);
  });

  it('is no group of an endpoint: fewer rules allow less', () => {
    const before = { security_group_id: 'sg-1' };
    expect(rows('aws_vpc_endpoint_security_group_association.a', before, null)).toEqual([]);
  });
});

describe('the ConfigMap of EKS that says who is who', () => {
  const map = (name: string, mapRoles: string): Values => ({
    metadata: [{ name, namespace: 'kube-system' }],
    data: { mapRoles },
  });

  it.each(['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'])(
    'is access: %s',
    (type) => {
      expect(rows(`${type}.a`, map('aws-auth', 'a'), map('aws-auth', 'b'))).toEqual([
        LATER(`data of ${type}`),
      ]);
      expect(rows(`${type}.a`, null, map('aws-auth', 'a'))).toEqual([GIVES]);
    },
  );

  it('is that one only', () => {
    expect(rows('kubernetes_config_map.a', map('app', 'a'), map('app', 'b'))).toEqual([]);
    expect(rows('kubernetes_config_map.a', null, map('app', 'a'))).toEqual([]);
  });
});
