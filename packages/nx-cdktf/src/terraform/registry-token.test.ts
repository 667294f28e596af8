import type { Failure } from '../failure';
import { refuseExpiredToken, registryTokenExpiry } from './registry-token';

const token = (expires_at: unknown) => ({
  type: 'aws_ecr_authorization_token',
  values: { expires_at, password: 'eyJ' },
});
const planWith = (modules: object, actions: readonly string[] = ['create']) => ({
  prior_state: { values: { root_module: modules } },
  resource_changes: [
    { type: 'aws_vpc', change: { actions: ['create'] } },
    { type: 'docker_registry_image', change: { actions } },
  ],
});

describe('registryTokenExpiry', () => {
  it('finds the token that expires first, in modules too', () => {
    const plan = planWith({
      resources: [token('2026-05-02T12:00:00Z')],
      child_modules: [
        { child_modules: [{ resources: [token('2026-05-02T06:00:00+02:00')] }] },
        { resources: [{ type: 'aws_ecr_image', values: { expires_at: '2020-01-01T00:00:00Z' } }] },
      ],
    });
    expect(registryTokenExpiry(plan)?.toISOString()).toBe('2026-05-02T04:00:00.000Z');
  });

  it.each([
    [
      'a plan that pushes nothing',
      planWith({ resources: [token('2026-05-02T12:00:00Z')] }, ['no-op']),
    ],
    ['a plan without a token', planWith({ resources: [] })],
    ['a token whose time cannot be read', planWith({ resources: [token(undefined)] })],
    [
      'a plan without a state',
      { resource_changes: [{ type: 'docker_image', change: { actions: ['create'] } }] },
    ],
    ['no plan', undefined],
  ])('finds none in %s', (_, plan) => {
    expect(registryTokenExpiry(plan)).toBeUndefined();
  });
});

describe('refuseExpiredToken', () => {
  const expires = new Date('2026-05-02T12:00:00Z');

  it('refuses a plan whose token has expired, with the code of a stale plan', () => {
    const refuse = () => refuseExpiredToken(expires, expires);
    expect(refuse).toThrow(/expired at 2026-05-02T12:00:00\.000Z.* Fix: plan again/);
    try {
      refuse();
    } catch (error) {
      expect((error as Failure).exitCode).toBe(5);
    }
  });

  it('lets a plan pass whose token lives, or that needs none', () => {
    refuseExpiredToken(expires, new Date('2026-05-02T11:59:59Z'));
    refuseExpiredToken(undefined);
  });
});
