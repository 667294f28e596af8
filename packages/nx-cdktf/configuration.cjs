// Nx runs a target with its default configuration when the one asked for does not exist: `deploy -c prdo` would quietly
// deploy the default stage. Only Nx's main process knows what was asked for.
'use strict';

const { closest, distance } = require('fastest-levenshtein');

/** What stands before `--`; the rest is for the tasks. */
function ownArguments(argv) {
  const args = argv.slice(2);
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

/** The values of an option by any of its names: `-t a,b`, `-t a b` and `-t=a`; or undefined. */
function optionOf(args, ...names) {
  for (const [index, arg] of args.entries()) {
    const [, name, inline] = /^(-[^=]+)=(.+)$/.exec(arg) ?? [];
    if (names.includes(name)) {
      return inline.split(',');
    }
    if (!names.includes(arg)) {
      continue;
    }
    const rest = args.slice(index + 1);
    const end = rest.findIndex((value) => value.startsWith('-'));
    return rest.slice(0, end === -1 ? undefined : end).flatMap((value) => value.split(','));
  }
  return undefined;
}

/** The configuration that the command line names, or undefined. */
function requestedConfiguration(argv) {
  const args = ownArguments(argv);
  const [named] = optionOf(args, '-c', '--configuration') ?? [];
  if (named !== undefined) {
    return named;
  }
  // nx run project:target:configuration
  const [command, target] = args.filter((arg) => !arg.startsWith('-'));
  return command === 'run' ? target?.split(':')[2] : undefined;
}

/** Whether the command line names a target of a project, as far as that can be told from it alone. */
function isRequested(argv, project, target) {
  const args = ownArguments(argv);
  const [command, first] = args.filter((arg) => !arg.startsWith('-'));
  if (command === 'run') {
    return first?.split(':').slice(0, 2).join(':') === `${project}:${target}`;
  }
  if (command !== 'run-many' && command !== 'affected') {
    return command === target && first === project;
  }
  const targets = optionOf(args, '-t', '--targets', '--target') ?? [];
  const projects = optionOf(args, '-p', '--projects');
  return targets.includes(target) && (projects?.includes(project) ?? true);
}

/** The one target that the command line asks for, `nx run infra:plan` or `nx plan infra`; undefined for several, or none. */
function spokenTarget(argv) {
  const [command, first] = ownArguments(argv).filter((arg) => !arg.startsWith('-'));
  if (command === undefined || first === undefined || ['run-many', 'affected'].includes(command)) {
    return undefined;
  }
  const [project, target] = command === 'run' ? first.split(':') : [first, command];
  return target === undefined ? undefined : { project, target };
}

/** What to say when the target of a task has no such configuration; undefined when all is well. */
function unknownConfiguration(requested, task, targets) {
  const { project, target } = task.target;
  const known = Object.keys(targets?.[target]?.configurations ?? {});
  if (requested === undefined || known.includes(requested)) {
    return undefined;
  }
  return (
    `${project}:${target}: there is no configuration of that name; got '${requested}'. ` +
    `Allowed: ${known.join(', ') || 'none'}.${didYouMean(requested, known)} Fix: choose one with -c, or add it: a file in ` +
    'the folder of the stages, or a configuration of the target.'
  );
}

/** What to say when a task is given an option that its executor does not have; undefined when all is well. */
function unknownOption(task, known) {
  if (known === undefined) {
    return undefined;
  }
  const { project, target } = task.target;
  const given = Object.keys(task.overrides ?? {}).filter(
    (name) => !['_', '$0', '__overrides_unparsed__'].includes(name),
  );
  const wrong = given.find((name) => !known.includes(camelCase(name)));
  return wrong === undefined
    ? undefined
    : `${project}:${target}: there is no option of that name; got '--${wrong}'.${didYouMean(camelCase(wrong), known, '--')} Allowed: ` +
        `${known.map((name) => `--${name}`).join(', ')}. Nothing was done. Fix: correct it.`;
}

/** Nx takes `--dry-run` for `dryRun`. */
function camelCase(name) {
  return name.replace(/-+([a-z0-9])/gi, (_, letter) => letter.toUpperCase());
}

function didYouMean(requested, known, before = '') {
  if (known.length === 0) {
    return '';
  }
  const near = closest(requested, known);
  return distance(requested, near) <= 1 + requested.length / 4
    ? ` Did you mean '${before}${near}'?`
    : '';
}

module.exports = {
  isRequested,
  requestedConfiguration,
  spokenTarget,
  unknownConfiguration,
  unknownOption,
};
