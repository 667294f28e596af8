import { serviceStatus } from '../read-service';
import { taskStatus } from '../read-tasks';
import * as answers from '../testing/documented-answers';
import { reasonOf, replacements, waitsFor } from './final-look';
import type { ServiceLook, Standing } from './service-watch';
import type { WatchedService } from './watched-services';

const arn = (revision: number): string =>
  `arn:aws:ecs:eu-central-1:111122223333:task-definition/web:${revision}`;
const service = serviceStatus(
  answers.service({ deployments: [answers.deployment({ taskDefinition: arn(2) })] }),
);
const look = (standing: Standing, change: Partial<ServiceLook> = {}): ServiceLook => ({
  standing,
  service,
  deployment: service.deployments[0],
  before: arn(1),
  tasks: [],
  dead: [],
  hosts: [],
  ...change,
});
const watched = (seen: ServiceLook): WatchedService => ({
  planned: { address: 'aws_ecs_service.web', service: 'web', clusters: ['shop'] },
  look: seen,
  watch: undefined as unknown as WatchedService['watch'],
});
const dead = {
  ...taskStatus(answers.task()),
  stoppedReason: 'Essential container in task exited',
  containers: [],
};

describe('reasonOf', () => {
  it('says once that it was rolled back, to what, and of what its tasks died', () => {
    const reason = 'it failed; ECS rolled back to web:1';
    expect(reasonOf(look({ state: 'rolled-back', reason }, { dead: [dead, dead] }))).toBe(
      'web:2 failed: ECS rolled back to web:1; 2 tasks died, the last of: Essential container in task exited',
    );
    const alarm = 'it failed: alarm detected; ECS rolled back to web:1';
    expect(reasonOf(look({ state: 'rolled-back', reason: alarm }))).toBe(
      'web:2 failed: alarm detected; ECS rolled back to web:1',
    );
    const unsaid = reasonOf(look({ state: 'rolled-back', reason: 'the rollout FAILED.' }));
    expect(unsaid).toBe('web:2 failed: the rollout FAILED; rolled back: web:1 runs again');
  });

  it('says that the old revision serves on only where there is one that runs', () => {
    const failed: Standing = { state: 'failed', reason: 'its image is not there' };
    expect(reasonOf(look(failed))).toBe('web:2 failed: its image is not there; web:1 serves on');
    expect(reasonOf(look(failed, { before: undefined }))).not.toContain('serves on');
    const none = { ...service, runningCount: 0 };
    expect(reasonOf(look(failed, { service: none }))).not.toContain('serves on');
  });
});

describe('replacements and waitsFor', () => {
  it('name the revision that is kept for a rollback, where another one was replaced', () => {
    const serves: Standing = { state: 'serves' };
    expect(replacements([watched(look(serves))])).toEqual([
      'web: web:2 replaces web:1 (kept for rollback), 1 task',
    ]);
    expect(replacements([watched(look(serves, { before: undefined }))])).toEqual([]);
    expect(replacements([watched(look(serves, { before: arn(2) }))])).toEqual([]);
  });

  it('name what is waited for, and what cannot be seen for a moment', () => {
    const rolling = watched(look({ state: 'rolling', detail: '0 of 1 task running' }));
    expect(waitsFor([rolling, watched(look({ state: 'serves' }))])).toBe(
      'web: 0 of 1 task running',
    );
    expect(waitsFor([{ ...rolling, unseen: 'throttled' }])).toBe(
      'web: not seen for a moment: throttled',
    );
  });
});
