import { serviceStatus } from './read-service';
import { taskStatus } from './read-tasks';
import { rolloutFailure } from './rollout-failure';
import {
  OLD_TASK_DEFINITION,
  service,
  stoppedTask,
  TASK_DEFINITION,
} from './testing/documented-answers';

const base = {
  service: 'hello_app_service',
  taskDefinitionArn: TASK_DEFINITION,
  reason: 'the rollout FAILED',
};

describe('rolloutFailure', () => {
  it('gives the reason, the last events and why tasks stopped', () => {
    const { message } = rolloutFailure({
      ...base,
      observed: serviceStatus(service()),
      stoppedTasks: [taskStatus(stoppedTask('t1'))],
    });
    expect(message.split('\n')).toEqual([
      'Service hello_app_service does not run hello_app_service:7: the rollout FAILED.',
      'Last service events:',
      '  - (service hello_app_service) has reached a steady state.',
      '  - (service hello_app_service) has started 1 tasks: (task 3f9c0a1b2c4d5e6f708192a3b4c5d6e7).',
      'Stopped tasks:',
      '  - t1: Essential container in task exited; hello_server: exit code 137, OutOfMemoryError: Container killed due to memory usage',
      'Fix: correct the cause and deploy again; what ran before keeps running where ECS could keep it.',
    ]);
  });

  it('says equal reasons once, and leaves out the tasks of other revisions', () => {
    const { message } = rolloutFailure({
      ...base,
      stoppedTasks: [
        taskStatus(stoppedTask('t3')),
        taskStatus(stoppedTask('t2')),
        taskStatus(stoppedTask('t0', { taskDefinitionArn: OLD_TASK_DEFINITION })),
      ],
    });
    expect(message).toContain('  - 2 tasks, t3 the latest: Essential container');
    expect(message).not.toContain('t0');
    expect(message).not.toContain('Last service events');
  });

  it('says so when no stopped task is on record', () => {
    const { message } = rolloutFailure({ ...base, stoppedTasks: [] });
    expect(message).toContain('No stopped task is on record.');
  });

  it('counts the reasons it does not show', () => {
    const stoppedTasks = [1, 2, 3, 4, 5, 6].map((number) =>
      taskStatus(stoppedTask(`t${number}`, { stoppedReason: `Reason ${number}` })),
    );
    const { message } = rolloutFailure({ ...base, stoppedTasks });
    expect(message).toContain('Reason 4');
    expect(message).not.toContain('Reason 5');
    expect(message).toContain('  - and 2 other reasons');
  });
});
