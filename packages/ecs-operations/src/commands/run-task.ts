import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { startOrJoin } from '../changes/start-or-join';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import { confirmChanges } from '../cli/confirm';
import { logSourcesOf, TaskDefinitions } from '../logs/log-sources';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';
import { containerOf, followTask } from './follow-task';

/** A one-off task that the stack says how to run. */
export const runTask: CommandSpec = {
  name: 'run-task',
  summary: 'runs a one-off task of a stack (a OneOffTask): its log, and its exit code as ours',
  details: [
    'An apply does the same for a task that services wait for. A run of the same revision that is under way already is',
    'followed instead, and one of another revision is waited for: two migrations at a time do no good.',
    'Ctrl-C stops the task.',
  ],
  options: {
    timeout: {
      type: 'text',
      value: 'TIME',
      describes:
        'such as 30m: the task is stopped when it has not ended then. Default: as long as it takes',
    },
  },
  examples: [
    {
      does: 'a migration, once more',
      line: 'run-task --state terraform.tfstate --task migrate --yes',
    },
  ],
  on: 'one-off tasks',
  changes: true,
  async run(session, options) {
    const seconds = options.seconds('timeout');
    const deadline = seconds === undefined ? Infinity : Date.now() + seconds * 1000;
    const { target, request } = oneTask(session.targets);
    const definitions = new TaskDefinitions(target.clients, target.region);
    const definition = await definitions.get(request.taskDefinition ?? '');
    const revision = shortName(request.taskDefinition ?? '');
    const container = containerOf(undefined, definition.containerDefinitions ?? []);
    const will = `run the one-off task ${target.service} of ${revision}`;
    const refused = await confirmChanges(session, [{ target, will }]);
    if (refused !== undefined) {
      return refused;
    }
    const taskArn = await startOrJoin(session, target, request, deadline);
    const source = logSourcesOf(definition, target.region).find(
      (one) => one.container === container,
    );
    const code = await followTask(session, target, { taskArn, container, source, deadline });
    session.say(
      code === exitCodes.done
        ? `The one-off task ${target.service} of ${revision} has done its work.`
        : `The one-off task ${target.service} of ${revision} failed (task ${shortName(taskArn)}). What waits for it was not ` +
            'changed. Fix: correct it and deploy again, which runs it again.',
    );
    return code;
  },
};

function oneTask(targets: readonly ServiceTarget[]): {
  readonly target: ServiceTarget;
  readonly request: RunTaskCommandInput;
} {
  const [target] = targets;
  if (target?.request === undefined || targets.length > 1) {
    const names = targets.map(({ service }) => service).join(', ');
    throw new UsageError(
      `run-task: which one-off task? Fix: name one with --task. There are: ${names}.`,
    );
  }
  return { target, request: target.request };
}
