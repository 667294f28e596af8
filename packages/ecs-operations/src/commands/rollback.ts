import {
  deployService,
  reportDeployed,
  tasksOf,
  waitOptions,
  type Deployed,
} from '../changes/deploy-service';
import { readDeployable } from '../changes/one-service';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import { confirmChanges, type Change } from '../cli/confirm';
import type { Session } from '../cli/session';
import type { ServiceStatus } from '../ecs-status';
import { previousRevision, type PreviousRevision } from '../history/previous-revision';
import {
  familyOf,
  readDeployments,
  readRevisions,
  type PastDeployment,
} from '../history/read-history';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';

const LOOKED_AT = 50;

/** Back to a revision that served before. */
export const rollback: CommandSpec = {
  name: 'rollback',
  summary: 'deploys an earlier revision: the last other one that served, or the one that is named',
  details: [
    'It lasts until the next deployment: what makes the service (Terraform, CDK) still wants the other revision, and its',
    'next plan says that it takes the rollback back.',
  ],
  positional: {
    name: 'revision',
    type: 'text',
    value: 'REVISION',
    required: false,
    describes:
      'a number, or family:number. Default: the last other one that was deployed with success',
  },
  options: waitOptions,
  examples: [
    { does: 'to what served before', line: 'rollback --cluster shop --service web' },
    {
      does: 'to a revision that history shows',
      line: 'rollback 41 --cluster shop --service web --yes',
    },
  ],
  changes: true,
  async run(session, options) {
    const named = options.text('revision');
    if (named !== undefined && session.targets.length > 1) {
      throw new UsageError('rollback: a revision is of one service. Fix: name it with --service.');
    }
    const changes: (Change & { readonly to: string; readonly from: string })[] = [];
    for (const target of session.targets) {
      const service = await readDeployable(target);
      const { arn, why } = await aim(target, service, named);
      const from = shortName(service.taskDefinitionArn);
      if (shortName(arn) === from) {
        session.say(`${target.service} has ${from} already. Nothing was changed.`);
        continue;
      }
      const will = `deploy ${shortName(arn)} (${why}) instead of ${from}, with ${tasksOf(service)}`;
      changes.push({ target, will, to: arn, from });
    }
    if (changes.length === 0) {
      return exitCodes.done;
    }
    const refused = await confirmChanges(session, changes);
    if (refused !== undefined) {
      return refused;
    }
    const deployed: Deployed[] = [];
    for (const { target, to, from } of changes) {
      const one = await deployService(session, target, { taskDefinition: to }, options);
      deployed.push(one);
      if (one.outcome !== 'failed') {
        howToMakeItLast(session, target, from, shortName(to));
      }
      if (session.surroundings.signal.aborted) {
        break;
      }
    }
    return reportDeployed(session, deployed);
  },
};

/** The revision to deploy; one that is named must exist. */
async function aim(
  target: ServiceTarget,
  { taskDefinitionArn: current }: ServiceStatus,
  named: string | undefined,
): Promise<PreviousRevision> {
  const family = familyOf(current);
  if (named !== undefined && !/^(arn:[^ ]+\/)?([\w-]+:)?[1-9]\d*$/.test(named)) {
    throw new UsageError(`revision: must be a number, or family:number; got '${named}'.`);
  }
  const revisions = await readRevisions(target, family, LOOKED_AT);
  if (named !== undefined) {
    const wanted = shortName(/^\d+$/.test(named) ? `${family}:${named}` : named);
    const found = revisions.find(({ arn }) => shortName(arn) === wanted);
    // Another family, and what lies further back, is for ECS to judge.
    if (found === undefined && familyOf(wanted) === family && revisions.length < LOOKED_AT) {
      throw new Error(
        `revision: ${wanted} is no ACTIVE revision. Nothing was changed. There are: ${revisions.map(({ revision }) => revision).join(', ')}.`,
      );
    }
    return { arn: found?.arn ?? wanted, why: 'as named' };
  }
  let deployments: readonly PastDeployment[] | undefined;
  try {
    deployments = await readDeployments(target);
  } catch {
    // The words of the choice say that it could not be read.
  }
  const previous = previousRevision(current, revisions, deployments);
  if (previous === undefined) {
    throw new Error(
      `revision: ${target.service} has no other ACTIVE revision than ${shortName(current)}, so there is none to go back ` +
        'to. Nothing was changed. Fix: deploy one that works.',
    );
  }
  return previous;
}

function howToMakeItLast(session: Session, target: ServiceTarget, from: string, to: string): void {
  const owner =
    target.address === undefined ? 'What makes this service' : `Terraform (${target.address})`;
  session.say(
    `${owner} still wants ${from}: its next plan or deployment takes this back. To make it last, change the code or the ` +
      `image back to that of ${to}, and deploy.`,
  );
}
