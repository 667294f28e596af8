import { setTimeout as delay } from 'node:timers/promises';
import { update, waitOptions } from '../changes/deploy-service';
import { oneTarget } from '../changes/one-service';
import { readScalingOwner } from '../changes/scaling-owner';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import { confirmChanges } from '../cli/confirm';
import type { Session } from '../cli/session';
import type { ServiceStatus } from '../ecs-status';
import { isTransient } from '../explain-error';
import { readService } from '../read-service';
import type { ServiceTarget } from '../services/service-target';
import { plural } from '../wording';

const DEFAULT_SECONDS = 15 * 60;
const POLL_MS = 1_000;

/** Another number of tasks. */
export const scale: CommandSpec = {
  name: 'scale',
  summary: 'changes how many tasks a service should have, and waits until it has them',
  details: [
    'Refused where an autoscaling target owns the number. The next deployment of whoever sets it (Terraform, CDK)',
    'takes it back, unless it leaves the number alone.',
  ],
  positional: {
    name: 'count',
    type: 'text',
    value: 'N',
    required: true,
    describes: 'the number of tasks; 0 stops all of them',
  },
  options: waitOptions,
  examples: [
    { does: 'three tasks', line: 'scale 3 --cluster shop --service web' },
    { does: 'stop it for now', line: 'scale 0 --cluster shop --service worker --yes' },
  ],
  changes: true,
  async run(session, options) {
    const count = options.count('count', 0);
    if (count === undefined) {
      throw new UsageError('scale: count is missing; it is the number of tasks.');
    }
    const target = oneTarget('scale', session.targets);
    const service = await readService(target.clients, target, target.region);
    if (service.schedulingStrategy === 'DAEMON') {
      throw new Error(
        `scale: ${target.service} is a DAEMON: it has one task on each host. Nothing was changed. Fix: change the hosts.`,
      );
    }
    await refuseOwned(session, target, count);
    if (service.desiredCount === count) {
      session.say(
        `${target.service} should have ${plural(count, 'task')} already. Nothing was changed.`,
      );
      return exitCodes.done;
    }
    const will = `have ${plural(count, 'task')} instead of ${service.desiredCount}${count === 0 ? ': nothing of it serves then' : ''}`;
    const refused = await confirmChanges(session, [{ target, will }]);
    if (refused !== undefined) {
      return refused;
    }
    await update(target, { desiredCount: count });
    session.say(
      `The next deployment of what makes this service${target.address === undefined ? '' : ` (Terraform, ${target.address})`} ` +
        'takes this back, unless it leaves the number of tasks alone. To make it last, change it there.',
    );
    const seconds = options.seconds('timeout') ?? DEFAULT_SECONDS;
    const after = options.flag('no-wait')
      ? undefined
      : await waitForCount(session, target, count, seconds);
    return report(session, target, count, after);
  },
};

/** What cannot be read is not known: that is said, and goes into the question. */
async function refuseOwned(session: Session, target: ServiceTarget, count: number): Promise<void> {
  let owner: Awaited<ReturnType<typeof readScalingOwner>>;
  try {
    owner = await readScalingOwner(target);
  } catch (error) {
    if (isTransient(error)) {
      throw error;
    }
    session.say(
      `Whether autoscaling owns the number of tasks is not known: ${(error as Error).message}`,
    );
    return;
  }
  if (owner === undefined) {
    return;
  }
  const { MinCapacity: minimum = 0, MaxCapacity: maximum = 0, ResourceId } = owner;
  throw new Error(
    `scale: autoscaling owns the number of tasks of ${target.service}: from ${minimum} to ${maximum}, by its policies. ` +
      'Nothing was changed, for it would be taken back. Fix: change its limits where they are made (Terraform: ' +
      `aws_appautoscaling_target), or for now: aws application-autoscaling register-scalable-target --service-namespace ecs ` +
      `--scalable-dimension ecs:service:DesiredCount --resource-id ${ResourceId} --min-capacity ${count} ` +
      `--max-capacity ${Math.max(count, maximum)} --region ${target.region}`,
  );
}

async function waitForCount(
  session: Session,
  target: ServiceTarget,
  count: number,
  seconds: number,
): Promise<ServiceStatus | Error> {
  const { signal } = session.surroundings;
  const deadline = Date.now() + seconds * 1000;
  let told = '';
  for (;;) {
    const service = await readService(target.clients, target, target.region);
    const { runningCount, pendingCount, desiredCount } = service;
    if (runningCount === count && pendingCount === 0) {
      return service;
    }
    const standing = `${runningCount} of ${desiredCount} tasks run, ${pendingCount} pending`;
    if (standing !== told) {
      session.say(`  ${target.service}: ${standing}`);
    }
    told = standing;
    if (signal.aborted || Date.now() > deadline) {
      const [last] = service.events;
      return new Error(
        `${target.service}: ${standing} ${signal.aborted ? 'when it was interrupted; ECS goes on with it' : `after ${seconds} s`}. ` +
          `Last event: ${last?.message ?? 'none'} Fix: ecs-operations diagnose.`,
      );
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

function report(
  session: Session,
  { cluster, service }: ServiceTarget,
  count: number,
  after: ServiceStatus | Error | undefined,
): number {
  const failed = after instanceof Error;
  if (session.json) {
    const outcome = failed ? 'failed' : after === undefined ? 'started' : 'serves';
    session.printJson({
      cluster,
      service,
      desiredCount: count,
      outcome,
      ...(failed ? { problem: after.message } : {}),
    });
  } else if (failed) {
    session.print(session.paint.bad(after.message));
  } else {
    session.print(
      after === undefined
        ? `${service}: ECS goes to ${plural(count, 'task')}; not waited for.`
        : session.paint.good(`${service} has ${plural(count, 'running task')}.`),
    );
  }
  if (session.surroundings.signal.aborted) {
    return exitCodes.interrupted;
  }
  return failed ? exitCodes.problem : exitCodes.done;
}
