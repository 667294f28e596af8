import { z } from 'zod';
import type { StageDefaults } from './defaults';
import { stageSchema, type StageValues } from './stage';
import { didYouMean, stageFile } from './stage-files';

const DEFAULTS = 'apps/infra/src/defaults.ts';

/** Variables that reach a field, in a stage whose file or whose defaults read them. */
const VARIABLES: Readonly<Record<string, string>> = {
  accountId: 'HELLO_ECS_ACCOUNT_ID',
  region: 'HELLO_ECS_REGION',
  nickname: 'HELLO_ECS_NICKNAME',
  'network.availabilityZones': 'HELLO_ECS_AVAILABILITY_ZONES',
  'service.hostPort': 'HELLO_ECS_HOST_PORT',
  'image.repositoryName': 'HELLO_ECS_REPOSITORY_NAME',
  'image.baseImage': 'HELLO_SERVER_BASE_IMAGE',
  endpoint: 'LOCAL_AWS_PORT',
};

/** What was checked, and where each value comes from. */
interface Checked {
  readonly stage: string;
  readonly values: unknown;
  readonly own: StageValues;
  readonly base: StageDefaults;
  /** The variables that were read for them. */
  readonly variables: ReadonlySet<string>;
}

/** One sentence for each: field, value, what is allowed, and the file that says it. */
export function stageProblems(
  issues: readonly z.core.$ZodIssue[],
  checked: Checked,
): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownField([...issue.path, key], checked));
    }
    const got = valueAt(checked.values, issue.path);
    const shown = got === undefined ? 'nothing' : JSON.stringify(got);
    return [
      `${issue.path.join('.')}: got ${shown}. Allowed: ${issue.message}. ${whereToSet(issue.path, checked)}`,
    ];
  });
}

function unknownField(path: readonly PropertyKey[], { stage, values, own }: Checked): string {
  const names = fieldsOf(schemaAt(stageSchema, path.slice(0, -1), values));
  const meant = didYouMean(String(path.at(-1)), names) || ` Allowed: ${names.join(', ')}.`;
  const file = valueAt(own, path) === undefined ? DEFAULTS : stageFile(stage);
  return `${path.join('.')}: no such field.${meant} It stands in ${file}.`;
}

function whereToSet(path: readonly PropertyKey[], checked: Checked): string {
  const { stage, own, base, variables } = checked;
  const file = stageFile(stage);
  if (path[0] === 'stage') {
    return `It is the name of the file ${file}: rename it.`;
  }
  const isDefault = valueAt(own, path) === undefined && valueAt(base, path) !== undefined;
  const keys = path.map(String);
  // A list reached by one variable: its elements are set there too.
  const variable = keys
    .map((_, index) => VARIABLES[keys.slice(0, index + 1).join('.')])
    .find((name) => name !== undefined && variables.has(name));
  const edit = variable === undefined ? '' : `Set ${variable}, or edit `;
  if (!isDefault) {
    return `${edit || 'Set it in '}${file}.`;
  }
  return `${edit || 'It stands in '}${DEFAULTS}; for this stage alone, set it in ${file}.`;
}

/** The schema of a field; of several kinds of an object, that of the kind that the values have. */
function schemaAt(schema: unknown, path: readonly PropertyKey[], values: unknown): unknown {
  const [field, ...rest] = path;
  if (schema instanceof z.ZodOptional) {
    return schemaAt(schema.unwrap(), path, values);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = schema.options.find(
      (option) =>
        option instanceof z.ZodObject &&
        option.shape['kind']?.safeParse(valueAt(values, ['kind'])).success,
    );
    return schemaAt(kind, path, values);
  }
  if (field === undefined) {
    return schema;
  }
  const inner =
    schema instanceof z.ZodArray
      ? schema.element
      : schema instanceof z.ZodObject
        ? schema.shape[String(field)]
        : undefined;
  return schemaAt(inner, rest, valueAt(values, [field]));
}

function fieldsOf(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}
