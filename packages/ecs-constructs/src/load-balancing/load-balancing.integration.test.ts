import type { TerraformStack } from 'cdktf';
import { type BalancedOverrides, balancedStack } from '../fixtures/balanced-stack';
import { terraformChange, terraformChanges, whereTerraformRuns } from '../fixtures/terraform-test';
import { Peer } from '../network/peer';
import { ListenerAction } from './listener-action';
import { ListenerCondition } from './listener-condition';
import { NetworkLoadBalancer } from './network-load-balancer';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567';

/** Every block that a balancer, a listener, a rule and a target group can have. */
function everyBalancerOption(stack: TerraformStack): void {
  const { network, loadBalancer, listener, targetGroup, service } = balancedStack(stack, {
    loadBalancer: {
      accessLogs: { bucketName: 'logs', prefix: 'jane' },
      deletionProtection: true,
      idleTimeoutSeconds: 30,
    },
    listener: { port: 443, certificateArns: [CERTIFICATE, `${CERTIFICATE}2`] },
    targets: {
      slowStartSeconds: 30,
      stickinessCookieDurationSeconds: 60,
      stickinessCookieName: 'session',
      healthCheck: { path: '/health', healthyHttpCodes: '200-299' },
    },
  });
  loadBalancer.addRedirect({ peers: [Peer.anyIpv4()] });
  const grpc = listener.addTargets('Grpc', {
    targets: [],
    protocolVersion: 'GRPC',
    loadBalancingAlgorithmType: 'least_outstanding_requests',
    stickinessCookieDurationSeconds: 60,
    priority: 10,
    conditions: [
      ListenerCondition.hostHeaders(['*.example.com']),
      ListenerCondition.httpHeader('X-Version', ['2']),
      ListenerCondition.queryStrings([{ key: 'a', value: 'b' }, { value: 'c' }]),
    ],
  });
  listener.addAction('Weights', {
    action: ListenerAction.weightedForward([
      { targetGroup, weight: 9 },
      { targetGroup: grpc, weight: 1 },
    ]),
    priority: 20,
    conditions: [
      ListenerCondition.sourceIps(['192.0.2.0/24']),
      ListenerCondition.httpRequestMethods(['GET', 'HEAD']),
    ],
  });
  listener.addAction('Elsewhere', {
    action: ListenerAction.redirect({ host: 'example.org', query: 'a=b', permanent: false }),
    priority: 30,
    conditions: [ListenerCondition.pathPatterns(['/old/*'])],
  });
  new NetworkLoadBalancer(stack, 'Nlb', { loadBalancerName: 'jane-nlb', network })
    .addListener('Tls', { port: 443, certificateArns: [CERTIFICATE], peers: [Peer.anyIpv4()] })
    .addTargets('Tcp', { targets: [service], connectionTermination: true });
  const taskCount = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 4 });
  taskCount.scaleOnRequestCount('Requests', { requestsPerTarget: 100, targetGroup });
  taskCount.scaleOnMetric('Queue', {
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Average',
    dimensions: { QueueName: 'jobs' },
    scalingSteps: [
      { lower: 100, change: 1 },
      { lower: 500, change: 3 },
      { upper: 10, change: -1 },
    ],
  });
}

const balanced = (overrides: BalancedOverrides) => (stack: TerraformStack) =>
  void balancedStack(stack, overrides);

describe('terraform, with the real provider and mocked answers', () => {
  whereTerraformRuns('applies every option of a load balancer, and then has nothing to do', () => {
    expect(terraformChange(everyBalancerOption, everyBalancerOption)).toEqual([]);
  });

  whereTerraformRuns('changes a health check in place, and moves a service behind a rule', () => {
    expect(
      terraformChanges([
        balanced({}),
        balanced({ targets: { healthCheck: { path: '/health' } } }),
        balanced({
          targets: { healthCheck: { path: '/health' }, priority: 10, conditions: PATHS },
        }),
      ]),
    ).toEqual([
      [expect.stringMatching(/^aws_lb_target_group\./)],
      [
        expect.stringMatching(/^aws_lb_listener\./),
        expect.stringMatching(/^aws_lb_listener_rule\./),
      ],
    ]);
  });
});

const PATHS = [ListenerCondition.pathPatterns(['/hello'])];
