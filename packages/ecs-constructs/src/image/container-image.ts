import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import { requireSecretArn, Secret } from '../secrets/secret';
import { AwsEnvironment } from '../support/aws-environment';
import { optionsFor, requireShape } from '../support/require-shape';
import { isKnown, misuse } from '../support/validation';
import { buildContextHash, type BuildOptions } from './build-context';
import { grantPull } from './ecr-grants';
import { repositoryArnOf } from './ecr-place';
import { ImageBuild } from './image-build';
import type { ImageBuildProps } from './image-build-props';
import { ecrLocationOf, isDigest, isTag, parseImageReference } from './image-reference';
import type { IImageRepository } from './image-repository-contract';
import type { Platform } from './platform';

/** Options of an image that exists already. */
export interface PrebuiltImageOptions {
  /** Checked against the architecture of the hosts. @default - not known, not checked */
  readonly platform?: Platform;
}

/** Options of {@link ContainerImage.fromRegistry}. */
export interface RegistryImageOptions extends PrebuiltImageOptions {
  /** How to log in to a private registry other than ECR. @default - the image is public, or in ECR */
  readonly credentials?: RegistryCredentials;
}

/**
 * A secret of Secrets Manager with the keys `username` and `password`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html
 */
export interface RegistryCredentials {
  /** The full ARN, with the six characters at the end. */
  readonly secretArn: string;
  /** ARN of the KMS key, where it is not the one AWS manages. @default - none */
  readonly encryptionKeyArn?: string;
}

/** Properties of {@link ContainerImage.fromPrebuilt}. */
export interface PrebuiltContextProps extends BuildOptions {
  readonly repository: IImageRepository;
  /** Absolute path of the directory that the image was built from. */
  readonly context: string;
}

/** Which image of a repository: a tag or a digest. */
export type ImageVersion = { readonly tag: string } | { readonly digest: string };

interface ImageParts extends RegistryImageOptions {
  readonly reference: string;
  readonly repository?: IImageRepository;
  readonly build?: ImageBuild;
  readonly tag?: string;
}

/** The image that a container runs. */
export class ContainerImage {
  /**
   * An image of any registry, by tag or by digest. For an image in ECR the execution role may pull from that
   * repository, and from no other; where the repository belongs to another account, its own policy has to allow this one
   * too, see `ImageRepository.grantPullToAccount`.
   *
   * @throws Error when the reference does not follow the grammar of OCI registries, or names neither tag nor digest
   */
  static fromRegistry(reference: string, options: RegistryImageOptions = {}): ContainerImage {
    requireShape('ContainerImage.fromRegistry', 'RegistryImageOptions', options);
    const known = isKnown(reference) ? parseImageReference(FROM_REGISTRY, reference) : undefined;
    if (options.credentials !== undefined && known !== undefined && ecrLocationOf(known)) {
      throw misuse(FROM_REGISTRY, {
        what: 'ECR takes no credentials: the execution role logs in',
        got: `credentials for ${reference}`,
        fix: 'Leave them out.',
      });
    }
    return new ContainerImage({ ...options, reference, tag: known?.tag });
  }

  /** An image that is in a repository already. */
  static fromRepository(
    repository: IImageRepository,
    version: ImageVersion,
    options: PrebuiltImageOptions = {},
  ): ContainerImage {
    requireShape('ContainerImage.fromRepository', 'PrebuiltImageOptions', options);
    requireVersion(version);
    const suffix = 'tag' in version ? `:${version.tag}` : `@${version.digest}`;
    const tag = 'tag' in version ? version.tag : undefined;
    const reference = `${repository.repositoryUrl}${suffix}`;
    return new ContainerImage({ ...options, reference, repository, tag });
  }

  /**
   * The image of a directory that somebody else, for example a step of the pipeline, has built and pushed under the tag
   * that {@link buildContextHash} gives. The task definition is the same as with {@link fromBuild}; the stack has no
   * docker provider, so no plan needs a Docker engine.
   */
  static fromPrebuilt(props: PrebuiltContextProps): ContainerImage {
    requireShape('ContainerImage.fromPrebuilt', 'PrebuiltContextProps', props);
    const { repository, context, platform } = props;
    const tag = buildContextHash(context, optionsFor<BuildOptions>('BuildOptions', props));
    return ContainerImage.fromRepository(repository, { tag }, { platform });
  }

  /** Builds the image and pushes it, both while Terraform applies. See {@link ImageBuild}. */
  static fromBuild(scope: Construct, id: string, props: ImageBuildProps): ContainerImage {
    requireShape('ContainerImage.fromBuild', 'ImageBuildProps', props);
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
  /** What stands beside it for a private registry other than ECR. */
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
  private readonly loginSecret?: Secret;
  private readonly repository?: IImageRepository;

  private constructor(parts: ImageParts) {
    this.reference = parts.reference;
    this.platform = parts.platform;
    this.tag = parts.tag;
    this.build = parts.build;
    if (parts.credentials !== undefined) {
      const { secretArn, encryptionKeyArn } = parts.credentials;
      requireSecretArn('ContainerImage.fromRegistry', secretArn);
      this.loginSecret = Secret.fromSecretsManager(secretArn, { encryptionKeyArn });
      this.repositoryCredentials = { credentialsParameter: secretArn };
    }
    this.repository = parts.repository;
  }

  /** Grants the pull and returns what must be there before a task starts. Called by `addContainer`. */
  bind(scope: Construct, executionRole: IRole): readonly ITerraformDependable[] {
    const repositoryArn = this.repositoryArn(scope);
    if (this.repository !== undefined) {
      this.repository.grantPull(executionRole);
    } else if (repositoryArn !== undefined) {
      grantPull(executionRole, repositoryArn);
    }
    this.loginSecret?.bind(scope, executionRole);
    return this.build?.pushes ?? [];
  }

  private repositoryArn(scope: Construct): string | undefined {
    if (this.repository !== undefined || !isKnown(this.reference)) {
      return undefined;
    }
    const ecr = ecrLocationOf(parseImageReference(FROM_REGISTRY, this.reference));
    if (ecr === undefined) {
      return undefined;
    }
    const { partition } = AwsEnvironment.of(scope);
    return repositoryArnOf({ partition, ...ecr });
  }
}

const FROM_REGISTRY = 'ContainerImage.fromRegistry';

function requireVersion(version: ImageVersion): void {
  const where = 'ContainerImage.fromRepository';
  if ('tag' in version) {
    if (!isKnown(version.tag) || isTag(version.tag)) {
      return;
    }
    throw misuse(where, {
      what: 'a tag is up to 128 letters, digits, dots, hyphens and underscores',
      got: JSON.stringify(version.tag),
      fix: 'Change the tag.',
    });
  }
  if (!isKnown(version.digest) || isDigest(version.digest)) {
    return;
  }
  throw misuse(where, {
    what: 'a digest is sha256: and 64 hexadecimal digits in lower case',
    got: JSON.stringify(version.digest),
    fix: 'Copy the whole digest, or name a tag.',
  });
}
