import { rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Image } from '@cdktf/provider-docker/lib/image';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { type ISynthesisSession, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { type BuildOptions, hashBuildContext, openBuildContext } from './build-context';
import type { IImageRepository } from './image-repository';
import type { BuildContext } from './private/context-files';
import { stageContext } from './private/stage-context';
import { misuse } from './private/validation';

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
}

/**
 * Builds an image with the docker provider and pushes it under a tag that is the hash of its sources.
 *
 * Old images stay in the registry, for a rollback, until the repository's lifecycle policy takes them. The files of the
 * context are copied beside the synthesized stack, without those that .dockerignore leaves out.
 *
 * Use it through `ContainerImage.fromBuild`. The stack needs a `DockerProvider`, see `ecrRegistryAuth`.
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
    const { repository, context, platform, alsoTag = [], builder = 'default', buildArgs } = props;
    requireTags(this, repository, alsoTag);
    const files = openBuildContext(context, props);
    this.tag = hashBuildContext(files, props);
    this.reference = `${repository.repositoryUrl}:${this.tag}`;
    const movingTags = alsoTag.map((tag) => `${repository.repositoryUrl}:${tag}`);
    const stagedPath = this.stage(files);
    const triggers = { hash: this.tag };

    this.resource = new Image(this, 'Resource', {
      name: this.reference,
      platform,
      triggers,
      // Both "keep" flags stop a new version from deleting the image that tasks still run from.
      keepLocally: true,
      buildAttribute: {
        context: stagedPath,
        // With a builder, the provider looks for the Dockerfile from where terraform runs, not from the context.
        dockerfile: posix.join(stagedPath, files.dockerfile),
        platform,
        builder,
        buildArgs: buildArgs === undefined ? undefined : { ...buildArgs },
        target: props.target,
        tag: movingTags.length === 0 ? undefined : movingTags,
      },
    });
    this.pushes = [this.reference, ...movingTags].map(
      (name, index) =>
        new RegistryImage(this, index === 0 ? 'Push' : `Push-${alsoTag[index - 1]}`, {
          name,
          triggers,
          keepRemotely: true,
          dependsOn: [this.resource],
        }),
    );
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

/** cdktf runs this hook for a construct when it writes the stack; its own helper for it is not exported. */
function onSynthesize(construct: Construct, work: (session: ISynthesisSession) => void): void {
  Object.defineProperty(construct, Symbol.for('cdktf/customSynthesis'), {
    value: { onSynthesize: work },
    enumerable: false,
  });
}

function requireTags(
  scope: Construct,
  repository: IImageRepository,
  alsoTag: readonly string[],
): void {
  if (alsoTag.length === 0) return;
  const bad = alsoTag.find((tag) => !/^\w[\w.-]{0,127}$/.test(tag));
  if (bad !== undefined) {
    throw misuse(scope, {
      what: 'a tag is up to 128 letters, digits, dots, hyphens and underscores',
      got: JSON.stringify(bad),
      fix: 'Change the tag in alsoTag.',
    });
  }
  if (repository.imageTagMutability === 'MUTABLE') return;
  throw misuse(scope, {
    what: `the tags ${alsoTag.join(', ')} move to every new image, which an immutable repository refuses`,
    got: `imageTagMutability ${repository.imageTagMutability}`,
    fix: "Set imageTagMutability to 'MUTABLE' on the repository or leave alsoTag out.",
  });
}
