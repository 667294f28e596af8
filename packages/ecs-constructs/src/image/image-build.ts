import { Image } from '@cdktf/provider-docker/lib/image';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { Tag } from '@cdktf/provider-docker/lib/tag';
import { Annotations, App, Fn, type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type BuildOptions, hashBuildContext, openBuildContext } from './build-context';
import type { IImageRepository } from './image-repository';
import { buildBlock } from './build-block';
import { type BuildContext } from './context-files';
import { requireOutputOutside } from './context-leftovers';
import { replaceWith } from '../support/dependencies';
import { cacheFromProblem } from './docker-provider-version';
import { dockerfileWarnings } from './dockerfile-warnings';
import { checkImageBuild } from './image-build-checks';
import { claimReferences } from './image-claims';
import { stageAtSynth } from './staging-directory';
import { literal } from '../support/terraform-text';

/**
 * A secret of a build: mounted at `/run/secrets/<id>` for the one `RUN` that asks for it, part of no layer. Its value is
 * read where Terraform applies; it is neither in the synthesized stack nor in the state.
 *
 * @see https://docs.docker.com/build/building/secrets/
 */
export type BuildSecret =
  | { readonly id: string; /** Environment variable that holds it. */ readonly env: string }
  | { readonly id: string; /** Absolute path of the file that holds it. */ readonly file: string };

/** Properties of {@link ImageBuild}. */
export interface ImageBuildProps extends BuildOptions {
  /** Where the image is pushed to. One whose tags are `IMMUTABLE` needs a `condition`. */
  readonly repository: IImageRepository;
  /** Absolute path of the directory that is sent to the builder. */
  readonly context: string;
  /**
   * Tags that move to the new image, such as `latest`: to the one that the registry holds under the hash tag, so that both
   * have one digest, also where a tag is added later. The repository must be `MUTABLE`.
   *
   * @default - none
   */
  readonly alsoTag?: readonly string[];
  /**
   * The buildx builder. The provider brings buildx along; `DOCKER_BUILDKIT=0` where Terraform applies makes it use the
   * engine's own builder instead, which knows neither `buildLogFile` nor a `cacheFrom` of buildx.
   *
   * @default 'default'
   */
  readonly builder?: string;
  /**
   * Whether a run builds and pushes at all: something that Terraform knows while it plans, such as the `booleanValue` of
   * a variable. Where it is false the stack has no docker resources, the task definition is the same, and the image must
   * be in the repository already. See "Plans without a Docker engine" in the README.
   *
   * @default - every run has the docker resources; refused for a repository whose tags are `IMMUTABLE`
   */
  readonly condition?: IResolvable;
  /**
   * What the task definition names. The `tag` is known before the build, so that a plan shows which image comes. The
   * `digest` cannot be moved to another image, and hides the whole container definition from the plan of a new image.
   * ECS resolves a tag to its digest when a deployment starts, and keeps to it.
   *
   * @default 'tag'
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html#deployment-container-image-stability
   */
  readonly imageReference?: 'tag' | 'digest';
  /** Leave images in the registry that this stack does not name any more: a rollback needs them. @default true */
  readonly keepRemotely?: boolean;
  /**
   * Images whose layers may be reused, for example `type=registry,ref=<reference>`. Needs version 3.7 of the docker
   * provider, and pulls with the docker configuration of the machine that applies.
   *
   * @default - the builder's own cache
   */
  readonly cacheFrom?: readonly string[];
  /** Secrets that a `RUN --mount=type=secret` reads. They change neither image nor tag. @default - none */
  readonly secrets?: readonly BuildSecret[];
  /** File that the builder's log is added to, from where Terraform runs. @default - there is no log */
  readonly buildLogFile?: string;
}

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
      for (const one of this.pushes) replaceWith(one, repository.resource);
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
    if (alsoTag.length === 0) return [];
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
