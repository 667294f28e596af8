import { balancedStack, type BalancedOverrides } from '../fixtures/balanced-stack';
import { ListenerCondition } from '../load-balancing/listener-condition';
import { Network } from '../network/network';
import { synth } from '../testing';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import '../fixtures/matchers';

const balanced = (overrides: BalancedOverrides) =>
  synth((stack) => void balancedStack(stack, overrides));
const warningsOf = (overrides: BalancedOverrides) => balanced(overrides).warnings;

describe('a service behind a load balancer', () => {
  it('may take longer to start than its health check takes, and is given the time', () => {
    const healthCheck = { command: ['CMD', 'true'], startPeriodSeconds: 120 };
    expect(balanced({ container: { healthCheck } })).toHaveResourceAt('Service', {
      health_check_grace_period_seconds: 140,
    });
    expect(
      warningsOf({ container: { healthCheck }, service: { healthCheckGracePeriodSeconds: 90 } }),
    ).toEqual([
      'Test/Service: ECS may replace tasks that are only starting: its containers may take 120 s to start ' +
        '(startPeriodSeconds); got healthCheckGracePeriodSeconds 90. Raise it above the time that a task takes to answer, ' +
        'or leave it out.',
    ]);
  });

  it('warns of a grace period that ends before an unhealthy target is found out', () => {
    expect(warningsOf({ service: { healthCheckGracePeriodSeconds: 0 } })).toEqual([
      expect.stringContaining('a target is unhealthy 20 s after it was registered'),
    ]);
    expect(warningsOf({ service: { healthCheckGracePeriodSeconds: 30 } })).toEqual([]);
  });

  it('warns when a task is killed before its requests may have finished', () => {
    expect(warningsOf({ targets: { deregistrationDelaySeconds: 60 } })).toEqual([
      'Test/Service: a task that is stopped with its host is killed while the load balancer still lets requests finish: ' +
        'container jane_server has 30 s, and they may take 60 s; got stopTimeoutSeconds 30, deregistrationDelaySeconds 60 ' +
        'of Test/LoadBalancer/Http/Hello. Raise stopTimeoutSeconds of the container, or lower deregistrationDelaySeconds.',
    ]);
    const container = { stopTimeoutSeconds: 60 };
    expect(warningsOf({ container, targets: { deregistrationDelaySeconds: 60 } })).toEqual([]);
  });

  it('warns when a deployment may stop every task first', () => {
    expect(warningsOf({ service: { minimumHealthyPercent: 0 } })).toEqual([
      expect.stringContaining(
        'the load balancer answers with 503 until then; got minimumHealthyPercent 0',
      ),
    ]);
    expect(warningsOf({ service: { minimumHealthyPercent: 50 } })).toEqual([]);
  });

  it('warns of the other ports that nobody can reach, and of a listener that nobody can', () => {
    const portMappings = [{ containerPort: 8080 }, { containerPort: 9, protocol: 'udp' as const }];
    expect(warningsOf({ container: { portMappings } })).toEqual([
      expect.stringContaining('Test/Service: nobody can reach the host ports that ECS chooses'),
    ]);
    expect(warningsOf({ listener: { peers: undefined } })).toEqual([
      'Test/LoadBalancer/Http: nobody can reach port 80 of the load balancer; got no peers. Open to everybody with ' +
        'peers: [Peer.anyIpv4()], or to some with Peer.ipv4 or Peer.securityGroup; peers: [] says that nobody is meant.',
    ]);
    expect(warningsOf({ listener: { peers: [] } })).toEqual([]);
  });

  it('warns of a port of a database that the whole internet can reach', () => {
    expect(warningsOf({ listener: { port: 5432 } })).toEqual([
      expect.stringContaining(
        'the whole internet can reach port 5432 of the load balancer (PostgreSQL)',
      ),
    ]);
    expect(
      warningsOf({ listener: { port: 5432 }, loadBalancer: { internetFacing: false } }),
    ).toEqual([]);
  });
});

describe('an imported task definition', () => {
  const importing = (port?: { containerName: string; containerPort: number }) =>
    synth((stack) => {
      const arn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/hello:7';
      const taskDefinition = Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Imported', arn);
      const { service, listener } = balancedStack(stack, {
        service: { taskDefinition },
        targets: { targets: [] },
      });
      const targets = [port === undefined ? service : service.loadBalancerTarget(port)];
      const conditions = [ListenerCondition.pathPatterns(['/*'])];
      listener.addTargets('Imported', { targets, priority: 1, conditions });
    });

  it('takes requests on a port that is named, and on no other', () => {
    expect(importing({ containerName: 'web', containerPort: 80 })).toHaveResourceAt('Service', {
      load_balancer: [expect.objectContaining({ container_name: 'web', container_port: 80 })],
    });
    expect(() => importing()).toThrow(
      'the containers of an imported task definition are not known, so Test/LoadBalancer/Http/Imported must be told the port',
    );
  });
});

describe('a load balancer that faces the internet', () => {
  it('does not stand in private subnets', () => {
    const inNetwork = (egress: 'nat-gateway' | 'internet-gateway') =>
      synth((stack) => {
        const subnets = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'].map((availabilityZone) => ({
          availabilityZone,
          subnetId: `subnet-${availabilityZone}`,
        }));
        const network = Network.fromAttributes(stack, 'Adopted', {
          vpcId: 'vpc-1',
          subnets,
          egress,
        });
        balancedStack(stack, { loadBalancer: { network } });
      });
    expect(() => inNetwork('nat-gateway')).toThrow(
      'Test/LoadBalancer: a load balancer that faces the internet stands in subnets with a route to an internet gateway; ' +
        "got a network with egress 'nat-gateway'. Name public subnets, one for each zone with hosts, or leave " +
        'internetFacing out.',
    );
    expect(() => inNetwork('internet-gateway')).not.toThrow();
  });
});
