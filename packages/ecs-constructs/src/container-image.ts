import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Platform } from './architecture';
import { ImageBuild, type ImageBuildProps } from './image-build';
import { grantPull, type IImageRepository } from './image-repository';
import { AwsEnvironment } from './private/aws-environment';
import { isKnown, misuse } from './private/validation';
import type { IRole } from './role';

/** Options of an image that exists already. */
export interface PrebuiltImageOptions {
  /** Checked against the architecture of the hosts. @default - not known, not checked */
  readonly platform?: Platform;
}

/** Which image of a repository: a tag or a digest. */
export type ImageVersion = { readonly tag: string } | { readonly digest: string };

interface ImageParts extends PrebuiltImageOptions {
  readonly reference: string;
  readonly repository?: IImageRepository;
  readonly build?: ImageBuild;
  readonly tag?: string;
}

/** The image that a container runs. */
export class ContainerImage {
  /**
   * An image of any registry, by tag or by digest. For an image in ECR the execution role may pull from that
   * repository, and from no other.
   */
  static fromRegistry(reference: string, options: PrebuiltImageOptions = {}): ContainerImage {
    requireReference(reference);
    return new ContainerImage({ ...options, reference });
  }

  /** An image that is in a repository already. */
  static fromRepository(
    repository: IImageRepository,
    version: ImageVersion,
    options: PrebuiltImageOptions = {},
  ): ContainerImage {
    const suffix = 'tag' in version ? `:${version.tag}` : `@${version.digest}`;
    const tag = 'tag' in version ? version.tag : undefined;
    const reference = `${repository.repositoryUrl}${suffix}`;
    return new ContainerImage({ ...options, reference, repository, tag });
  }

  /** Builds the image and pushes it, both while Terraform applies. See {@link ImageBuild}. */
  static fromBuild(scope: Construct, id: string, props: ImageBuildProps): ContainerImage {
    const build = new ImageBuild(scope, id, props);
    return new ContainerImage({
      reference: build.reference,
      platform: props.platform,
      repository: props.repository,
      tag: build.tag,
      build,
    });
  }

  /** What stands in the task definition. */
  readonly reference: string;
  readonly platform?: Platform;
  /** The tag, where one is known: for a build, the hash of its sources. */
  readonly tag?: string;
  /** The build, where there is one. */
  readonly build?: ImageBuild;
  private readonly repository?: IImageRepository;

  private constructor(parts: ImageParts) {
    this.reference = parts.reference;
    this.platform = parts.platform;
    this.tag = parts.tag;
    this.build = parts.build;
    this.repository = parts.repository;
  }

  /** Grants the pull and returns what must be there before a task starts. Called by `addContainer`. */
  bind(scope: Construct, executionRole: IRole): readonly ITerraformDependable[] {
    const repositoryArn = this.repositoryArn(scope);
    if (repositoryArn !== undefined) grantPull(executionRole, repositoryArn);
    return this.build?.pushes ?? [];
  }

  private repositoryArn(scope: Construct): string | undefined {
    if (this.repository !== undefined) return this.repository.repositoryArn;
    const ecr = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.[a-z.]+\/([^:@]+)/.exec(
      this.reference,
    );
    if (ecr === null) return undefined;
    const [, accountId, region, name] = ecr;
    return `arn:${AwsEnvironment.of(scope).partition}:ecr:${region}:${accountId}:repository/${name}`;
  }
}

function requireReference(reference: string): void {
  if (!isKnown(reference)) return;
  if (
    /^[^\s@]+(:\w[\w.-]{0,127})?@sha256:[0-9a-f]{64}$|^[^\s@]+:\w[\w.-]{0,127}$/.test(reference)
  ) {
    return;
  }
  throw misuse('ContainerImage.fromRegistry', {
    what: 'a reference must end in a tag or a digest, or nobody knows which image will run',
    got: JSON.stringify(reference),
    fix: 'Write it like public.ecr.aws/nginx/nginx:1.29 or name@sha256:<64 hex digits>.',
  });
}
