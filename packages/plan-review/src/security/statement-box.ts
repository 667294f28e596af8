import { BoundedMemo } from '../plan/bounded-memo';
import type { Box } from './box';
import { conditionConstraint, conditionSubject, isUnderstood } from './conditions';
import { opaque, type Constraint } from './constraint';
import { parseGlob } from './glob';
import { holdsUnknownPart } from '../plan/unknown-part';
import type { Matcher, Statement } from './policy-document';
import { principalConstraint } from './principals';

/** The requests that a statement speaks about. */
export function statementBox(statement: Statement): Box {
  const { actions, resources, principals, conditions, variables } = statement;
  const box: (readonly [string, Constraint])[] = [
    // IAM ignores case in actions, and knows no variables in them.
    ['action', texts(actions, (action) => action.toLowerCase(), { variables: false })],
  ];
  if (resources !== undefined) {
    box.push(['resource', texts(resources, (resource) => resource, { variables })]);
  }
  if (principals !== undefined) {
    const constraint = principalConstraint(principals);
    box.push(
      constraint === undefined
        ? [`principal ${JSON.stringify(principals)}`, opaque()]
        : ['principal', constraint],
    );
  }
  return [...box, ...conditions.map((condition) => conditionConstraint(condition, variables))];
}

function texts(
  { negated, values }: Matcher<string>,
  read: (value: string) => string,
  options: { readonly variables: boolean },
): Constraint {
  const written = values.map(read);
  const key = JSON.stringify([negated, options.variables, written]);
  return constraints.get(key, () => {
    const globs = written.map((value) => parseGlob(value, options));
    return { values: { kind: 'text', globs, negated } };
  });
}

/** One object for equal ones: most of a statement stays when it changes, and equal objects are quick to compare. */
const constraints = new BoundedMemo<Constraint>(2000);

/** Two operators on one key, or two ways to name principals, speak about the same thing. */
export function statementSubject(property: string): string {
  return property.startsWith('principal ') ? 'principal' : conditionSubject(property);
}

/** Equal for statements that mean the same word by word, whatever their order, case or `Sid`. */
export function statementKey({ sid: _, ...statement }: Statement): string {
  const lower = (values: readonly string[]): string[] =>
    [...new Set(values.map((value) => value.toLowerCase()))].sort();
  return JSON.stringify([
    statement.effect,
    statement.principals ?? null,
    { ...statement.actions, values: lower(statement.actions.values) },
    statement.resources ?? null,
    statement.conditions
      .map(({ operator, key, values }) => JSON.stringify([operator, key.toLowerCase(), values]))
      .sort(),
    // Without `${` the version makes no difference.
    usesVariables(statement),
  ]);
}

/** What in statements cannot be compared by its meaning, in words. */
export function doubtsIn(statements: readonly Statement[]): string[] {
  const doubts = statements.flatMap((statement) => [
    ...(statement.principals?.negated === true ? ['NotPrincipal'] : []),
    ...(statement.principals !== undefined &&
    !statement.principals.negated &&
    principalConstraint(statement.principals) === undefined
      ? ['a wildcard inside of a principal']
      : []),
    ...statement.conditions
      .filter((condition) => !isUnderstood(condition))
      .map(({ operator, key }) => `the condition ${operator} on ${key}`),
    ...(usesVariables(statement) ? ['policy variables'] : []),
    ...(isUnknownInPart(statement) ? ['what is known only after apply'] : []),
  ]);
  return [...new Set(doubts)];
}

/** Whether what it allows depends on who asks: AWS knows variables in resources and in the values of conditions. */
function usesVariables({ variables, resources, conditions }: Statement): boolean {
  const isOne = (text: string): boolean => text.includes('${');
  return (
    variables &&
    (resources?.values.some(isOne) === true || conditions.some(({ values }) => values.some(isOne)))
  );
}

/** Whether a value of the statement is known only after apply. */
export function isUnknownInPart({ principals, resources, conditions }: Statement): boolean {
  return (
    resources?.values.some(holdsUnknownPart) === true ||
    principals?.values.some(({ id }) => holdsUnknownPart(id)) === true ||
    conditions.some(({ values }) => values.some(holdsUnknownPart))
  );
}
