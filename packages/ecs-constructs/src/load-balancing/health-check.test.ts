import { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment';
import { balancedStack } from '../fixtures/balanced-stack';
import { synth } from '../testing';
import type { ApplicationTargetGroupOptions } from './application-target-group';
import { NetworkLoadBalancer } from './network-load-balancer';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567';

const checked = (healthyHttpCodes: string, options: ApplicationTargetGroupOptions = {}) =>
  synth((stack) => {
    balancedStack(stack, {
      listener: { port: 443, certificateArns: [CERTIFICATE] },
      targets: { ...options, healthCheck: { healthyHttpCodes } },
    });
  });

const checkedByNetwork = (healthyHttpCodes: string) =>
  synth((stack) => {
    const { network, service } = balancedStack(stack, { targets: { targets: [] } });
    new NetworkLoadBalancer(stack, 'Nlb', { loadBalancerName: 'nlb', network })
      .addListener('Tcp', { port: 80, peers: [] })
      .addTargets('Tasks', {
        targets: [service],
        healthCheck: { protocol: 'HTTP', healthyHttpCodes },
      });
  });

describe('the codes of a health check', () => {
  it.each(['200', '200,204', '200-299,404', '499'])('may be %s of applications', (codes) => {
    expect(() => checked(codes)).not.toThrow();
  });

  it.each(['99', '500', '200-600', '299-200', '200,199'])('are not %s of applications', (codes) => {
    expect(() => checked(codes)).toThrow(
      'healthCheck.healthyHttpCodes has codes of 200 to 499 for applications, the lower end of a range first; got',
    );
  });

  it('reach from 0 to 99 for gRPC', () => {
    expect(() => checked('0-99', { protocolVersion: 'GRPC' })).not.toThrow();
    expect(() => checked('200', { protocolVersion: 'GRPC' })).toThrow('has codes of 0 to 99');
  });

  it('reach to 599 behind a network load balancer', () => {
    expect(() => checkedByNetwork('200-599')).not.toThrow();
    expect(() => checkedByNetwork('600')).toThrow('has codes of 200 to 599 for a network load');
  });
});

describe('a target group without targets', () => {
  it('warns, because each request is answered with 503', () => {
    const { warnings } = synth((stack) => {
      balancedStack(stack, { targets: { targets: [] } });
    });
    expect(warnings.join()).toContain(
      'nobody answers what is sent to a target group without targets; got no service that is registered here. Name services',
    );
  });

  it('is no matter where something else of the stack is attached to groups', () => {
    const { warnings } = synth((stack) => {
      balancedStack(stack, { targets: { targets: [] } });
      new LbTargetGroupAttachment(stack, 'Lambda', { targetGroupArn: 'a', targetId: 'b' });
    });
    expect(warnings.join()).not.toContain('nobody answers');
  });

  it('is no matter where a service is registered', () => {
    expect(checked('200').warnings.join()).not.toContain('without targets');
  });
});
