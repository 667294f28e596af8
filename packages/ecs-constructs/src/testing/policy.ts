import type { Json, JsonValue, TemplateBlock } from './block';
import { parseJsonTemplate } from './hcl';

/** A statement of an IAM policy, and where it stands. */
export interface TemplateStatement {
  readonly address: string;
  /** Path of the construct below the stack, where it is known. */
  readonly path?: string;
  /** As written: `Effect`, `Action`, `Resource`, `Condition`, `Principal`. */
  readonly statement: Readonly<Record<string, JsonValue>>;
}

/** What a policy is expected to allow. */
export interface ExpectedPermission {
  /** All of them, for example `ecr:BatchGetImage`. */
  readonly actions: readonly string[];
  /** All of them. @default - whatever the resource */
  readonly resources?: readonly string[];
  /** Conditions that the statement has, among others. @default - whatever the conditions */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Conditions that narrow a statement as a resource would. */
const NARROWING =
  /^(ecs:cluster|aws:resourceaccount|aws:resourceorgid|(aws|ec2|ecs|ssm):resourcetag\/.+)$/i;

/** Attributes that hold a policy document. */
const DOCUMENTS = ['policy', 'assume_role_policy', 'inline_policy'];

/** Every statement of the policies that a resource carries, trust policies included. */
export function statementsOf({ address, path, attributes }: TemplateBlock): TemplateStatement[] {
  return DOCUMENTS.map((name) => attributes[name] as JsonValue)
    .filter((text): text is string => typeof text === 'string' && text.includes('"Statement"'))
    .flatMap((text) => asArray((parseJsonTemplate(text) as Json)['Statement']))
    .map((statement: JsonValue) => ({ address, path, statement }));
}

/** The pairs of an action and a resource that no statement allows. */
export function notAllowed(
  statements: readonly TemplateStatement[],
  expected: ExpectedPermission,
  hasConditions: (actual: unknown) => boolean,
): readonly string[] {
  const allowing = statements
    .map(({ statement }) => statement)
    .filter(({ Effect, Condition }) => Effect === 'Allow' && hasConditions(Condition));
  const allowed = (action: string, resource: string | undefined) =>
    allowing.some(
      ({ Action, Resource }) =>
        asArray(Action).some((pattern) => matches(pattern, action, 'i')) &&
        (resource === undefined || asArray(Resource).some((pattern) => matches(pattern, resource))),
    );
  const { actions, resources = [undefined] } = expected;
  return actions.flatMap((action) =>
    resources
      .filter((resource) => !allowed(action, resource))
      .map((resource) => (resource === undefined ? action : `${action} on ${resource}`)),
  );
}

/** The statements that allow something on every resource although IAM, or the exception, knows a narrower one. */
export function wildcardStatements(
  statements: readonly TemplateStatement[],
  except: readonly string[],
): readonly TemplateStatement[] {
  const excused = (action: string) => except.some((pattern) => matches(pattern, action, 'i'));
  return statements.filter(
    ({ statement: { Effect, Action, Resource, Condition, NotAction, NotResource } }) =>
      Effect === 'Allow' &&
      (asArray(Resource).some(isWildcard) || NotResource !== undefined) &&
      !isNarrowed(Condition) &&
      (NotAction !== undefined || !asArray(Action).every(excused)),
  );
}

/** `*`, and ARNs that leave open which resource of a kind: `arn:aws:s3:::*`, `arn:aws:ecs:eu-west-1:123456789012:*`. */
function isWildcard(resource: string): boolean {
  return (
    /^\*+$/.test(resource) || /^arn:([^:]*:){4}\*+$/.test(resource.replaceAll(/\$\{[^}]*\}/g, 'x'))
  );
}

function isNarrowed(condition: Json | undefined): boolean {
  return Object.values(condition ?? {}).some((keys: Json) =>
    Object.keys(keys).some((key) => NARROWING.test(key)),
  );
}

function asArray(value: JsonValue): JsonValue[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** IAM's own wildcards: `*` is any text, `?` any one character. Names of actions have no case. */
function matches(pattern: string, text: string, flags = ''): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return pattern === text || new RegExp(`^${expression}$`, `s${flags}`).test(text);
}
