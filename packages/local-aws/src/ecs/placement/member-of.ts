import { AwsError } from '../../gateway/aws-response';

type Test = (attributes: Readonly<Record<string, string>>) => boolean;

/**
 * The simple part of the cluster query language: `attribute:name`, `==`, `!=`, `in [a, b]`, `not_in [a, b]`, `exists`,
 * joined by `and`. Anything else is refused when the service is created, not misunderstood later.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export function parseExpression(expression: string): Test {
  const tests = expression.split(/\s+and\s+|\s*&&\s*/i).map(parseTerm);
  return (attributes) => tests.every((test) => test(attributes));
}

/** Whether attributes satisfy an expression that `parseExpression` accepts. */
export function matches(expression: string, attributes: Readonly<Record<string, string>>): boolean {
  return parseExpression(expression)(attributes);
}

function parseTerm(term: string): Test {
  const parts =
    /^\s*attribute:([\w.\-/]+)\s*(?:(==|!=|=~|exists|!exists|in|not_in)\s*(\[[^\]]*\]|[^\s\[\]]*))?\s*$/.exec(
      term,
    );
  const [, name = '', operator = '', operand = ''] = parts ?? [];
  const values = operand.replace(/^\[|\]$/g, '').split(/\s*,\s*/);
  switch (operator) {
    case '==':
      return (attributes) => attributes[name] === operand;
    case '!=':
      return (attributes) => attributes[name] !== operand;
    case 'exists':
      return (attributes) => name in attributes;
    case '!exists':
      return (attributes) => !(name in attributes);
    case 'in':
      return (attributes) => values.includes(attributes[name] ?? '');
    case 'not_in':
      return (attributes) => !values.includes(attributes[name] ?? '');
    default:
      throw new AwsError(
        'InvalidParameterException',
        `local-aws: placement expression not supported; got '${term.trim()}'. ` +
          'Allowed attribute:<name> with ==, !=, in [..], not_in [..], exists, !exists, joined by and.',
      );
  }
}
