import { FakeRuntime } from '../testing/fake-runtime';
import { hostOf } from '../testing/service-world';
import { createTask } from './new-task';
import { mayRestart } from './restart-policy';
import type { TaskContainer } from './task';
import { TaskRunner } from './task-runner';

const PERIOD_MS = 60_000;
const policy = { enabled: true, ignoredExitCodes: [7], restartAttemptPeriod: 60 };
const containerWith = (restartPolicy?: typeof policy): TaskContainer => ({
  ...({} as TaskContainer),
  definition: { name: 'app', image: 'i', ...(restartPolicy && { restartPolicy }) },
  startedAt: 0,
});

describe('mayRestart', () => {
  it.each([
    ['without a policy', containerWith(), 1, PERIOD_MS, false],
    ['with one that is off', containerWith({ ...policy, enabled: false }), 1, PERIOD_MS, false],
    ['after the period', containerWith(policy), 1, PERIOD_MS, true],
    ['before the period is over', containerWith(policy), 1, PERIOD_MS - 1, false],
    ['with an exit code that is ignored', containerWith(policy), 7, PERIOD_MS, false],
  ])('%s', (_, container, exitCode, now, wanted) => {
    expect(mayRestart(container, { exitCode }, now)).toBe(wanted);
  });
});

describe('a container with a restart policy', () => {
  it('starts again, without its task ending, until it is stopped', async () => {
    const runtime = new FakeRuntime();
    const runner = new TaskRunner(runtime, { probationMs: 1 });
    const task = createTask({
      host: hostOf(0),
      group: 'family:f',
      definition: {
        taskDefinitionArn: 'arn:td',
        family: 'f',
        revision: 1,
        containerDefinitions: [{ name: 'app', image: 'i', memory: 64, restartPolicy: policy }],
      },
    });
    await runner.start(task);
    const [container] = task.containers;
    const restarted = new Promise<void>((resolve) =>
      runner.onChange(
        () => container?.restartCount === 1 && runtime.requests.length === 2 && resolve(),
      ),
    );
    if (container !== undefined) {
      container.startedAt = Date.now() - PERIOD_MS;
    }
    runtime.end(runtime.running()[0] ?? '', { exitCode: 1 });
    await restarted;
    expect(task.lastStatus).toBe('RUNNING');
    await runner.stop(task, 'UserInitiated', 'enough');
    expect([task.lastStatus, runtime.requests.length]).toEqual(['STOPPED', 2]);
  });
});
