import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { Construct } from 'constructs';
import { resourcePolicyDocument } from '../iam/policy-document';
import type { IRole, PolicyConditions } from '../iam/role-contract';
import { requireArn } from '../support/arn';
import { AwsEnvironment } from '../support/aws-environment';
import { determined } from '../support/determined';
import { jsonText } from '../support/json-text';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, type NameRule, requireInteger, requireName } from '../support/validation';
import { grantPull, grantPush, PULL_ACTIONS } from './ecr-grants';
import { type EcrLifecycleRule, renderLifecyclePolicy } from './ecr-lifecycle-rule';
import { repositoryArnOf, type RepositoryPlace, repositoryUrlOf } from './ecr-place';
import type {
  IImageRepository,
  ImageRepositoryAttributes,
  ImageTagMutability,
} from './image-repository-contract';
import { ImportedImageRepository } from './imported-image-repository';

/** Properties of {@link ImageRepository}. */
export interface ImageRepositoryProps {
  readonly repositoryName: string;
  /** `MUTABLE` lets a tag such as `latest` move on. @default 'IMMUTABLE' */
  readonly imageTagMutability?: ImageTagMutability;
  /**
   * Look for known vulnerabilities after each push (basic scanning). Enhanced scanning is a setting of the whole
   * registry and goes before this one.
   *
   * @default true
   */
  readonly scanOnPush?: boolean;
  /**
   * `KMS` encrypts with the key `aws/ecr` of the account, which costs nothing to keep and whose use CloudTrail records;
   * `AES256` with a key of S3. Changing it replaces the repository and its images.
   *
   * @default 'KMS'
   */
  readonly encryption?: 'KMS' | 'AES256';
  /** KMS key of your own instead of `aws/ecr`. Changing it replaces the repository and its images. @default - `aws/ecr` */
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
  /** All lifecycle rules, instead of the two above. An empty list is no lifecycle policy. @default - the two above */
  readonly lifecycleRules?: readonly EcrLifecycleRule[];
}

/** Where a repository is that is known by its name. */
export interface NamedRepositoryOptions {
  /** @default - the provider's account */
  readonly accountId?: string;
  /** @default - the provider's region */
  readonly region?: string;
  /** @default 'IMMUTABLE' */
  readonly imageTagMutability?: ImageTagMutability;
}

/** A statement of a repository's own policy: what others may do with it. */
export interface RepositoryPolicyStatement {
  readonly actions: readonly string[];
  /** For example `{ AWS: ['arn:aws:iam::123456789012:root'] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  /** @default - none */
  readonly conditions?: PolicyConditions;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** Name of the statement. @default - none */
  readonly sid?: string;
}

