import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { Construct } from 'constructs';
import type { IpProtocol } from './dual-stack';

/** Rules that let the members of a security group out to everywhere; that of IPv4 comes first. */
export function egressEverywhere(
  scope: Construct,
  securityGroupId: string,
  description: string,
  ipProtocol: IpProtocol = 'ipv4-only',
): readonly [VpcSecurityGroupEgressRule, ...VpcSecurityGroupEgressRule[]] {
  const rule = { securityGroupId, ipProtocol: '-1', description };
  const ipv4 = new VpcSecurityGroupEgressRule(scope, 'Egress', { ...rule, cidrIpv4: '0.0.0.0/0' });
  return ipProtocol === 'dual-stack'
    ? [ipv4, new VpcSecurityGroupEgressRule(scope, 'Egress-Ipv6', { ...rule, cidrIpv6: '::/0' })]
    : [ipv4];
}
