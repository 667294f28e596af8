import type { TerraformStack } from 'cdktf';
import { type ReferenceOverrides, referenceStack } from './fixtures/reference-stack';
import {
  assertion,
  inOrder,
  terraformChange,
  terraformTest,
  whereTerraformRuns,
} from './fixtures/terraform-test';
import { MachineImage } from './hosts/machine-image';
import { Peer } from './network/peer';

const reference = (overrides: ReferenceOverrides) => (stack: TerraformStack) =>
  void referenceStack(stack, overrides);

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
        // The name: the stack's provider has no default_tags, and what the mock adds is known to Terraform only.
        `length(${address('aws_autoscaling_group')}.tag) == 1`,
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
      reference({}),
      reference({
        container: { portMappings: [{ hostPort: 8080, containerPort: 8080 }] },
        service: { desiredCount: 2 },
      }),
    );
    const order = ['Ingress-8080-tcp', 'aws_ecs_service', 'Ingress-80-tcp'];
    expect(inOrder(applied, order)).toEqual(order);
  });

  whereTerraformRuns('takes a subnet away after the hosts have been told to leave it', () => {
    const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1d'];
    const applied = terraformChange(reference({}), reference({ network: { availabilityZones } }));
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
