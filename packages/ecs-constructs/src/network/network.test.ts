import { TerraformVariable, Token } from 'cdktf';
import { ZONES } from '../fixtures/reference-stack';
import { synth } from '../testing';
import { Network, oneSubnetPerZone } from './network';

const withZones = (availabilityZones: string[], cidrBlock?: string) =>
  synth((stack) => new Network(stack, 'Network', { availabilityZones, cidrBlock }));

/** Subnet and route association of each zone, with their addresses. */
const blocksByZone = (zones: string[]) => {
  const template = withZones(zones);
  const associations = template.resourcesOf('aws_route_table_association');
  return Object.fromEntries(
    template.resourcesOf('aws_subnet').map((subnet) => {
      const reference = `\${${subnet.address}.id}`;
      const route = associations.filter(({ attributes }) => attributes['subnet_id'] === reference);
      expect(route).toHaveLength(1);
      return [subnet.attributes['availability_zone'] as string, { subnet, route }];
    }),
  );
};

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

  it.each([
    ['adding a zone', ['eu-west-1a', 'eu-west-1b', 'eu-west-1c', 'eu-west-1d']],
    ['dropping a zone', ['eu-west-1a', 'eu-west-1c']],
    ['exchanging a zone', ['eu-west-1d', 'eu-west-1b', 'eu-west-1c']],
    ['another order', ['eu-west-1c', 'eu-west-1a', 'eu-west-1b']],
  ])('leaves the subnets and routes of the other zones as they are on %s', (_, zones) => {
    const [before, after] = [blocksByZone(ZONES), blocksByZone(zones)];
    const kept = zones.filter((zone) => ZONES.includes(zone));
    expect(Object.keys(after).sort()).toEqual([...zones].sort());
    for (const zone of kept) {
      expect(after[zone]).toEqual(before[zone]);
    }
  });

  it('hands out the subnets in the order of the list', () => {
    synth((stack) => {
      const availabilityZones = ['eu-west-1c', 'eu-west-1a'];
      const network = new Network(stack, 'Network', { availabilityZones });
      expect(network.subnets.map((subnet) => subnet.availabilityZone)).toEqual(availabilityZones);
    });
  });

  it('removes a subnet and its route only after its hosts have been told to leave', () => {
    const template = withZones(ZONES);
    for (const type of ['aws_subnet', 'aws_route_table_association']) {
      for (const { attributes } of template.resourcesOf(type)) {
        expect(attributes['lifecycle']).toEqual({ create_before_destroy: true });
      }
    }
  });

  it('follows the position in the list where a zone is known only to Terraform', () => {
    const template = synth((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'zone', { type: 'string' });
      new Network(stack, 'Network', { availabilityZones: [stringValue, 'eu-west-1a'] });
    });
    const subnets = template.resourcesOf('aws_subnet');
    expect(
      subnets.map(({ address, attributes }) => [
        address.replace(/_[0-9A-F]{8}$/, ''),
        attributes['availability_zone'],
        attributes['cidr_block'],
      ]),
    ).toEqual([
      ['aws_subnet.Network_PublicSubnet-1', '${var.zone}', '10.0.0.0/20'],
      ['aws_subnet.Network_PublicSubnet-2', 'eu-west-1a', '10.0.16.0/20'],
    ]);
    // The zone may change, and a new subnet cannot take the range while the old one has it.
    expect(subnets.some(({ attributes }) => 'lifecycle' in attributes)).toBe(false);
  });

  it.each([
    [['us-east-1a', 'us-east-1-bos-1a'], 'us-east-1a and us-east-1-bos-1a'],
    [['us-east-1b', 'us-west-2b'], 'us-east-1b and us-west-2b'],
  ])('refuses the zones %j, whose ranges would be the same', (zones, got) => {
    expect(() => withZones(zones)).toThrow(
      "Test/Network: the last letter of an availability zone's name picks its range, so it must differ from zone to " +
        `zone; got ${got}. Put one of them into a Network of its own, or adopt subnets with Network.fromAttributes.`,
    );
  });

  it.each(['us-east-1q', 'us-east-1-wl1-bos-wlz-1', 'us-east-1A', ''])(
    'refuses the zone %j, which no range belongs to',
    (zone) => {
      expect(() => withZones([zone])).toThrow(
        "Test/Network: the last letter of an availability zone's name picks its range and must be a to p; " +
          `got ${JSON.stringify(zone)}. Name a zone such as eu-west-1a, or adopt subnets with Network.fromAttributes.`,
      );
    },
  );

  it('has a range for every letter from a to p', () => {
    const ranges = withZones(['eu-west-1a', 'eu-west-1p']).resourcesOf('aws_subnet');
    expect(ranges.map(({ attributes }) => attributes['cidr_block'])).toEqual([
      '10.0.0.0/20',
      '10.0.240.0/20',
    ]);
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

  it.each(['127.0.0.0/16', '169.254.0.0/16', '224.0.0.0/16', '239.255.0.0/24'])(
    'refuses the range %s, which no VPC can have',
    (cidr) => {
      expect(() => withZones(ZONES, cidr)).toThrow(
        `224.0.0.0/4 (multicast); got ${JSON.stringify(cidr)}. Use a private range`,
      );
    },
  );

  it.each(['126.255.0.0/16', '169.253.0.0/16', '100.64.0.0/16'])('takes the range %s', (cidr) => {
    expect(() => withZones(ZONES, cidr)).not.toThrow();
  });

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

  it('knows of the way out and the addresses what it is told', () => {
    synth((stack) => {
      const attributes = { vpcId: 'vpc-1', subnets };
      expect(Network.fromAttributes(stack, 'Silent', attributes)).toMatchObject({
        hostAddresses: undefined,
        egress: undefined,
      });
      const told = { hostAddresses: 'private', egress: 'nat-gateway' } as const;
      const network = Network.fromAttributes(stack, 'Told', { ...attributes, ...told });
      expect(network).toMatchObject(told);
      const own = new Network(stack, 'Own', { availabilityZones: ZONES });
      expect(own).toMatchObject({ hostAddresses: 'public', egress: 'internet-gateway' });
    });
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
