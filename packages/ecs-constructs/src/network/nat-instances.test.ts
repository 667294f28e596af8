import { TerraformVariable } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { ZONES } from '../fixtures/reference-stack';
import { synth } from '../testing';
import { Network, type NetworkProps } from './network';

const network = (props: Partial<NetworkProps> = {}) =>
  synth((stack) => {
    const made = new Network(stack, 'Network', {
      availabilityZones: ZONES,
      hostSubnets: 'private',
      natInstances: {},
      ...props,
    });
    const cluster = new Cluster(stack, 'Cluster', { clusterName: 'demo', network: made });
    cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });
  });

describe('Network with NAT instances', () => {
  it('has one of the cheapest type, which all private routes lead to, and no gateway', () => {
    const template = network();
    expect(template.count('aws_nat_gateway')).toBe(0);
    const instance = template.resource('aws_instance');
    expect(instance.attributes).toMatchObject({
      instance_type: 't4g.nano',
      metadata_options: { http_endpoint: 'enabled', http_tokens: 'required' },
      root_block_device: { encrypted: true, volume_type: 'gp3' },
    });
    const { address } = template.resource('aws_network_interface');
    const routes = template
      .resourcesOf('aws_route')
      .filter(({ attributes }) => 'network_interface_id' in attributes);
    expect(routes.map(({ attributes }) => attributes['network_interface_id'])).toEqual(
      ZONES.map(() => `\${${address}.id}`),
    );
  });

  it('keeps address and interface when the instance is replaced, and replaces it for no image', () => {
    const template = network();
    const { address, attributes } = template.resource('aws_network_interface');
    expect(attributes).toMatchObject({ source_dest_check: false });
    expect(template.resource('aws_eip').attributes['network_interface']).toBe(`\${${address}.id}`);
    const instance = template.resource('aws_instance').attributes;
    expect(instance['network_interface']).toEqual([
      expect.objectContaining({ device_index: 0, network_interface_id: `\${${address}.id}` }),
    ]);
    expect(instance['lifecycle']).toEqual({ ignore_changes: ['ami'] });
  });

  it('has the way to the internet before it starts, and is there before the hosts are', () => {
    const template = network();
    const instance = template.resource('aws_instance').address;
    for (const first of ['Network/InternetRoute', 'Network/NatInstanceSecurityGroup-Internet']) {
      expect(template.createdBefore(template.resourceAt(first).address, instance)).toBe(true);
    }
    expect(template.createdBefore(template.resource('aws_eip').address, instance)).toBe(true);
    const hosts = template.resource('aws_autoscaling_group').address;
    expect(template.createdBefore(instance, hosts)).toBe(true);
  });

  it('lets in the network alone', () => {
    const rule = network().resourceAt('Network/NatInstanceSecurityGroup-Network').attributes;
    expect(rule).toMatchObject({ cidr_ipv4: '10.0.0.0/16', ip_protocol: '-1' });
  });

  it('has one in each zone where that is asked for, in one security group', () => {
    const template = network({ natGateways: 'one-per-zone' });
    expect(template.count('aws_instance')).toBe(3);
    expect(template.count('aws_security_group')).toBe(2);
  });

  it('takes other Graviton types, and one that is not known yet', () => {
    const type = (instanceType: string) => network({ natInstances: { instanceType } });
    expect(type('c7gn.medium').resource('aws_instance').attributes['instance_type']).toBe(
      'c7gn.medium',
    );
    const unknown = synth((stack) => {
      const variable = new TerraformVariable(stack, 'Type', { type: 'string' });
      new Network(stack, 'Network', {
        availabilityZones: ZONES,
        hostSubnets: 'private',
        natInstances: { instanceType: variable.stringValue },
      });
    });
    expect(unknown.count('aws_instance')).toBe(1);
  });

  it.each<[Partial<NetworkProps>, string]>([
    [
      { natInstances: { instanceType: 't3.nano' } },
      'natInstances.instanceType is a Graviton type, for which their image is made; got "t3.nano"',
    ],
    [
      { natInstances: { instanceType: 'nano' } },
      'natInstances.instanceType is a Graviton type, for which their image is made; got "nano"',
    ],
    [
      { natGateways: 'none', vpcEndpoints: ['ecs', 'ecr'] },
      "natInstances stand where NAT gateways would; got natGateways 'none'",
    ],
    [
      { hostSubnets: 'public' },
      'natInstances is for hosts in private subnets; public ones reach the internet by themselves',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => network(props)).toThrow(message);
  });
});
