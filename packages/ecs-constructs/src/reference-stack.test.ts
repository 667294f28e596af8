import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceStack } from './fixtures/reference-stack';
import { synth, type Template } from './testing';

describe('the reference stack', () => {
  const template: Template = synth((stack) => void referenceStack(stack));
  const paths = template.resourcesOf().map(({ path = '' }) => path);

  // Neither tasks nor hosts need these; nothing depends on when they go.
  const APART = ['Network/DefaultSecurityGroup', 'Repository/LifecyclePolicy'];

  // Terraform destroys in the reverse order of creation: what must outlive the service is created before it.
  it.each(paths.filter((path) => path !== 'Service/Resource' && !APART.includes(path)))(
    'destroys the service before: %s',
    (path) => {
      expect(template).toCreateBefore(path, 'Service');
    },
  );

  it.each([
    'Cluster',
    'Cluster/Hosts/LaunchTemplate',
    'Cluster/Hosts/InstanceProfile',
    'Cluster/Hosts/ContainerInstanceRole/Role',
    'Cluster/Hosts/ContainerInstanceRole/Role/Policy',
    'Cluster/Hosts/SecurityGroup',
    'Cluster/Hosts/SecurityGroup/Egress',
    'Network/InternetRoute',
    'Network/InternetGateway',
    'Network/PublicSubnet-eu-west-1a',
    'Network/PublicSubnet-eu-west-1a-Route',
  ])('destroys the hosts before: %s', (path) => {
    expect(template).toCreateBefore(path, 'Cluster/Hosts');
  });

  it.each([
    'Service',
    'Task',
    'Task/ExecutionRole',
    'Repository',
    'Logs',
    'Cluster/Hosts/SecurityGroup/Ingress-80-tcp-AnyIpv4',
  ])('does not tie the hosts to what changes more often: %s', (path) => {
    expect(template).not.toCreateBefore(path, 'Cluster/Hosts');
  });

  it('allows everything only where IAM knows no narrower resource', () => {
    expect(template).toHaveNoWildcardResources();
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
