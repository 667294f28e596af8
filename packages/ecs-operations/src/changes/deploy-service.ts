import {
  type Service,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { exitCodes, type OptionTable } from '../cli/command';
import type { Options } from '../cli/options';
import type { Session } from '../cli/session';
import type { ServiceStatus } from '../ecs-status';
import { inWords } from '../explain-error';
import { serviceStatus } from '../read-service';
import type { ServiceTarget } from '../services/service-target';
import { plural, shortName } from '../wording';
import { waitForService } from '../wait-for-service';

const DEFAULT_SECONDS = 15 * 60;
/** Without a circuit breaker ECS tries for hours; so many dead tasks are enough to know. */
const FAILED_TASKS = 5;

/** The options of every command that starts a deployment. */
export const waitOptions: OptionTable = {
  'no-wait': { type: 'flag', describes: 'end when ECS has taken the order' },
  timeout: { type: 'text', value: 'TIME', describes: 'how long to wait for it. Default: 15m' },
};

/** What became of a deployment that a command started. */
export interface Deployed {
  readonly cluster: string;
  readonly service: string;
  readonly revision: string;
  readonly deploymentId?: string;
  readonly outcome: 'serves' | 'started' | 'failed';
  readonly seconds?: number;
  readonly problem?: string;
}

/** Changes a service, and waits until the new deployment serves, unless it is told not to. */
export async function deployService(
  session: Session,
  target: ServiceTarget,
  change: Omit<UpdateServiceCommandInput, 'service' | 'cluster'>,
  options: Options,
): Promise<Deployed> {
  const timeoutSeconds = options.seconds('timeout') ?? DEFAULT_SECONDS;
  const after = serviceStatus(await update(target, change));
  const [primary] = after.deployments;
  const revision = shortName(after.taskDefinitionArn);
  const started = {
    cluster: target.cluster,
    service: target.service,
    revision,
    deploymentId: primary?.id,
  };
  if (options.flag('no-wait')) {
    return { ...started, outcome: 'started' };
  }
  try {
    const { seconds } = await waitForService(target.clients, target, {
      taskDefinitionArn: after.taskDefinitionArn,
      deploymentId: primary?.id,
      ...(after.circuitBreaker === true
        ? {}
        : { failAfterTasks: Math.max(FAILED_TASKS, after.desiredCount) }),
      timeoutSeconds,
      signal: session.surroundings.signal,
      onProgress: (message) => session.say(`  ${target.service}: ${message}`),
    });
    return { ...started, outcome: 'serves', seconds: Math.round(seconds) };
  } catch (error) {
    if (session.surroundings.signal.aborted) {
      session.say(
        `${target.service}: no longer waited for; ECS goes on with it. See: ecs-operations status.`,
      );
    }
    return { ...started, outcome: 'failed', problem: (error as Error).message };
  }
}

/** Prints what became of the deployments; returns the exit code. */
export function reportDeployed(session: Session, all: readonly Deployed[]): number {
  if (session.json) {
    session.printJson(all);
  }
  for (const { service, revision, outcome, seconds, problem } of all) {
    if (session.json) {
      continue;
    }
    if (outcome === 'failed') {
      session.print(session.paint.bad(problem ?? `${service}: failed`));
    } else if (outcome === 'started') {
      session.print(`${service}: ECS deploys ${revision}; not waited for.`);
    } else {
      session.print(session.paint.good(`${service} runs ${revision} after ${seconds} s.`));
    }
  }
  if (session.surroundings.signal.aborted) {
    return exitCodes.interrupted;
  }
  return all.some(({ outcome }) => outcome === 'failed') ? exitCodes.problem : exitCodes.done;
}

/** UpdateService, with what ECS answers. */
export async function update(
  { clients, cluster, service, region }: ServiceTarget,
  change: Omit<UpdateServiceCommandInput, 'service' | 'cluster'>,
): Promise<Service> {
  const answer = await inWords({ action: 'ecs:UpdateService', region, cluster, service }, () =>
    clients.ecs.send(new UpdateServiceCommand({ cluster, service, ...change })),
  );
  return answer.service ?? {};
}

/** `3 tasks`, `no task`. */
export function tasksOf({ desiredCount }: ServiceStatus): string {
  return desiredCount === 0 ? 'no task' : plural(desiredCount, 'task');
}
