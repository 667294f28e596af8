import type { TerraformStack } from 'cdktf';
import { awsvpcStack } from '../fixtures/awsvpc-stack';
import { balancedStack } from '../fixtures/balanced-stack';
import { ScheduledTask } from '../jobs/scheduled-task';
import { Peer } from '../network/peer';
import { TaskSecurityGroup } from '../network/task-security-group';
import { synth, type Template } from '../testing';
import { Ec2Service } from './ec2-service';
import '../fixtures/matchers';

const service = (template: Template, path = 'Service') =>
  template.resourceAt(path).attributes as Record<string, never>;
const ingress = (template: Template) =>
  template.resourcesOf('aws_vpc_security_group_ingress_rule').map(({ path }) => path);

describe("tasks with networkMode 'awsvpc'", () => {
  const template = synth((stack) => void awsvpcStack(stack));

  it('take their addresses from the subnets of the hosts, with a security group of their own', () => {
    expect(template).toHaveResourceAt('Service', {
      network_configuration: {
        subnets: ['a', 'b', 'c'].map(
          (zone) =>
            `\${${template.resourceAt(`Network/PrivateSubnet-eu-west-1${zone}`).address}.id}`,
        ),
        security_groups: [`\${${template.resourceAt('Service/SecurityGroup').address}.id}`],
      },
    });
    expect(template).toHaveResourceAt('Service/SecurityGroup', {
      name_prefix: 'jane_app_service-tasks-',
    });
    expect(template.warnings).toEqual([]);
  });

  it('have their ports open on that group, and none on the hosts', () => {
    expect(ingress(template)).toEqual(['Service/SecurityGroup/Ingress-8080-tcp-AnyIpv4']);
  });

  it('name the same port twice in the task definition, as ECS returns it', () => {
    expect(template.resource('aws_ecs_task_definition').attributes).toMatchObject({
      network_mode: 'awsvpc',
    });
    expect(template).toHaveContainer('jane_server', {
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
    });
  });

  it('outlive neither what lets them out nor what lets others in', () => {
    expect(service(template)['depends_on']).toEqual(
      expect.arrayContaining([
        template.resourceAt('Service/SecurityGroup/Egress').address,
        template.resourceAt('Service/SecurityGroup/Ingress-8080-tcp-AnyIpv4').address,
      ]),
    );
  });

  it('may use a port that the host needs for itself, and may run several on hosts with more interfaces', () => {
    expect(() =>
      synth(
        (stack) =>
          void awsvpcStack(stack, {
            capacity: { instanceType: 't3.small' },
            container: { portMappings: [{ containerPort: 22 }] },
            service: { desiredCount: 5, peers: [] },
          }),
      ),
    ).not.toThrow();
  });

  it('are counted with a trunk where the hosts were launched with one', () => {
    const trunked = (awsvpcTrunking: boolean) => () =>
      synth(
        (stack) =>
          void awsvpcStack(stack, {
            capacity: { instanceType: 'm5.large', instanceCount: 3, awsvpcTrunking },
            task: { cpu: 128, memoryMiB: 512 },
            service: { desiredCount: 20 },
          }),
      );
    expect(trunked(false)).toThrow('need 21 while a rollout');
    expect(trunked(true)).not.toThrow();
  });

  it('warn where what they call never answers, and where nobody can reach them', () => {
    const { warnings } = synth(
      (stack) =>
        void awsvpcStack(stack, {
          network: { hostSubnets: 'public' },
          service: { peers: undefined },
        }),
    );
    expect(warnings).toEqual([
      expect.stringContaining("tasks with networkMode 'awsvpc' have no public address"),
      expect.stringContaining(
        'nobody can reach container port 8080/tcp of its tasks; got no peers',
      ),
    ]);
  });

  it('open a range of container ports to peers, and say when nobody can reach it', () => {
    const ranged = (peers?: readonly Peer[]) =>
      synth(
        (stack) =>
          void awsvpcStack(stack, {
            container: { portMappings: [], containerPortRanges: [{ from: 9000, to: 9010 }] },
            service: { peers },
          }),
      );
    const template = ranged([Peer.ipv4('10.0.0.0/8')]);
    expect(template.containerDefinitions()[0]?.['portMappings']).toEqual([
      { containerPortRange: '9000-9010', protocol: 'tcp' },
    ]);
    const [rule] = template.resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(rule?.attributes).toMatchObject({ from_port: 9000, to_port: 9010 });
    expect(ranged().warnings).toEqual([
      expect.stringContaining('nobody can reach container port 9000-9010/tcp of its tasks'),
    ]);
  });

  it('may be in groups that exist already, whose first one gets the rules', () => {
    const adopted = synth((stack) => {
      const groups = ['sg-0', 'sg-1'].map((id) =>
        TaskSecurityGroup.fromSecurityGroupId(stack, id, id),
      );
      awsvpcStack(stack, { service: { taskSecurityGroups: groups } });
    });
    expect(adopted).toHaveResourceAt('Service', {
      network_configuration: expect.objectContaining({
        security_groups: ['sg-0', 'sg-1'],
      }) as never,
    });
    expect(ingress(adopted)).toEqual(['sg-0/Ingress-8080-tcp-AnyIpv4']);
  });
});

