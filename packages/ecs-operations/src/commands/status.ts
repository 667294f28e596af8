import { exitCodes, type CommandSpec } from '../cli/command';
import { renderStatuses } from '../render-status';
import { readAll } from '../services/read-all';
import { statusProblems } from '../status-problems';
import { statusWarnings } from '../status-warnings';

/** What runs, and what is not as it should be. */
export const status: CommandSpec = {
  name: 'status',
  summary:
    'clusters, hosts, services, tasks, images, and what is wrong; exit code 1 when something is',
  options: {},
  examples: [
    { does: 'every service of a cluster', line: 'status --cluster shop' },
    { does: 'what a stack runs', line: 'status --state terraform.tfstate' },
    {
      does: 'the same, for a state that is kept elsewhere',
      line: 'status --state - < <(terraform state pull)',
    },
  ],
  changes: false,
  async run(session) {
    const statuses = await readAll(session.targets);
    const judged = statuses.map((one) => ({
      ...one,
      problems: statusProblems(one),
      warnings: statusWarnings(one),
    }));
    if (session.json) {
      session.printJson(judged);
    } else {
      session.print(renderStatuses(statuses, { color: session.surroundings.color }));
    }
    return judged.some(({ problems }) => problems.length > 0) ? exitCodes.problem : exitCodes.done;
  },
};
