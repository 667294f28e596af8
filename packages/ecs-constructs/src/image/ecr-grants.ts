import type { IRole } from '../iam/role-contract';

/** What pulling an image takes, beside the token. */
export const PULL_ACTIONS: readonly string[] = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
];

/** What pushing an image takes, beside the token. */
const PUSH_ACTIONS: readonly string[] = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
];

/**
 * The permissions that pulling takes.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
 */
export function grantPull(role: IRole, repositoryArn: string): void {
  role.addToPolicy({ actions: PULL_ACTIONS, resources: [repositoryArn] });
  grantToken(role);
}

/**
 * The permissions that pushing takes.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function grantPush(role: IRole, repositoryArn: string): void {
  role.addToPolicy({ actions: PUSH_ACTIONS, resources: [repositoryArn] });
  grantToken(role);
}

/** The token is for the whole registry: IAM knows no narrower resource for it. */
function grantToken(role: IRole): void {
  role.addToPolicy({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] });
}
