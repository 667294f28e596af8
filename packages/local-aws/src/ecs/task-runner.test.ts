import { FakeRuntime } from '../testing/fake-runtime';
import { StartFailure } from '../runtime/runtime';
import type { Host } from '../hosts/host';
import type { Task } from './task';
import { createTask } from './new-task';
import { TaskRunner } from './task-runner';
import { taskWire } from './wire/task-wire';

const host: Host = {
  id: 'h',
  arn: 'arn:aws:ecs:us-east-1:123456789012:container-instance/c/h',
  clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/c',
  instanceId: 'i-1',
  instanceType: 't3.micro',
  imageId: 'ami-1',
  availabilityZone: 'us-east-1a',
  subnetId: 's',
  vpcId: 'v',
  address: '127.0.0.11',
  cpu: 2048,
  memoryMiB: 944,
  registeredAt: 0,
  status: 'ACTIVE',
};
const newTask = (): Task =>
  createTask({
    host,
    group: 'family:f',
    definition: {
      taskDefinitionArn: 'arn:td',
      family: 'f',
      revision: 3,
      cpu: '512',
      memory: '512',
      containerDefinitions: [
        { name: 'web', image: 'i', memoryReservation: 256 },
        { name: 'sidecar', image: 'j', essential: false },
      ],
    },
  });

describe('TaskRunner', () => {
  it('starts every container, then calls the task RUNNING', async () => {
    const runtime = new FakeRuntime();
    const seen: string[] = [];
    const task = newTask();
    const runner = new TaskRunner(runtime, { probationMs: 1 });
    runner.onChange(({ lastStatus }) => seen.push(lastStatus));
    await runner.start(task);
    expect(seen).toEqual(['PENDING', 'RUNNING']);
    expect(runtime.requests.map(({ definition }) => definition.name)).toEqual(['web', 'sidecar']);
    expect(runtime.requests[0]).toMatchObject({
      taskCpu: 512,
      taskMemoryMiB: 512,
      hostAddress: '127.0.0.11',
    });
  });

  it('never calls a task RUNNING whose container ends at once', async () => {
    const runtime = new FakeRuntime();
    const seen: string[] = [];
    const task = newTask();
    const runner = new TaskRunner(runtime, { probationMs: 600_000 });
    runner.onChange(({ lastStatus }) => seen.push(lastStatus));
    const started = runner.start(task);
    while (runtime.requests.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    runtime.end(`${task.id}-web`, { exitCode: 1 });
    await started;
    expect(seen).not.toContain('RUNNING');
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' });
    expect(runtime.running()).toEqual([]);
  });

  it('outlives a container that is not essential', async () => {
    const runtime = new FakeRuntime();
    const task = newTask();
    await new TaskRunner(runtime, { probationMs: 1 }).start(task);
    runtime.end(`${task.id}-sidecar`, { exitCode: 0 });
    while (task.containers[1]?.lastStatus !== 'STOPPED') {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(task.lastStatus).toBe('RUNNING');
    expect(task.containers[1]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 0 });
  });

  it('stops what it has started when a later container cannot start', async () => {
    const runtime = new FakeRuntime(({ definition }) =>
      definition.name === 'sidecar'
        ? new StartFailure('CannotPullContainerError', 'j: not found')
        : undefined,
    );
    const task = newTask();
    await new TaskRunner(runtime, { probationMs: 1 }).start(task);
    expect(runtime.running()).toEqual([]);
    expect(taskWire(task, { withTags: false })).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: j: not found',
    });
  });

  it('keeps the first reason of a stop', async () => {
    const runtime = new FakeRuntime();
    const runner = new TaskRunner(runtime, { probationMs: 1 });
    const task = newTask();
    await runner.start(task);
    await Promise.all([
      runner.stop(task, 'UserInitiated', 'because'),
      runner.stop(task, 'TerminationNotice', 'later'),
    ]);
    expect(taskWire(task, { withTags: false })).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'because',
      desiredStatus: 'STOPPED',
    });
  });

  it('keeps the reason of a stop while it starts: the end of its container is none', async () => {
    const runtime = new FakeRuntime();
    const task = newTask();
    const runner = new TaskRunner(runtime, { probationMs: 600_000 });
    const started = runner.start(task);
    while (runtime.requests.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await runner.stop(task, 'ServiceSchedulerInitiated', 'Scaling activity');
    await started;
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity',
    });
  });

  it('stops everything at once, waits for what is starting, and starts nothing more', async () => {
    const runtime = new FakeRuntime();
    const runner = new TaskRunner(runtime, { probationMs: 1 });
    const [first, second, third] = [newTask(), newTask(), newTask()];
    await runner.start(first);
    let letGo: () => void = () => undefined;
    const begin = runtime.start.bind(runtime);
    jest.spyOn(runtime, 'start').mockImplementationOnce(async (request) => {
      await new Promise<void>((resolve) => (letGo = resolve));
      return begin(request);
    });
    const starting = runner.start(second);
    await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stop = runner.stopAll([first, second]).then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    letGo();
    await Promise.all([stop, starting]);
    expect(runtime.running()).toEqual([]);
    const { length } = runtime.requests;
    await runner.start(third);
    expect(runtime.requests).toHaveLength(length);
    expect(third.lastStatus).toBe('STOPPED');
  });
});
