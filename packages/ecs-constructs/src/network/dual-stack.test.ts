import { Cluster } from '../cluster/cluster';
import { ZONES } from '../fixtures/reference-stack';
import { ApplicationLoadBalancer } from '../load-balancing/application-load-balancer';
import { synth } from '../testing';
import { Network, type NetworkProps } from './network';
import { TaskSecurityGroup } from './task-security-group';

const network = (props: Partial<NetworkProps> = {}) =>
  synth((stack) => {
    const made = new Network(stack, 'Network', {
      availabilityZones: ZONES,
      ipProtocol: 'dual-stack',
      ...props,
    });
    const cluster = new Cluster(stack, 'Cluster', { clusterName: 'demo', network: made });
    cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });
  });
const balancer = (
  ipProtocol: NetworkProps['ipProtocol'],
  internetFacing: boolean,
  ipAddressType?: 'ipv4' | 'dualstack',
) =>
  synth((stack) => {
    const made = new Network(stack, 'Network', { availabilityZones: ZONES, ipProtocol });
    new ApplicationLoadBalancer(stack, 'Web', {
      loadBalancerName: 'web',
      network: made,
      internetFacing,
      ipAddressType,
    });
  }).resource('aws_lb').attributes['ip_address_type'];

describe('Network of both protocols', () => {
  it('has a range of its own in each subnet, public and private ones apart', () => {
    const template = network({ hostSubnets: 'private' });
    const vpc = template.resource('aws_vpc');
    expect(vpc.attributes).toMatchObject({ assign_generated_ipv6_cidr_block: true });
    const ranges = template
      .resourcesOf('aws_subnet')
      .map(({ attributes }) => attributes['ipv6_cidr_block']);
    expect(new Set(ranges).size).toBe(6);
    expect(ranges).toContain(`\${cidrsubnet(${vpc.address}.ipv6_cidr_block, 8, 0)}`);
    for (const { attributes } of template.resourcesOf('aws_subnet')) {
      expect(attributes).toMatchObject({ assign_ipv6_address_on_creation: true });
    }
  });

  it('leads public subnets to the internet gateway, before there are hosts', () => {
    const template = network();
    expect(template.count('aws_egress_only_internet_gateway')).toBe(0);
    const route = template.resourceAt('Network/InternetRoute-Ipv6');
    expect(route.attributes).toMatchObject({
      destination_ipv6_cidr_block: '::/0',
      gateway_id: `\${${template.resource('aws_internet_gateway').address}.id}`,
    });
    const hosts = template.resource('aws_autoscaling_group').address;
    expect(template.createdBefore(route.address, hosts)).toBe(true);
  });

  it('leads private ones to one gateway that lets nobody in', () => {
    const template = network({ hostSubnets: 'private' });
    const gateway = template.resource('aws_egress_only_internet_gateway');
    for (const zone of ZONES) {
      expect(
        template.resourceAt(`Network/PrivateSubnet-${zone}-Ipv6Route`).attributes,
      ).toMatchObject({
        destination_ipv6_cidr_block: '::/0',
        egress_only_gateway_id: `\${${gateway.address}.id}`,
      });
    }
  });

  it('lets hosts out over both', () => {
    const rules = (template: ReturnType<typeof network>) =>
      template
        .resourcesOf('aws_vpc_security_group_egress_rule')
        .flatMap(({ attributes }) => [attributes['cidr_ipv4'] ?? attributes['cidr_ipv6']])
        .sort();
    expect(rules(network())).toEqual(['0.0.0.0/0', '::/0']);
    expect(rules(network({ ipProtocol: undefined }))).toEqual(['0.0.0.0/0']);
  });

  it('lets tasks with addresses of their own out over both', () => {
    const group = (ipProtocol: NetworkProps['ipProtocol']) =>
      synth((stack) => {
        new TaskSecurityGroup(stack, 'Tasks', { namePrefix: 'web', vpcId: 'vpc-1', ipProtocol });
      }).resourcesOf('aws_vpc_security_group_egress_rule');
    expect([group('dual-stack').length, group(undefined).length]).toEqual([2, 1]);
  });

  it('is not there unless it is asked for', () => {
    const text = JSON.stringify(network({ ipProtocol: 'ipv4-only' }).resourcesOf('aws_subnet'));
    expect(text).not.toContain('ipv6');
  });
});

describe('a load balancer', () => {
  it('answers over both protocols where it faces the internet from such a network', () => {
    expect(balancer('dual-stack', true)).toBe('dualstack');
    expect(balancer('dual-stack', true, 'ipv4')).toBe('ipv4');
    expect(balancer('dual-stack', false)).toBeUndefined();
    expect(balancer('dual-stack', false, 'dualstack')).toBe('dualstack');
    expect(balancer('ipv4-only', true)).toBeUndefined();
  });

  it('cannot where the subnets have no such ranges', () => {
    expect(() => balancer('ipv4-only', true, 'dualstack')).toThrow(
      "Test/Web: a load balancer answers over IPv6 from subnets with IPv6 ranges; got ipAddressType 'dualstack', in a network with ipProtocol 'ipv4-only'.",
    );
  });
});
