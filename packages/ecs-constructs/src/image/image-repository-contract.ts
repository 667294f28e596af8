import type { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import type { IRole } from '../iam/role-contract';

/** May a tag be moved to another image? */
export type ImageTagMutability = 'IMMUTABLE' | 'MUTABLE';

/** An ECR repository. */
export interface IImageRepository {
  /** Absent where the repository is managed elsewhere. */
  readonly resource?: EcrRepository;
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, without a tag. */
  readonly repositoryUrl: string;
  readonly imageTagMutability: ImageTagMutability;
  /** Lets a role pull images of this repository, and of no other. */
  grantPull(role: IRole): void;
  /** Lets a role push images to this repository, and to no other. */
  grantPush(role: IRole): void;
  /** Lets a role do both. */
  grantPullPush(role: IRole): void;
}

/** A repository that exists already. */
export interface ImageRepositoryAttributes {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  /** @default 'IMMUTABLE' */
  readonly imageTagMutability?: ImageTagMutability;
}
