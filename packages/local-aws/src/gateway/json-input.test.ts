import { internalCall } from './internal-call';
import { jsonBody, type AwsError } from './aws-response';
import { checkJson } from './json-input';

const call = (body: string, action = 'RunTask', service = 'ecs') => ({
  ...internalCall(service, 'us-east-1', action, {}),
  body: Buffer.from(body),
});
const problem = (body: string, action?: string, service?: string): string => {
  try {
    checkJson(call(body, action, service));
    return 'none';
  } catch (error) {
    const { code, message, status } = error as AwsError;
    expect(status).toBe(400);
    return `${code}: ${message}`;
  }
};

describe('checkJson', () => {
  it('lets right types through, and members that ECS does not know', () => {
    const input = { taskDefinition: 't', count: 2, tags: [{ key: 'a', value: 'b' }], newer: 1 };
    expect(jsonBody(checkJson(call(JSON.stringify(input))))).toEqual(input);
  });

  it('takes an empty body for an empty object', () => {
    expect(problem('', 'ListClusters')).toBe('none');
  });

  it('counts null as absent, at every depth', () => {
    const body = '{"taskDefinition":"t","count":null,"overrides":{"cpu":null},"tags":[null]}';
    expect(jsonBody(checkJson(call(body)))).toEqual({
      taskDefinition: 't',
      overrides: {},
      tags: [],
    });
  });

  it.each([
    '{',
    'x',
    '{"a":}',
    '"text"',
    '5',
    'null',
    '[]',
    'true',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
  ])('refuses the body %.20s for every service', (body) => {
    expect(problem(body)).toMatch(/^SerializationException: local-aws: the body /);
    expect(problem(body, 'PutParameter', 'ssm')).toMatch(/^SerializationException/);
  });

  it.each([
    ['{"taskDefinition":5}', 'taskDefinition has a wrong type; got 5. Allowed: text.'],
    [
      '{"taskDefinition":"t","count":"2"}',
      'count has a wrong type; got "2". Allowed: a whole number.',
    ],
    [
      '{"taskDefinition":"t","count":1.5}',
      'count has a wrong type; got 1.5. Allowed: a whole number.',
    ],
    ['{"taskDefinition":"t","count":1e400}', 'count has a wrong type'],
    ['{"taskDefinition":"t","tags":{}}', 'tags has a wrong type; got {}. Allowed: a list.'],
    ['{"taskDefinition":"t","tags":[5]}', 'tags[0] has a wrong type; got 5. Allowed: an object.'],
    ['{"taskDefinition":"t","enableExecuteCommand":1}', 'Allowed: true or false.'],
    [
      '{"taskDefinition":"t","overrides":{"containerOverrides":[{"command":"ls"}]}}',
      'overrides.containerOverrides[0].command has a wrong type',
    ],
  ])('refuses %s', (body, words) => {
    expect(problem(body)).toContain(words);
  });

  it('says what is missing', () => {
    expect(problem('{}')).toBe(
      'InvalidParameterException: local-aws: taskDefinition is missing. Fix: give it.',
    );
  });
});