describe('Ec2Service.allowFrom', () => {
  const two = (stack: TerraformStack) => {
    const {
      cluster,
      taskDefinition,
      service: api,
    } = awsvpcStack(stack, {
      capacity: { instanceType: 't3.small' },
      service: { peers: undefined },
    });
    const web = new Ec2Service(stack, 'Web', {
      serviceName: 'web',
      cluster,
      taskDefinition,
      peers: [],
    });
    return { api, web };
  };

  it('lets the tasks of another service in, and those only', () => {
    const template = synth((stack) => {
      const { api, web } = two(stack);
      api.allowFrom(web);
      api.allowFrom(web);
    });
    expect(ingress(template)).toEqual(['Service/SecurityGroup/Ingress-8080-tcp-Web']);
    expect(template).toHaveResourceAt('Service/SecurityGroup/Ingress-8080-tcp-Web', {
      referenced_security_group_id: `\${${template.resourceAt('Web/SecurityGroup').address}.id}`,
    });
    expect(template.warnings).toEqual([]);
  });

  it('lets a peer in to one port', () => {
    const template = synth((stack) =>
      two(stack).api.allowFrom(Peer.ipv4('10.9.0.0/16'), { containerPort: 9000 }),
    );
    expect(ingress(template)).toEqual(['Service/SecurityGroup/Ingress-9000-tcp-10-9-0-0-16']);
  });
});

describe("a load balancer of tasks with networkMode 'awsvpc'", () => {
  const template = synth(
    (stack) =>
      void balancedStack(stack, {
        network: { hostSubnets: 'private' },
        task: { networkMode: 'awsvpc' },
      }),
  );

  it('has their addresses as targets, by a name that a group of hosts does not have', () => {
    const bridge = synth((stack) => void balancedStack(stack));
    const group = (one: Template) => one.resource('aws_lb_target_group').attributes;
    expect(group(template)).toMatchObject({ target_type: 'ip' });
    expect(group(bridge)).toMatchObject({ target_type: 'instance' });
    expect(group(template)['name']).not.toBe(group(bridge)['name']);
  });

  it('reaches the container port of the tasks and nothing on the hosts', () => {
    expect(ingress(template)).toEqual([
      'LoadBalancer/SecurityGroup/Ingress-80-tcp-AnyIpv4',
      'Service/SecurityGroup/Ingress-8080-tcp-LoadBalancer',
    ]);
    expect(template).toHaveResourceAt('LoadBalancer/SecurityGroup/Egress-8080-tcp-Service', {
      from_port: 8080,
      to_port: 8080,
    });
    expect(template.warnings).toEqual([]);
  });
});

describe("a scheduled task with networkMode 'awsvpc'", () => {
  it('has its subnets and a group of its own, and takes a network interface beside the services', () => {
    const scheduled = (taskCount: number) => (stack: TerraformStack) => {
      const { cluster, taskDefinition } = awsvpcStack(stack);
      new ScheduledTask(stack, 'Nightly', {
        scheduleName: 'nightly',
        cluster,
        taskDefinition,
        schedule: 'rate(1 day)',
        taskCount,
      });
    };
    const template = synth(scheduled(1));
    expect(template.resource('aws_scheduler_schedule').attributes).toMatchObject({
      target: {
        ecs_parameters: {
          network_configuration: {
            security_groups: [`\${${template.resourceAt('Nightly/SecurityGroup').address}.id}`],
          },
        },
      },
    });
    expect(() => synth(scheduled(3))).toThrow('3 tasks beside 1 of other services need 4');
  });
});
