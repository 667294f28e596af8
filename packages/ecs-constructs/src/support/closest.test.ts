import { closest } from './closest';

describe('closest', () => {
  const CANDIDATES = ['desiredCount', 'serviceName', 'cpu'];

  it.each([
    ['desiredCuont', 'desiredCount'],
    ['DesiredCount', 'desiredCount'],
    ['servicName', 'serviceName'],
    ['cup', 'cpu'],
  ])('takes %s for %s', (written, meant) => {
    expect(closest(written, CANDIDATES)).toBe(meant);
  });

  it('is silent where nothing is near', () => {
    expect(closest('loadBalancer', CANDIDATES)).toBeUndefined();
    expect(closest('x', [])).toBeUndefined();
  });
});
