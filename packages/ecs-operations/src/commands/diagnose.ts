import { exitCodes, type CommandSpec } from '../cli/command';
import { diagnose as diagnoseService } from '../diagnosis/diagnose';
import type { Diagnosis } from '../diagnosis/diagnosis';
import { renderDiagnosis } from '../diagnosis/render-diagnosis';
import { readAll } from '../services/read-all';

/** Why a service is not as it should be. */
export const diagnose: CommandSpec = {
  name: 'diagnose',
  summary:
    'why a service does not run: exit codes, last log lines, hosts, and what to do; exit code 1 when one does not',
  details: [
    'Works afterwards as well, for a colleague: ECS remembers stopped tasks for about an hour.',
    'What could not be read is named; nothing good is said about it.',
  ],
  options: {},
  examples: [
    { does: 'every service of a cluster', line: 'diagnose --cluster shop' },
    { does: 'one service, for a report', line: 'diagnose --cluster shop --service worker --json' },
  ],
  changes: false,
  async run(session) {
    const statuses = await readAll(session.targets);
    const found: Diagnosis[] = [];
    for (const target of session.targets) {
      const status = statuses.find(
        ({ serviceName, cluster, region }) =>
          serviceName === target.service &&
          cluster.name === target.cluster &&
          region === target.region,
      );
      if (status !== undefined) {
        found.push(await diagnoseService(target, status));
      }
    }
    if (session.json) {
      session.printJson(found);
    } else {
      session.print(
        found.map((one) => renderDiagnosis(one, session.surroundings.color)).join('\n\n'),
      );
    }
    const bad = found.some(({ problems, targets }) => problems.length + targets.length > 0);
    return bad ? exitCodes.problem : exitCodes.done;
  },
};
