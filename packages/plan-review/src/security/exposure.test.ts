import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';
import { change, written, type Values } from './testing/plans';

const review = (changes: ResourceChangeJson[], more: Partial<PlanJson> = {}) =>
  reviewSecurity({ format_version: '1.2', resource_changes: changes, ...more });
const directions = (...changes: ResourceChangeJson[]) =>
  review(changes).changes.map(({ direction }) => direction);
const to = (...references: string[]) => ({ references });

describe('reviewSecurity of exposure', () => {
  const containers = (container: object) => ({
    container_definitions: JSON.stringify([{ name: 'app', ...container }]),
  });
  const metadata = (tokens: string, hops = 1) => ({
    metadata_options: [{ http_tokens: tokens, http_put_response_hop_limit: hops }],
  });

  it.each<[string, string, Values, Values]>([
    [
      'a public address of hosts',
      'aws_launch_template',
      { network_interfaces: [{ associate_public_ip_address: 'false' }] },
      { network_interfaces: [{ associate_public_ip_address: 'true' }] },
    ],
    ['metadata without token', 'aws_launch_template', metadata('required'), metadata('optional')],
    [
      'metadata from containers',
      'aws_launch_template',
      metadata('required', 1),
      metadata('required', 2),
    ],
    [
      'public addresses on launch',
      'aws_subnet',
      { map_public_ip_on_launch: false },
      { map_public_ip_on_launch: true },
    ],
    [
      'a privileged container',
      'aws_ecs_task_definition',
      containers({}),
      containers({ privileged: true }),
    ],
    [
      'a capability',
      'aws_ecs_task_definition',
      containers({}),
      containers({ linuxParameters: { capabilities: { add: ['SYS_ADMIN'] } } }),
    ],
    [
      'the network of the host',
      'aws_ecs_task_definition',
      { network_mode: 'bridge' },
      { network_mode: 'host' },
    ],
    [
      'the processes of the host',
      'aws_ecs_task_definition',
      { pid_mode: null },
      { pid_mode: 'host' },
    ],
    [
      'a folder of the host',
      'aws_ecs_task_definition',
      { volume: [] },
      { volume: [{ name: 'd', host_path: '/var/run' }] },
    ],
    [
      'a first task role',
      'aws_ecs_task_definition',
      { task_role_arn: null },
      { task_role_arn: 'arn:aws:iam::1:role/a' },
    ],
    [
      'ECS Exec',
      'aws_ecs_service',
      { enable_execute_command: false },
      { enable_execute_command: true },
    ],
    ['an internet-facing load balancer', 'aws_lb', { internal: true }, { internal: false }],
    [
      'a weaker public access block',
      'aws_s3_bucket_public_access_block',
      {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
      {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: false,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ],
  ])('finds %s', (_, type, closed, open) => {
    expect(directions(change(`${type}.x`, closed, open))).toEqual(['widened']);
    expect(directions(change(`${type}.x`, open, closed))).toEqual(['narrowed']);
    expect(directions(change(`${type}.x`, open, { ...open, tags: {} }))).toEqual([]);
  });

  it.each<[string, string, Values, Values]>([
    [
      'certificates of clients',
      'aws_lb_listener',
      { mutual_authentication: [{ mode: 'verify' }] },
      { mutual_authentication: [{ mode: 'off' }] },
    ],
    [
      'sign-in at a listener',
      'aws_lb_listener',
      { default_action: [{ type: 'authenticate-oidc' }, { type: 'forward' }] },
      { default_action: [{ type: 'forward' }] },
    ],
    [
      'sign-in at a search domain',
      'aws_opensearch_domain',
      { advanced_security_options: [{ enabled: true }] },
      { advanced_security_options: [{ enabled: false }] },
    ],
    [
      'a token of a cache',
      'aws_elasticache_replication_group',
      { auth_token: 'a' },
      { auth_token: null },
    ],
    [
      'signed requests',
      'aws_cloudfront_distribution',
      { default_cache_behavior: [{ trusted_key_groups: ['k'] }] },
      { default_cache_behavior: [{ trusted_key_groups: [] }] },
    ],
    ['a firewall', 'aws_cloudfront_distribution', { web_acl_id: 'w' }, { web_acl_id: '' }],
    [
      'what a firewall refuses',
      'aws_wafv2_web_acl',
      { default_action: [{ block: [{}] }] },
      { default_action: [{ block: [] }] },
    ],
    [
      'a second factor',
      'aws_cognito_user_pool',
      { mfa_configuration: 'ON' },
      { mfa_configuration: 'OFF' },
    ],
  ])('finds a limit that goes, and says nothing of a new one: %s', (_, type, limited, open) => {
    expect(directions(change(`${type}.x`, limited, open))).toEqual(['widened']);
    expect(directions(change(`${type}.x`, open, limited))).toEqual(['narrowed']);
    expect(directions(change(`${type}.x`, null, open))).toEqual([]);
    expect(directions(change(`${type}.x`, limited, { ...limited, tags: {} }))).toEqual([]);
  });

  it('compares no limit with another, and no group of a service', () => {
    const keys = (key: string) => ({ default_cache_behavior: [{ trusted_key_groups: [key] }] });
    const other = review([change('aws_cloudfront_distribution.x', keys('a'), keys('b'))]);
    expect(other.accessWidened).toBe('undecided');
    const groups = (...ids: string[]) => ({ network_configuration: [{ security_groups: ids }] });
    expect(directions(change('aws_ecs_service.x', groups('a'), groups('a', 'b')))).toEqual([
      'widened',
    ]);
    expect(directions(change('aws_ecs_service.x', null, groups('a')))).toEqual([]);
  });

  it.each<[string, string, Values | null, Values | null]>([
    [
      'a list of a network',
      'aws_network_acl',
      { ingress: [{ action: 'deny', cidr_block: '10.0.0.0/8' }] },
      { ingress: [{ action: 'allow', cidr_block: '0.0.0.0/0' }] },
    ],
    ['a policy of an organization that goes', 'aws_organizations_policy', { content: '{}' }, null],
    [
      'a rule of a firewall',
      'aws_wafv2_ip_set',
      { addresses: ['10.0.0.0/8'] },
      { addresses: ['11.0.0.0/8'] },
    ],
    [
      'a guard of snapshots that goes',
      'aws_ebs_snapshot_block_public_access',
      { state: 'block-all-sharing' },
      null,
    ],
    [
      'a share with another account',
      'aws_ram_principal_association',
      null,
      { principal: '222222222222', resource_share_arn: 'a' },
    ],
    ['a password for a user', 'aws_iam_user_login_profile', null, { user: 'u' }],
  ])('does not clear %s', (_, type, before, after) => {
    expect(review([change(`${type}.x`, before, after)]).accessWidened).not.toBe('no');
  });

  it.each([
    ['aws_network_acl', { ingress: [{ action: 'allow', cidr_block: '0.0.0.0/0' }] }],
    ['aws_wafv2_web_acl', { rule: [{ name: 'a' }] }],
    ['aws_organizations_policy', { content: '{}' }],
  ])('counts nothing as opened by a new %s, which only takes away', (type, after) => {
    expect(directions(change(`${type}.x`, null, after))).toEqual([]);
  });

  it('counts a destroyed public access block as widened, unless the bucket goes too', () => {
    const all = {
      bucket: 'b',
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    };
    const destroyed = change('aws_s3_bucket_public_access_block.p', all, null);
    const bucket = (after: Values) => change('aws_s3_bucket.b', { bucket: 'b', id: 'b' }, after);
    expect(directions(destroyed, bucket({ bucket: 'b', id: 'b' }))).toHaveLength(4);
    expect(directions(destroyed, bucket(null))).toEqual([]);
  });

  it('follows a task role that is replaced under the same name', () => {
    const changes = [
      change('aws_iam_role.r', { arn: 'arn:r', name: 'r' }, { name: 'r' }, { arn: true }),
      change('aws_ecs_task_definition.t', { task_role_arn: 'arn:r' }, {}, { task_role_arn: true }),
    ];
    const configuration = written({
      'aws_ecs_task_definition.t': { task_role_arn: to('aws_iam_role.r.arn', 'aws_iam_role.r') },
    });
    expect(review(changes, configuration).changes).toEqual([]);
    expect(review(changes).accessWidened).toBe('undecided');
  });

  it('finds routes to an internet gateway and subnets that get them', () => {
    const route = (gateway: string) => ({
      route_table_id: 'rtb-1',
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: gateway,
    });
    const table = change('aws_route_table.t', { id: 'rtb-1' }, { id: 'rtb-1' });
    const unused = written({ 'aws_route_table.t': {} });
    const opened = review([table, change('aws_route.r', null, route('igw-1'))], unused);
    expect(opened.changes).toEqual([
      expect.objectContaining({
        kind: 'exposure',
        direction: 'widened',
        after: { setting: 'route to an internet gateway', value: '0.0.0.0/0' },
      }),
    ]);
    expect(review([table, change('aws_route.r', null, route('nat-1'))], unused).changes).toEqual(
      [],
    );
    expect(directions(change('aws_route.r', route('igw-1'), null))).toEqual(['narrowed']);
    const kept = change('aws_route.r', route('igw-1'), route('igw-1'));
    const other = change('aws_route_table.o', { id: 'rtb-2' }, { id: 'rtb-2' });
    const moved = change(
      'aws_route_table_association.a',
      { subnet_id: 's', route_table_id: 'rtb-2' },
      { subnet_id: 's', route_table_id: 'rtb-1' },
    );
    expect(directions(table, other, kept, moved)).toEqual(['widened']);
  });
});
