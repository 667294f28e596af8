import { TerraformVariable, Token } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { synth } from '../testing';
import type { NetworkLookupOptions } from './looked-up-network';
import { Network } from './network';

const ZONES = ['eu-west-1a', 'eu-west-1b'];
const lookup = (options: Partial<NetworkLookupOptions>) =>
  synth((stack) => {
    const network = Network.fromLookup(stack, 'Network', { availabilityZones: ZONES, ...options });
    const cluster = new Cluster(stack, 'Cluster', { clusterName: 'demo', network });
    cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 2 });
  });
const data = (template: ReturnType<typeof lookup>, type: string) =>
  template.dataSourcesOf(type).map(({ attributes }) => attributes);

describe('Network.fromLookup', () => {
  it('finds a VPC by its tags, and one subnet in each zone', () => {
    const template = lookup({ tags: { Name: 'shared' }, subnetTags: { Tier: 'private' } });
    expect(data(template, 'aws_vpc')).toEqual([
      expect.objectContaining({ tags: { Name: 'shared' } }),
    ]);
    expect(data(template, 'aws_subnet')).toEqual(
      ZONES.map((zone) =>
        expect.objectContaining({ availability_zone: zone, tags: { Tier: 'private' } }),
      ),
    );
    const group = template.resource('aws_autoscaling_group').attributes;
    expect(group['vpc_zone_identifier']).toEqual([
      expect.stringContaining('${data.aws_subnet.'),
      expect.stringContaining('${data.aws_subnet.'),
    ]);
    expect(template.count('aws_subnet')).toBe(0);
  });

  it('finds one by its id, known or not', () => {
    expect(data(lookup({ vpcId: 'vpc-1' }), 'aws_vpc')).toEqual([
      expect.objectContaining({ id: 'vpc-1' }),
    ]);
    const unknown = synth((stack) => {
      const id = new TerraformVariable(stack, 'Vpc', { type: 'string' });
      const zone = Token.asString(new TerraformVariable(stack, 'Zone', { type: 'string' }).value);
      Network.fromLookup(stack, 'Network', { vpcId: id.stringValue, availabilityZones: [zone] });
    });
    expect(data(unknown, 'aws_subnet')).toHaveLength(1);
  });

  it('knows what the default VPC is like', () => {
    const template = lookup({ isDefault: true });
    expect(data(template, 'aws_vpc')).toEqual([expect.objectContaining({ default: true })]);
    const [subnet] = data(template, 'aws_subnet');
    expect(subnet).toMatchObject({ default_for_az: true });
    expect(subnet?.['lifecycle']).toEqual({
      postcondition: [
        {
          condition: '${self.map_public_ip_on_launch == true}',
          error_message:
            "hostAddresses is 'public', and this subnet gives hosts no public address. Correct hostAddresses, or name other subnets with subnetTags.",
        },
      ],
    });
  });

  it('believes no more than it is told of another', () => {
    const [subnet] = data(lookup({ vpcId: 'vpc-1' }), 'aws_subnet');
    expect(subnet).not.toHaveProperty('lifecycle');
    expect(() =>
      lookup({ vpcId: 'vpc-1', egress: 'internet-gateway', hostAddresses: 'private' }),
    ).toThrow('the only way out of the network is an internet gateway');
  });

  it('finds other subnets for what faces the internet', () => {
    const template = lookup({ vpcId: 'vpc-1', publicSubnetTags: { Tier: 'public' } });
    const tags = data(template, 'aws_subnet').map((subnet) => subnet['tags']);
    expect(tags.filter((one) => one !== undefined)).toEqual([
      { Tier: 'public' },
      { Tier: 'public' },
    ]);
    expect(tags).toHaveLength(4);
  });

  it.each<[Partial<NetworkLookupOptions>, string]>([
    [{}, 'a network is looked up by exactly one of vpcId, tags and isDefault; got none of them'],
    [{ vpcId: 'vpc-1', isDefault: true }, 'got vpcId and isDefault'],
    [{ tags: {} }, 'tags names at least one tag, or anything would be found; got none'],
    [
      { vpcId: 'vpc-1', subnetTags: {} },
      'subnetTags names at least one tag, or anything would be found; got none',
    ],
    [{ isDefault: true, availabilityZones: [] }, 'got none. Name the zones'],
    [
      { isDefault: true, availabilityZones: ['eu-west-1a', 'eu-west-1a'] },
      'availabilityZones names each zone that hosts run in, once; got eu-west-1a, eu-west-1a',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => lookup(options)).toThrow(message);
  });
});
