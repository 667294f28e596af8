import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { TerraformResource, type TerraformStack } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { synth } from '../testing';

type Tags = Record<string, string>;

const tagsOf = (count: number, key = 'k'): Tags =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${key}${index}`, 'v']));

const withDefaults = (tags: Tags, build: (stack: TerraformStack) => unknown) => () =>
  synth((stack) => {
    (stack.node.findChild('Aws') as AwsProvider).defaultTags = [{ tags }];
    build(stack);
  });

const role = (tags?: Tags) => (stack: TerraformStack) =>
  new Role(stack, 'Role', { assumedBy: 'ecs-tasks.amazonaws.com', tags });

describe('tags together with the default_tags of the provider', () => {
  it('may be 50, and those that replace a default are counted once', () => {
    expect(withDefaults(tagsOf(49), role({ own: 'v', k1: 'w' }))).not.toThrow();
    expect(withDefaults(tagsOf(49), (stack) => referenceStack(stack))).not.toThrow();
  });

  it('are not more than 50, with the name of a host too', () => {
    expect(withDefaults(tagsOf(50), role({ own: 'v' }))).toThrow(
      'Test/Role/Resource: a resource may have 50 tags; got 51, with 50 of default_tags of the provider. Leave some out.',
    );
    expect(withDefaults(tagsOf(50), (stack) => referenceStack(stack))).toThrow(
      '[Test/Cluster/Hosts/Resource] a resource may have 50 tags; got 51, with 50 of default_tags',
    );
  });

  it('are told of once, and of how many more', () => {
    expect(withDefaults(tagsOf(50), (stack) => referenceStack(stack))).toThrow(
      /Test\/Network\/Resource: a resource may have 50 tags; .* \d more resources have the same problem\./,
    );
  });

  it('are counted on resources of the provider, too', () => {
    const bucket = (stack: TerraformStack) => {
      role()(stack);
      new S3Bucket(stack, 'Bucket', { tags: { own: 'v' } });
    };
    expect(withDefaults(tagsOf(50), bucket)).toThrow('Test/Bucket: a resource may have 50 tags');
  });

  it('have no key of AWS', () => {
    expect(withDefaults({ 'aws:x': 'v' }, role())).toThrow(
      'default_tags of the provider: the key of a tag may not start with aws:, which AWS keeps for itself; got "aws:x".',
    );
  });
});

describe('tags of IAM', () => {
  it('differ in more than capital letters', () => {
    expect(withDefaults({}, role({ Foo: 'a', foo: 'b' }))).toThrow(
      'Test/Role/Resource: IAM takes no two tags whose keys differ in capital letters only; got Foo and foo.',
    );
    expect(withDefaults({ foo: 'a' }, role({ Foo: 'b' }))).toThrow('got foo and Foo. Take one');
    expect(withDefaults({ foo: 'a' }, role({ foo: 'b', Bar: 'c' }))).not.toThrow();
  });

  it('are no measure for a bucket', () => {
    const bucket = (stack: TerraformStack) => {
      role()(stack);
      new S3Bucket(stack, 'Bucket', { tags: { Foo: 'a', foo: 'b' } });
    };
    expect(withDefaults({}, bucket)).not.toThrow();
  });

  it('are those of AWS: what another provider calls tags may be a list, or nothing', () => {
    const others = (tags: unknown, terraformResourceType: string) => (stack: TerraformStack) => {
      role()(stack);
      const resource = new TerraformResource(stack, 'Other', { terraformResourceType });
      Object.assign(resource, { tagsInput: tags });
    };
    const many = Array.from({ length: 60 }, () => 'team:a');
    expect(withDefaults({}, others(many, 'datadog_monitor'))).not.toThrow();
    expect(withDefaults({}, others(tagsOf(60), 'azurerm_storage_account'))).not.toThrow();
    expect(withDefaults({}, others(null, 'aws_s3_bucket'))).not.toThrow();
    expect(withDefaults({}, others(tagsOf(60), 'aws_s3_bucket'))).toThrow('may have 50 tags');
  });
});
