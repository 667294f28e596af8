import { oneOf } from '../cli/one-of';
import { isAbsolute, relative, resolve } from 'node:path';

/** When the pull request gets a comment. */
export type CommentWhen = 'always' | 'changes' | 'never';

/** What a workflow gives to the action. */
export interface ActionInputs {
  readonly plans: readonly string[];
  /** Absolute; inside of the workspace. */
  readonly workingDirectory: string;
  readonly title: string;
  readonly comment: CommentWhen;
  readonly summary: boolean;
  readonly pullRequest: string;
  readonly terraform: string;
  /** Never in an argument, a log or the environment of another program. */
  readonly token: string;
  /** Options of the command that stand for the other inputs. */
  readonly options: readonly string[];
}

/** Inputs that the command knows under the same name. */
const passedOn = [
  'title',
  'stage',
  'require-approval',
  'fail-on',
  'findings',
  'config',
  'baseline',
  'stack',
] as const;

/** Reads the inputs as a runner hands them over: `INPUT_FAIL-ON`. Throws an `Error` that names the input. */
export function readInputs(environment: NodeJS.ProcessEnv): ActionInputs {
  const input = (name: string): string => (environment[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const lines = (name: string): readonly string[] =>
    input(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const plans = lines('plan');
  return {
    plans: plans.length === 0 ? ['tfplan'] : plans,
    workingDirectory: directoryOf(input('working-directory'), environment),
    title: input('title'),
    comment: oneOf('comment', ['always', 'changes', 'never'], input('comment') || 'always'),
    summary: oneOf('summary', ['true', 'false'], input('summary') || 'true') === 'true',
    pullRequest: input('pull-request'),
    terraform: input('terraform'),
    token: input('token'),
    options: [
      ...passedOn.flatMap((name) => (input(name) === '' ? [] : [`--${name}=${input(name)}`])),
      ...lines('scan').map((file) => `--scan=${file}`),
    ],
  };
}

function directoryOf(given: string, { GITHUB_WORKSPACE }: NodeJS.ProcessEnv): string {
  const workspace = resolve(GITHUB_WORKSPACE ?? process.cwd());
  const directory = resolve(workspace, given === '' ? '.' : given);
  const inside = relative(workspace, directory);
  if (inside.startsWith('..') || isAbsolute(inside)) {
    throw new Error(
      `working-directory: must be inside of the workspace; got ${given}. Fix: name it from the root of the repository.`,
    );
  }
  return directory;
}
