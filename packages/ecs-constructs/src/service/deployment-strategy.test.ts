import type { TerraformStack } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { ListenerCondition } from '../load-balancing/listener-condition';
import { Peer } from '../network/peer';
import { providerVersionOf } from '../support/provider-version';
import { synth, type Template } from '../testing';
import { DeploymentStrategy } from './deployment-strategy';
import type { Ec2ServiceProps } from './ec2-service-props';
import { Ec2Service } from './ec2-service';
import { LoadBalancedEc2Service } from './load-balanced-ec2-service';

const PORTS = { portMappings: [{ containerPort: 8080 }] };

const build = (stack: TerraformStack, service: Partial<Ec2ServiceProps>) =>
  referenceStack(stack, {
    capacity: { instanceType: 't3.small' },
    container: PORTS,
    service: { peers: undefined, dynamicPortPeers: [], ...service },
  });

/** The minor version of provider 6 that the binding was made of; undefined for provider 5. */
let minor: number | undefined;
synth((stack) => {
  const version = providerVersionOf(build(stack, {}).service.resource) ?? '';
  const [major, second] = version.split('.').map(Number);
  minor = major === 6 ? second : undefined;
});
const onProvider6 = minor !== undefined && minor >= 21 ? describe : describe.skip;
const onProvider5 = minor === undefined ? describe : describe.skip;

const withStrategy = (
  deploymentStrategy: DeploymentStrategy,
  more: Partial<Ec2ServiceProps> = {},
) => synth((stack) => build(stack, { deploymentStrategy, ...more }));

const blockOf = (template: Template): unknown =>
  template.resource('aws_ecs_service').attributes['deployment_configuration'];

onProvider5('a strategy, with a binding of AWS provider 5', () => {
  it.each([
    [DeploymentStrategy.blueGreen(), 'BLUE_GREEN', '6.4'],
    [DeploymentStrategy.linear(), 'LINEAR', '6.21'],
    [DeploymentStrategy.canary(), 'CANARY', '6.21'],
  ])('is refused, with the version that it needs: %#', (strategy, name, since) => {
    expect(() => withStrategy(strategy)).toThrow(
      `Test/Service: deploymentStrategy ${name} is there from AWS provider ${since} on; got a binding of AWS provider 5.100.0, in Test. ` +
        'Install @cdktf/provider-aws 21.22.1 (AWS provider 6.25), or leave it out.',
    );
  });

  it('is nothing that ECS has to be told when it is rolling', () => {
    expect(blockOf(withStrategy(DeploymentStrategy.rolling()))).toBeUndefined();
  });
});

onProvider6('a strategy, with a binding of AWS provider 6', () => {
  it('can be blue/green, with hooks', () => {
    const template = synth((stack) => {
      const role = Role.fromRoleName(stack, 'Hooks', 'hooks');
      const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:ask';
      build(stack, {
        deploymentStrategy: DeploymentStrategy.blueGreen({
          bakeTimeMinutes: 10,
          hooks: [{ functionArn, role, stages: ['POST_SCALE_UP'] }],
        }),
      });
    });
    expect(blockOf(template)).toMatchObject({
      strategy: 'BLUE_GREEN',
      bake_time_in_minutes: '10',
      lifecycle_hook: [{ lifecycle_stages: ['POST_SCALE_UP'] }],
    });
    const { timeouts } = template.resource('aws_ecs_service').attributes as Record<string, object>;
    expect(timeouts).toMatchObject({ update: '30m' });
  });

  it('can be linear or canary', () => {
    expect(blockOf(withStrategy(DeploymentStrategy.linear({ stepPercent: 25 })))).toEqual({
      strategy: 'LINEAR',
      bake_time_in_minutes: '5',
      linear_configuration: { step_percent: 25, step_bake_time_in_minutes: '6' },
    });
    expect(blockOf(withStrategy(DeploymentStrategy.canary({ canaryPercent: 0.5 })))).toEqual({
      strategy: 'CANARY',
      bake_time_in_minutes: '5',
      canary_configuration: { canary_percent: 0.5, canary_bake_time_in_minutes: '10' },
    });
  });

  it('moves requests between two target groups, in a rule that Terraform leaves to ECS', () => {
    const template = synth((stack) => {
      const { cluster, taskDefinition } = build(stack, {});
      new LoadBalancedEc2Service(stack, 'Web', {
        serviceName: 'web',
        cluster,
        taskDefinition,
        peers: [Peer.anyIpv4()],
        deploymentStrategy: DeploymentStrategy.blueGreen(),
      });
    });
    const [block] = template.resourceAt('Web/Service').attributes['load_balancer'] as object[];
    expect(block).toMatchObject({
      advanced_configuration: {
        alternate_target_group_arn: expect.stringContaining('aws_lb_target_group'),
        production_listener_rule: expect.stringContaining('aws_lb_listener_rule'),
        role_arn: expect.stringContaining('aws_iam_role'),
      },
    });
    expect(template.resource('aws_lb_listener_rule').attributes['lifecycle']).toEqual({
      ignore_changes: ['action'],
    });
    expect(template).toCreateBefore('Web/Service/TrafficRole/ManagedPolicy-0', 'Web/Service');
  });

  it('needs places for twice the tasks', () => {
    expect(() => withStrategy(DeploymentStrategy.blueGreen(), { desiredCount: 6 })).toThrow(
      'a deployment that starts all 6 tasks of the new revision beside the old ones would hang, ',
    );
  });

  it('needs targets between which requests can move, and only then', () => {
    const targets = (deploymentStrategy: DeploymentStrategy, shiftTraffic: boolean) => () =>
      synth((stack) => {
        const { cluster, taskDefinition } = build(stack, {});
        const web = new LoadBalancedEc2Service(stack, 'Web', {
          serviceName: 'web',
          cluster,
          taskDefinition,
          peers: [Peer.anyIpv4()],
        });
        const service = new Ec2Service(stack, 'Shifted', {
          serviceName: 'shifted',
          cluster,
          taskDefinition,
          deploymentStrategy,
          dynamicPortPeers: [],
        });
        web.listener.addTargets('More', {
          targets: [service],
          priority: 1,
          conditions: [ListenerCondition.pathPatterns(['/more'])],
          shiftTraffic,
        });
      });
    expect(targets(DeploymentStrategy.blueGreen(), false)).toThrow('Set shiftTraffic where');
    expect(targets(DeploymentStrategy.rolling(), true)).toThrow('Remove shiftTraffic or set');
    expect(targets(DeploymentStrategy.blueGreen(), true)).not.toThrow();
  });

  it.each<readonly [string, Partial<Ec2ServiceProps>, string]>([
    ['a daemon', { schedulingStrategy: 'DAEMON' }, 'does not go with a daemon'],
    ['too little time', { timeoutMinutes: 5 }, 'takes 5 minutes after its tasks have started'],
  ])('is refused with %s', (_, props, message) => {
    expect(() => withStrategy(DeploymentStrategy.blueGreen(), props)).toThrow(message);
  });
});

describe('the numbers of a strategy', () => {
  it.each([
    [() => DeploymentStrategy.blueGreen({ bakeTimeMinutes: 1441 }), 'bakeTimeMinutes'],
    [() => DeploymentStrategy.linear({ stepPercent: 2 }), 'stepPercent must be 3 to 100; got 2'],
    [() => DeploymentStrategy.canary({ canaryPercent: 0 }), 'canaryPercent must be 0.1 to 100'],
    [() => DeploymentStrategy.linear({ stepBakeTimeMinutes: -1 }), 'stepBakeTimeMinutes'],
  ])('are those of ECS: %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
