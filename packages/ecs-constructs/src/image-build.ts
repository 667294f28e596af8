import { rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Image, type ImageBuild as BuildBlock } from '@cdktf/provider-docker/lib/image';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { Fn, type IResolvable, type ISynthesisSession, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type BuildOptions, hashBuildContext, openBuildContext } from './build-context';
import type { IImageRepository } from './image-repository';
import { renderBuildSecrets } from './private/build-secrets';
import type { BuildContext } from './private/context-files';
import { checkImageBuild } from './private/image-build-checks';
import { stageContext } from './private/stage-context';
import { literal } from './private/terraform-text';

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
  /** Where the image is pushed to. */
  readonly repository: IImageRepository;
  /** Absolute path of the directory that is sent to the builder. */
  readonly context: string;
  /** Tags that move to the new image, such as `latest`. The repository must be `MUTABLE`. @default - none */
  readonly alsoTag?: readonly string[];
  /** The buildx builder; without one the provider uses the legacy builder. @default 'default' */
  readonly builder?: string;
  /**
   * Whether a run builds and pushes at all: something that Terraform knows while it plans, such as the `booleanValue` of
   * a variable. Where it is false the stack has no docker resources, the task definition is the same, and the image must
   * be in the repository already. See "Plans without a Docker engine" in the README.
   *
   * @default - every run has the docker resources
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
  /** Images whose layers may be reused, for example `type=registry,ref=<reference>`. @default - the builder's own cache */
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
 * context are copied beside the synthesized stack, without those that .dockerignore leaves out.
 *
 * Use it through `ContainerImage.fromBuild`. The stack needs a `DockerProvider`, see `ecrRegistryAuth`. Every plan after
 * the first deployment looks for the image in a Docker engine, unless `condition` says otherwise.
 *
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/3.6.2/docs/resources/image
 */
export class ImageBuild extends Construct {
  readonly resource: Image;
  /** The pushes: first the one of the hash tag, then those of `alsoTag`. */
  readonly pushes: readonly RegistryImage[];
  readonly tag: string;
  readonly reference: string;

  constructor(scope: Construct, id: string, props: ImageBuildProps) {
    super(scope, id);
    checkImageBuild(this, props);
    const { repository, context, platform, alsoTag = [] } = props;
    const files = openBuildContext(context, props);
    this.tag = hashBuildContext(files, props);
    const name = `${repository.repositoryUrl}:${this.tag}`;
    const movingNames = alsoTag.map((tag) => `${repository.repositoryUrl}:${tag}`);
    const triggers = { hash: this.tag };
    const count = countOf(props.condition);

    this.resource = new Image(this, 'Resource', {
      name: literal(name),
      platform,
      triggers,
      count,
      // Both "keep" flags stop a new version from deleting the image that tasks still run from.
      keepLocally: true,
      buildAttribute: literal(buildBlock(props, this.stage(files), files, movingNames)),
    });
    this.pushes = [name, ...movingNames].map(
      (pushed, index) =>
        new RegistryImage(this, index === 0 ? 'Push' : `Push-${alsoTag[index - 1]}`, {
          name: literal(pushed),
          triggers,
          count,
          keepRemotely: props.keepRemotely ?? true,
          dependsOn: [this.resource],
        }),
    );
    this.reference =
      props.imageReference === 'digest'
        ? `${repository.repositoryUrl}@${this.pushes[0]?.sha256Digest}`
        : name;
  }

  /** Copies the context at synth and returns its path relative to the stack's directory. */
  private stage(files: BuildContext): string {
    const stack = TerraformStack.of(this);
    const parent = posix.join('assets', stack.getLogicalId(this.node));
    const path = posix.join(parent, this.tag);
    onSynthesize(this, (session) => {
      const { workingDirectory } = session.manifest.forStack(stack);
      rmSync(join(session.outdir, workingDirectory, parent), { recursive: true, force: true });
      stageContext(files, join(session.outdir, workingDirectory, path));
    });
    return path;
  }
}

function buildBlock(
  props: ImageBuildProps,
  context: string,
  { dockerfile }: BuildContext,
  tags: readonly string[],
): BuildBlock {
  const { platform, builder = 'default', buildArgs, labels, cacheFrom, secrets = [] } = props;
  return {
    context,
    // With a builder, the provider looks for the Dockerfile from where terraform runs, not from the context.
    dockerfile: posix.join(context, dockerfile),
    platform,
    builder,
    buildArgs: buildArgs === undefined ? undefined : { ...buildArgs },
    // With a builder, the provider reads `label`; `labels` is for the legacy builder.
    label: labels === undefined ? undefined : { ...labels },
    target: props.target,
    tag: tags.length === 0 ? undefined : [...tags],
    cacheFrom: cacheFrom === undefined ? undefined : [...cacheFrom],
    secrets: secrets.length === 0 ? undefined : renderBuildSecrets(secrets),
    buildLogFile: props.buildLogFile,
  };
}

function countOf(condition: IResolvable | undefined): number | undefined {
  return condition === undefined ? undefined : Token.asNumber(Fn.conditional(condition, 1, 0));
}

/** cdktf runs this hook for a construct when it writes the stack; its own helper for it is not exported. */
function onSynthesize(construct: Construct, work: (session: ISynthesisSession) => void): void {
  Object.defineProperty(construct, Symbol.for('cdktf/customSynthesis'), {
    value: { onSynthesize: work },
    enumerable: false,
  });
}
