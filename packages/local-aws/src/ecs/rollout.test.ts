import { nextStep, taskLimits, type RolloutCounts } from './rollout';

const counts = (
  desired: number,
  newRunning = 0,
  newPending = 0,
  oldRunning = 0,
  oldPending = 0,
): RolloutCounts => ({
  desired,
  newRunning,
  newPending,
  oldRunning,
  oldPending,
});
const DEFAULTS = { minimumHealthyPercent: 100, maximumPercent: 200 };

describe('taskLimits', () => {
  it('rounds the minimum up and the maximum down', () => {
    expect(taskLimits(3, { minimumHealthyPercent: 50, maximumPercent: 150 })).toEqual({
      minimum: 2,
      maximum: 4,
    });
  });
});

describe('nextStep', () => {
  it('starts all tasks of a new service', () => {
    expect(nextStep(counts(3), DEFAULTS)).toMatchObject({
      start: 3,
      stopNew: 0,
      stopOld: 0,
      steady: false,
    });
  });

  it('starts the new task before it stops the old one at 100/200', () => {
    expect(nextStep(counts(1, 0, 0, 1), DEFAULTS)).toMatchObject({ start: 1, stopOld: 0 });
    expect(nextStep(counts(1, 0, 1, 1), DEFAULTS)).toMatchObject({ start: 0, stopOld: 0 });
    expect(nextStep(counts(1, 1, 0, 1), DEFAULTS)).toMatchObject({ start: 0, stopOld: 1 });
  });

  it('stops the old task first at 0/100', () => {
    const configuration = { minimumHealthyPercent: 0, maximumPercent: 100 };
    expect(nextStep(counts(1, 0, 0, 1), configuration)).toMatchObject({
      start: 0,
      stopOld: 1,
    });
  });

  it('keeps the old task until the new one runs even when nothing need run', () => {
    const configuration = { minimumHealthyPercent: 0, maximumPercent: 200 };
    expect(nextStep(counts(1, 0, 1, 1), configuration)).toMatchObject({ stopOld: 0 });
    expect(nextStep(counts(1, 1, 0, 1), configuration)).toMatchObject({ stopOld: 1 });
  });

  it('waits for ever at 100/200 when no host has room, as ECS does', () => {
    expect(nextStep(counts(3, 0, 0, 3), DEFAULTS, { blocked: true })).toMatchObject({ stopOld: 0 });
  });

  it('makes room down to the minimum when no host has any', () => {
    const configuration = { minimumHealthyPercent: 66, maximumPercent: 200 };
    expect(nextStep(counts(3, 0, 0, 3), configuration, { blocked: true })).toMatchObject({
      stopOld: 1,
    });
  });

  it('replaces a lost task even at 100 % maximum', () => {
    const configuration = { minimumHealthyPercent: 100, maximumPercent: 100 };
    expect(nextStep(counts(2, 1), configuration)).toMatchObject({ start: 1 });
  });

  it('scales in and stops everything at zero', () => {
    expect(nextStep(counts(1, 3), DEFAULTS)).toMatchObject({ start: 0, stopNew: 2 });
    expect(nextStep(counts(0, 2, 0, 1), DEFAULTS)).toMatchObject({ stopNew: 2, stopOld: 1 });
  });

  it('is steady only when every wanted task runs and no old one is left', () => {
    expect(nextStep(counts(2, 2), DEFAULTS).steady).toBe(true);
    expect(nextStep(counts(2, 1, 1), DEFAULTS).steady).toBe(false);
    expect(nextStep(counts(2, 2, 0, 1), DEFAULTS).steady).toBe(false);
    expect(nextStep(counts(0), DEFAULTS).steady).toBe(true);
  });

  it('keeps to both limits and comes to an end, for all sizes and percentages', () => {
    for (const desired of [1, 2, 3, 5, 10]) {
      for (const minimumHealthyPercent of [0, 50, 66, 100]) {
        for (const maximumPercent of [100, 150, 200]) {
          const configuration = { minimumHealthyPercent, maximumPercent };
          const { minimum, maximum } = taskLimits(desired, configuration);
          // ECS cannot roll either when both limits are the same.
          if (maximum <= minimum) {
            continue;
          }
          let now = counts(desired, 0, 0, desired);
          let rounds = 0;
          for (; rounds < 100; rounds += 1) {
            const step = nextStep(now, configuration);
            if (step.steady) {
              break;
            }
            const oldRunning = now.oldRunning - step.stopOld;
            const newPending = now.newPending + step.start;
            expect(now.newRunning + oldRunning).toBeGreaterThanOrEqual(minimum);
            expect(now.newRunning + newPending + now.oldRunning).toBeLessThanOrEqual(
              Math.max(maximum, desired),
            );
            now = counts(desired, now.newRunning + newPending, 0, oldRunning);
          }
          expect(rounds).toBeLessThan(100);
        }
      }
    }
  });
});
