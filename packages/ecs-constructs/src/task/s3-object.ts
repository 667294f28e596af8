import type { IRole } from '../iam/role-contract';

/** One object of S3 that ECS reads when a task starts. */
export interface S3Object {
  readonly bucketArn: string;
  readonly key: string;
}

/** Lets a role read the object, and nothing else of its bucket but where that is; returns the ARN of the object. */
export function letRead(executionRole: IRole, { bucketArn, key }: S3Object): string {
  const objectArn = `${bucketArn}/${key}`;
  executionRole.addToPolicy({ actions: ['s3:GetObject'], resources: [objectArn] });
  executionRole.addToPolicy({ actions: ['s3:GetBucketLocation'], resources: [bucketArn] });
  return objectArn;
}
