// Nx runs a target with its default configuration when the one asked for does not exist: `deploy -c prdo` would quietly
// deploy the default stage. Only Nx's main process knows what was asked for.
'use strict';

/** The configuration that the command line names, or undefined. */
function requestedConfiguration(argv) {
  const args = argv.slice(2);
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  for (const [index, arg] of own.entries()) {
    const [, inline] = /^(?:-c|--configuration)=(.+)$/.exec(arg) ?? [];
    if (inline !== undefined) return inline;
    if (arg === '-c' || arg === '--configuration') return own[index + 1];
  }
  // nx run project:target:configuration
  const [command, target] = own.filter((arg) => !arg.startsWith('-'));
  return command === 'run' ? target?.split(':')[2] : undefined;
}

/** What to say when the target of a task has no such configuration; undefined when all is well. */
function unknownConfiguration(requested, task, targets) {
  const { project, target } = task.target;
  const known = Object.keys(targets?.[target]?.configurations ?? {});
  if (requested === undefined || known.includes(requested)) return undefined;
  return (
    `${project}:${target}: there is no configuration of that name; got '${requested}'. ` +
    `Allowed: ${known.join(', ') || 'none'}. Fix: choose one with -c, or add it to the target.`
  );
}

module.exports = { requestedConfiguration, unknownConfiguration };
