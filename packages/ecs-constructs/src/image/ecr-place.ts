/** Where a repository of ECR is. */
export interface RepositoryPlace {
  readonly partition: string;
  /** What follows the region in an address, which is not the same in all partitions. */
  readonly dnsSuffix: string;
  readonly region: string;
  readonly accountId: string;
  readonly repositoryName: string;
}

/** What policies name a repository by. */
export function repositoryArnOf(place: Omit<RepositoryPlace, 'dnsSuffix'>): string {
  const { partition, region, accountId, repositoryName } = place;
  return `arn:${partition}:ecr:${region}:${accountId}:repository/${repositoryName}`;
}

/**
 * What images are named by, without a tag.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function repositoryUrlOf(place: Omit<RepositoryPlace, 'partition'>): string {
  const { accountId, region, dnsSuffix, repositoryName } = place;
  return `${accountId}.dkr.ecr.${region}.${dnsSuffix}/${repositoryName}`;
}
