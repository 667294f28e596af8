import { referenceStack } from '../fixtures/reference-stack';
import { Peer } from '../network/peer';
import { synth } from '../testing';
import { HostSecurityGroup } from './host-security-group';

describe('HostSecurityGroup', () => {
  it('opens a range of ports as one rule, once for each peer', () => {
    const template = synth((stack) => {
      const group = new HostSecurityGroup(stack, 'Group', {
        securityGroupName: 'hosts',
        vpcId: 'vpc-1',
      });
      const rule = group.allowIngress(32768, 'tcp', Peer.anyIpv4(), 60999);
      expect(group.allowIngress(32768, 'tcp', Peer.anyIpv4(), 60999)).toBe(rule);
      group.allowIngress(32768, 'tcp', Peer.anyIpv4());
      expect(group.ingress).toHaveLength(2);
    });
    const ports = template
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .map(({ attributes }) => [attributes['from_port'], attributes['to_port']]);
    expect(ports).toEqual([
      [32768, 60999],
      [32768, 32768],
    ]);
  });
});

describe('HostSecurityGroup.fromSecurityGroupId', () => {
  it('opens published ports in a group that exists, and makes no other', () => {
    const template = synth((stack) => {
      const securityGroup = HostSecurityGroup.fromSecurityGroupId(stack, 'Adopted', 'sg-1');
      referenceStack(stack, { capacity: { securityGroup } });
    });
    expect(template.resourcesOf('aws_security_group')).toEqual([]);
    expect(template.resourcesOf('aws_vpc_security_group_egress_rule')).toEqual([]);
    const rule = template.resource('aws_vpc_security_group_ingress_rule');
    expect(rule.attributes).toMatchObject({ security_group_id: 'sg-1', from_port: 80 });
    expect(template.resource('aws_launch_template').attributes['vpc_security_group_ids']).toEqual([
      'sg-1',
    ]);
    expect(template.createdBefore(rule.address, template.resource('aws_ecs_service').address)).toBe(
      true,
    );
  });
});
