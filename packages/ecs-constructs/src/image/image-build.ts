import { Image } from '@cdktf/provider-docker/lib/image';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { Tag } from '@cdktf/provider-docker/lib/tag';
import { Annotations, App, Fn, type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { replaceWith } from '../support/dependencies';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { buildBlock } from './build-block';
import { hashBuildContext, openBuildContext } from './build-context';
import type { BuildContext } from './context-files';
import { requireOutputOutside } from './context-leftovers';
import { cacheFromProblem } from './docker-provider-version';
import { dockerfileWarnings } from './dockerfile-warnings';
import { checkImageBuild } from './image-build-checks';
import type { ImageBuildProps } from './image-build-props';
import { claimReferences } from './image-claims';
import { stageAtSynth } from './staging-directory';

/**
 * Builds an image with the docker provider and pushes it under a tag that is the hash of its sources.
 *
 * Old images stay in the registry, for a rollback, until the repository's lifecycle policy takes them. The files of the
 * context are copied beside the synthesized stack, without those that .dockerignore leaves out, with the modes 0755 and
 * 0644 on every machine.
 *
 * The builder pulls what `FROM` names with the docker configuration of the machine that applies, not with
 * `ecrRegistryAuth`; synth warns where that is an image of ECR.
 *
 * Use it through `ContainerImage.fromBuild`. The stack needs a `DockerProvider`, see `ecrRegistryAuth`. Every plan after
 * the first deployment looks for the image in a Docker engine, unless `condition` says otherwise.
 *
 * @notFor pipelines whose apply has no Docker engine: build there, and use `ContainerImage.fromPrebuilt`.
 * @bills nothing for the build; the pushed layers as storage of the repository.
 * @throws Error when the context, the options or the repository would make a build or a push fail, now or later
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/3.9.0/docs/resources/image
 */
export class ImageBuild extends Construct {
  readonly resource: Image;
  /** The pushes: first the one of the hash tag, then those of `alsoTag`. */
  readonly pushes: readonly RegistryImage[];
  readonly tag: string;
  readonly reference: string;

  private readonly events: {
    readonly triggers: { readonly hash: string };
    readonly count?: number;
  };

  constructor(scope: Construct, id: string, props: ImageBuildProps) {
    super(scope, id);
    requireShape(this, 'ImageBuildProps', props);
    checkImageBuild(this, props);
    const { repository, platform, alsoTag = [] } = props;
    const files = this.read(props);
    this.tag = hashBuildContext(files, props);
    const name = `${repository.repositoryUrl}:${this.tag}`;
    const movingNames = alsoTag.map((tag) => `${repository.repositoryUrl}:${tag}`);
    claimReferences(this, name, movingNames);
    this.events = { triggers: { hash: this.tag }, count: countOf(props.condition) };

    const staged = stageAtSynth(this, files, this.tag);
    this.resource = new Image(this, 'Resource', {
      ...this.events,
      name: literal(name),
      platform,
      // Both "keep" flags stop a new version from deleting the image that tasks still run from.
      keepLocally: true,
      buildAttribute: literal(buildBlock(props, staged, files.dockerfile, () => this.resource)),
      // What decides on a build is in the hash. The rest, such as a cache or where a version of the provider looks for the
      // Dockerfile, would make an image that nobody pushes.
      lifecycle: { ignoreChanges: ['build'] },
    });
    const keepRemotely = props.keepRemotely ?? true;
    const dependsOn = [this.resource];
    const push = new RegistryImage(this, 'Push', {
      ...this.events,
      name: literal(name),
      keepRemotely,
      dependsOn,
    });
    this.pushes = [push, ...this.moveTags(push, props)];
    // The name of the image stays where a repository is replaced, and the new one is empty.
    if (repository.resource !== undefined) {
      for (const one of this.pushes) {
        replaceWith(one, repository.resource);
      }
    }
    this.reference =
      props.imageReference === 'digest' ? `${repository.repositoryUrl}@${push.sha256Digest}` : name;
  }

  /** Reads the context and says at synth what could only go wrong later. */
  private read(props: ImageBuildProps): BuildContext {
    const files = openBuildContext(props.context, props);
    requireOutputOutside(files, App.of(this).outdir);
    for (const warning of dockerfileWarnings(files, props.buildArgs ?? {})) {
      Annotations.of(this).addWarning(warning);
    }
    if (props.cacheFrom !== undefined) {
      this.node.addValidation({
        validate: () => [cacheFromProblem(this.resource) ?? []].flat(),
      });
    }
    return files;
  }

  /**
   * The image that was pushed gets the other tags, and not the one of this engine: an engine that builds the same sources
   * again makes another digest of them.
   */
  private moveTags(push: RegistryImage, props: ImageBuildProps): readonly RegistryImage[] {
    const { repository, platform, alsoTag = [], keepRemotely = true, condition } = props;
    if (alsoTag.length === 0) {
      return [];
    }
    const { count } = this.events;
    const digest = condition === undefined ? push.sha256Digest : `\${${push.fqn}[0].sha256_digest}`;
    const url = literal(repository.repositoryUrl);
    const name = `${url}@${digest}`;
    const pushed = new Image(this, 'Pushed', { name, platform, keepLocally: true, count });
    return alsoTag.map((tag) => {
      const moved = `${url}:${literal(tag)}`;
      const dependsOn = [pushed];
      const names = { sourceImage: name, targetImage: moved };
      const local = new Tag(this, `Tag-${tag}`, { ...names, count, dependsOn });
      return new RegistryImage(this, `Push-${tag}`, {
        ...this.events,
        name: moved,
        keepRemotely,
        dependsOn: [local],
      });
    });
  }
}

function countOf(condition: IResolvable | undefined): number | undefined {
  return condition === undefined ? undefined : Token.asNumber(Fn.conditional(condition, 1, 0));
}
