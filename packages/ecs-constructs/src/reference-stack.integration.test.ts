import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformVariable } from 'cdktf';
import { TemporaryDirectories } from './fixtures/directory';
import { referenceStack, type ReferenceOverrides } from './fixtures/reference-stack';
import { appliedBy, findTerraform, runTerraform } from './fixtures/terraform';
import { MachineImage } from './machine-image';
import { Peer } from './peer';
import { synth } from './testing';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const terraform = findTerraform(process.env);
if (!terraform.available) console.warn(`skipped: ${terraform.why}. ${terraform.fix}`);
const whereTerraformRuns = terraform.available ? it : it.skip;

// Mocks make random text of every computed value; the provider itself checks that these look like ARNs.
const arn = (service: string, resource: string) => ({
  defaults: { arn: `arn:aws:${service}:eu-west-1:123456789012:${resource}` },
});
const MOCKS = {
  mock_resource: {
    aws_iam_role: arn('iam', 'role/mock'),
    aws_iam_instance_profile: arn('iam', 'instance-profile/mock'),
    aws_ecs_cluster: arn('ecs', 'cluster/mock'),
    aws_ecs_task_definition: arn('ecs', 'task-definition/mock:1'),
    aws_ecr_repository: arn('ecr', 'repository/mock'),
    aws_cloudwatch_log_group: arn('logs', 'log-group:mock'),
    aws_launch_template: { defaults: { id: 'lt-0123456789abcdef0', latest_version: 1 } },
    aws_security_group: { defaults: { id: 'sg-0123456789abcdef0' } },
  },
  mock_data: {
    aws_default_tags: { defaults: { tags: { Project: 'hello' } } },
    aws_ssm_parameter: { defaults: { insecure_value: 'ami-0123456789abcdef0' } },
    aws_caller_identity: { defaults: { account_id: '123456789012' } },
  },
};

