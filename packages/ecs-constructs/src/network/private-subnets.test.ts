import { TerraformVariable, Token } from 'cdktf';
import { ZONES } from '../fixtures/reference-stack';
import { Cluster } from '../cluster/cluster';
import { ApplicationLoadBalancer } from '../load-balancing/application-load-balancer';
import { synth } from '../testing';
import { Network, type NetworkProps } from './network';

const network = (props: Partial<NetworkProps> = {}) =>
  synth((stack) => {
    const made = new Network(stack, 'Network', {
      availabilityZones: ZONES,
      hostSubnets: 'private',
      ...props,
    });
    const cluster = new Cluster(stack, 'Cluster', { clusterName: 'demo', network: made });
    cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });
  });
const ranges = (props?: Partial<NetworkProps>) =>
  Object.fromEntries(
    network(props)
      .resourcesOf('aws_subnet')
      .map(({ path, attributes }) => [path?.replace('Network/', ''), attributes['cidr_block']]),
  );

describe('Network with private hosts', () => {
  it('has a private subnet beside each public one, which stays where it is', () => {
    expect(ranges()).toEqual({
      'PublicSubnet-eu-west-1a': '10.0.0.0/20',
      'PublicSubnet-eu-west-1b': '10.0.16.0/20',
      'PublicSubnet-eu-west-1c': '10.0.32.0/20',
      'PrivateSubnet-eu-west-1a': '10.0.128.0/20',
      'PrivateSubnet-eu-west-1b': '10.0.144.0/20',
      'PrivateSubnet-eu-west-1c': '10.0.160.0/20',
    });
  });

  it('runs its hosts there, without public addresses, once the way out is there', () => {
    const template = network();
    const group = template.resource('aws_autoscaling_group');
    const inside = template.resourceAt('Network/PrivateSubnet-eu-west-1b').address;
    expect(JSON.stringify(group.attributes['vpc_zone_identifier'])).toContain(inside);
    expect(group.attributes['vpc_zone_identifier']).toHaveLength(3);
    expect(template.resourceAt('Network/PrivateSubnet-eu-west-1a').attributes).toMatchObject({
      map_public_ip_on_launch: false,
    });
    expect(JSON.stringify(template.resource('aws_launch_template').attributes)).not.toContain(
      '"associate_public_ip_address":"true"',
    );
    const route = template.resourceAt('Network/PrivateSubnet-eu-west-1b-NatRoute').address;
    expect(template.createdBefore(route, group.address)).toBe(true);
  });

  it('has one NAT gateway, which all routes lead to, behind the route to the internet', () => {
    const template = network();
    const gateway = template.resource('aws_nat_gateway');
    const routes = template
      .resourcesOf('aws_route')
      .filter(({ attributes }) => 'nat_gateway_id' in attributes);
    expect(routes.map(({ attributes }) => attributes['nat_gateway_id'])).toEqual(
      ZONES.map(() => `\${${gateway.address}.id}`),
    );
    const internet = template.resourceAt('Network/InternetRoute').address;
    expect(template.createdBefore(internet, gateway.address)).toBe(true);
    expect(template.createdBefore(internet, template.resource('aws_eip').address)).toBe(true);
  });

  it('has one in each zone, each for its own, where that is asked for, and moves no subnet for it', () => {
    const template = network({ natGateways: 'one-per-zone' });
    expect(template.count('aws_nat_gateway')).toBe(3);
    for (const zone of ZONES) {
      const { address } = template.resourceAt(`Network/NatGateway-${zone}`);
      expect(
        template.resourceAt(`Network/PrivateSubnet-${zone}-NatRoute`).attributes['nat_gateway_id'],
      ).toBe(`\${${address}.id}`);
    }
    const tables = (given: ReturnType<typeof network>) =>
      given.resourcesOf('aws_route_table').concat(given.resourcesOf('aws_subnet'));
    expect(tables(template)).toEqual(tables(network()));
  });

  it('has endpoints that the network alone reaches, and no way to the internet, where that is asked for', () => {
    const template = network({ natGateways: 'none', vpcEndpoints: ['ecs', 'ecr', 'logs'] });
    expect(template.count('aws_nat_gateway') + template.count('aws_eip')).toBe(0);
    expect(template.resourcesOf('aws_route')).toHaveLength(1);
    const endpoints = template.resourcesOf('aws_vpc_endpoint');
    expect(endpoints.map(({ path }) => path?.replace('Network/Endpoint-', '')).sort()).toEqual([
      'ecr-api',
      'ecr-dkr',
      'ecs',
      'ecs-agent',
      'ecs-telemetry',
      'logs',
      's3',
    ]);
    const gateway = template.resourceAt('Network/Endpoint-s3');
    const interfaces = endpoints.filter(({ path }) => path !== gateway.path);
    expect(gateway.attributes).toMatchObject({ vpc_endpoint_type: 'Gateway' });
    expect(gateway.attributes['route_table_ids']).toHaveLength(3);
    for (const { attributes, address } of interfaces) {
      expect(attributes).toMatchObject({
        vpc_endpoint_type: 'Interface',
        private_dns_enabled: true,
      });
      expect(
        template.createdBefore(address, template.resource('aws_autoscaling_group').address),
      ).toBe(true);
    }
    expect(template.resourceAt('Network/EndpointSecurityGroup-Https').attributes).toMatchObject({
      cidr_ipv4: '10.0.0.0/16',
      from_port: 443,
      to_port: 443,
    });
  });

  it('has its public subnets for a load balancer that faces the internet', () => {
    const subnets = (internetFacing: boolean) => {
      const template = synth((stack) => {
        const made = new Network(stack, 'Network', {
          availabilityZones: ZONES,
          hostSubnets: 'private',
        });
        new ApplicationLoadBalancer(stack, 'Balancer', {
          loadBalancerName: 'web',
          network: made,
          internetFacing,
        });
      });
      return JSON.stringify(template.resource('aws_lb').attributes['subnets']);
    };
    expect(subnets(true)).toMatch(/^(?!.*PrivateSubnet).*PublicSubnet/);
    expect(subnets(false)).toMatch(/^(?!.*PublicSubnet).*PrivateSubnet/);
  });

  it('makes an endpoint once, whatever needs it', () => {
    const template = network({ vpcEndpoints: ['ecs-exec', 'session-manager', 's3'] });
    expect(template.resourcesOf('aws_vpc_endpoint')).toHaveLength(4);
    expect(network({ vpcEndpoints: ['s3'] }).count('aws_security_group')).toBe(
      network().count('aws_security_group'),
    );
  });

  it('takes zones whose names are not known, by their place', () => {
    const template = synth((stack) => {
      const zones = new TerraformVariable(stack, 'zones', { type: 'list(string)' });
      new Network(stack, 'Network', {
        availabilityZones: [0, 1].map((index) =>
          Token.asString({ resolve: () => `\${${zones.fqn}[${index}]}` }),
        ),
        hostSubnets: 'private',
      });
    });
    expect(template.resourceAt('Network/PrivateSubnet-2').attributes['cidr_block']).toBe(
      '10.0.144.0/20',
    );
  });

  it.each<[string, Partial<NetworkProps>, string]>([
    [
      'a zone beyond h',
      { availabilityZones: ['us-west-2i'] },
      'Test/Network: private subnets have ranges for zones a to h; got us-west-2i. Take the zone out, or adopt subnets with Network.fromAttributes.',
    ],
    [
      'no way out at all',
      { natGateways: 'none', vpcEndpoints: ['ecs', 'logs'] },
      'Test/Network: without a NAT gateway hosts need vpcEndpoints for ecs and ecr, or they never join the cluster and pull nothing; ' +
        'got ecs, logs. Add ecr to vpcEndpoints, and logs where tasks write logs.',
    ],
    [
      'a NAT gateway for public hosts',
      { hostSubnets: 'public', natGateways: 'one' },
      "Test/Network: natGateways is for hosts in private subnets; public ones reach the internet by themselves; got hostSubnets 'public'. " +
        "Set hostSubnets to 'private', or leave natGateways out.",
    ],
    [
      'an endpoint that it does not know',
      { vpcEndpoints: ['sqs' as 's3'] },
      'Test/Network: vpcEndpoints are any of ecs, ecr, logs, secrets-manager, parameter-store, kms, ecs-exec, session-manager, s3; got "sqs". ' +
        'Take it out, or make the endpoint with @cdktf/provider-aws/lib/vpc-endpoint.',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => network(props)).toThrow(message);
  });
});
