import { closest } from './closest';

describe('closest', () => {
  it.each([
    ['lgos', 'logs'],
    ['STATSU', 'status'],
    ['restrat', 'restart'],
    ['wbe', 'web'],
  ])('takes %s for %s', (written, meant) => {
    expect(closest(written, ['logs', 'status', 'restart', 'web'])).toBe(meant);
  });

  it('has no idea what else was meant', () => {
    expect(closest('frobnicate', ['logs', 'status'])).toBeUndefined();
    expect(closest('logs', [])).toBeUndefined();
  });
});
