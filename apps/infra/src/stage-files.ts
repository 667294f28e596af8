import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import type { Environment, StageValues } from './stage';

/** Where the stages are, for people and for Nx, which takes the configurations of the targets from the same files. */
const STAGES = 'apps/infra/src/stages';

/** The folder of the stages, and what is made of it. */
interface StageFolder {
  /** Decides which stages there are: what was compiled from one that is gone may still lie around. */
  readonly sources: string;
  readonly compiled: string;
}

const FOLDER: StageFolder = {
  sources: join(__dirname, '..', 'src', 'stages'),
  compiled: join(__dirname, 'stages'),
};

/** The file of a stage, as messages name it. */
export const stageFile = (stage: string): string => `${STAGES}/${stage}.ts`;

/** The names of the stages: each file of the folder is one. */
export function stageNames({ sources } = FOLDER): readonly string[] {
  return readdirSync(sources)
    .flatMap((file) => /^([^.]+)\.ts$/.exec(file)?.[1] ?? [])
    .sort();
}

/**
 * What the file of a stage says.
 *
 * @throws Error when there is no such stage, or its file gives no values
 */
export function readStage(stage: string, env: Environment, folder = FOLDER): StageValues {
  const names = stageNames(folder);
  if (!names.includes(stage)) {
    throw new Error(
      `stage: got '${stage}'. Allowed: ${names.join(', ')}.${didYouMean(stage, names)} ` +
        `Choose one with -c <stage>, or add ${stageFile(stage)}.`,
    );
  }
  const { default: values } = load(stage, folder) as {
    default?: (env: Environment) => StageValues;
  };
  const got = typeof values === 'function' ? values(env) : values;
  if (typeof values === 'function' && typeof got === 'object' && got !== null) {
    return got;
  }
  throw new Error(
    `${stageFile(stage)}: must export a function by default that returns the values of the stage; got ` +
      `${typeof values === 'function' ? `one that returns ${String(got)}` : String(got)}. ` +
      `Write it like ${stageFile(names.find((name) => name !== stage) ?? stage)}.`,
  );
}

function load(stage: string, { compiled }: StageFolder): unknown {
  const file = join(compiled, `${stage}${extname(__filename)}`);
  if (existsSync(file)) {
    return createRequire(__filename)(file);
  }
  throw new Error(`${stageFile(stage)}: is not compiled yet. Run: npx nx build infra`);
}

/** ` Did you mean 'x'?` where a name is near enough to be meant; else nothing. */
export function didYouMean(got: string, names: readonly string[]): string {
  if (names.length === 0) {
    return '';
  }
  const near = closest(got.toLowerCase(), [...names]);
  return distance(got.toLowerCase(), near.toLowerCase()) <= 1 + Math.floor(got.length / 4)
    ? ` Did you mean '${near}'?`
    : '';
}
