import { Fn, TerraformOutput, type TerraformResource, type TerraformStack } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { arnText, repositoryUrlText, roleArnText } from '../fixtures/environment-text';
import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { ImageRepository } from '../image/image-repository';
import { Network } from '../network/network';
import { LogGroup } from '../task/log-group';
import { synth } from '../testing';

const outputOf = (produce: (stack: TerraformStack) => string): unknown =>
  synth((stack) => {
    new TerraformOutput(stack, 'it', { value: produce(stack), staticId: true });
  }).output('it');

const repository = (stack: TerraformStack) =>
  new ImageRepository(stack, 'Images', { repositoryName: 'a/b' });
const logGroup = (stack: TerraformStack) => new LogGroup(stack, 'Logs', { logGroupName: '/a' });
const cluster = (stack: TerraformStack) =>
  new Cluster(stack, 'Cluster', {
    clusterName: 'c',
    network: new Network(stack, 'Network', { availabilityZones: ['eu-west-1a'] }),
  });
const role = (stack: TerraformStack, roleName?: string) =>
  new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com', roleName, path: '/x/' });

describe('a text that account, region and name determine', () => {
  it.each<[string, (stack: TerraformStack) => string, RegExp | string]>([
    [
      'ARN of a repository',
      (stack) => repository(stack).repositoryArn,
      arnText('ecr', 'repository/${aws_ecr_repository.Images_2D38C313.name}'),
    ],
    [
      'URL of a repository',
      (stack) => repository(stack).repositoryUrl,
      repositoryUrlText('${aws_ecr_repository.Images_2D38C313.name}'),
    ],
    [
      'ARN of a log group',
      (stack) => logGroup(stack).logGroupArn,
      arnText('logs', 'log-group:${aws_cloudwatch_log_group.Logs_6819BB44.name}'),
    ],
    [
      'ARN of a cluster',
      (stack) => cluster(stack).clusterArn,
      arnText('ecs', 'cluster/${aws_ecs_cluster.Cluster_EB0386A7.name}'),
    ],
    [
      'ARN of a role with an exact name',
      (stack) => role(stack, 'r').roleArn,
      roleArnText('role/x/${aws_iam_role.Role_1ABCC5F0.name}'),
    ],
    [
      'ARN of a service',
      (stack) => referenceStack(stack).service.serviceArn,
      arnText(
        'ecs',
        'service/${aws_ecs_cluster.Cluster_EB0386A7.name}/${aws_ecs_service.Service_DBC79909.name}',
      ),
    ],
  ])('is the %s, with the own attribute as name, so that the order stays', (_, produce, text) => {
    expect(outputOf(produce)).toBe(text);
  });

  it('is not the ARN of a role whose name AWS makes', () => {
    expect(outputOf((stack) => role(stack).roleArn)).toMatch(/^\$\{aws_iam_role\.\w+\.arn\}$/);
  });

  it.each<[string, (resource: TerraformResource) => void]>([
    ['a provider', (resource) => (resource.provider = { fqn: 'aws.other' } as never)],
    ['a provider by override', (resource) => resource.addOverride('provider', 'aws.other')],
    ['a region by override', (resource) => resource.addOverride('region', 'us-east-1')],
  ])(
    'stays the attribute where the resource got %s of its own, later than the text was used',
    (_, move) => {
      const template = synth((stack) => {
        const images = repository(stack);
        images.grantPull(role(stack));
        new TerraformOutput(stack, 'it', { value: images.repositoryUrl, staticId: true });
        images.resource.addOverride('name', 'c/d');
        move(images.resource);
      });
      expect(template.output('it')).toMatch(/^\$\{aws_ecr_repository\.\w+\.repository_url\}$/);
      expect(
        template.policyStatements().map(({ statement }) => statement['Resource']),
      ).toContainEqual([expect.stringMatching(/^\$\{aws_ecr_repository\.\w+\.arn\}$/)]);
    },
  );

  it('can be an argument of a function and a part of a longer text', () => {
    const template = synth((stack) => {
      const { repositoryUrl } = repository(stack);
      const host = Fn.element(Fn.split('/', repositoryUrl), 0);
      new TerraformOutput(stack, 'host', { value: host, staticId: true });
      new TerraformOutput(stack, 'tagged', { value: `${repositoryUrl}:1`, staticId: true });
    });
    const url = repositoryUrlText('${aws_ecr_repository.Images_2D38C313.name}');
    expect(template.output('host')).toBe(`\${element(split("/", "${url}"), 0)}`);
    expect(template.output('tagged')).toBe(`${url}:1`);
  });

  it('asks for account and region only in a stack that uses it', () => {
    const used = (use: (images: ImageRepository) => unknown) =>
      synth((stack) => void use(repository(stack))).json;
    expect(used(() => undefined)).not.toContain('aws_caller_identity');
    expect(used((images) => images.repositoryArn)).toContain('aws_caller_identity');
  });
});

describe('a resource that is replaced under the same name', () => {
  it('takes the services of a cluster along, which name it by the attribute', () => {
    const service = synth((stack) => void referenceStack(stack)).resource('aws_ecs_service');
    expect(service.attributes['cluster']).toMatch(/^\$\{aws_ecs_cluster\.\w+\.arn\}$/);
  });
});
