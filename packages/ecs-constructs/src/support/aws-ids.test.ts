import type { TerraformStack } from 'cdktf';
import { Token } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { HostSecurityGroup } from '../hosts/host-security-group';
import { MachineImage } from '../hosts/machine-image';
import { Network } from '../network/network';
import { TaskSecurityGroup } from '../network/task-security-group';
import { Volume } from '../task/volume';
import { synth } from '../testing';

const network = (stack: TerraformStack, vpcId: string, subnetId: string) =>
  Network.fromAttributes(stack, 'Adopted', {
    vpcId,
    subnets: [{ subnetId, availabilityZone: 'eu-west-1a' }],
  });

/** Where an id of AWS is asked for, and such an id. */
const PLACES: [string, string, (stack: TerraformStack, id: string) => unknown][] = [
  ['an image', 'ami-0123456789abcdef0', (_, id) => MachineImage.fromAmiId(id)],
  [
    'a security group of hosts',
    'sg-0123456789abcdef0',
    (stack, id) => HostSecurityGroup.fromSecurityGroupId(stack, 'Group', id),
  ],
  [
    'a security group of tasks',
    'sg-0123456789abcdef0',
    (stack, id) => TaskSecurityGroup.fromSecurityGroupId(stack, 'Group', id),
  ],
  [
    'another security group of hosts',
    'sg-0123456789abcdef0',
    (stack, id) => referenceStack(stack, { capacity: { additionalSecurityGroupIds: [id] } }),
  ],
  ['a file system', 'fs-0123456789abcdef0', (_, fileSystemId) => Volume.efs({ fileSystemId })],
  [
    'an access point',
    'fsap-0123456789abcdef0',
    (_, accessPointId) => Volume.efs({ fileSystemId: 'fs-1', accessPointId }),
  ],
  ['a VPC', 'vpc-0123456789abcdef0', (stack, id) => network(stack, id, 'subnet-1')],
  ['a subnet', 'subnet-0123456789abcdef0', (stack, id) => network(stack, 'vpc-1', id)],
];

describe.each(PLACES)('the id of %s', (_, id, use) => {
  it('is what AWS calls it by', () => {
    expect(() => synth((stack) => void use(stack, id))).not.toThrow();
  });

  it('may be known to Terraform only', () => {
    const later = Token.asString({ resolve: () => id });
    expect(() => synth((stack) => void use(stack, later))).not.toThrow();
  });

  it('is no name', () => {
    expect(() => synth((stack) => void use(stack, 'foo'))).toThrow(
      `by its id; got "foo". Write it like ${id}.`,
    );
  });
});
