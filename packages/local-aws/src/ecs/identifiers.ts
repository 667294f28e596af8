import { randomBytes, randomInt } from 'node:crypto';
import { LOCAL_ACCOUNT_ID } from '../status';

/** A task or container instance id: 32 hexadecimal digits. */
export function newHexId(): string {
  return randomBytes(16).toString('hex');
}

/** How the id of a deployment begins; the tasks of a service were started by one. */
export const DEPLOYMENT_PREFIX = 'ecs-svc/';

/** A deployment id as ECS writes it: `ecs-svc/` and up to 19 digits. */
export function newDeploymentId(): string {
  return `${DEPLOYMENT_PREFIX}${newRevisionNumber()}`;
}

/** The number of a service revision: 19 digits. */
export function newRevisionNumber(): string {
  return `${randomInt(1, 10)}${Array.from({ length: 18 }, () => randomInt(10)).join('')}`;
}

/** `arn:aws:ecs:<region>:<account>:<resource>`. */
export function ecsArn(region: string, resource: string): string {
  return `arn:${partitionOf(region)}:ecs:${region}:${LOCAL_ACCOUNT_ID}:${resource}`;
}

/** The last part of an ARN, or the name itself: most parameters take either. */
export function nameOf(arnOrName: string): string {
  return arnOrName.split('/').at(-1) ?? arnOrName;
}

/** The region of an ECS ARN. */
export function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** The partition of a region. */
export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
