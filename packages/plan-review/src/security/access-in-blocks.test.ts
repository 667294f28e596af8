import { reviewSecurity } from './review-security';
import { change, plan, type Values } from './testing/plans';

function rows(address: string, before: Values, after: Values, unknown: object = {}): string[] {
  return reviewSecurity(plan(change(address, before, after, unknown))).changes.map(
    ({ direction, decided, why }) => `${direction}${decided ? '' : '?'} ${why}`,
  );
}

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
    ['acme_thing', 'local_auth_enabled'],
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
    expect(guard(true)).toEqual([]);
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

  const pod = (...containers: object[]): Values => ({
    spec: [{ template: [{ spec: [{ container: containers }] }] }],
  });
  const context = (security_context: object) => ({
    name: 'a',
    security_context: [security_context],
  });
  const api = (title: string, security: object[]): Values => ({
    body: JSON.stringify({ info: { title }, paths: { '/a': { get: { security } } } }),
  });
  const job = (image: string, jobRoleArn: string): Values => ({
    container_properties: JSON.stringify({ image, jobRoleArn }),
  });
  const account = (annotations: object): Values => ({ metadata: [{ annotations }] });

  it.each<[string, string, Values, Values]>([
    [
      'rights that are dropped',
      'kubernetes_deployment',
      pod({ name: 'a' }),
      pod(context({ capabilities: [{ drop: ['ALL'] }] })),
    ],
    [
      'a container beside another',
      'kubernetes_deployment',
      pod({ name: 'a' }),
      pod({ name: 'a' }, { name: 'b', security_context: [] }),
    ],
    [
      'the title of an API',
      'aws_api_gateway_rest_api',
      api('a', [{ key: [] }]),
      api('b', [{ key: [] }]),
    ],
    ['the image of a job', 'aws_batch_job_definition', job('a', 'r'), job('b', 'r')],
    ['an annotation', 'kubernetes_service_account', account({ team: 'a' }), account({ team: 'b' })],
    [
      'how many calls an API takes',
      'aws_api_gateway_usage_plan',
      { api_stages: [{ api_id: 'a', stage: 's', throttle: [] }] },
      { api_stages: [{ api_id: 'a', stage: 's', throttle: [{ path: '/', rate_limit: 1 }] }] },
    ],
    [
      'a switch that was not there and is off',
      'google_compute_firewall',
      { disabled: null },
      { disabled: false },
    ],
    [
      'a listener that begins to ask',
      'aws_lb_listener',
      { default_action: [{ type: 'forward' }] },
      listener('authenticate', 'a'),
    ],
  ])('is none of %s', (_, type, before, after) => {
    expect(rows(`${type}.a`, before, after).filter((text) => text.startsWith('widened'))).toEqual(
      [],
    );
  });

  it.each<[string, string, Values, Values, string]>([
    [
      'what an API asks for',
      'aws_api_gateway_rest_api',
      api('a', [{ key: [] }]),
      api('a', []),
      LATER('body.**.security of aws_api_gateway_rest_api'),
    ],
    [
      'the role of a job',
      'aws_batch_job_definition',
      job('a', 'r'),
      job('a', 's'),
      LATER('container_properties.jobRoleArn of aws_batch_job_definition'),
    ],
    [
      'a container with all rights',
      'kubernetes_deployment',
      pod(context({ privileged: false })),
      pod(context({ privileged: true })),
      'widened Opened: spec.template.spec.container.security_context.privileged.',
    ],
    [
      'rights of a container that go',
      'kubernetes_deployment',
      pod(context({ privileged: true })),
      pod(context({})),
      'narrowed Closed: spec.template.spec.container.security_context.privileged.',
    ],
    [
      'a public address that goes',
      'azurerm_network_interface',
      { ip_configuration: [{ public_ip_address_id: 'a' }] },
      { ip_configuration: [{ public_ip_address_id: null }] },
      'narrowed Closed: ip_configuration.public_ip_address_id.',
    ],
  ])('is told of %s', (_, type, before, after, text) => {
    expect(rows(`${type}.a`, before, after)).toEqual([text]);
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
