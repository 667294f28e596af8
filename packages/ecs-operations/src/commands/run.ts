import { readRawService, startOneOff } from '../changes/one-off-task';
import { oneTarget } from '../changes/one-service';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import { confirmChanges } from '../cli/confirm';
import { logSourcesOf, TaskDefinitions } from '../logs/log-sources';
import { shortName } from '../wording';
import { containerOf, followTask } from './follow-task';

const COMMAND_TEXT = 120;

/** A one-off task. */
export const run: CommandSpec = {
  name: 'run',
  summary:
    'runs one task of a service with another command (a migration, say): its log, and its exit code as ours',
  details: [
    'The task has the revision, the roles, the network and the secrets of the service; it is no part of the service.',
    'Ctrl-C stops it. A task whose port on the host is fixed needs a host where that port is free.',
  ],
  rest: {
    name: 'command',
    describes: 'the command, each word by itself, as the image knows it; no shell reads it',
  },
  options: {
    container: {
      type: 'text',
      value: 'NAME',
      describes: 'the container that runs it. Default: the only essential one',
    },
    detach: { type: 'flag', describes: 'end when the task is started' },
  },
  examples: [
    { does: 'a migration', line: 'run --cluster shop --service web --yes -- node dist/migrate.js' },
    { does: 'what the environment of a task is', line: 'run --cluster shop --service web -- env' },
  ],
  changes: true,
  async run(session, options) {
    const command = options.list('command');
    if (command.length === 0) {
      throw new UsageError(
        'run: the command is missing. Write it after --: run --service web -- node migrate.js',
      );
    }
    const target = oneTarget('run', session.targets);
    const like = await readRawService(target);
    const definitions = new TaskDefinitions(target.clients, target.region);
    const definition = await definitions.get(like.taskDefinition ?? '');
    const containers = definition.containerDefinitions ?? [];
    const container = containerOf(options.text('container'), containers);
    const revision = shortName(like.taskDefinition ?? '');
    const will = `start one task of ${revision} with '${command.join(' ').slice(0, COMMAND_TEXT)}' in ${container}`;
    const refused = await confirmChanges(session, [{ target, will }]);
    if (refused !== undefined) {
      return refused;
    }
    const { taskArn = '' } = await startOneOff(target, like, container, command);
    session.say(`Task ${shortName(taskArn)} of ${revision} is started.`);
    if (options.flag('detach')) {
      if (session.json) {
        session.printJson({ taskArn });
      }
      return exitCodes.done;
    }
    const source = logSourcesOf(definition, target.region).find(
      (one) => one.container === container,
    );
    return followTask(session, target, { taskArn, container, source });
  },
};
