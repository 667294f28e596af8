import type { ContainerDefinition } from '../runtime/container-definition';
import type { Task, TaskContainer } from './task';
import { serves, taskHealth, type HealthStatus } from './task-health';

const healthCheck = { command: ['CMD', 'true'] };
const container = (
  healthStatus: HealthStatus | undefined,
  definition: Partial<ContainerDefinition> = { healthCheck },
): TaskContainer => ({ definition, healthStatus }) as unknown as TaskContainer;
const sidecar = (healthStatus: HealthStatus): TaskContainer =>
  container(healthStatus, { healthCheck, essential: false });
const unchecked = container(undefined, {});

describe('taskHealth', () => {
  it.each<[HealthStatus, readonly TaskContainer[]]>([
    ['UNKNOWN', [unchecked]],
    ['UNKNOWN', [container(undefined)]],
    ['UNKNOWN', [sidecar('UNHEALTHY')]],
    ['UNKNOWN', [container('HEALTHY'), container('UNKNOWN')]],
    ['UNHEALTHY', [container('UNHEALTHY'), container('UNKNOWN'), container('HEALTHY')]],
    ['HEALTHY', [container('HEALTHY'), unchecked, sidecar('UNHEALTHY')]],
  ])('is %s: %#', (health, containers) => expect(taskHealth({ containers })).toBe(health));
});

describe('serves', () => {
  const task = (change: Partial<Task>): Task =>
    ({ lastStatus: 'RUNNING', startedAt: 1000, containers: [unchecked], ...change }) as Task;

  it('relies on a task with a check when it is HEALTHY, not before and not later', () => {
    expect(serves(task({ containers: [container('HEALTHY')] }), 5000, 1000)).toBe(true);
    expect(serves(task({ containers: [container('UNKNOWN')] }), 5000, 99_000)).toBe(false);
    expect(serves(task({ containers: [container('UNHEALTHY')] }), 5000, 99_000)).toBe(false);
  });

  it('relies on a task without a check when it has run for a while', () => {
    expect(serves(task({}), 5000, 5999)).toBe(false);
    expect(serves(task({}), 5000, 6000)).toBe(true);
  });

  it.each(['PENDING', 'STOPPING', 'STOPPED'] as const)('relies on no task that is %s', (state) => {
    const healthy = { lastStatus: state, containers: [container('HEALTHY')] };
    expect(serves(task(healthy), 0, 99_000)).toBe(false);
  });
});
