import type { IResolvable } from 'cdktf';
import type { BuildOptions } from './build-context';
import type { IImageRepository } from './image-repository-contract';

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
