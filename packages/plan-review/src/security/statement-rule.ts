import type { AccessChange } from '../model';
import type { Condition, Matcher, Statement } from './policy-document';
import type { AccessRule } from './rule';
import { doubtsIn, isUnknownInPart, statementBox, statementKey } from './statement-box';

/** A statement of a policy as a rule with the columns of the IAM table. */
export function statementRule(
  statement: Statement,
  kind: AccessChange['kind'],
  address: string,
  holder: string,
): AccessRule {
  return {
    kind,
    address,
    name: statement.sid,
    effect: statement.effect,
    box: statementBox(statement),
    key: statementKey(statement),
    columns: {
      effect: statement.effect,
      principal:
        statement.principals === undefined
          ? holder
          : inWords(statement.principals, ({ type, id }) =>
              type === '*' ? '*' : type === 'AWS' ? id : `${type} ${id}`,
            ),
      action: inWords(statement.actions, (action) => action),
      resource:
        statement.resources === undefined
          ? ''
          : inWords(statement.resources, (resource) => resource),
      condition: statement.conditions.map(conditionInWords).join(', '),
    },
    doubts: doubtsIn([statement]),
    ...(isUnknownInPart(statement) ? { isUnknownInPart: true as const } : {}),
  };
}

function inWords<T>({ negated, values }: Matcher<T>, write: (value: T) => string): string {
  const words = values.map(write).join(', ');
  return negated ? `all but ${words}` : words;
}

/** `aws:SourceIp IpAddress 10.0.0.0/8 or 192.168.0.0/16` */
function conditionInWords({ operator, key, values }: Condition): string {
  return `${key} ${operator} ${values.join(' or ')}`;
}
