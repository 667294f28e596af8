import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { TerraformVariable } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import type { CpuCredits } from '../index';
import { synth } from '../testing';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import { MachineImage } from './machine-image';
import '../fixtures/matchers';

const withOptions = (capacity: Partial<Ec2CapacityOptions> = {}) =>
  synth((stack) => referenceStack(stack, { capacity }));
const launchTemplate = (options?: Partial<Ec2CapacityOptions>) =>
  withOptions(options).resource('aws_launch_template').attributes;

describe('the launch template', () => {
  it('is safe by default', () => {
    expect(withOptions().json).toHaveResourceWithProperties(LaunchTemplate, {
      instance_type: 't3.micro',
      update_default_version: true,
      metadata_options: {
        http_endpoint: 'enabled',
        http_tokens: 'required',
        http_put_response_hop_limit: 1,
      },
      credit_specification: { cpu_credits: 'standard' },
      monitoring: { enabled: false },
      block_device_mappings: [
        {
          device_name: '/dev/xvda',
          ebs: {
            volume_type: 'gp3',
            volume_size: 30,
            encrypted: 'true',
            delete_on_termination: 'true',
          },
        },
      ],
    });
    expect(launchTemplate()).not.toHaveProperty('key_name');
  });

  it('does what it is told otherwise', () => {
    expect(
      launchTemplate({ metadataHopLimit: 2, detailedMonitoring: true, rootVolumeSizeGiB: 50 }),
    ).toMatchObject({
      metadata_options: { http_put_response_hop_limit: 2 },
      monitoring: { enabled: true },
      block_device_mappings: [{ ebs: { volume_size: 50 } }],
    });
  });

  it.each(['t2.micro', 't3.micro', 't3a.small', 't4g.micro'])(
    'lets a %s slow down instead of billing what it uses beyond its credits',
    (instanceType) => {
      const container = { image: ContainerImage.fromRegistry('nginx:1') };
      const credits = (cpuCredits?: CpuCredits) =>
        synth((stack) =>
          referenceStack(stack, { container, capacity: { instanceType, cpuCredits } }),
        ).resource('aws_launch_template').attributes['credit_specification'];
      expect(credits()).toEqual({ cpu_credits: 'standard' });
      expect(credits('unlimited')).toEqual({ cpu_credits: 'unlimited' });
    },
  );

  it.each(['m7i.large', 'trn1.2xlarge'])('says nothing about CPU credits on a %s', (type) => {
    expect(launchTemplate({ instanceType: type })).not.toHaveProperty('credit_specification');
  });

  it('takes CPU credits as given where the instance type is known only to Terraform', () => {
    const withType = (cpuCredits?: CpuCredits) =>
      synth((stack) => {
        const { stringValue } = new TerraformVariable(stack, 'type', { type: 'string' });
        const capacity = { instanceType: stringValue, architecture: 'x86_64', cpuCredits } as const;
        referenceStack(stack, { capacity });
      }).resource('aws_launch_template').attributes;
    expect(withType()).not.toHaveProperty('credit_specification');
    expect(withType('standard')['credit_specification']).toEqual({ cpu_credits: 'standard' });
  });

  it('takes faster disks and a key of your own', () => {
    const volumeKmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    expect(
      launchTemplate({ volumeIops: 4000, volumeThroughputMiBps: 1000, volumeKmsKeyArn }),
    ).toMatchObject({
      block_device_mappings: [
        { ebs: { iops: 4000, throughput: 1000, kms_key_id: volumeKmsKeyArn, encrypted: 'true' } },
      ],
    });
    expect(() => launchTemplate({ volumeThroughputMiBps: 751 })).toThrow(
      'volumeThroughputMiBps may be at most a quarter of volumeIops (3000); got 751. ' +
        'Set volumeIops to 3004 or more, or lower volumeThroughputMiBps.',
    );
  });

  it('puts hosts into more security groups', () => {
    const groups = launchTemplate({ additionalSecurityGroupIds: ['sg-1', 'sg-2'] })[
      'vpc_security_group_ids'
    ];
    expect(groups).toEqual([expect.stringContaining('aws_security_group'), 'sg-1', 'sg-2']);
  });

  it('takes a smaller disk for an image of your own', () => {
    const machineImage = MachineImage.fromAmiId('ami-1');
    expect(launchTemplate({ machineImage, rootVolumeSizeGiB: 8 })).toMatchObject({
      block_device_mappings: [{ ebs: { volume_size: 8 } }],
    });
    expect(() => launchTemplate({ machineImage, rootVolumeSizeGiB: 7 })).toThrow(
      'rootVolumeSizeGiB must be a whole number of 8 to 65536 GiB; got 7',
    );
  });

  it('leaves public addresses to the subnet unless told', () => {
    expect(launchTemplate()).not.toHaveProperty('network_interfaces');
    const told = launchTemplate({ associatePublicIpAddress: true });
    expect(told).not.toHaveProperty('vpc_security_group_ids');
    expect(told['network_interfaces']).toEqual([
      {
        associate_public_ip_address: 'true',
        delete_on_termination: 'true',
        security_groups: [expect.stringMatching(/^\$\{aws_security_group\..*\.id\}$/)],
      },
    ]);
  });

  it("names the cluster by the cluster's own attribute, which is what orders hosts after it", () => {
    const template = withOptions();
    const { address } = template.resource('aws_ecs_cluster');
    expect(template.userData()).toContain(`ECS_CLUSTER=\${${address}.name}\n`);
  });

  it('carries tags to volumes and network interfaces, and the group carries them to the hosts', () => {
    const template = withOptions({ tags: { Team: 'a' } });
    const merged =
      /^\$\{merge\(data\.aws_default_tags\.\w+\.tags, \{"Name" = "jane_ecs_cluster-hosts", "Team" = "a"\}\)\}$/;
    expect(template.resource('aws_launch_template').attributes['tag_specifications']).toEqual([
      { resource_type: 'volume', tags: expect.stringMatching(merged) },
      { resource_type: 'network-interface', tags: expect.stringMatching(merged) },
    ]);
    expect(template.resource('aws_autoscaling_group').attributes['tag']).toEqual([
      { key: 'Name', value: 'jane_ecs_cluster-hosts', propagate_at_launch: true },
      { key: 'Team', value: 'a', propagate_at_launch: true },
    ]);
  });
});

