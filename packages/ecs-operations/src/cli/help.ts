import { table } from '../terminal';
import type { CommandSpec, OptionTable } from './command';
import { writtenOption } from './parse';
import { optionsOf } from './shared-options';

/** The help of the whole command. */
export function renderHelp(commands: readonly CommandSpec[]): string {
  return [
    'Usage: ecs-operations <command> --cluster NAME [--service NAME] [options]',
    '       ecs-operations <command> --state FILE [--service NAME] [options]',
    '',
    'What runs on Amazon ECS now, and what to do about it: any service of any account, however it was made.',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options of a command: ecs-operations <command> --help',
    '',
    'Exit codes: 0 done, 1 failed or not as it should be, 2 not understood, 3 needs --yes, 130 interrupted.',
  ].join('\n');
}

/** The help of one command. */
export function renderCommandHelp(command: CommandSpec): string {
  const { name, summary, details = [], positional, rest, examples } = command;
  const all = optionsOf(command);
  const own = Object.fromEntries(
    Object.entries(all).filter(([option]) => option === 'yes' || option in command.options),
  );
  const shared = Object.fromEntries(Object.entries(all).filter(([option]) => !(option in own)));
  return [
    `Usage: ecs-operations ${name}${argumentOf(positional)} --cluster NAME [options]${
      rest === undefined ? '' : ` -- ${rest.name}`
    }`,
    '',
    summary,
    ...(details.length === 0 ? [] : ['', ...details]),
    ...(positional === undefined ? [] : ['', `  ${positional.name}  ${positional.describes}`]),
    ...(rest === undefined ? [] : ['', `  ${rest.name}  ${rest.describes}`]),
    ...section('Options:', own),
    ...section('Which services, and how to answer:', shared),
    '',
    'Examples:',
    ...examples.flatMap(({ does, line }) => [`  # ${does}`, `  npx ecs-operations ${line}`]),
  ].join('\n');
}

function argumentOf(positional: CommandSpec['positional']): string {
  if (positional === undefined) {
    return '';
  }
  return positional.required ? ` <${positional.name}>` : ` [${positional.name}]`;
}

function section(title: string, options: OptionTable): string[] {
  const names = Object.keys(options);
  if (names.length === 0) {
    return [];
  }
  return [
    '',
    title,
    ...table(names.map((name) => [writtenOption(name, options), options[name]?.describes ?? ''])),
  ];
}
