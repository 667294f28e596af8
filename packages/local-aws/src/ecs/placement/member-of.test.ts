import { matches, parseExpression } from './member-of';

const attributes = { 'ecs.instance-type': 't3.micro', 'ecs.availability-zone': 'us-east-1a' };

describe('matches', () => {
  it.each([
    ['attribute:ecs.instance-type == t3.micro', true],
    ['attribute:ecs.instance-type == t3.small', false],
    ['attribute:ecs.instance-type != t3.small', true],
    ['attribute:ecs.availability-zone in [us-east-1a, us-east-1b]', true],
    ['attribute:ecs.availability-zone in [us-east-1b]', false],
    ['attribute:ecs.availability-zone not_in [us-east-1b]', true],
    ['attribute:custom exists', false],
    ['attribute:custom !exists', true],
    [
      'attribute:ecs.instance-type == t3.micro and attribute:ecs.availability-zone == us-east-1b',
      false,
    ],
  ])('%s is %s', (expression, expected) => expect(matches(expression, attributes)).toBe(expected));

  it.each([
    '',
    'task:group == web',
    'attribute:a =~ t3.*',
    '(attribute:a == b)',
    'attribute:a == b or attribute:a == c or',
  ])('refuses %p instead of misunderstanding it', (expression) =>
    expect(() => parseExpression(expression)).toThrow(/placement expression not supported; got/),
  );
});
