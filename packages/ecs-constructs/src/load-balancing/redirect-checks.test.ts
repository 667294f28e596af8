import { balancedStack, type BalancedOverrides } from '../fixtures/balanced-stack';
import { synth } from '../testing';
import { ListenerAction, type RedirectOptions } from './listener-action';
import { ListenerCondition } from './listener-condition';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567';

/** A redirect in a rule of the listener of the reference case, which is for HTTP on port 80. */
const redirected = (redirect: RedirectOptions, overrides: BalancedOverrides = {}) =>
  synth((stack) => {
    balancedStack(stack, overrides).listener.addAction('Redirect', {
      action: ListenerAction.redirect(redirect),
      priority: 1,
      conditions: [ListenerCondition.pathPatterns(['/a'])],
    });
  });

describe('a redirect', () => {
  it.each<[RedirectOptions]>([
    [{ protocol: 'HTTPS', port: 443 }],
    [{ path: '/b' }],
    [{ host: 'www.#{host}' }],
    [{ protocol: 'HTTP', port: 80, query: 'a=1' }],
    [{ port: 8080 }],
  ])('may lead to %j', (redirect) => {
    expect(redirected(redirect).warnings).toEqual([]);
  });

  it.each<[RedirectOptions, string]>([
    [{ host: '' }, 'the host of a redirect has 1 to 128 characters; got 0. Leave host out where'],
    [{ path: `/${'x'.repeat(128)}` }, 'the path of a redirect has 1 to 128 characters; got 129.'],
    [{ query: 'x'.repeat(129) }, 'the query of a redirect has 0 to 128 characters; got 129.'],
    [{ path: '/#{path}' }, 'it would lead to itself; got none of them. Say where to'],
    [
      { protocol: 'HTTP', port: 80 },
      'Test/LoadBalancer/Http: a redirect leads elsewhere than to the listener that it begins at; got HTTP, port 80, and ' +
        'the same host, path and query. Change one of them.',
    ],
  ])('may not lead to %j', (redirect, message) => {
    expect(() => redirected(redirect)).toThrow(message);
  });

  it('does not lead from HTTPS back to HTTP', () => {
    const listener = { port: 443, certificateArns: [CERTIFICATE] };
    expect(() => redirected({ protocol: 'HTTP', port: 80 }, { listener })).toThrow(
      'ELB sends nobody from HTTPS back to HTTP; got a redirect to HTTP, from a listener for HTTPS on port 443.',
    );
  });

  it('warns where HTTPS would be spoken to the port for HTTP', () => {
    expect(redirected({ protocol: 'HTTPS' }).warnings).toEqual([
      expect.stringContaining(
        "a redirect without a port keeps that of the listener, where nobody speaks HTTPS; got protocol 'HTTPS' and no " +
          'port, at a listener for HTTP on port 80. Set port, for example to 443.',
      ),
    ]);
    expect(redirected({ protocol: 'HTTPS', host: 'other.example.com' }).warnings).toEqual([]);
  });
});
