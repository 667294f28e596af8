import { awsStage } from './stages/aws';
import { localStage } from './stages/local';
import { stageSchema, type StageConfig, type StageInput } from './stages/stage';

const stages: Readonly<Record<string, (env: NodeJS.ProcessEnv) => StageInput>> = {
  local: localStage,
  aws: awsStage,
};

/** Environment variables that reach a field, so that an error can say where to set it. */
const variables: Readonly<Record<string, string>> = {
  accountId: 'HELLO_ECS_ACCOUNT_ID',
  region: 'HELLO_ECS_REGION',
  nickname: 'HELLO_ECS_NICKNAME',
  'network.availabilityZones': 'HELLO_ECS_AVAILABILITY_ZONES',
  'service.hostPort': 'HELLO_ECS_HOST_PORT',
  'image.repositoryName': 'HELLO_ECS_REPOSITORY_NAME',
  'image.baseImage': 'HELLO_SERVER_BASE_IMAGE',
  endpoint: 'LOCAL_AWS_PORT',
};

/** The names of the stages that exist. */
export const stageNames: readonly string[] = Object.keys(stages);

/**
 * Reads and checks a stage.
 *
 * @throws Error that lists every problem at once: field, value, what is allowed and where to set it.
 */
export function loadConfig(stage: string, env: NodeJS.ProcessEnv): StageConfig {
  const build = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  if (build === undefined) {
    throw new Error(
      `stage: got '${stage}'. Allowed: ${stageNames.join(', ')}. ` +
        `Choose one with -c <stage>, or add apps/infra/src/stages/${stage}.ts.`,
    );
  }
  return checkStage(stage, build(env));
}

/** Checks a stage's values; the error lists every problem. */
export function checkStage(stage: string, input: StageInput): StageConfig {
  const result = stageSchema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
    if (names.length > 0) {
      return `${[...issue.path, names.join(', ')].join('.')}: no such field. Remove it.`;
    }
    const field = issue.path.join('.');
    return `${field}: got ${printed(valueAt(input, issue.path))}. Allowed: ${issue.message}. ${whereToSet(stage, issue.path)}`;
  });
  throw new Error(
    `Stage '${stage}' has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n` +
      problems.map((problem) => `  - ${problem}`).join('\n'),
  );
}

function whereToSet(stage: string, path: readonly PropertyKey[]): string {
  const file = `apps/infra/src/stages/${stage}.ts`;
  const keys = path.map(String);
  // A list reached by one variable: its elements are set there too.
  const variable = keys
    .map((_, index) => variables[keys.slice(0, index + 1).join('.')])
    .find((name) => name !== undefined);
  return variable === undefined ? `Set it in ${file}.` : `Set ${variable}, or edit ${file}.`;
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

function printed(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
