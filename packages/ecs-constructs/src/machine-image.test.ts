import { referenceStack } from './fixtures/reference-stack';
import { ContainerImage } from './container-image';
import { MachineImage } from './machine-image';
import { synth } from './testing';

const withImage = (machineImage?: MachineImage, instanceType = 't3.micro') =>
  synth((stack) =>
    referenceStack(stack, {
      capacity: { machineImage, instanceType },
      container: { image: ContainerImage.fromRegistry('nginx:1') },
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
});
