import { TerraformVariable, Token } from 'cdktf';
import { ZONES } from './fixtures/reference-stack';
import { Network, oneSubnetPerZone } from './network';
import { synth } from './testing';

const withZones = (availabilityZones: string[], cidrBlock?: string) =>
  synth((stack) => new Network(stack, 'Network', { availabilityZones, cidrBlock }));

describe('Network', () => {
  it('makes one public subnet per zone, with addresses that do not overlap', () => {
    const subnets = withZones(ZONES).resourcesOf('aws_subnet');
    expect(
      subnets.map(({ attributes }) => [attributes['availability_zone'], attributes['cidr_block']]),
    ).toEqual([
      ['eu-west-1a', '10.0.0.0/20'],
      ['eu-west-1b', '10.0.16.0/20'],
      ['eu-west-1c', '10.0.32.0/20'],
    ]);
    expect(subnets.every(({ attributes }) => attributes['map_public_ip_on_launch'])).toBe(true);
  });

  it('routes every subnet to the internet', () => {
    const template = withZones(ZONES);
    const route = template.resource('aws_route');
    expect(route.attributes).toMatchObject({ destination_cidr_block: '0.0.0.0/0' });
    expect(
      template.createdBefore(template.resource('aws_internet_gateway').address, route.address),
    ).toBe(true);
    expect(template.resourcesOf('aws_route_table_association')).toHaveLength(3);
  });

  it('closes the default security group', () => {
    const { attributes } = withZones(ZONES).resource('aws_default_security_group');
    expect(attributes).toMatchObject({ ingress: [], egress: [] });
  });

  it('cuts the range it is given', () => {
    const subnet = withZones(['eu-west-1a'], '172.16.8.0/22').resource('aws_subnet');
    expect(subnet.attributes['cidr_block']).toBe('172.16.8.0/26');
  });

  it('cuts a range that is known only to Terraform', () => {
    const subnet = synth((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'range', { type: 'string' });
      new Network(stack, 'Network', { availabilityZones: ['eu-west-1a'], cidrBlock: stringValue });
    }).resource('aws_subnet');
    expect(subnet.attributes['cidr_block']).toBe('${cidrsubnet(var.range, 4, 0)}');
  });

  it.each(['10.0.0.0/8', '10.0.0.0/25', '10.0.0.1/16', '10.0.0.0', 'fd00::/16'])(
    'refuses the range %s',
    (cidr) => {
      expect(() => withZones(ZONES, cidr)).toThrow(
        'Test/Network: cidrBlock must be an IPv4 range of /16 to /24 that starts on its own boundary; ' +
          `got ${JSON.stringify(cidr)}. Use a private range, for example 10.0.0.0/16.`,
      );
    },
  );

  it('refuses a zone that is named twice', () => {
    expect(() => withZones(['eu-west-1a', 'eu-west-1b', 'eu-west-1a'])).toThrow(
      'Test/Network: every availability zone gets one subnet and may be named once; ' +
        'got eu-west-1a more than once in [eu-west-1a, eu-west-1b, eu-west-1a].',
    );
  });

  it.each([[[]], [Array.from({ length: 17 }, (_, index) => `z${index}`)]])(
    'refuses too few or too many zones',
    (zones) => {
      expect(() => withZones(zones)).toThrow(
        `Test/Network: availabilityZones must name 1 to 16 zones; got ${zones.length}.`,
      );
    },
  );
});

describe('Network.fromAttributes', () => {
  const subnets = ZONES.map((availabilityZone, index) => ({
    subnetId: `subnet-${index}`,
    availabilityZone,
  }));

  it('adopts a network and creates nothing', () => {
    const template = synth((stack) => {
      const network = Network.fromAttributes(stack, 'Network', { vpcId: 'vpc-1', subnets });
      expect(network).toMatchObject({ vpcId: 'vpc-1', subnets, internetAccess: [] });
    });
    expect(template.resourcesOf()).toEqual([]);
  });

  it('refuses a network without subnets', () => {
    expect(() =>
      synth((stack) => Network.fromAttributes(stack, 'Network', { vpcId: 'vpc-1', subnets: [] })),
    ).toThrow('Test/Network: an adopted network needs at least one subnet; got none.');
  });
});

describe('oneSubnetPerZone', () => {
  it('takes the first subnet of each zone', () => {
    const subnets = [
      { subnetId: 'a1', availabilityZone: 'a' },
      { subnetId: 'a2', availabilityZone: 'a' },
      { subnetId: 'b1', availabilityZone: 'b' },
    ];
    expect(oneSubnetPerZone(subnets).map(({ subnetId }) => subnetId)).toEqual(['a1', 'b1']);
  });

  it('takes zones that are not known yet for different ones', () => {
    const unknown = Token.asString({ resolve: () => 'x' });
    const subnets = [1, 2].map((n) => ({ subnetId: `${n}`, availabilityZone: unknown }));
    expect(oneSubnetPerZone(subnets)).toHaveLength(2);
  });
});