/**
 * A private image repository: tags do not move, every push is scanned, and the lifecycle policy deletes no image that
 * has a tag, so none that a task definition names.
 *
 * @notFor public images, nor copies of those of others: see pull-through caches of ECR.
 * @bills each gigabyte kept by the month, after compression and once per layer; what leaves the region by the
 * gigabyte; enhanced scanning by the image.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export class ImageRepository extends Construct implements IImageRepository {
  /** A repository that is managed elsewhere, of any account. Nothing is created. */
  static fromRepositoryAttributes(
    scope: Construct,
    id: string,
    attributes: ImageRepositoryAttributes,
  ): IImageRepository {
    requireShape(
      'ImageRepository.fromRepositoryAttributes',
      'ImageRepositoryAttributes',
      attributes,
    );
    return new ImportedImageRepository(scope, id, attributes);
  }

  /** A repository that is managed elsewhere, by its name. Nothing is created. */
  static fromRepositoryName(
    scope: Construct,
    id: string,
    repositoryName: string,
    options: NamedRepositoryOptions = {},
  ): IImageRepository {
    requireShape('ImageRepository.fromRepositoryName', 'NamedRepositoryOptions', options);
    requireName(`${scope.node.path}/${id}`, repositoryName, REPOSITORY_NAME);
    const environment = AwsEnvironment.of(scope);
    const accountId = options.accountId ?? environment.accountId;
    const region = options.region ?? environment.region;
    const { partition, dnsSuffix } = environment;
    const place = { partition, dnsSuffix, accountId, region, repositoryName };
    return new ImportedImageRepository(scope, id, {
      repositoryName,
      repositoryArn: repositoryArnOf(place),
      repositoryUrl: repositoryUrlOf(place),
      imageTagMutability: options.imageTagMutability,
    });
  }

  /** A repository that is managed elsewhere, by its ARN, which must be known. Nothing is created. */
  static fromRepositoryArn(
    scope: Construct,
    id: string,
    repositoryArn: string,
    options: Pick<NamedRepositoryOptions, 'imageTagMutability'> = {},
  ): IImageRepository {
    const parts = /^arn:[\w-]+:ecr:([a-z0-9-]+):(\d{12}):repository\/(.+)$/.exec(repositoryArn);
    if (parts === null) {
      throw misuse(`${scope.node.path}/${id}`, {
        what: 'repositoryArn must be the ARN of an ECR repository, as plain text',
        got: isKnown(repositoryArn) ? JSON.stringify(repositoryArn) : 'a token',
        fix: 'Write it like arn:aws:ecr:eu-west-1:123456789012:repository/name, or use fromRepositoryAttributes.',
      });
    }
    const [, region, accountId, repositoryName = ''] = parts;
    const imported = { ...options, region, accountId };
    return ImageRepository.fromRepositoryName(scope, id, repositoryName, imported);
  }

  readonly resource: EcrRepository;
  /** Missing where `lifecycleRules` is empty. */
  readonly lifecyclePolicy?: EcrLifecyclePolicy;
  readonly repositoryName: string;
  readonly imageTagMutability: ImageTagMutability;

  private _repositoryArn?: string;
  private _repositoryUrl?: string;
  private readonly _policyStatements: RepositoryPolicyStatement[] = [];

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    requireShape(this, 'ImageRepositoryProps', props);
    requireOwnNames(this);
    const { imageTagMutability = 'IMMUTABLE', scanOnPush = true, forceDelete = false } = props;
    requireName(this, props.repositoryName, REPOSITORY_NAME);
    const rules = lifecycleRules(this, props);

    this.resource = new EcrRepository(this, 'Resource', {
      name: props.repositoryName,
      imageTagMutability,
      forceDelete,
      imageScanningConfiguration: { scanOnPush },
      encryptionConfiguration: [literal(encryption(this, props))],
    });
    this.repositoryName = this.resource.name;
    this.imageTagMutability = imageTagMutability;
    if (rules.length > 0) {
      const policy = renderLifecyclePolicy(this, rules);
      this.lifecyclePolicy = new EcrLifecyclePolicy(this, 'LifecyclePolicy', {
        repository: this.repositoryName,
        policy: jsonText(() => policy),
      });
    }
  }

  /** Known while Terraform plans; names the repository by its own attribute, so that it outlives what pulls from it. */
  get repositoryArn(): string {
    this._repositoryArn ??= determined(this.resource, {
      text: repositoryArnOf(this.place),
      attribute: this.resource.arn,
    });
    return this._repositoryArn;
  }

  /**
   * Known while Terraform plans: the address that ECR gives to every repository of an account and region. An API that
   * stands in for AWS and answers with another one has it in `resource.repositoryUrl`.
   */
  get repositoryUrl(): string {
    this._repositoryUrl ??= determined(this.resource, {
      text: repositoryUrlOf(this.place),
      attribute: this.resource.repositoryUrl,
    });
    return this._repositoryUrl;
  }

  grantPull(role: IRole): void {
    grantPull(role, this.repositoryArn);
  }

  grantPush(role: IRole): void {
    grantPush(role, this.repositoryArn);
  }

  grantPullPush(role: IRole): void {
    this.grantPull(role);
    this.grantPush(role);
  }

  /** Lets another account pull; it then decides by its own policies which of its roles may. */
  grantPullToAccount(accountId: string): void {
    requireName(this, accountId, {
      name: 'accountId',
      pattern: /^\d{12}$/,
      allowed: 'the 12 digits of an AWS account',
    });
    const { partition } = AwsEnvironment.of(this);
    this.addToResourcePolicy({
      actions: PULL_ACTIONS,
      principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
    });
  }

  private get place(): RepositoryPlace {
    const { partition, dnsSuffix, accountId, region } = AwsEnvironment.of(this);
    return { partition, dnsSuffix, accountId, region, repositoryName: this.repositoryName };
  }

  /** Adds a statement to the policy of the repository itself. Roles of the same account need none: use the grants. */
  addToResourcePolicy(statement: RepositoryPolicyStatement): void {
    this._policyStatements.push(statement);
    if (this._policyStatements.length > 1) {
      return;
    }
    new EcrRepositoryPolicy(this, 'Policy', {
      repository: this.repositoryName,
      policy: jsonText(() => resourcePolicyDocument(this._policyStatements)),
    });
  }
}

const REPOSITORY_NAME: NameRule = {
  name: 'repositoryName',
  pattern: /^(?=.{2,256}$)[a-z0-9]+([._/-][a-z0-9]+)*$/,
  allowed: '2 to 256 lower-case letters and digits, parted by single . _ - or /',
};

function encryption(
  scope: Construct,
  { encryption: type, encryptionKeyArn: kmsKey }: ImageRepositoryProps,
): { readonly encryptionType: string; readonly kmsKey?: string } {
  if (type === 'AES256' && kmsKey !== undefined) {
    throw misuse(scope, {
      what: 'encryptionKeyArn is for KMS',
      got: "encryption 'AES256' with a key",
      fix: 'Leave one of the two out.',
    });
  }
  requireArn(scope, kmsKey, { option: 'encryptionKeyArn', kind: 'keyOrAlias' });
  return { encryptionType: type ?? 'KMS', kmsKey };
}

function lifecycleRules(
  scope: Construct,
  props: ImageRepositoryProps,
): readonly EcrLifecycleRule[] {
  const { untaggedExpireAfterDays, keepNewestTagged } = props;
  if (props.lifecycleRules !== undefined) {
    if (untaggedExpireAfterDays === undefined && keepNewestTagged === undefined) {
      return props.lifecycleRules;
    }
    throw misuse(scope, {
      what: 'lifecycleRules are all rules there are',
      got: 'untaggedExpireAfterDays or keepNewestTagged beside them',
      fix: 'Add what they say to lifecycleRules.',
    });
  }
  const days = untaggedExpireAfterDays ?? 14;
  requireInteger(scope, days, { name: 'untaggedExpireAfterDays', min: 1 });
  requireInteger(scope, keepNewestTagged, { name: 'keepNewestTagged', min: 1 });
  const untagged: EcrLifecycleRule = {
    description: `Delete images without a tag after ${days} days`,
    tagStatus: 'untagged',
    expireAfterDays: days,
  };
  if (keepNewestTagged === undefined) {
    return [untagged];
  }
  const tagged: EcrLifecycleRule = {
    description: `Keep the ${keepNewestTagged} newest tagged images`,
    tagStatus: 'tagged',
    tagPatterns: ['*'],
    keepNewest: keepNewestTagged,
  };
  return [untagged, tagged];
}
