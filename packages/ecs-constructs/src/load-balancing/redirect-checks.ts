import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { describeProblem, isKnown, misuse, requireInteger } from '../support/validation';
import type { RedirectOptions } from './listener-action';

const MAX_PART = 128;

/**
 * Rules that need nothing but the redirect.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function requireRedirect(options: RedirectOptions): void {
  const { port, host, path, query } = options;
  requireInteger('ListenerAction.redirect', port, { name: 'port', min: 1, max: 65_535 });
  requireLength('host', host, 1);
  requireLength('path', path, 1);
  requireLength('query', query, 0);
  if (isKnown(path) && !path.startsWith('/')) {
    throw misuse('ListenerAction.redirect', {
      what: 'the path of a redirect begins with /',
      got: JSON.stringify(path),
      fix: 'Write it like /new/#{path}.',
    });
  }
  const { protocol } = options;
  if (protocol !== undefined || port !== undefined || !staysAtPlace(options)) {
    return;
  }
  throw misuse('ListenerAction.redirect', {
    what: 'a redirect changes protocol, port, host or path: it would lead to itself',
    got: 'none of them',
    fix: "Say where to, for example protocol: 'HTTPS' and port: 443.",
  });
}

/** What a listener listens to. */
interface Origin extends Construct {
  readonly protocol: string;
  readonly port: number;
}

/** Rules for a redirect at a listener, which is where its clients come from. */
export function checkRedirectAt(listener: Origin, redirection: RedirectOptions | undefined): void {
  if (redirection === undefined) {
    return;
  }
  const { protocol = listener.protocol, port = listener.port, query = '#{query}' } = redirection;
  const here = `${listener.protocol} on port ${listener.port}`;
  if (protocol === 'HTTP' && listener.protocol === 'HTTPS') {
    throw misuse(listener, {
      what: 'ELB sends nobody from HTTPS back to HTTP',
      got: `a redirect to HTTP, from a listener for ${here}`,
      fix: "Leave protocol out, or set it to 'HTTPS'.",
    });
  }
  const isSame = protocol === listener.protocol && isKnown(port) && port === listener.port;
  if (isSame && staysAtPlace(redirection) && query === '#{query}') {
    throw misuse(listener, {
      what: 'a redirect leads elsewhere than to the listener that it begins at',
      got: `${protocol}, port ${port}, and the same host, path and query`,
      fix: 'Change one of them.',
    });
  }
  const staysAtHost = (redirection.host ?? '#{host}') === '#{host}';
  if (staysAtHost && protocol !== listener.protocol && redirection.port === undefined) {
    Annotations.of(listener).addWarning(
      describeProblem({
        what: `a redirect without a port keeps that of the listener, where nobody speaks ${protocol}`,
        got: `protocol '${protocol}' and no port, at a listener for ${here}`,
        fix: 'Set port, for example to 443.',
      }),
    );
  }
}

function staysAtPlace({ host = '#{host}', path = '/#{path}' }: RedirectOptions): boolean {
  return host === '#{host}' && path === '/#{path}';
}

function requireLength(name: string, text: string | undefined, min: number): void {
  if (!isKnown(text) || (text.length >= min && text.length <= MAX_PART)) {
    return;
  }
  throw misuse('ListenerAction.redirect', {
    what: `the ${name} of a redirect has ${min} to ${MAX_PART} characters`,
    got: text.length,
    fix: text === '' ? `Leave ${name} out where it stays.` : `Shorten ${name}.`,
  });
}
