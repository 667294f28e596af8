import { shortName } from '../wording';
import { revisionOf, type PastDeployment, type Revision } from './read-history';

/** The revision to go back to, and by what it was chosen. */
export interface PreviousRevision {
  readonly arn: string;
  readonly why: string;
}

/**
 * The revision that served before the current one: the last that ECS deployed with success; where ECS remembers none, the
 * newest older one that is registered.
 *
 * @returns undefined when there is no other revision
 */
export function previousRevision(
  current: string,
  revisions: readonly Revision[],
  deployments: readonly PastDeployment[] | undefined,
): PreviousRevision | undefined {
  const active = new Set(revisions.map(({ arn }) => shortName(arn)));
  const served = deployments?.find(
    ({ status, taskDefinitionArn }) =>
      status === 'SUCCESSFUL' &&
      shortName(taskDefinitionArn) !== shortName(current) &&
      active.has(shortName(taskDefinitionArn)),
  );
  if (served !== undefined) {
    return {
      arn: served.taskDefinitionArn,
      why: 'the last other one that was deployed with success',
    };
  }
  const older = revisions.find(({ revision }) => revision < revisionOf(current));
  return older === undefined
    ? undefined
    : {
        arn: older.arn,
        why:
          deployments === undefined
            ? 'the next older one; whether it ever served could not be read'
            : 'the next older one; ECS remembers no deployment of it that succeeded',
      };
}
