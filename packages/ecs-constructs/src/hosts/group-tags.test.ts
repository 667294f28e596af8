import { type AwsProvider, AwsProvider as OtherProvider } from '@cdktf/provider-aws/lib/provider';
import { Fn, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';

type Change = (provider: AwsProvider, stack: TerraformStack) => void;
const groupWith = (change: Change, overrides: ReferenceOverrides = {}) =>
  synth((stack) => {
    referenceStack(stack, overrides);
    // After everything else: a provider may be completed late.
    change(stack.node.findChild('Aws') as AwsProvider, stack);
  }).resource('aws_autoscaling_group').attributes;
const tagsOf = (attributes: ReturnType<typeof groupWith>) =>
  (attributes['tag'] as { key: string; value: string }[]).map(
    ({ key, value }) => `${key}=${value}`,
  );

describe('the tags of a group', () => {
  it("are plain blocks, the provider's default_tags among them and its own before those", () => {
    const group = groupWith(
      (provider) => (provider.defaultTags = [{ tags: { Project: 'x', Team: 'all' } }]),
      { capacity: { tags: { Team: 'a' } } },
    );
    expect(tagsOf(group)).toEqual(['Name=jane_ecs_cluster-hosts', 'Project=x', 'Team=a']);
    expect(group).not.toHaveProperty('dynamic');
  });

  it('are plain blocks also where a value is known to Terraform only', () => {
    const group = groupWith((provider, stack) => {
      const team = new TerraformVariable(stack, 'team', {});
      provider.defaultTags = [{ tags: { Team: team.stringValue } }];
    });
    expect(tagsOf(group)).toContain('Team=${var.team}');
  });

  it('name the tag that ECS sets on a group that it scales', () => {
    const capacity = { managedScaling: { maxInstanceCount: 4 } };
    expect(tagsOf(groupWith(() => undefined, { capacity }))).toContain('AmazonECSManaged=true');
  });

  it.each<[string, Change]>([
    [
      'the tags are one value that Terraform computes',
      (provider) => {
        const tags = Token.asStringMap(Fn.merge([{ a: 'b' }]));
        provider.defaultTags = [{ tags }];
      },
    ],
    ['they are overridden', (provider) => provider.addOverride('default_tags', [{ tags: {} }])],
    [
      'there are two providers that could be meant',
      (_, stack) => void new OtherProvider(stack, 'Second', { region: 'eu-west-1' }),
    ],
  ])('are left to Terraform where %s', (_, change) => {
    const group = groupWith(change);
    expect(group['dynamic']).toMatchObject({ tag: { content: { key: '${each.key}' } } });
    expect(group).not.toHaveProperty('tag');
  });

  it('stay as somebody set them by hand', () => {
    const group = synth((stack) => {
      const { capacity } = referenceStack(stack);
      capacity.resource.putTag([{ key: 'Mine', value: '1', propagateAtLaunch: false }]);
    }).resource('aws_autoscaling_group').attributes;
    expect(tagsOf(group)).toEqual(['Mine=1']);
  });
});
