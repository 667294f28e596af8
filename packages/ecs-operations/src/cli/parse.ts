import { parseArgs } from 'node:util';
import { closest } from '../closest';
import { UsageError, type CommandSpec, type OptionTable } from './command';
import { Options } from './options';
import { optionsOf } from './shared-options';

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'help'; readonly command?: CommandSpec }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: CommandSpec; readonly options: Options };

/**
 * Reads a command line.
 *
 * @throws UsageError for an unknown command or option, a missing or a surplus value, with what was probably meant
 */
export function parseCommandLine(
  args: readonly string[],
  commands: readonly CommandSpec[],
): Invocation {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h') {
    return { kind: 'help' };
  }
  if (first === '--version') {
    return { kind: 'version' };
  }
  if (first === 'help') {
    const [about] = rest;
    return about === undefined
      ? { kind: 'help' }
      : { kind: 'help', command: commandNamed(about, commands) };
  }
  if (first.startsWith('-')) {
    throw new UsageError(
      `The command comes first; got '${first}'. Write: ecs-operations <command> ${first} ...`,
    );
  }
  const command = commandNamed(first, commands);
  const read = readOptions(rest, command, commands);
  return read === 'help' ? { kind: 'help', command } : { kind: 'run', command, options: read };
}

function commandNamed(name: string, commands: readonly CommandSpec[]): CommandSpec {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) {
    return found;
  }
  const names = commands.map((command) => command.name);
  throw new UsageError(
    `Unknown command '${name}'.${meant(closest(name, names))} Commands: ${names.join(', ')}.`,
  );
}

function readOptions(
  args: readonly string[],
  command: CommandSpec,
  commands: readonly CommandSpec[],
): Options | 'help' {
  const table = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(
        Object.entries(table).map(([name, { type }]) => [
          name,
          type === 'flag' ? ({ type: 'boolean' } as const) : ({ type: 'string' } as const),
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean | string[]> = {};
  const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Infinity;
  const words: string[] = [];
  const after: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      (token.index > end ? after : words).push(token.value);
    }
    if (token.kind !== 'option') {
      continue;
    }
    if (token.name === 'help') {
      return 'help';
    }
    const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (spec === undefined) {
      throw unknownOption(token.rawName, token.name, command, commands);
    }
    if (spec.type === 'flag') {
      if (token.value !== undefined) {
        throw new UsageError(`--${token.name} takes no value; got '${token.value}'.`);
      }
      values[token.name] = true;
      continue;
    }
    // `--since --follow`: the next option is no value, unless it is written with an equals sign.
    if (
      token.value === undefined ||
      token.value === '' ||
      (token.inlineValue === false && token.value.startsWith('-') && token.value !== '-')
    ) {
      throw new UsageError(`--${token.name} needs a value: --${token.name} ${spec.value ?? ''}.`);
    }
    if (spec.type === 'list') {
      values[token.name] = [...((values[token.name] as string[] | undefined) ?? []), token.value];
    } else if (Object.hasOwn(values, token.name)) {
      throw new UsageError(`--${token.name} can be given once; got it twice.`);
    } else {
      values[token.name] = token.value;
    }
  }
  return new Options({ ...values, ...positionals(command, words), ...rest(command, after) });
}

function positionals(command: CommandSpec, words: readonly string[]): Record<string, string> {
  const { positional } = command;
  const [word, surplus] = positional === undefined ? [undefined, words[0]] : words;
  if (surplus !== undefined) {
    const fix = command.rest === undefined ? '' : ` The ${command.rest.name} stands after --.`;
    throw new UsageError(`${command.name}: what is '${surplus}'?${fix}`);
  }
  if (positional?.required === true && word === undefined) {
    throw new UsageError(
      `${command.name}: ${positional.name} is missing; it is ${positional.describes}.`,
    );
  }
  return positional === undefined || word === undefined ? {} : { [positional.name]: word };
}

function rest(command: CommandSpec, after: readonly string[]): Record<string, string[]> {
  if (command.rest === undefined && after.length > 0) {
    throw new UsageError(`${command.name}: nothing may stand after --; got '${after[0]}'.`);
  }
  return command.rest === undefined ? {} : { [command.rest.name]: [...after] };
}

function unknownOption(
  written: string,
  name: string,
  command: CommandSpec,
  commands: readonly CommandSpec[],
): UsageError {
  const near = closest(name, Object.keys(optionsOf(command)));
  const owners = commands.filter((other) => Object.hasOwn(optionsOf(other), name));
  return new UsageError(
    `${command.name}: unknown option '${written}'.${meant(near === undefined ? undefined : `--${near}`)}` +
      (owners.length === 0
        ? ''
        : ` It is one of: ${owners.map((other) => other.name).join(', ')}.`),
  );
}

function meant(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean '${name}'?`;
}

/** The value that stands for an option in a table of the help. */
export function writtenOption(name: string, table: OptionTable): string {
  const value = table[name]?.value;
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
