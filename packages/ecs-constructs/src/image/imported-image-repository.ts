import { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import { grantPull, grantPush } from './ecr-grants';
import type {
  IImageRepository,
  ImageRepositoryAttributes,
  ImageTagMutability,
} from './image-repository-contract';

/** A repository that is managed elsewhere. */
export class ImportedImageRepository extends Construct implements IImageRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  readonly imageTagMutability: ImageTagMutability;

  constructor(scope: Construct, id: string, known: ImageRepositoryAttributes) {
    super(scope, id);
    this.repositoryName = known.repositoryName;
    this.repositoryArn = known.repositoryArn;
    this.repositoryUrl = known.repositoryUrl;
    this.imageTagMutability = known.imageTagMutability ?? 'IMMUTABLE';
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
}
