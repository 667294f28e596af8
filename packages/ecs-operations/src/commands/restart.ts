import {
  deployService,
  reportDeployed,
  tasksOf,
  waitOptions,
  type Deployed,
} from '../changes/deploy-service';
import { readDeployable } from '../changes/one-service';
import type { CommandSpec } from '../cli/command';
import { confirmChanges, type Change } from '../cli/confirm';
import { shortName } from '../wording';

/** New tasks of the same revision. */
export const restart: CommandSpec = {
  name: 'restart',
  summary:
    'replaces the tasks of each service by new ones of the same revision, and waits until they serve',
  details: [
    'A deployment like any other: the service goes on serving within its own limits. An image under a moving tag',
    'such as latest is resolved anew.',
  ],
  options: waitOptions,
  examples: [
    { does: 'one service', line: 'restart --cluster shop --service web' },
    { does: 'all of them, in a pipeline', line: 'restart --cluster shop --yes --timeout 30m' },
  ],
  changes: true,
  async run(session, options) {
    const changes: Change[] = [];
    for (const target of session.targets) {
      const service = await readDeployable(target);
      const revision = shortName(service.taskDefinitionArn);
      changes.push({
        target,
        will: `replace ${tasksOf(service)} of ${revision} by new ones of the same revision`,
      });
    }
    const refused = await confirmChanges(session, changes);
    if (refused !== undefined) {
      return refused;
    }
    const deployed: Deployed[] = [];
    for (const { target } of changes) {
      deployed.push(await deployService(session, target, { forceNewDeployment: true }, options));
      if (session.surroundings.signal.aborted) {
        break;
      }
    }
    return reportDeployed(session, deployed);
  },
};
