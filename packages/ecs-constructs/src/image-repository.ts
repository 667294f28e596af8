import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';
import { requireInteger, requireName } from './private/validation';
import type { IRole } from './role';

/** May a tag be moved to another image? */
export type ImageTagMutability = 'IMMUTABLE' | 'MUTABLE';

/** An ECR repository. */
export interface IImageRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, without a tag. */
  readonly repositoryUrl: string;
  readonly imageTagMutability: ImageTagMutability;
  /** Lets a role pull images of this repository, and of no other. */
  grantPull(role: IRole): void;
}

/** Properties of {@link ImageRepository}. */
export interface ImageRepositoryProps {
  readonly repositoryName: string;
  /** `MUTABLE` lets a tag such as `latest` move on. @default 'IMMUTABLE' */
  readonly imageTagMutability?: ImageTagMutability;
  /** Look for known vulnerabilities after each push. @default true */
  readonly scanOnPush?: boolean;
  /** KMS key that encrypts the images. Changing it replaces the repository. @default - AES-256 with a key of S3 */
  readonly encryptionKeyArn?: string;
  /** Delete the repository together with the images in it. Must be applied before the destroy. @default false */
  readonly forceDelete?: boolean;
  /** Days after which an image without any tag is deleted. @default 14 */
  readonly untaggedExpireAfterDays?: number;
  /**
   * How many of the newest tagged images to keep. A lifecycle rule cannot know which image is deployed: set it only
   * well above the number of pushes between two deployments.
   *
   * @default - tagged images are never deleted
   */
  readonly keepNewestTagged?: number;
}

/** A repository that exists already. */
export interface ImageRepositoryAttributes {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  /** @default 'IMMUTABLE' */
  readonly imageTagMutability?: ImageTagMutability;
}

/**
 * A private image repository: tags do not move, every push is scanned, and the lifecycle policy deletes no image that
 * has a tag, so none that a task definition names.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export class ImageRepository extends Construct implements IImageRepository {
  /** Adopts a repository that is managed elsewhere. Nothing is created. */
  static fromRepositoryAttributes(
    scope: Construct,
    id: string,
    attributes: ImageRepositoryAttributes,
  ): IImageRepository {
    return new AdoptedRepository(scope, id, attributes);
  }

  readonly resource: EcrRepository;
  readonly lifecyclePolicy: EcrLifecyclePolicy;
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  readonly imageTagMutability: ImageTagMutability;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const {
      imageTagMutability = 'IMMUTABLE',
      scanOnPush = true,
      forceDelete = false,
      untaggedExpireAfterDays = 14,
      encryptionKeyArn,
    } = props;
    requireName(this, props.repositoryName, {
      name: 'repositoryName',
      pattern: /^(?=.{2,256}$)[a-z0-9]+([._/-][a-z0-9]+)*$/,
      allowed: '2 to 256 lower-case letters and digits, parted by single . _ - or /',
    });
    requireInteger(this, untaggedExpireAfterDays, { name: 'untaggedExpireAfterDays', min: 1 });
    requireInteger(this, props.keepNewestTagged, { name: 'keepNewestTagged', min: 1 });

    this.resource = new EcrRepository(this, 'Resource', {
      name: props.repositoryName,
      imageTagMutability,
      forceDelete,
      imageScanningConfiguration: { scanOnPush },
      encryptionConfiguration: [
        encryptionKeyArn === undefined
          ? { encryptionType: 'AES256' }
          : { encryptionType: 'KMS', kmsKey: encryptionKeyArn },
      ],
    });
    this.repositoryName = this.resource.name;
    this.repositoryArn = this.resource.arn;
    this.repositoryUrl = this.resource.repositoryUrl;
    this.imageTagMutability = imageTagMutability;
    this.lifecyclePolicy = new EcrLifecyclePolicy(this, 'LifecyclePolicy', {
      repository: this.repositoryName,
      policy: lifecyclePolicy(untaggedExpireAfterDays, props.keepNewestTagged),
    });
  }

  grantPull(role: IRole): void {
    grantPull(role, this.repositoryArn);
  }
}

class AdoptedRepository extends Construct implements IImageRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  readonly imageTagMutability: ImageTagMutability;

  constructor(scope: Construct, id: string, attributes: ImageRepositoryAttributes) {
    super(scope, id);
    this.repositoryName = attributes.repositoryName;
    this.repositoryArn = attributes.repositoryArn;
    this.repositoryUrl = attributes.repositoryUrl;
    this.imageTagMutability = attributes.imageTagMutability ?? 'IMMUTABLE';
  }

  grantPull(role: IRole): void {
    grantPull(role, this.repositoryArn);
  }
}

/** The permissions that pulling takes. The token is for the whole registry: IAM knows no narrower resource for it. */
export function grantPull(role: IRole, repositoryArn: string): void {
  role.addToPolicy({
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    resources: [repositoryArn],
  });
  role.addToPolicy({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] });
}

function lifecyclePolicy(untaggedDays: number, keepNewestTagged: number | undefined): string {
  const untagged = {
    rulePriority: 1,
    description: `Delete images without a tag after ${untaggedDays} days`,
    selection: {
      tagStatus: 'untagged',
      countType: 'sinceImagePushed',
      countUnit: 'days',
      countNumber: untaggedDays,
    },
    action: { type: 'expire' },
  };
  const tagged = {
    rulePriority: 2,
    description: `Keep the ${keepNewestTagged} newest tagged images`,
    selection: {
      tagStatus: 'tagged',
      tagPatternList: ['*'],
      countType: 'imageCountMoreThan',
      countNumber: keepNewestTagged,
    },
    action: { type: 'expire' },
  };
  return JSON.stringify({
    rules: keepNewestTagged === undefined ? [untagged] : [untagged, tagged],
  });
}