describe('tagVolumes', () => {
  it('keeps changes of tags from making a new version of the launch template', () => {
    const template = withOptions({ tags: { Commit: 'a' }, tagVolumes: false });
    expect(template.resource('aws_launch_template').attributes).toEqual(
      withOptions({ tags: { Commit: 'b' }, tagVolumes: false }).resource('aws_launch_template')
        .attributes,
    );
    expect(template.resource('aws_autoscaling_group').attributes['tag']).toContainEqual(
      expect.objectContaining({ key: 'Commit', value: 'a' }),
    );
  });
});

describe('the security group', () => {
  it('lets everything out and only the published port in', () => {
    const template = withOptions();
    expect(template.resource('aws_vpc_security_group_egress_rule').attributes).toMatchObject({
      ip_protocol: '-1',
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(template.resource('aws_vpc_security_group_ingress_rule').attributes).toMatchObject({
      from_port: 80,
      to_port: 80,
      ip_protocol: 'tcp',
      cidr_ipv4: '0.0.0.0/0',
      description: 'Published host port 80/tcp',
    });
    expect(template.resource('aws_security_group').attributes).not.toHaveProperty('ingress');
  });

  it('opens a changed port before it closes the old one', () => {
    const rule = withOptions().resource('aws_vpc_security_group_ingress_rule');
    expect(rule.attributes['lifecycle']).toEqual({ create_before_destroy: true });
  });
});

describe('Ec2Capacity', () => {
  it.each(['sg-hosts', 'a b', 'ab', 'x'.repeat(101)])(
    'refuses the name %j',
    (autoScalingGroupName) => {
      expect(() => withOptions({ autoScalingGroupName })).toThrow(
        'Test/Cluster/Hosts: autoScalingGroupName must be 3 to 100 letters, digits, dots, hyphens and underscores, ' +
          `and may not start with sg-; got ${JSON.stringify(autoScalingGroupName)}.`,
      );
    },
  );

  it('names everything that belongs to the hosts alike', () => {
    const template = withOptions({ autoScalingGroupName: 'workers' });
    for (const type of ['aws_autoscaling_group', 'aws_launch_template', 'aws_security_group']) {
      expect(template.resource(type).attributes['name']).toBe('workers');
    }
    expect(template.resource('aws_iam_instance_profile').attributes['name_prefix']).toBe(
      'workers-',
    );
  });

  it.each([
    [{ instanceCount: 0 }, 'instanceCount must be a whole number of 1 or more; got 0'],
    [{ instanceCount: 1.5 }, 'instanceCount must be a whole number of 1 or more; got 1.5'],
    [
      { availabilityZoneCount: 0 },
      'availabilityZoneCount must be a whole number of 1 or more; got 0',
    ],
    [
      { rootVolumeSizeGiB: 29 },
      'rootVolumeSizeGiB must be a whole number of 30 to 65536 GiB; got 29',
    ],
    [
      { cpuCredits: 'standard', instanceType: 'm7i.large' },
      "cpuCredits ('standard') is for burstable instance types: t2, t3, t3a, t4g; got m7i.large. " +
        'Leave cpuCredits out or choose a burstable type.',
    ],
    [{ volumeIops: 2999 }, 'volumeIops must be a whole number of 3000 to 80000; got 2999'],
    [
      { maxInstanceLifetimeDays: 366 },
      'maxInstanceLifetimeDays must be a whole number of 1 to 365 days; got 366',
    ],
    [{ metadataHopLimit: 0 }, 'metadataHopLimit must be a whole number of 1 to 64; got 0'],
    [
      { instanceWarmupSeconds: -1 },
      'instanceWarmupSeconds must be a whole number of 0 or more; got -1',
    ],
  ] as const)('refuses %j', (options, message) => {
    expect(() => withOptions(options)).toThrow(`Test/Cluster/Hosts: ${message}`);
  });

  it('needs the architecture where the instance type is known only to Terraform', () => {
    const withVariable = (architecture?: 'x86_64') =>
      synth((stack) => {
        const { stringValue } = new TerraformVariable(stack, 'type', { type: 'string' });
        referenceStack(stack, { capacity: { instanceType: stringValue, architecture } });
      });
    expect(() => withVariable()).toThrow(
      'Test/Cluster/Hosts: the architecture cannot be derived from an instance type that is not known at synth',
    );
    expect(withVariable('x86_64').resource('aws_launch_template').attributes['instance_type']).toBe(
      '${var.type}',
    );
  });

  it('takes counts that are known only to Terraform', () => {
    const template = synth((stack) => {
      const { numberValue } = new TerraformVariable(stack, 'hosts', { type: 'number' });
      referenceStack(stack, {
        capacity: { instanceCount: numberValue },
        service: { desiredCount: numberValue },
      });
    });
    expect(template.resource('aws_autoscaling_group').attributes['min_size']).toBe('${var.hosts}');
  });
});
