import type { DeploymentStatus } from '../ecs-status';
import { servedRevision } from './served-revision';

/** The deployments of a service, the newest first; it names the revision of that one. */
function served(...deployments: readonly (readonly [revision: string, state?: string])[]) {
  return servedRevision({
    taskDefinitionArn: deployments[0]?.[0] ?? 'web:9',
    deployments: deployments.map(
      ([taskDefinitionArn, rolloutState]) =>
        ({ taskDefinitionArn, rolloutState }) as DeploymentStatus,
    ),
  });
}

describe('servedRevision', () => {
  it('is the one that the service names where that has come up', () => {
    expect(served(['web:2', 'COMPLETED'])).toBe('web:2');
  });

  it.each(['IN_PROGRESS', 'FAILED'])('is the one before a rollout that is %s', (state) => {
    expect(served(['web:4', state], ['web:3', 'FAILED'], ['web:1', 'COMPLETED'])).toBe('web:1');
  });

  it('is none where none ever came up', () => {
    expect(served(['web:1', 'IN_PROGRESS'])).toBeUndefined();
  });

  it('is the one that the service names where ECS does not deploy', () => {
    expect([served(), served(['web:2'])]).toEqual(['web:9', 'web:2']);
  });
});
