import { balancedStack } from '../fixtures/balanced-stack';
import { synth } from '../testing';
import { ListenerAction } from './listener-action';
import { ListenerCondition } from './listener-condition';

const rule = (...conditions: readonly ListenerCondition[]) =>
  synth((stack) => {
    const action = ListenerAction.fixedResponse(200);
    balancedStack(stack).listener.addAction('Rule', { action, priority: 1, conditions });
  });

describe('the conditions of a rule', () => {
  it.each([
    [() => [ListenerCondition.sourceIps(['203.0.113.7/32', '2001:db8::/32'])]],
    [
      () => [
        ListenerCondition.httpHeader('X-A', ['1']),
        ListenerCondition.httpHeader('X-B', ['2']),
        ListenerCondition.queryStrings([{ value: '*' }]),
        ListenerCondition.queryStrings([{ key: 'v', value: '2' }]),
        ListenerCondition.pathPatterns(['/a']),
      ],
    ],
  ])('are taken by AWS, case %#', (conditions) => {
    expect(() => rule(...conditions())).not.toThrow();
  });

  it.each<[() => readonly ListenerCondition[], string]>([
    [
      () => [ListenerCondition.sourceIps(['foo'])],
      'ListenerCondition.sourceIps: a range of addresses is in CIDR notation; got "foo". Write it like 203.0.113.0/24',
    ],
    [() => [ListenerCondition.sourceIps(['10.0.0.1'])], 'got "10.0.0.1".'],
    [
      () => [ListenerCondition.httpHeader('X-A', [''])],
      'ListenerCondition.httpHeader: a value that is looked for has 1 to 128 characters; got none.',
    ],
    [
      () => [ListenerCondition.queryStrings([{ value: '' }])],
      'ListenerCondition.queryStrings: a value that is looked for has 1 to 128 characters; got none.',
    ],
    [() => [ListenerCondition.queryStrings([{ key: '', value: 'a' }])], 'a key that is looked for'],
    [
      () => [ListenerCondition.pathPatterns(['/a']), ListenerCondition.pathPatterns(['/b'])],
      'a rule has at most one condition of each of host_header, path_pattern, http_request_method, source_ip; got more ' +
        'than one for path_pattern. Put the values into one condition',
    ],
  ])('are refused, case %#', (conditions, message) => {
    expect(() => rule(...conditions())).toThrow(message);
  });
});