interface Run {
  readonly command: 'plan' | 'apply';
  readonly assert?: readonly { readonly condition: string; readonly error_message: string }[];
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** In JSON, an expression is a template. */
const assertion = (expression: string) => ({
  condition: `\${${expression}}`,
  error_message: `does not hold: ${expression.replaceAll('"', "'")}`,
});

/** Writes a stack and its test into a new directory and lets terraform test it, without any account. */
function terraformTest(
  runs: Readonly<Record<string, Run>>,
  overrides:
    ReferenceOverrides | ((variables: { count: number; type: string }) => ReferenceOverrides) = {},
  asserts: (addresses: (type: string) => string) => Run['assert'] = () => undefined,
): string {
  if (!terraform.available) throw new Error(terraform.why);
  const template = synth((stack) => {
    if (typeof overrides !== 'function') return void referenceStack(stack, overrides);
    const count = new TerraformVariable(stack, 'host_count', { type: 'number' }).numberValue;
    const type = new TerraformVariable(stack, 'host_type', { type: 'string' }).stringValue;
    referenceStack(stack, overrides({ count, type }));
  });
  const assert = asserts((type) => template.resource(type).address);
  const run = Object.fromEntries(
    Object.entries(runs).map(([name, one]) => [name, { ...one, assert }]),
  );
  const directory = temporary.make({ 'cdk.tf.json': template.json });
  mkdirSync(join(directory, 'tests'));
  writeFileSync(
    join(directory, 'tests/offline.tftest.json'),
    JSON.stringify({ mock_provider: { aws: MOCKS }, run }, undefined, 2),
  );
  runTerraform(terraform, directory, 'init', '-backend=false', '-input=false', '-no-color');
  runTerraform(terraform, directory, 'validate', '-no-color');
  return runTerraform(terraform, directory, 'test', '-no-color');
}

/** Applies a stack, then changes it into another, and returns what the change worked on, in order. */
function terraformChange(before: ReferenceOverrides, after: ReferenceOverrides): readonly string[] {
  if (!terraform.available) throw new Error(terraform.why);
  const json = (overrides: ReferenceOverrides) =>
    synth((stack) => void referenceStack(stack, overrides)).json;
  const apply = { command: 'apply', state_key: 'one' };
  const directory = temporary.make({
    'cdk.tf.json': json(before),
    'after/cdk.tf.json': json(after),
    'tests/change.tftest.json': JSON.stringify({
      mock_provider: { aws: MOCKS },
      run: { before: apply, after: { ...apply, module: { source: './after' } } },
    }),
  });
  runTerraform(terraform, directory, 'init', '-backend=false', '-input=false', '-no-color');
  expect(runTerraform(terraform, directory, 'test', '-no-color')).toContain('2 passed, 0 failed');
  return appliedBy('after', directory);
}

/** Those of the addresses that contain one of the parts, named by it. */
const inOrder = (addresses: readonly string[], parts: readonly string[]) =>
  addresses.flatMap((address) => parts.filter((part) => address.includes(part)));

describe('terraform, with the real provider and mocked answers', () => {
  whereTerraformRuns(
    'plans and applies the reference stack, and the revision that serves is the one planned',
    () => {
      const output = terraformTest({ plan: { command: 'plan' }, apply: { command: 'apply' } });
      expect(output).toContain('2 passed, 0 failed');
    },
  );

  whereTerraformRuns('sees the values of the workshop text', () => {
    const output = terraformTest({ plan: { command: 'plan' } }, {}, (address) =>
      [
        `${address('aws_autoscaling_group')}.desired_capacity == 3`,
        `length(${address('aws_autoscaling_group')}.tag) == 2`,
        `${address('aws_ecs_task_definition')}.memory == "512"`,
        `${address('aws_ecs_service')}.desired_count == 1`,
        `${address('aws_launch_template')}.tag_specifications[0].tags["Project"] == "hello"`,
        `${address('aws_launch_template')}.image_id == "ami-0123456789abcdef0"`,
        `strcontains(base64decode(${address('aws_launch_template')}.user_data), "ECS_CLUSTER=jane_ecs_cluster\\n")`,
      ].map(assertion),
    );
    expect(output).toContain('1 passed, 0 failed');
  });

  whereTerraformRuns('accepts every choice that differs from the default', () => {
    const output = terraformTest(
      { plan: { command: 'plan' } },
      {
        cluster: { containerInsights: 'enhanced' },
        capacity: {
          machineImage: MachineImage.amazonLinux2(),
          associatePublicIpAddress: true,
          detailedMonitoring: true,
          forceDelete: true,
          cpuCredits: 'unlimited',
          metadataHopLimit: 2,
          tags: { Team: 'a' },
        },
        task: { networkMode: 'host', retainRevisions: true },
        container: {
          portMappings: [{ containerPort: 8080 }],
          environment: { A: '1' },
          healthCheck: { command: ['CMD', 'true'] },
          user: 'node',
        },
        service: {
          peers: [Peer.anyIpv6(), Peer.ipv4('10.0.0.0/8')],
          availabilityZoneRebalancing: false,
        },
      },
    );
    expect(output).toContain('1 passed, 0 failed');
  });

  whereTerraformRuns('accepts values that only Terraform knows', () => {
    const variables = { host_count: 4, host_type: 't3.small' };
    const output = terraformTest({ plan: { command: 'plan', variables } }, ({ count, type }) => ({
      capacity: { instanceCount: count, instanceType: type, architecture: 'x86_64' },
      task: { cpu: 512, memoryMiB: 512 },
      service: { desiredCount: count },
    }));
    expect(output).toContain('1 passed, 0 failed');
  });

  // The number of tasks changes only because mocks give each revision of the task definition the same ARN.
  whereTerraformRuns('closes a changed host port after the service has left it', () => {
    const applied = terraformChange(
      {},
      {
        container: { portMappings: [{ hostPort: 8080, containerPort: 8080 }] },
        service: { desiredCount: 2 },
      },
    );
    const order = ['Ingress-8080-tcp', 'aws_ecs_service', 'Ingress-80-tcp'];
    expect(inOrder(applied, order)).toEqual(order);
  });

  whereTerraformRuns('takes a subnet away after the hosts have been told to leave it', () => {
    const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1d'];
    const applied = terraformChange({}, { network: { availabilityZones } });
    expect(
      inOrder(applied, ['aws_subnet', 'aws_route_table_association', 'aws_autoscaling_group']),
    ).toEqual([
      'aws_subnet',
      'aws_route_table_association',
      'aws_autoscaling_group',
      'aws_route_table_association',
      'aws_subnet',
    ]);
  });

  whereTerraformRuns('fails when an assertion does not hold', () => {
    const wrong = () =>
      terraformTest({ plan: { command: 'plan' } }, {}, (address) => [
        assertion(`${address('aws_ecs_service')}.desired_count == 2`),
      ]);
    expect(wrong).toThrow('0 passed, 1 failed');
  });
});
