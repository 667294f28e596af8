import { Testing } from 'cdktf';
import { Template } from 'ecs-constructs/testing';
import { HelloStack } from './hello-stack';
import { helloTemplate, stage } from './testing';

describe.each(['production', 'local-production'] as const)('the stage %s', (name) => {
  const template = helloTemplate(stage(name));
  const balancer = template.resource('aws_lb').address;

  it('has two tasks on host ports that ECS chooses, behind a public load balancer', () => {
    expect(template.resource('aws_ecs_service').attributes).toMatchObject({
      desired_count: 2,
      load_balancer: [{ container_name: 'hello-prod_server', container_port: 8080 }],
      health_check_grace_period_seconds: 60,
    });
    const [container] = template.containerDefinitions();
    expect(container?.['portMappings']).toEqual([
      expect.objectContaining({ hostPort: 0, containerPort: 8080 }),
    ]);
    expect(template.resource('aws_lb').attributes).toMatchObject({
      name: 'hello-prod-app-service',
      internal: false,
      idle_timeout: 4,
    });
    expect(template.resource('aws_lb_target_group').attributes).toMatchObject({
      health_check: { path: '/healthz' },
    });
  });

  it('lets everybody to the load balancer, and nobody else to the hosts', () => {
    const rules = template
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .map(
        ({
          attributes: { cidr_ipv4: cidr, referenced_security_group_id: group, from_port: port },
        }) => [cidr ?? group, port].join(' '),
      );
    expect(rules).toEqual([
      expect.stringMatching(/^\$\{aws_security_group\.Service_LoadBalancer_\w+\.id\} 32768$/),
      '0.0.0.0/0 80',
    ]);
  });

  it('runs up to six tasks, as requests come', () => {
    expect(template.resource('aws_appautoscaling_target').attributes).toMatchObject({
      min_capacity: 2,
      max_capacity: 6,
    });
    const policy = template.resource('aws_appautoscaling_policy').attributes;
    expect(JSON.stringify(policy)).toContain('ALBRequestCountPerTarget');
    expect(JSON.stringify(policy)).toContain(balancer);
  });

  it('fits on its hosts with every task that it may run', () => {
    const stack = new HelloStack(Testing.app(), 'hello', stage(name));
    expect(Template.fromStack(stack).warnings).toEqual([]);
  });
});

describe('private hosts', () => {
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  const network = {
    kind: 'create' as const,
    cidrBlock: '10.0.0.0/16',
    availabilityZones: zones,
    hostSubnets: 'private' as const,
  };

  it('are one field away: the load balancer stays where the world reaches it', () => {
    const template = helloTemplate(stage('production', { network }));
    const subnetsOf = (type: string, field: string) =>
      JSON.stringify(template.resource(type).attributes[field]);
    expect(subnetsOf('aws_autoscaling_group', 'vpc_zone_identifier')).toMatch(/PrivateSubnet/);
    expect(subnetsOf('aws_lb', 'subnets')).toMatch(/^(?!.*PrivateSubnet).*PublicSubnet/);
    expect(template.count('aws_nat_gateway')).toBe(1);
  });

  it('are refused where the world comes to the hosts', () => {
    expect(() => stage('aws', { network })).toThrow(
      "network.hostSubnets: got \"private\". Allowed: 'public', or 'private' where " +
        "service.reachedBy is 'load-balancer': nobody comes to a private host.",
    );
  });
});

describe('the stage of the workshop', () => {
  const names = (name: 'local' | 'local-production') => {
    const template = helloTemplate(stage(name));
    return ['aws_ecs_cluster', 'aws_ecr_repository'].map(
      (type) => template.resource(type).attributes['name'],
    );
  };

  it('has no load balancer', () => {
    expect(helloTemplate(stage('local')).count('aws_lb')).toBe(0);
  });

  it('can be in one account with the form for production: their names differ', () => {
    expect(names('local')).toEqual(['hello_ecs_cluster', 'my-app/server']);
    expect(names('local-production')).toEqual(['hello-prod_ecs_cluster', 'my-app/production']);
  });
});
