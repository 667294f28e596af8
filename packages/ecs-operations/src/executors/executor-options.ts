import { UsageError, type CommandSpec, type OptionSpec } from '../cli/command';
import { Options } from '../cli/options';
import { optionsOf, placeOptions } from '../cli/shared-options';

/** What Nx hands over, checked against the schema. */
export type ExecutorOptions = Readonly<Record<string, unknown>>;

/** One property of an executor's schema, and the option of the command that it stands for. */
export interface ExecutorProperty {
  readonly property: string;
  readonly option: string;
  readonly spec: OptionSpec;
  /** `--no-wait` is the property `wait`, true unless it is said: Nx itself reads `--no-` as a negation. */
  readonly negated: boolean;
}

/** The options of a command as an Nx executor has them: where to look is the stage's business. */
export function executorProperties(command: CommandSpec): readonly ExecutorProperty[] {
  const { positional, rest } = command;
  const words: [string, OptionSpec][] = [
    ...(positional === undefined ? [] : [[positional.name, positional] as [string, OptionSpec]]),
    ...(rest === undefined
      ? []
      : [[rest.name, { type: 'list', describes: rest.describes }] as [string, OptionSpec]]),
  ];
  const named = Object.entries(optionsOf(command)).filter(([name]) => !placeOptions.includes(name));
  return [...words, ...named].map(([option, spec]) => {
    const negated = spec.type === 'flag' && option.startsWith('no-');
    return { property: negated ? option.slice('no-'.length) : option, option, spec, negated };
  });
}

/** The options of a command out of those of its executor. */
export function optionsFrom(command: CommandSpec, given: ExecutorOptions): Options {
  const values = executorProperties(command).flatMap<[string, string | boolean | string[]]>(
    ({ property, option, spec, negated }) => {
      const value = given[property];
      if (value === undefined || value === null) {
        return [];
      }
      if (spec.type === 'flag') {
        return [[option, negated ? value === false : value === true]];
      }
      if (spec.type === 'list') {
        return [[option, [value].flat().map(String)]];
      }
      return [[option, textFrom(property, value as string | number)]];
    },
  );
  return new Options(Object.fromEntries(values));
}

/** The beginning of a task's id can look like `12e5`, and then nobody knows any more what was written. */
function textFrom(property: string, value: string | number): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new UsageError(
      `${property}: Nx took it for the number ${value}. Fix: write more of it, so that it is none.`,
    );
  }
  return String(value);
}

/** The JSON schema of a command's executor; the file in `schemas/` must be it. */
export function executorSchema(command: CommandSpec): object {
  const properties = executorProperties(command).map(({ property, spec, negated }) => [
    property,
    spec.type === 'flag'
      ? {
          type: 'boolean',
          description: negated ? `False: ${spec.describes}.` : `${spec.describes}.`,
          default: negated,
        }
      : spec.type === 'list'
        ? { type: 'array', items: { type: 'string' }, description: `${spec.describes}.` }
        : {
            // Nx takes what looks like a number for one.
            oneOf: [{ type: 'string' }, { type: 'number' }],
            description: `${spec.describes}.`,
          },
  ]);
  return {
    $schema: 'https://json-schema.org/schema',
    version: 2,
    outputCapture: 'direct-nodejs',
    title: command.summary,
    type: 'object',
    properties: {
      stage: { type: 'string', description: 'The stage whose state says what runs.', minLength: 1 },
      hooks: {
        type: 'string',
        description:
          'A compiled CommonJS module, relative to the workspace root, that exports the DeploymentHooks of nx-cdktf.',
      },
      ...(Object.fromEntries(properties) as object),
    },
    required: ['stage', 'hooks'],
    additionalProperties: false,
  };
}

/** What `executors.json` says of a command. */
export function executorEntry({ name, summary, on }: CommandSpec): object {
  return {
    implementation: './dist/executors/executor.js',
    hasher: './nx-main-process.cjs',
    schema: `./schemas/${name}.json`,
    description: `Of every ${on === 'one-off tasks' ? 'one-off task' : 'service'} in the state of a stage: ${summary}.`,
  };
}
