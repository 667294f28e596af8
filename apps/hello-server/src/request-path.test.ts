import { requestPath } from './request-path';

describe('requestPath', () => {
  it.each([
    ['/', '/'],
    ['/healthz', '/healthz'],
    ['/?token=secret', '/'],
    ['/a/b?x=1?y=2', '/a/b'],
    ['/a#secret', '/a'],
    ['http://example.com', '/'],
    ['http://example.com/', '/'],
    ['https://user:password@example.com/a?token=secret', '/a'],
    ['http://example.com?token=secret', '/'],
    ['*', '-'],
    ['example.com:443', '-'],
    ['', '-'],
  ])('takes from %j the path %j and no secret', (target, path) => {
    expect(requestPath(target)).toBe(path);
  });

  it('shortens a path that would flood the log', () => {
    expect(requestPath(`/${'a'.repeat(5_000)}`)).toHaveLength(200);
    expect(requestPath(`http://h/${'a'.repeat(5_000)}`)).toHaveLength(200);
  });
});
