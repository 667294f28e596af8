import type { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { TerraformIterator } from 'cdktf';
import { AwsEnvironment } from '../support/aws-environment';
import { tooManyTags } from '../support/stack-tags';
import { literal } from '../support/terraform-text';
import { entriesByKey } from '../support/text-order';
import { describeProblem, isKnown } from '../support/validation';

/** Tags of a group that Terraform reads while it plans: Auto Scaling groups are the one resource that the provider's default_tags do not reach. */
export function tagOfEach(tags: Record<string, string>) {
  const everyTag = TerraformIterator.fromMap(tags);
  return everyTag.dynamic({
    key: everyTag.key,
    value: everyTag.value,
    propagate_at_launch: true,
  });
}

/**
 * Writes the tags of a group as plain blocks once everything is there, where they are known at synth: readers of the
 * synthesized stack, policy scanners among them, cannot follow a dynamic block. Otherwise the dynamic block stays.
 */
export function writeKnownTags(
  group: AutoscalingGroup,
  own: Readonly<Record<string, string>>,
): void {
  let written: unknown = group.tagInput;
  group.node.addValidation({
    validate: () => {
      const defaults = AwsEnvironment.of(group).knownDefaultTags;
      // The author of the provider wrote for Terraform, who gave tags to the group did not.
      const tags = { ...defaults, ...literal(own) };
      const isReadable = defaults !== undefined && Object.keys(tags).every((key) => isKnown(key));
      // Whoever set tags of their own keeps them.
      if (isReadable && group.tagInput === written) {
        const blocks = entriesByKey(tags).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: true,
        }));
        group.putTag(blocks);
        written = group.tagInput;
      }
      const tooMany = tooManyTags(tags, defaults ?? {});
      return tooMany === undefined ? [] : [describeProblem(tooMany)];
    },
  });
}
