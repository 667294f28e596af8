/** Long enough for any path of ours, short enough that a hostile one cannot flood the log. */
const MAX_LENGTH = 200;

/**
 * The path of a request target, and nothing that may carry a secret: no query, no fragment, no
 * `user:password@`. Covers all forms of https://www.rfc-editor.org/rfc/rfc9112#section-3.2; gives
 * `-` for those without a path.
 */
export function requestPath(target: string): string {
  const withoutQuery = target.split(/[?#]/, 1)[0] ?? '';
  if (withoutQuery.startsWith('/')) {
    return withoutQuery.slice(0, MAX_LENGTH);
  }
  const absolute = /^https?:\/\/[^/]*(\/.*)?$/i.exec(withoutQuery);
  return absolute ? (absolute[1] ?? '/').slice(0, MAX_LENGTH) : '-';
}
