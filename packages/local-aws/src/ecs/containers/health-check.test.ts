import type { RunningContainer } from '../../runtime/runtime';
import type { TaskContainer } from '../task';
import { watchHealth } from './health-check';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const setUp = (exitCodes: readonly number[] | undefined, startPeriod = 0) => {
  const commands: (readonly string[])[] = [];
  const codes = [...(exitCodes ?? [])];
  const container = {
    definition: {
      name: 'web',
      image: 'i',
      healthCheck: {
        command: ['CMD-SHELL', 'check || exit 1'],
        interval: 5,
        retries: 2,
        startPeriod,
      },
    },
  } as unknown as TaskContainer;
  const seen: (string | undefined)[] = [];
  const running = {
    exited: new Promise(() => undefined),
    ...(exitCodes === undefined
      ? {}
      : {
          execute: (command: readonly string[]) => {
            commands.push(command);
            return Promise.resolve(codes.shift() ?? 0);
          },
        }),
  } as unknown as RunningContainer;
  watchHealth(container, running, () => seen.push(container.healthStatus));
  return { container, commands, seen };
};

describe('watchHealth', () => {
  it('is unknown first, and healthy after one success', async () => {
    const { container, commands } = setUp([0]);
    expect(container.healthStatus).toBe('UNKNOWN');
    await jest.advanceTimersByTimeAsync(1000);
    expect(container.healthStatus).toBe('HEALTHY');
    expect(commands).toEqual([['/bin/sh', '-c', 'check || exit 1']]);
  });

  it('is unhealthy after so many failures in a row', async () => {
    const { seen } = setUp([0, 1, 0, 1, 1]);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(seen).toEqual(['HEALTHY', 'UNHEALTHY', 'HEALTHY']);
  });

  it('forgives failures in the start period', async () => {
    const { container } = setUp([1, 1, 1], 60);
    await jest.advanceTimersByTimeAsync(11_500);
    expect(container.healthStatus).toBe('UNKNOWN');
  });

  it('calls a process healthy, which has no container to run the command in', () => {
    expect(setUp(undefined).container.healthStatus).toBe('HEALTHY');
  });
});
