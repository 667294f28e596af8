import { referenceStack } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { synth } from '../testing';
import { MachineImage } from './machine-image';

const withImage = (machineImage?: MachineImage, instanceType = 't3.micro') =>
  synth((stack) =>
    referenceStack(stack, {
      capacity: { machineImage, instanceType },
      container: { image: ContainerImage.fromRegistry('hello:1') },
    }),
  );

describe('MachineImage', () => {
  it.each([
    [undefined, 't3.micro', 'amazon-linux-2023/recommended/image_id'],
    [MachineImage.amazonLinux2023(), 't4g.micro', 'amazon-linux-2023/arm64/recommended/image_id'],
    [MachineImage.amazonLinux2(), 't3.micro', 'amazon-linux-2/recommended/image_id'],
    [MachineImage.amazonLinux2(), 't4g.micro', 'amazon-linux-2/arm64/recommended/image_id'],
  ])('%p on %s reads %s', (image, instanceType, path) => {
    expect(withImage(image, instanceType).dataSource('aws_ssm_parameter').attributes['name']).toBe(
      `/aws/service/ecs/optimized-ami/${path}`,
    );
  });

  it('shows the image id in the plan instead of hiding it as sensitive', () => {
    const { attributes } = withImage().resource('aws_launch_template');
    expect(attributes['image_id']).toMatch(/^\$\{data\.aws_ssm_parameter\..*\.insecure_value\}$/);
  });

  it('warns about Amazon Linux 2 and about nothing else', () => {
    expect(withImage(MachineImage.amazonLinux2()).warnings).toEqual([
      'Test/Cluster/Hosts: Amazon Linux 2 passed its end of life on 2026-06-30 and gets no security updates. ' +
        'Use MachineImage.amazonLinux2023().',
    ]);
    expect(withImage().warnings).toEqual([]);
  });

  it('pins an image by its id, without looking anything up', () => {
    const template = withImage(MachineImage.fromAmiId('ami-1'));
    expect(template.resource('aws_launch_template').attributes['image_id']).toBe('ami-1');
    expect(template.dataSourcesOf('aws_ssm_parameter')).toEqual([]);
  });

  it.each([
    [MachineImage.amazonLinux2023(), 30],
    [MachineImage.amazonLinux2(), 30],
    [MachineImage.fromSsmParameter('/aws/service/ecs/optimized-ami/amazon-linux-2023/x'), 30],
    [MachineImage.fromSsmParameter('/images/mine'), 8],
    [MachineImage.fromAmiId('ami-1'), 8],
  ])('%p needs a volume of %i GiB', (image, minimum) => {
    expect(image.minimumVolumeGiB).toBe(minimum);
  });

  it('reads a parameter of your own', () => {
    const template = withImage(MachineImage.fromSsmParameter('/images/mine'));
    expect(template.dataSource('aws_ssm_parameter').attributes['name']).toBe('/images/mine');
  });

  it('takes the size of the snapshot from you where it must guess', () => {
    expect(MachineImage.fromAmiId('ami-1', { minimumVolumeGiB: 12 }).minimumVolumeGiB).toBe(12);
  });
});

describe('a machine image that is looked up at launch', () => {
  const lookup = 'at-launch';

  it.each([
    [
      MachineImage.amazonLinux2023({ lookup }),
      't3.micro',
      '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    ],
    [
      MachineImage.amazonLinux2({ lookup }),
      't4g.micro',
      '/aws/service/ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id',
    ],
    [
      MachineImage.bottlerocket({ lookup }),
      't4g.micro',
      '/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id',
    ],
    [MachineImage.fromSsmParameter('/images/mine', { lookup }), 't3.micro', '/images/mine'],
  ])('%p on %s is named by its parameter, which the plan never reads', (image, type, path) => {
    const template = withImage(image, type);
    expect(template.resource('aws_launch_template').attributes['image_id']).toBe(
      `resolve:ssm:${path}`,
    );
    expect(template.dataSourcesOf('aws_ssm_parameter')).toEqual([]);
  });

  it.each(['', '/images/my image'])('needs the name of a parameter, not %j', (name) => {
    expect(() => withImage(MachineImage.fromSsmParameter(name, { lookup }))).toThrow(
      'Test/Cluster/Hosts: an image that is looked up at launch needs the name of a parameter; ' +
        `got ${JSON.stringify(name)}. Give the name of an SSM parameter of the data type aws:ec2:image.`,
    );
  });
});

describe('MachineImage.bottlerocket', () => {
  it('reads the parameter of the architecture while planning', () => {
    const template = withImage(MachineImage.bottlerocket());
    expect(template.dataSource('aws_ssm_parameter').attributes['name']).toBe(
      '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id',
    );
  });

  it('keeps images and containers on a volume of their own, and encrypts both', () => {
    const template = withImage(MachineImage.bottlerocket());
    const devices = template.resource('aws_launch_template').attributes['block_device_mappings'];
    expect(devices).toEqual([
      {
        device_name: '/dev/xvda',
        ebs: {
          volume_type: 'gp3',
          volume_size: 4,
          encrypted: 'true',
          delete_on_termination: 'true',
        },
      },
      {
        device_name: '/dev/xvdb',
        ebs: {
          volume_type: 'gp3',
          volume_size: 30,
          encrypted: 'true',
          delete_on_termination: 'true',
        },
      },
    ]);
  });

  it('is told its settings in TOML that names the cluster by its own attribute', () => {
    const template = withImage(MachineImage.bottlerocket());
    expect(template.userData()).toBe(
      `[settings.ecs]\ncluster = "\${${template.resource('aws_ecs_cluster').address}.name}"\nawsvpc-block-imds = true\n`,
    );
  });

  it.each([
    MachineImage.fromSsmParameter(
      '/aws/service/bottlerocket/aws-ecs-2-nvidia/x86_64/latest/image_id',
    ),
    MachineImage.fromAmiId('ami-1', { operatingSystem: 'bottlerocket' }),
  ])('has the same life as %p', (image) => {
    expect([image.operatingSystem, image.minimumVolumeGiB]).toEqual(['bottlerocket', 20]);
    expect(withImage(image).userData()).toContain('[settings.ecs]');
  });
});

describe('an image by its id', () => {
  it('is none by the name of a parameter, for which there is another way', () => {
    expect(() => MachineImage.fromAmiId('resolve:ssm:/golden/ami')).toThrow(
      'MachineImage.fromAmiId: an image is named by its id; got "resolve:ssm:/golden/ami". ' +
        `Use MachineImage.fromSsmParameter("/golden/ami", { lookup: 'at-launch' }).`,
    );
  });
});
