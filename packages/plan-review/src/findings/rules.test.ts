import type { JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { reviewFindings } from './review-findings';
import { RULES } from './rules';

const plan = (type: string, values: JsonObject): PlanJson => ({
  format_version: '1.2',
  resource_changes: [
    {
      address: `${type}.r`,
      type,
      name: 'r',
      change: { actions: ['create'], before: null, after: values },
    },
  ],
});
const container = (more: JsonObject): JsonObject => ({
  container_definitions: JSON.stringify([{ name: 'web', ...more }]),
});
const policy = (statement: JsonObject): JsonObject => ({
  policy: JSON.stringify({ Statement: [statement] }),
});
const wide = { Effect: 'Allow', Resource: '*' };
const everybody = (more: JsonObject = {}): JsonObject =>
  policy({ Effect: 'Allow', Principal: '*', Action: 'x:Y', Resource: '*', ...more });
const held = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
const trust = (statement: JsonObject): JsonObject => ({
  assume_role_policy: JSON.stringify({ Statement: statement }),
});
const added = (...add: readonly string[]): JsonObject =>
  container({ linuxParameters: { capabilities: { add } } });
const folder = (host_path: string | null): JsonObject => ({ volume: [{ name: 'v', host_path }] });
const passing = (Resource: string, more: JsonObject = {}): JsonObject =>
  policy({ Effect: 'Allow', Resource, Action: ['iam:PassRole', 'ec2:RunInstances'], ...more });
const inline = (direction: string, ...rules: readonly JsonObject[]): JsonObject => ({
  description: 'd',
  [direction]: rules.map((rule) => ({
    protocol: 'tcp',
    cidr_blocks: ['0.0.0.0/0'],
    description: 'd',
    ...rule,
  })),
});
const logs = { logConfiguration: { logDriver: 'awslogs' }, readonlyRootFilesystem: true };

/** Rule, type, values that keep it, values that break it. */
const rows: readonly (readonly [string, string, JsonObject, JsonObject, RegExp])[] = [
  [
    'imdsv2-required',
    'aws_launch_template',
    { metadata_options: [{ http_tokens: 'required' }] },
    {},
    /IMDSv1/,
  ],
  [
    'imdsv2-required',
    'aws_instance',
    { metadata_options: [{ http_endpoint: 'disabled' }] },
    { metadata_options: [{ http_tokens: 'optional' }] },
    /IMDSv1/,
  ],
  [
    'metadata-hop-limit',
    'aws_launch_template',
    { metadata_options: [{ http_put_response_hop_limit: 1 }] },
    { metadata_options: [{ http_put_response_hop_limit: 2 }] },
    /hop limit 2/,
  ],
  [
    'encrypted-volumes',
    'aws_launch_template',
    { block_device_mappings: [{ ebs: [{ encrypted: 'true' }] }] },
    { block_device_mappings: [{ device_name: '/dev/xvda', ebs: [{ encrypted: 'false' }] }] },
    /\/dev\/xvda is not encrypted/,
  ],
  ['no-key-pair', 'aws_launch_template', { key_name: '' }, { key_name: 'mine' }, /private key/],
  [
    'no-public-address',
    'aws_launch_template',
    { network_interfaces: [{ associate_public_ip_address: 'false' }] },
    { network_interfaces: [{ associate_public_ip_address: 'true' }] },
    /public address/,
  ],
  [
    'detailed-monitoring',
    'aws_launch_template',
    { monitoring: [{ enabled: true }] },
    { monitoring: [] },
    /every five minutes/,
  ],
  [
    'no-open-administration',
    'aws_vpc_security_group_ingress_rule',
    { ip_protocol: 'tcp', from_port: 80, to_port: 80, cidr_ipv4: '0.0.0.0/0' },
    { ip_protocol: 'tcp', from_port: 20, to_port: 30, cidr_ipv4: '0.0.0.0/0' },
    /Port 22 is open/,
  ],
  [
    'no-open-administration',
    'aws_security_group',
    { ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8'] }] },
    { ingress: [{ protocol: '-1', from_port: 0, to_port: 0, ipv6_cidr_blocks: ['::/0'] }] },
    /Port 3389 is open/,
  ],
  [
    'no-open-administration',
    'aws_security_group_rule',
    { type: 'egress', protocol: '-1', cidr_blocks: ['0.0.0.0/0'] },
    { type: 'ingress', protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['0.0.0.0/0'] },
    /Port 22 is open/,
  ],
  [
    'open-to-the-internet',
    'aws_vpc_security_group_ingress_rule',
    { ip_protocol: 'tcp', from_port: 80, to_port: 80, cidr_ipv4: '10.0.0.0/8' },
    { ip_protocol: 'tcp', from_port: 80, to_port: 80, cidr_ipv4: '0.0.0.0/0' },
    /^Port 80 is open to the whole internet/,
  ],
  [
    'open-to-the-internet',
    'aws_security_group_rule',
    { type: 'egress', protocol: 'icmp', from_port: 8, to_port: 0, cidr_blocks: ['0.0.0.0/0'] },
    { type: 'ingress', protocol: 'icmp', from_port: 8, to_port: 0, cidr_blocks: ['0.0.0.0/0'] },
    /^ICMP is open to the whole internet/,
  ],
  [
    'no-open-administration',
    'aws_vpc_security_group_ingress_rule',
    { ip_protocol: 'udp', from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0' },
    { ip_protocol: '6', from_port: 22, to_port: 22, cidr_ipv6: '::/0' },
    /^Port 22 is open/,
  ],
  [
    'no-open-group',
    'aws_security_group',
    inline('ingress', { from_port: 1, to_port: 32767 }, { from_port: 32769, to_port: 65535 }),
    inline('ingress', { from_port: 32768, to_port: 65535 }, { from_port: 0, to_port: 32767 }),
    /together open every port to the whole internet \(32768-65535\/tcp, 0-32767\/tcp\)/,
  ],
  [
    'egress-everywhere',
    'aws_security_group',
    inline('egress', { protocol: '-1', cidr_blocks: ['10.0.0.0/8'] }),
    inline('egress', { protocol: '-1', from_port: 0, to_port: 0 }),
    /may call everything/,
  ],
  [
    'egress-everywhere',
    'aws_security_group_rule',
    { type: 'ingress', protocol: '-1', cidr_blocks: ['0.0.0.0/0'] },
    { type: 'egress', protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['0.0.0.0/0'] },
    /may call everybody on the internet \(443\/tcp\)/,
  ],
  [
    'rule-description',
    'aws_security_group',
    inline('ingress', { from_port: 80, to_port: 80 }),
    inline('ingress', { from_port: 80, to_port: 80, description: '' }),
    /A rule of it has no description/,
  ],
  [
    'rule-description',
    'aws_security_group_rule',
    { description: 'Web' },
    { description: null },
    /no description/,
  ],
  [
    'open-to-the-internet',
    'aws_security_group',
    { ingress: [] },
    { ingress: [{ protocol: 'tcp', from_port: 80, to_port: 90, cidr_blocks: ['0.0.0.0/0'] }] },
    /^The ports 80 to 90 are open/,
  ],
  [
    'egress-everywhere',
    'aws_vpc_security_group_egress_rule',
    { cidr_ipv4: '10.0.0.0/8' },
    { cidr_ipv4: '0.0.0.0/0' },
    /may call everything/,
  ],
  [
    'group-description',
    'aws_security_group',
    { description: 'Hosts' },
    { description: 'Managed by Terraform' },
    /no description/,
  ],
  [
    'public-subnet',
    'aws_subnet',
    { map_public_ip_on_launch: false },
    { map_public_ip_on_launch: true },
    /public address/,
  ],
  [
    'default-security-group-closed',
    'aws_default_security_group',
    { ingress: [], egress: [] },
    { egress: [{}] },
    /may talk/,
  ],
  [
    'immutable-tags',
    'aws_ecr_repository',
    { image_tag_mutability: 'IMMUTABLE' },
    { image_tag_mutability: 'MUTABLE' },
    /moved to another image/,
  ],
  [
    'scan-on-push',
    'aws_ecr_repository',
    { image_scanning_configuration: [{ scan_on_push: true }] },
    {},
    /not scanned/,
  ],
  [
    'repository-kms',
    'aws_ecr_repository',
    { encryption_configuration: [{ encryption_type: 'KMS' }] },
    { encryption_configuration: [{ encryption_type: 'AES256' }] },
    /key of S3/,
  ],
  [
    'no-plain-secrets',
    'aws_ecs_task_definition',
    container({ environment: [{ name: 'LOG_LEVEL', value: 'x' }] }),
    container({ environment: [{ name: 'DB_PASSWORD', value: 'x' }] }),
    /web gets DB_PASSWORD/,
  ],
  [
    'no-privileged-container',
    'aws_ecs_task_definition',
    container({ privileged: false }),
    container({ privileged: true }),
    /root on the host/,
  ],
  [
    'no-engine-socket',
    'aws_ecs_task_definition',
    folder('/data'),
    folder('/var/run/docker.sock'),
    /root on the host/,
  ],
  ['no-engine-socket', 'aws_ecs_task_definition', folder(null), folder('/'), /through \/,/],
  [
    'no-engine-socket',
    'aws_ecs_task_definition',
    folder('/var/runner'),
    folder('/var/run/'),
    /container engine/,
  ],
  [
    'no-host-folders',
    'aws_ecs_task_definition',
    folder(''),
    folder('/data'),
    /folder \/data of their host/,
  ],
  [
    'no-root-capabilities',
    'aws_ecs_task_definition',
    added('NET_ADMIN'),
    added('CAP_SYS_ADMIN'),
    /web may do what makes it root on the host: SYS_ADMIN/,
  ],
  ['no-added-capabilities', 'aws_ecs_task_definition', added(), added('NET_ADMIN'), /NET_ADMIN/],
  [
    'no-root-user',
    'aws_ecs_task_definition',
    container({ user: '1000' }),
    container({ user: '0:0' }),
    /web runs as root/,
  ],
  [
    'no-root-user',
    'aws_ecs_task_definition',
    container({}),
    container({ user: 'root' }),
    /web runs as root/,
  ],
  [
    'pinned-image',
    'aws_ecs_task_definition',
    container({ image: 'nginx:1.27' }),
    container({ image: 'nginx' }),
    /tag latest/,
  ],
  [
    'pinned-image',
    'aws_ecs_task_definition',
    container({ image: 'r:5000/a@sha256:00' }),
    container({ image: 'r:5000/a:latest' }),
    /tag latest/,
  ],
  [
    'pinned-image',
    'aws_ecs_task_definition',
    container({ image: '${aws_ecr_repository.r.repository_url}' }),
    container({ image: 'r:5000/a' }),
    /tag latest/,
  ],
  [
    'efs-in-transit',
    'aws_ecs_task_definition',
    { volume: [{ name: 'v', efs_volume_configuration: [{ transit_encryption: 'ENABLED' }] }] },
    { volume: [{ name: 'v', efs_volume_configuration: [{ transit_encryption: '' }] }] },
    /file system v crosses the network unencrypted/,
  ],
  [
    'exec-logged',
    'aws_ecs_cluster',
    { configuration: [{ execute_command_configuration: [{ logging: 'DEFAULT' }] }] },
    { configuration: [{ execute_command_configuration: [{ logging: 'NONE' }] }] },
    /which commands were run/,
  ],
  [
    'no-escalation',
    'aws_iam_role_policy',
    passing('arn:aws:iam::1:role/a'),
    passing('*'),
    /pass every role to what it starts with ec2:RunInstances/,
  ],
  [
    'no-escalation',
    'aws_iam_policy',
    passing('*', held),
    passing('arn:aws:iam::*:role/*'),
    /any role of the account/,
  ],
  [
    'no-trust-for-everybody',
    'aws_iam_role',
    trust({ Effect: 'Allow', Principal: { AWS: '*' }, ...held }),
    trust({ Effect: 'Allow', Principal: { AWS: ['*'] } }),
    /any AWS account may take this role on/,
  ],
  [
    'no-public-repository',
    'aws_ecr_repository_policy',
    everybody(held),
    everybody(),
    /use the repository/,
  ],
  [
    'no-public-key',
    'aws_kms_key',
    everybody({ Effect: 'Deny' }),
    everybody({ Principal: { AWS: '*' } }),
    /use the key/,
  ],
  [
    'no-public-bucket',
    'aws_s3_bucket_policy',
    everybody({ Principal: { Service: '*' } }),
    everybody(),
    /policy of the bucket allows/,
  ],
  ['no-public-queue', 'aws_sqs_queue_policy', everybody(held), everybody(), /messages/],
  ['no-public-secret', 'aws_secretsmanager_secret_policy', everybody(held), everybody(), /secret/],
  [
    'no-public-acl',
    'aws_s3_bucket_acl',
    { acl: 'private' },
    { acl: 'public-read' },
    /opens the bucket to everybody/,
  ],
  [
    'bucket-access-block',
    'aws_s3_bucket_public_access_block',
    {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    { block_public_acls: true, block_public_policy: false },
    /block_public_policy is off/,
  ],
  [
    'bucket-versioning',
    'aws_s3_bucket',
    { versioning: [{ enabled: true }] },
    {},
    /keeps no versions/,
  ],
  [
    'listener-encrypted',
    'aws_lb_listener',
    { protocol: 'HTTP', default_action: [{ type: 'redirect' }] },
    { protocol: 'HTTP', default_action: [{ type: 'forward' }] },
    /not encrypted/,
  ],
  [
    'listener-tls',
    'aws_alb_listener',
    { protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' },
    { protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-2016-08' },
    /TLS 1\.0 or 1\.1/,
  ],
  [
    'drop-invalid-headers',
    'aws_lb',
    { load_balancer_type: 'network' },
    { load_balancer_type: 'application', drop_invalid_header_fields: false },
    /invalid headers reach/,
  ],
  [
    'read-only-root',
    'aws_ecs_task_definition',
    container(logs),
    container({}),
    /change its own files/,
  ],
  [
    'container-logs',
    'aws_ecs_task_definition',
    container(logs),
    container({}),
    /goes with its host/,
  ],
  [
    'no-host-namespaces',
    'aws_ecs_task_definition',
    { network_mode: 'bridge' },
    { pid_mode: 'host' },
    /shares the pid/,
  ],
  [
    'separate-roles',
    'aws_ecs_task_definition',
    { task_role_arn: 'a', execution_role_arn: 'b' },
    { task_role_arn: 'a', execution_role_arn: 'a' },
    /pull images/,
  ],
  [
    'circuit-breaker',
    'aws_ecs_service',
    { deployment_circuit_breaker: [{ enable: true, rollback: true }] },
    { deployment_circuit_breaker: [{ enable: true, rollback: false }] },
    /tried for hours/,
  ],
  [
    'wait-for-steady-state',
    'aws_ecs_service',
    { wait_for_steady_state: true },
    { wait_for_steady_state: false },
    /before a single task/,
  ],
  [
    'container-insights',
    'aws_ecs_cluster',
    { setting: [{ name: 'containerInsights', value: 'enhanced' }] },
    { setting: [{ name: 'containerInsights', value: 'disabled' }] },
    /no metrics/,
  ],
  [
    'log-retention',
    'aws_cloudwatch_log_group',
    { retention_in_days: 365 },
    { retention_in_days: 30 },
    /after 30 days/,
  ],
  [
    'log-retention',
    'aws_cloudwatch_log_group',
    { retention_in_days: 0 },
    { retention_in_days: 1 },
    /after 1 day\./,
  ],
  [
    'log-kms',
    'aws_cloudwatch_log_group',
    { kms_key_id: 'arn:k' },
    { kms_key_id: null },
    /not with one of yours/,
  ],
  [
    'no-full-access',
    'aws_iam_role_policy',
    policy({ ...wide, Action: 'ecr:GetAuthorizationToken' }),
    policy({ ...wide, Action: ['ecr:*', 's3:GetObject'] }),
    /allows ecr:\* on everything/,
  ],
  [
    'no-full-access',
    'aws_iam_policy',
    policy({ ...wide, Effect: 'Deny', Action: '*' }),
    policy({ ...wide, NotAction: 'iam:*' }),
    /all but a few/,
  ],
  [
    'no-broad-managed-policy',
    'aws_iam_role_policy_attachment',
    { policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    { policy_arn: 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role' },
    /far beyond/,
  ],
];

const messages = (rule: string, type: string, values: JsonObject): readonly string[] =>
  reviewFindings(plan(type, values))
    .findings.filter(({ ruleId }) => ruleId === `ecs-ec2/${rule}`)
    .map(({ message }) => message);

test.each(rows)('%s passes and fails on %s', (rule, type, good, bad, message) => {
  expect(messages(rule, type, good)).toEqual([]);
  expect(messages(rule, type, bad)).toContainEqual(expect.stringMatching(message));
});

/** Something beside the resource that keeps the rule. */
const beside: readonly (readonly [string, string, JsonObject, string, JsonObject])[] = [
  ['flow-logs', 'aws_vpc', { id: 'vpc-1' }, 'aws_flow_log', { vpc_id: 'vpc-1' }],
  [
    'default-security-group-left',
    'aws_vpc',
    { id: 'vpc-1' },
    'aws_default_security_group',
    { vpc_id: 'vpc-1' },
  ],
  [
    'bucket-versioning',
    'aws_s3_bucket',
    { id: 'b' },
    'aws_s3_bucket_versioning',
    { bucket: 'b', versioning_configuration: [{ status: 'Enabled' }] },
  ],
];

const together = (...plans: readonly PlanJson[]): PlanJson => ({
  format_version: '1.2',
  resource_changes: plans.flatMap(({ resource_changes = [] }) => resource_changes),
});

test.each(beside)('%s of %s is kept by what stands beside it', (rule, type, values, other, its) => {
  expect(messages(rule, type, values)).toHaveLength(1);
  const ids = (all: PlanJson) => reviewFindings(all).findings.map(({ ruleId }) => ruleId);
  expect(ids(together(plan(type, values), plan(other, its)))).not.toContain(`ecs-ec2/${rule}`);
});

test('a bucket whose versions are suspended keeps none', () => {
  const off = { bucket: 'b', versioning_configuration: [{ status: 'Suspended' }] };
  const both = together(plan('aws_s3_bucket', { id: 'b' }), plan('aws_s3_bucket_versioning', off));
  expect(reviewFindings(both).findings.map(({ ruleId }) => ruleId)).toContain(
    'ecs-ec2/bucket-versioning',
  );
});

test('two halves that are resources of their own open a group, where its own rule stays judged', () => {
  const half = (name: string, from_port: number, to_port: number): PlanJson => {
    const [change] =
      plan('aws_vpc_security_group_ingress_rule', {
        security_group_id: 'sg-1',
        ip_protocol: 'tcp',
        from_port,
        to_port,
        cidr_ipv4: '0.0.0.0/0',
      }).resource_changes ?? [];
    if (change === undefined) throw new Error('no change');
    return { format_version: '1.2', resource_changes: [{ ...change, address: `x.${name}`, name }] };
  };
  const group = { id: 'sg-1', ...inline('ingress', { from_port: 443, to_port: 443 }) };
  const { findings } = reviewFindings(
    together(plan('aws_security_group', group), half('low', 0, 30000), half('high', 30001, 65535)),
  );
  expect(findings.filter(({ ruleId }) => ruleId === 'ecs-ec2/no-open-group')).toHaveLength(1);
  expect(
    findings
      .filter(({ ruleId }) => ruleId === 'ecs-ec2/open-to-the-internet')
      .map(({ address, detail }) => `${address} ${detail}`),
  ).toEqual(['aws_security_group.r 443/tcp', 'x.high 30001-65535/tcp', 'x.low 0-30000/tcp']);
});

test('a rule of a security group is judged once, where it is made', () => {
  const open = { protocol: 'tcp', from_port: 80, to_port: 80, cidr_blocks: ['0.0.0.0/0'] };
  const rule = {
    security_group_id: 'sg-1',
    ip_protocol: 'tcp',
    from_port: 80,
    to_port: 80,
    cidr_ipv4: '0.0.0.0/0',
  };
  const both: PlanJson = {
    format_version: '1.2',
    resource_changes: [
      ...(plan('aws_security_group', { id: 'sg-1', ingress: [open] }).resource_changes ?? []),
      ...(plan('aws_vpc_security_group_ingress_rule', rule).resource_changes ?? []),
    ],
  };
  const found = reviewFindings(both).findings.filter(({ ruleId }) =>
    ruleId.endsWith('open-to-the-internet'),
  );
  expect(found.map(({ address }) => address)).toEqual(['aws_vpc_security_group_ingress_rule.r']);
});

test('every rule has a row above', () => {
  const tested = new Set([...rows, ...beside].map(([rule]) => `ecs-ec2/${rule}`));
  expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

test('every rule has one id and a page that explains it', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { helpUri } of RULES) expect(helpUri).toMatch(/^https:\/\//);
});

test('no two rules say that another tool finds exactly what they find', () => {
  const all = RULES.flatMap(({ aliases, aliasesOf = {} }) => [
    ...aliases,
    ...Object.values(aliasesOf).flat(),
  ]);
  expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
});

test('what goes is not judged', () => {
  const going: PlanJson = {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'aws_subnet.r',
        type: 'aws_subnet',
        name: 'r',
        change: { actions: ['delete'], before: { map_public_ip_on_launch: true }, after: null },
      },
    ],
  };
  expect(reviewFindings(going).findings).toEqual([]);
});
