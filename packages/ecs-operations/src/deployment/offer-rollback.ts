import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { StageContext } from 'nx-cdktf';
import { inWords } from '../explain-error';
import { serviceStatus } from '../read-service';
import type { ServiceTarget } from '../services/service-target';
import { waitForService } from '../wait-for-service';
import { shortName } from '../wording';
import type { WatchedService } from './watched-services';

/** A service that is left on a revision that does not serve, or not yet, and the one before. */
export interface Unfinished {
  readonly target: ServiceTarget;
  /** The revision that was being deployed. */
  readonly from: string;
  /** The revision that served before: an ARN. */
  readonly to: string;
}

/** How long a revision that served a moment ago may take to serve again. */
const ROLLBACK_SECONDS = 300;

/** Those of the services that have a revision to go back to, and that ECS does not take back itself. */
export function unfinished(all: readonly WatchedService[]): readonly Unfinished[] {
  return all.flatMap(({ look }) => {
    const { target, before, deployment, standing } = look ?? {};
    if (target === undefined || before === undefined || deployment === undefined) {
      return [];
    }
    const from = shortName(deployment.taskDefinitionArn);
    const isOther = shortName(before) !== from;
    return isOther && standing?.state !== 'serves' && standing?.state !== 'rolled-back'
      ? [{ target, from, to: before }]
      : [];
  });
}

/**
 * Asks for each service, where there is a terminal, whether it shall go back to the revision that served before, and does
 * that; elsewhere says which command does it. What fails is said: it must not hide why the deployment ended.
 */
export async function offerRollback(
  context: Pick<StageContext, 'ask' | 'progress' | 'commandFor'>,
  services: readonly Unfinished[],
): Promise<void> {
  const { ask, progress, commandFor } = context;
  for (const { target, from, to } of services) {
    const name = target.service;
    const back = commandFor('ecs-operations:rollback');
    const answer = await ask?.(
      `\n${name} on ${target.cluster} is left on ${from}. Roll it back to ${shortName(to)}, which served before, now? [y/N] `,
    );
    if (!/^\s*y(es)?\s*$/i.test(answer ?? '')) {
      if (back !== undefined) {
        progress.info(`To roll ${name} back to ${shortName(to)}: ${back} --service=${name}`);
      }
      continue;
    }
    try {
      await progress.step(`Rolling ${name} back to ${shortName(to)}`, () => goBack(target, to));
      progress.info(
        `${name} runs ${shortName(to)}. The code still wants the other one: correct it, or the next deployment takes this back.`,
      );
    } catch (error) {
      progress.warn(`${name} was not rolled back to ${shortName(to)}: ${(error as Error).message}`);
    }
  }
}

async function goBack(target: ServiceTarget, taskDefinition: string): Promise<void> {
  const { clients, cluster, service, region } = target;
  const answer = await inWords({ action: 'ecs:UpdateService', region, cluster, service }, () =>
    clients.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition })),
  );
  const after = serviceStatus(answer.service ?? {});
  await waitForService(clients, target, {
    taskDefinitionArn: after.taskDefinitionArn,
    deploymentId: after.deployments[0]?.id,
    timeoutSeconds: ROLLBACK_SECONDS,
  });
}
