import { ruleFor, type RequestView } from './conditions';
import type { Condition } from './load-balancer';

const REQUEST: RequestView = {
  method: 'GET',
  url: '/api/v1.0?Version=1&q=a%20b',
  headers: { host: 'Shop.Example.com:8080', 'x-kind': ['plain', 'odd'] },
  sourceAddress: '10.1.2.3',
};
const decides = (condition: Partial<Condition>, request: Partial<RequestView> = {}): boolean =>
  ruleFor([{ arn: 'rule', conditions: [{ field: '', values: [], ...condition }], actions: [] }], {
    ...REQUEST,
    ...request,
  }) !== undefined;

describe('ruleFor', () => {
  it.each<[string, Partial<Condition>, boolean]>([
    [
      'a host in any case, without its port',
      { field: 'host-header', values: ['*.example.com'] },
      true,
    ],
    ['another host', { field: 'host-header', values: ['example.com', 'www.example.com'] }, false],
    ['a path', { field: 'path-pattern', values: ['/x', '/api/*'] }, true],
    ['a path in another case', { field: 'path-pattern', values: ['/API/*'] }, false],
    ['a dot is no joker', { field: 'path-pattern', values: ['/api.v1.0'] }, false],
    ['a question mark is one character', { field: 'path-pattern', values: ['/ap?/v?.?'] }, true],
    ['an escaped joker is itself', { field: 'path-pattern', values: ['/api/\\*'] }, false],
    ['no query is part of a path', { field: 'path-pattern', values: ['/api/v1.0'] }, true],
    ['any value of a header', { field: 'http-header', header: 'X-Kind', values: ['ODD'] }, true],
    [
      'a header that is not sent',
      { field: 'http-header', header: 'x-other', values: ['*'] },
      false,
    ],
    ['a method', { field: 'http-request-method', values: ['POST', 'GET'] }, true],
    ['another method', { field: 'http-request-method', values: ['get'] }, false],
    [
      'a pair of the query',
      { field: 'query-string', pairs: [{ key: 'version', value: '1' }] },
      true,
    ],
    ['a value of the query', { field: 'query-string', pairs: [{ value: 'a b' }] }, true],
    ['another value', { field: 'query-string', pairs: [{ key: 'version', value: '2' }] }, false],
    ['a range of addresses', { field: 'source-ip', values: ['10.0.0.0/8'] }, true],
    ['another range', { field: 'source-ip', values: ['10.2.0.0/16', '2001:db8::/32'] }, false],
    ['a range that is none', { field: 'source-ip', values: ['10.0.0.0/99'] }, false],
    ['a field nobody knows', { field: 'moon-phase', values: ['*'] }, false],
  ])('looks at %s', (_, condition, expected) => {
    expect(decides(condition)).toBe(expected);
  });

  it('takes the first rule whose conditions all hold', () => {
    const path = { field: 'path-pattern', values: ['/api/*'] };
    const post = { field: 'http-request-method', values: ['POST'] };
    const rules = [[path, post], [path], []].map((conditions) => ({
      arn: 'rule',
      conditions,
      actions: [],
    }));
    expect(ruleFor(rules, REQUEST)).toBe(rules[1]);
    expect(ruleFor(rules, { ...REQUEST, method: 'POST' })).toBe(rules[0]);
    expect(ruleFor(rules, { ...REQUEST, url: '/' })).toBe(rules[2]);
  });

  it('is not slow for a pattern full of jokers', () => {
    expect(
      decides(
        { field: 'path-pattern', values: ['/*a*a*a*a*a*b'] },
        { url: `/${'a'.repeat(8000)}` },
      ),
    ).toBe(false);
  });
});
