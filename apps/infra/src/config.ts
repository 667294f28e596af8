import { safeParse } from 'valibot';
import { defaults } from './defaults';
import { stageSchema, type Environment, type StageConfig, type StageValues } from './stage';
import { readStage } from './stage-files';
import { stageProblems } from './stage-problems';

/**
 * Reads and checks a stage.
 *
 * @throws Error that lists every problem at once: field, value, what is allowed and where to set it.
 */
export function loadConfig(stage: string, env: Environment): StageConfig {
  const { recording, names } = record(env);
  return check(stage, readStage(stage, recording), recording, names);
}

/** Checks the values of a stage, with those of `defaults.ts` where it has none; the error lists every problem. */
export function checkStage(stage: string, own: StageValues): StageConfig {
  return check(stage, own, {}, new Set());
}

function check(
  stage: string,
  own: StageValues,
  env: Environment,
  variables: ReadonlySet<string>,
): StageConfig {
  const base = defaults(stage, own, env);
  const values = { ...merge(base, own), stage };
  const result = safeParse(stageSchema, values, { abortPipeEarly: true });
  if (result.success) {
    return result.output;
  }
  const problems = stageProblems(result.issues, { stage, values, own, base, variables });
  throw new Error(
    `Stage '${stage}' has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n` +
      problems.map((problem) => `  - ${problem}`).join('\n'),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** The stage's own fields over the defaults; a list, and an object of another kind, is taken as a whole. */
function merge(base: object, own: object): Fields {
  const merged: Record<string, unknown> = { ...base };
  for (const [field, value] of Object.entries(own)) {
    const under = (base as Fields)[field];
    if (value === undefined) {
      continue;
    }
    const sameKind =
      isFields(value) && isFields(under) && (value['kind'] ?? under['kind']) === under['kind'];
    merged[field] = sameKind ? merge(under, value) : value;
  }
  return merged;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An environment that remembers which variables were read. */
function record(env: Environment): { recording: Environment; names: ReadonlySet<string> } {
  const names = new Set<string>();
  const recording = new Proxy(env, {
    get: (target, name) => {
      names.add(String(name));
      return target[String(name)];
    },
  });
  return { recording, names };
}
