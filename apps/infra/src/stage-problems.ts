import type { BaseIssue } from 'valibot';
import type { StageDefaults } from './defaults';
import { UNKNOWN, type StageValues } from './stage';
import { stageFile } from './stage-files';

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
  issues: readonly BaseIssue<unknown>[],
  checked: Checked,
): readonly string[] {
  return issues.map(({ path = [], expected, message }) => {
    const keys = path.map(({ key }) => key as PropertyKey);
    const name = keys.join('.');
    if (expected === UNKNOWN) {
      const isDefault = valueAt(checked.own, keys) === undefined;
      return `${name}: no such field.${message} It stands in ${isDefault ? DEFAULTS : stageFile(checked.stage)}.`;
    }
    const got = valueAt(checked.values, keys);
    const shown = got === undefined ? 'nothing' : JSON.stringify(got);
    return `${name}: got ${shown}. Allowed: ${message}. ${whereToSet(keys, checked)}`;
  });
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

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}
