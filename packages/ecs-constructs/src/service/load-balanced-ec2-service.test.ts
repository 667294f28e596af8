import type { TerraformStack } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { referenceStack } from '../fixtures/reference-stack';
import { Peer } from '../network/peer';
import { synth } from '../testing';
import {
  LoadBalancedEc2Service,
  type LoadBalancedEc2ServiceProps,
} from './load-balanced-ec2-service';
import '../fixtures/matchers';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567';

function web(stack: TerraformStack, props: Partial<LoadBalancedEc2ServiceProps> = {}) {
  const { cluster, taskDefinition } = referenceStack(stack, {
    container: { portMappings: [{ containerPort: 8080 }] },
    service: { dynamicPortPeers: [], desiredCount: 0 },
  });
  return new LoadBalancedEc2Service(stack, 'Web', {
    serviceName: 'jane_web_service',
    cluster,
    taskDefinition,
    desiredCount: 2,
    internetFacing: true,
    peers: [Peer.anyIpv4()],
    ...props,
  });
}

describe('LoadBalancedEc2Service', () => {
  it('is there by HTTP, for those named, and its hosts let in the load balancer only', () => {
    const template = synth((stack) => {
      expect(web(stack).url).toMatch(/^http:\/\/\$\{TfToken\[/);
    });
    expect(template).toHaveResourceAt('Web/LoadBalancer', { name: 'jane-web-service' });
    expect(template).toHaveResourceAt('Web/LoadBalancer/Listener', { port: 80, protocol: 'HTTP' });
    expect(
      template.resourcesOf('aws_vpc_security_group_ingress_rule').map(({ path }) => path),
    ).toEqual([
      'Cluster/Hosts/SecurityGroup/Ingress-32768-65535-tcp-Web-LoadBalancer',
      'Web/LoadBalancer/SecurityGroup/Ingress-80-tcp-AnyIpv4',
    ]);
    expect(template.warnings).toEqual([]);
  });

  it('is there by HTTPS with a certificate, and sends on who comes by HTTP', () => {
    const template = synth((stack) => {
      expect(web(stack, { certificateArns: [CERTIFICATE] }).url).toMatch(/^https:/);
    });
    expect(template).toHaveResourceAt('Web/LoadBalancer/Listener', {
      port: 443,
      protocol: 'HTTPS',
    });
    expect(template).toHaveResourceAt('Web/LoadBalancer/Redirect80To443', { port: 80 });
  });

  it('hands what is said of targets to the target group, and of the service to the service', () => {
    const template = synth(
      (stack) =>
        void web(stack, {
          healthCheck: { path: '/health' },
          deregistrationDelaySeconds: 5,
          minimumHealthyPercent: 50,
          idleTimeoutSeconds: 30,
          listenerPort: 8000,
        }),
    );
    const { attributes } = template.resource('aws_lb_target_group');
    expect(attributes).toMatchObject({
      deregistration_delay: '5',
      health_check: { path: '/health' },
    });
    expect(template).toHaveResourceAt('Web/Service', { deployment_minimum_healthy_percent: 50 });
    expect(template).toHaveResourceAt('Web/LoadBalancer', { idle_timeout: 30 });
    expect(template).toHaveResourceAt('Web/LoadBalancer/Listener', { port: 8000 });
  });

  it('asks for the network of a cluster that is managed elsewhere', () => {
    const elsewhere = (stack: TerraformStack) => {
      const cluster = Cluster.fromClusterAttributes(stack, 'Elsewhere', { clusterName: 'other' });
      web(stack, { cluster });
    };
    expect(() => synth(elsewhere)).toThrow(
      'Test/Web: the network of an imported cluster is not known; got no network, with Test/Elsewhere. Set network to ' +
        'where the hosts are.',
    );
  });
});
