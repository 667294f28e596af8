import type { Construct } from 'constructs';
import { misuse } from '../support/validation';
import { requireSecrets } from './build-secrets';
import type { ImageBuildProps } from './image-build-props';
import { isTag } from './image-reference';

/** Everything about a build that can be wrong before a file is read. */
export function checkImageBuild(scope: Construct, props: ImageBuildProps): void {
  requireTags(scope, props);
  requireRepeatable(scope, props);
  requireSecrets(scope, props.secrets ?? []);
  requireNames(scope, 'labels', props.labels);
  requireNames(scope, 'buildArgs', props.buildArgs);
  if (props.imageReference === 'digest' && props.condition !== undefined) {
    throw misuse(scope, {
      what: 'the digest is known only to a run that builds the image',
      got: "imageReference 'digest' with a condition",
      fix: "Use imageReference 'tag', or leave condition out.",
    });
  }
}

function requireTags(scope: Construct, { repository, alsoTag = [] }: ImageBuildProps): void {
  if (alsoTag.length === 0) {
    return;
  }
  const bad = alsoTag.find((tag) => !isTag(tag));
  if (bad !== undefined) {
    throw misuse(scope, {
      what: 'a tag is up to 128 letters, digits, dots, hyphens and underscores',
      got: JSON.stringify(bad),
      fix: 'Change the tag in alsoTag.',
    });
  }
  if (repository.imageTagMutability === 'MUTABLE') {
    return;
  }
  throw misuse(scope, {
    what: `the tags ${alsoTag.join(', ')} move to every new image, which an immutable repository refuses`,
    got: `imageTagMutability ${repository.imageTagMutability}`,
    fix: "Set imageTagMutability to 'MUTABLE' on the repository or leave alsoTag out.",
  });
}

/** The builder parts name and value at the first `=`, and Terraform's SDK loses names that begin with `%`: both silently. */
function requireNames(
  scope: Construct,
  where: 'labels' | 'buildArgs',
  values: Readonly<Record<string, string>> = {},
): void {
  const bad = Object.keys(values).find((name) => !/^[^%=][^=]*$/s.test(name));
  if (bad === undefined) {
    return;
  }
  throw misuse(scope, {
    what: `a name in ${where} is not empty, has no = and does not begin with %, or it would not reach the builder`,
    got: JSON.stringify(bad),
    fix: 'Change the name.',
  });
}

/** Terraform alone cannot know whether the tag is there already: after a revert, after a push whose answer got lost. */
function requireRepeatable(scope: Construct, { repository, condition }: ImageBuildProps): void {
  if (repository.imageTagMutability === 'MUTABLE' || condition !== undefined) {
    return;
  }
  throw misuse(scope, {
    what:
      'an immutable repository refuses a tag that it has, so that going back to sources that were pushed once would ' +
      'fail in every apply',
    got: `imageTagMutability ${repository.imageTagMutability} and no condition`,
    fix:
      'Set condition to whether the repository lacks the tag, build elsewhere and use ContainerImage.fromPrebuilt, or ' +
      "set imageTagMutability to 'MUTABLE' on the repository, also where it is imported.",
  });
}
