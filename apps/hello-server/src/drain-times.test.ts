import { drainTimes } from './drain-times';

describe('drainTimes', () => {
  it.each([
    [1, 100, 50, 400, 800],
    [2, 200, 100, 800, 1_600],
    [10, 1_000, 500, 4_000, 8_000],
    [30, 2_000, 1_500, 12_500, 25_000],
    [120, 2_000, 1_500, 57_500, 115_000],
  ])(
    'divides a stop timeout of %d s, and leaves room to exit',
    (seconds, graceMs, lastCallMs, unusedMs, deadlineMs) => {
      const times = drainTimes(seconds);
      expect(times).toEqual({ graceMs, quietMs: 250, lastCallMs, unusedMs, deadlineMs });
      expect(graceMs + lastCallMs).toBeLessThan(unusedMs);
      expect(deadlineMs).toBeLessThan(seconds * 1_000);
    },
  );
});
