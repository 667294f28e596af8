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
  it('lets an object through, whatever is in it', () => {
    const input = { taskDefinition: 't', count: 2, tags: [{ key: 'a', value: 'b' }], newer: 1 };
    expect(jsonBody(checkJson(call(JSON.stringify(input))))).toEqual(input);
  });

  it('takes an empty body for an empty object', () => {
    expect(problem('', 'ListClusters')).toBe('none');
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
});
