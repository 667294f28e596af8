import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceStack } from './fixtures/reference-stack';
import { synth, type Template } from './testing';

describe('the reference stack', () => {
  let template: Template;
  let address: Record<string, string>;

  beforeAll(() => {
    template = synth((stack) => void referenceStack(stack));
    const one = (type: string, part = '') =>
      template.resourcesOf(type).find((block) => block.address.includes(part))?.address ??
      `no ${type} ${part}`;
    address = {
      service: one('aws_ecs_service'),
      taskDefinition: one('aws_ecs_task_definition'),
      hosts: one('aws_autoscaling_group'),
      launchTemplate: one('aws_launch_template'),
      instanceProfile: one('aws_iam_instance_profile'),
      hostPolicy: one('aws_iam_role_policy', 'Hosts'),
      hostRole: one('aws_iam_role', 'Hosts'),
      executionPolicy: one('aws_iam_role_policy', 'Task'),
      executionRole: one('aws_iam_role', 'Task'),
      ingress: one('aws_vpc_security_group_ingress_rule'),
      egress: one('aws_vpc_security_group_egress_rule'),
      securityGroup: one('aws_security_group'),
      route: one('aws_route'),
      gateway: one('aws_internet_gateway'),
      association: one('aws_route_table_association'),
      subnet: one('aws_subnet'),
      cluster: one('aws_ecs_cluster'),
      logGroup: one('aws_cloudwatch_log_group'),
      repository: one('aws_ecr_repository'),
    };
  });

  // Terraform destroys in the reverse order of creation: what must outlive the service is created before it.
  it.each([
    'taskDefinition',
    'hosts',
    'launchTemplate',
    'instanceProfile',
    'hostPolicy',
    'hostRole',
    'executionPolicy',
    'executionRole',
    'ingress',
    'egress',
    'securityGroup',
    'route',
    'gateway',
    'association',
    'subnet',
    'cluster',
    'logGroup',
    'repository',
  ])('destroys the service before: %s', (name) => {
    expect(template.createdBefore(address[name] ?? '', address['service'] ?? '')).toBe(true);
  });

  it.each([
    'launchTemplate',
    'instanceProfile',
    'hostPolicy',
    'hostRole',
    'egress',
    'securityGroup',
    'route',
    'gateway',
    'association',
    'subnet',
    'cluster',
  ])('destroys the hosts before: %s', (name) => {
    expect(template.createdBefore(address[name] ?? '', address['hosts'] ?? '')).toBe(true);
  });

  it('does not tie the hosts to tasks and services, which change more often', () => {
    for (const name of [
      'service',
      'taskDefinition',
      'executionRole',
      'repository',
      'logGroup',
      'ingress',
    ]) {
      expect(template.createdBefore(address[name] ?? '', address['hosts'] ?? '')).toBe(false);
    }
  });

  it('allows everything only where IAM knows no narrower resource', () => {
    const wide = template
      .policyStatements()
      .filter(({ statement }) => (statement['Resource'] as string[] | undefined)?.includes('*'))
      .filter(({ statement }) => statement['Condition'] === undefined)
      .flatMap(({ statement }) => statement['Action'] as string[]);
    expect(wide.sort()).toEqual([
      'ecr:GetAuthorizationToken',
      'ecs:DiscoverPollEndpoint',
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]);
  });

  it('opens port 80 and no other', () => {
    const ports = template
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .map(({ attributes }) => [attributes['from_port'], attributes['to_port']]);
    expect(ports).toEqual([[80, 80]]);
  });

  it('is the same text every time', () => {
    expect(synth((stack) => void referenceStack(stack)).json).toBe(template.json);
  });

  it('adds no warning', () => {
    expect(template.warnings).toEqual([]);
  });
});

describe('the sources of the library', () => {
  const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && !file.includes('.test.') && !file.startsWith('fixtures'),
    )
    .map((file) => ({ file, text: readFileSync(join(__dirname, file), 'utf8') }));

  it('never import the root of a provider, which costs seconds and hundreds of megabytes', () => {
    const barrels = sources.filter(({ text }) => /from '@cdktf\/provider-(aws|docker)'/.test(text));
    expect(barrels.map(({ file }) => file)).toEqual([]);
    expect(sources.length).toBeGreaterThan(20);
  });

  it('never use instanceof, which fails as soon as two copies of cdktf meet', () => {
    expect(
      sources.filter(({ text }) => text.includes('instanceof')).map(({ file }) => file),
    ).toEqual([]);
  });
});
