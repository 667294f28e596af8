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
    'rule-description',
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
    /after 1 days/,
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

test('a network with a flow log has no finding for it', () => {
  const vpc = { id: 'vpc-1' };
  expect(messages('flow-logs', 'aws_vpc', vpc)).toHaveLength(1);
  const both: PlanJson = {
    format_version: '1.2',
    resource_changes: [
      ...(plan('aws_vpc', vpc).resource_changes ?? []),
      ...(plan('aws_flow_log', { vpc_id: 'vpc-1' }).resource_changes ?? []),
    ],
  };
  expect(reviewFindings(both).findings.map(({ ruleId }) => ruleId)).not.toContain(
    'ecs-ec2/flow-logs',
  );
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
  const tested = new Set([...rows.map(([rule]) => `ecs-ec2/${rule}`), 'ecs-ec2/flow-logs']);
  expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

test('every rule has one id and a page that explains it', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { helpUri } of RULES) expect(helpUri).toMatch(/^https:\/\//);
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
