import { BackOff } from './back-off';
import { failureThreshold } from './circuit-breaker';
import { ecsArn, nameOf, newDeploymentId, newHexId, regionOf } from './identifiers';
import { requirementsOf } from './requirements';
import type { TaskDefinition } from './task-definition';

const definition = (changes: Partial<TaskDefinition>): TaskDefinition => ({
  taskDefinitionArn: 'arn',
  family: 'f',
  revision: 1,
  containerDefinitions: [
    {
      name: 'a',
      image: 'i',
      cpu: 128,
      memory: 300,
      memoryReservation: 256,
      portMappings: [{ containerPort: 8080, hostPort: 80 }],
    },
    {
      name: 'b',
      image: 'i',
      cpu: 64,
      memory: 100,
      portMappings: [{ containerPort: 9090, hostPort: 0 }],
    },
  ],
  ...changes,
});

describe('requirementsOf', () => {
  it('takes the size of the task where it has one', () => {
    expect(requirementsOf(definition({ cpu: '512', memory: '512' }))).toEqual({
      cpu: 512,
      memoryMiB: 512,
      ports: [80],
    });
  });

  it('sums the containers otherwise, each by its soft limit when it has one', () => {
    expect(requirementsOf(definition({}))).toEqual({ cpu: 192, memoryMiB: 356, ports: [80] });
  });

  it('reads sizes written with units', () => {
    expect(requirementsOf(definition({ cpu: '.5 vCPU', memory: '1 GB' }))).toMatchObject({
      cpu: 512,
      memoryMiB: 1024,
    });
  });
});

describe('BackOff', () => {
  it('does not wait after one failure, then ever longer, up to half a minute', () => {
    const backOff = new BackOff();
    const waits = Array.from({ length: 9 }, () => {
      backOff.failed(100, 0);
      return backOff.wait(0);
    });
    expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('speaks of throttling only after several failures', () => {
    const backOff = new BackOff();
    for (const expected of [false, false, false, true]) {
      backOff.failed(0, 0);
      expect(backOff.throttling).toBe(expected);
    }
  });

  it('forgives after a long life and after a change', () => {
    const backOff = new BackOff();
    for (let failure = 0; failure < 5; failure += 1) {
      backOff.failed(0, 0);
    }
    backOff.failed(10_000, 0);
    expect(backOff.wait(0)).toBe(0);
    for (let failure = 0; failure < 5; failure += 1) {
      backOff.failed(0, 0);
    }
    backOff.reset();
    expect(backOff.wait(0)).toBe(0);
  });
});

describe('failureThreshold', () => {
  it.each([
    [1, 3],
    [6, 3],
    [7, 4],
    [25, 13],
    [1000, 200],
  ])('for %i tasks is %i', (desired, threshold) =>
    expect(failureThreshold(desired)).toBe(threshold),
  );
});

describe('identifiers', () => {
  it('have the shapes of ECS', () => {
    expect(newHexId()).toMatch(/^[0-9a-f]{32}$/);
    expect(newDeploymentId()).toMatch(/^ecs-svc\/[1-9]\d{18}$/);
    expect(ecsArn('cn-north-1', 'task/c/1')).toBe(
      'arn:aws-cn:ecs:cn-north-1:123456789012:task/c/1',
    );
    expect(regionOf(ecsArn('eu-west-1', 'x'))).toBe('eu-west-1');
    expect([nameOf('arn:aws:ecs:r:1:service/c/s'), nameOf('s')]).toEqual(['s', 's']);
  });
});
