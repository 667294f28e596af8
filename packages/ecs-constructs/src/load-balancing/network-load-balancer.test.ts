import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { Peer } from '../network/peer';
import { synth } from '../testing';
import { NetworkLoadBalancer, type NetworkLoadBalancerProps } from './network-load-balancer';
import type { NetworkListenerOptions } from './network-listener';
import '../fixtures/matchers';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567';

interface Overrides extends ReferenceOverrides {
  readonly loadBalancer?: Partial<NetworkLoadBalancerProps>;
  readonly listener?: Partial<NetworkListenerOptions>;
}

const balanced = (overrides: Overrides = {}) =>
  synth((stack) => {
    const { network, service } = referenceStack(stack, {
      ...overrides,
      container: { portMappings: [{ containerPort: 8080 }] },
      service: { peers: undefined },
    });
    new NetworkLoadBalancer(stack, 'LoadBalancer', {
      loadBalancerName: 'jane',
      network,
      ...overrides.loadBalancer,
    })
      .addListener('Tcp', { port: 443, peers: [Peer.ipv4('10.0.0.0/8')], ...overrides.listener })
      .addTargets('Hello', { targets: [service] });
  });

describe('a listener of a network load balancer', () => {
  it('sends what comes somewhere', () => {
    const build = () =>
      synth((stack) => {
        const { network } = referenceStack(stack);
        const loadBalancer = new NetworkLoadBalancer(stack, 'Nlb', {
          loadBalancerName: 'n',
          network,
        });
        loadBalancer.addListener('Tcp', { port: 80, peers: [] });
      });
    expect(build).toThrow(
      /^[^:]*:\s+\[Test\/Nlb\/Tcp\] a listener does something with what comes; got no targets\. Call addTargets\.$/m,
    );
  });
});

describe('a service behind a network load balancer', () => {
  it('is checked by TCP, and gets nothing new after two minutes', () => {
    const template = balanced();
    expect(template.resource('aws_lb_target_group').attributes).toMatchObject({
      protocol: 'TCP',
      target_type: 'instance',
      deregistration_delay: '120',
      preserve_client_ip: 'true',
      health_check: { protocol: 'TCP', port: 'traffic-port', interval: 10, timeout: 5 },
    });
    expect(template.resource('aws_lb_listener').attributes).toMatchObject({
      protocol: 'TCP',
      port: 443,
    });
    expect(template.warnings).toEqual([]);
  });

  it('is reached through the security group of the load balancer, which cannot be added later', () => {
    const rules = balanced().resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(rules.map(({ path }) => path)).toEqual([
      'Cluster/Hosts/SecurityGroup/Ingress-32768-65535-tcp-LoadBalancer',
      'LoadBalancer/SecurityGroup/Ingress-443-tcp-10-0-0-0-8',
    ]);
  });

  it('is reached by the clients themselves where the load balancer has no group, which warns', () => {
    const template = balanced({ loadBalancer: { securityGroup: 'none' } });
    const rules = template.resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(rules.map(({ path }) => path)).toEqual([
      'Cluster/Hosts/SecurityGroup/Ingress-32768-65535-tcp-10-0-0-0-8',
    ]);
    expect(template.warnings).toEqual([
      'Test/LoadBalancer: a network load balancer that is made without a security group can never get one; got ' +
        "securityGroup 'none'. Leave securityGroup out.",
    ]);
  });

  it('may have its encryption ended there', () => {
    const template = balanced({ listener: { certificateArns: [CERTIFICATE] } });
    expect(template.resource('aws_lb_listener').attributes).toMatchObject({
      protocol: 'TLS',
      certificate_arn: CERTIFICATE,
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    });
  });

  it('may be in one zone', () => {
    const template = balanced({ network: { availabilityZones: ['eu-west-1a'] } });
    expect(template.resource('aws_lb').attributes['subnets']).toHaveLength(1);
  });
});
