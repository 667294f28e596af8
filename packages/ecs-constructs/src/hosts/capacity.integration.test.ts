import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import {
  assertion,
  inOrder,
  terraformChange,
  terraformTest,
  whereTerraformRuns,
} from '../fixtures/terraform-test';
import { synth } from '../testing';
import { MachineImage } from './machine-image';

const SCRIPT = [
  'echo "a \\ b" > "${HOME}/x"',
  "printf '%{b} $${c} \\n'",
  'cat <<CONFIG\n$(date)\nCONFIG\n',
].join('\n');

const VARIANTS: Readonly<Record<string, ReferenceOverrides['capacity']>> = {
  'scaled by ECS': { managedScaling: { maxInstanceCount: 6, minInstanceCount: 1 } },
  'of Spot hosts of several types': {
    otherInstanceTypes: ['t3a.micro', 't2.micro'],
    spot: { onDemandBaseCapacity: 1, onDemandPercentageAboveBase: 50 },
  },
  'of Spot hosts scaled by ECS': {
    spot: {},
    managedScaling: { maxInstanceCount: 6, targetCapacityPercent: 80 },
  },
  'of Bottlerocket hosts with the latest image at launch': {
    machineImage: MachineImage.bottlerocket({ lookup: 'at-launch' }),
    maxInstanceLifetimeDays: 14,
    agentConfiguration: { instanceAttributes: { 'team.name': 'a b' }, reservedMemoryMiB: 64 },
  },
  'of fixed size with every other option': {
    machineImage: MachineImage.amazonLinux2023({ lookup: 'at-launch' }),
    instanceRefresh: { minHealthyPercent: 50, maxHealthyPercent: 100 },
    availabilityZoneDistribution: 'balanced-only',
    volumeIops: 4000,
    volumeThroughputMiBps: 250,
    volumeKmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1',
    additionalSecurityGroupIds: ['sg-1'],
    agentConfiguration: {
      imagePullBehavior: 'once',
      instanceAttributes: { tier: 'front' },
      additional: { ECS_POLL_METRICS: 'true' },
    },
  },
};

describe('terraform, with the real provider and mocked answers, accepts a group', () => {
  for (const [name, capacity] of Object.entries(VARIANTS)) {
    whereTerraformRuns(name, () => {
      const output = terraformTest({ apply: { command: 'apply' } }, { capacity });
      expect(output).toContain('1 passed, 0 failed');
    });
  }
});

describe('user data', () => {
  whereTerraformRuns('reaches the host as it was written', () => {
    const expected = [
      '#!/bin/bash',
      "cat <<'CONFIG' >> /etc/ecs/ecs.config",
      'ECS_CLUSTER=jane_ecs_cluster',
      'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true',
      'ECS_AWSVPC_BLOCK_IMDS=true',
      'ECS_INSTANCE_ATTRIBUTES={"tier":"a"}',
      'ECS_X=${Y} "%{z}" \\',
      'CONFIG',
      SCRIPT,
    ].join('\n');
    const output = terraformTest(
      { apply: { command: 'apply' } },
      {
        capacity: {
          additionalUserData: SCRIPT,
          agentConfiguration: {
            instanceAttributes: { tier: 'a' },
            additional: { ECS_X: '${Y} "%{z}" \\' },
          },
        },
      },
      (address) => {
        const encoded = Buffer.from(expected).toString('base64');
        return [assertion(`${address('aws_launch_template')}.user_data == "${encoded}"`)];
      },
    );
    expect(output).toContain('1 passed, 0 failed');
  });
});

describe('a capacity provider', () => {
  const managedScaling = { maxInstanceCount: 4 };
  const ORDERED = [
    'aws_ecs_service',
    'aws_ecs_cluster_capacity_providers',
    'aws_ecs_capacity_provider',
    'aws_autoscaling_group',
  ];

  whereTerraformRuns(
    'is replaced without being in use: services and association leave first',
    () => {
      const named =
        (autoScalingGroupName?: string) => (stack: Parameters<typeof referenceStack>[0]) =>
          void referenceStack(stack, { capacity: { managedScaling, autoScalingGroupName } });
      const template = synth(named());
      const replaced = ['aws_ecs_capacity_provider', 'aws_autoscaling_group'].map(
        (type) => template.resource(type).address,
      );
      expect(inOrder(terraformChange(named(), named('renamed'), replaced), ORDERED)).toEqual([
        'aws_ecs_service',
        'aws_ecs_cluster_capacity_providers',
        'aws_autoscaling_group',
        'aws_ecs_capacity_provider',
        'aws_ecs_cluster_capacity_providers',
        'aws_ecs_service',
        'aws_ecs_capacity_provider',
        'aws_autoscaling_group',
      ]);
    },
  );

  whereTerraformRuns('leaves the cluster before it is deleted', () => {
    const groups = (count: 1 | 2) => (stack: Parameters<typeof referenceStack>[0]) => {
      const { cluster } = referenceStack(stack, { capacity: { managedScaling } });
      const more = { instanceType: 't3.micro', instanceCount: 1, managedScaling };
      if (count === 2) {
        cluster.addCapacity('More', more);
      }
    };
    const applied = terraformChange(groups(2), groups(1));
    expect(inOrder(applied, ORDERED.slice(1))).toEqual([
      'aws_ecs_cluster_capacity_providers',
      'aws_ecs_capacity_provider',
      'aws_autoscaling_group',
    ]);
  });
});
