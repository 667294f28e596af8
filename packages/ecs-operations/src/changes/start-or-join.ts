import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeTasksCommand,
  ListTasksCommand,
  type RunTaskCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import type { Session } from '../cli/session';
import { inWords } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';
import { NotPlaced, runTask } from './one-off-task';

const POLL_MS = 3_000;
/** Hosts of a new group register some minutes after they were asked for. */
const PLACE_MS = 300_000;

/**
 * The task to follow: a run of the same revision that an interrupted command left, else a new one. A run of another
 * revision is waited for, and so is a host with room for the task.
 *
 * @returns its ARN
 * @throws Error when no host took it in five minutes, or within the deadline
 */
export async function startOrJoin(
  session: Session,
  target: ServiceTarget,
  request: RunTaskCommandInput,
  deadline: number,
): Promise<string> {
  const { signal } = session.surroundings;
  const revision = shortName(request.taskDefinition ?? '');
  const until = Math.min(deadline, Date.now() + PLACE_MS);
  let told = '';
  const tell = (text: string): void => {
    if (text !== told) {
      session.say(text);
    }
    told = text;
  };
  for (;;) {
    if (signal.aborted) {
      throw new Error('Interrupted: no task was started.');
    }
    const [running] = await runsOf(target, request);
    if (running?.taskDefinitionArn === request.taskDefinition && running?.taskArn !== undefined) {
      session.say(
        `Task ${shortName(running.taskArn)} of ${revision} runs already; it is followed.`,
      );
      return running.taskArn;
    }
    if (running !== undefined) {
      if (Date.now() > deadline) {
        throw new Error(
          `run-task: task ${shortName(running.taskArn ?? '')} of ${shortName(running.taskDefinitionArn ?? '')} still runs, ` +
            'and two at a time do no good. Nothing was started. Fix: wait for it or stop it, then run this again.',
        );
      }
      tell(
        `Task ${shortName(running.taskArn ?? '')} of ${shortName(running.taskDefinitionArn ?? '')} still runs; waiting for its end.`,
      );
    } else {
      try {
        const { taskArn = '' } = await runTask(target, request);
        session.say(`Task ${shortName(taskArn)} of ${revision} is started.`);
        return taskArn;
      } catch (error) {
        if (!mayGetPlace(error) || Date.now() > until) {
          throw error;
        }
        tell(`No host takes it yet (${reasonOf(error)}); waiting for one.`);
      }
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** What was started by the same name and has not ended. */
async function runsOf(
  { clients, cluster, region, service }: ServiceTarget,
  { startedBy, taskDefinition = '' }: RunTaskCommandInput,
): Promise<readonly Task[]> {
  if (startedBy === undefined) {
    return [];
  }
  const { taskArns = [] } = await inWords(
    { action: 'ecs:ListTasks', region, cluster, service },
    () => clients.ecs.send(new ListTasksCommand({ cluster, startedBy })),
  );
  if (taskArns.length === 0) {
    return [];
  }
  const { tasks = [] } = await inWords(
    { action: 'ecs:DescribeTasks', region, cluster, service },
    () => clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns })),
  );
  const family = taskDefinition.replace(/:\d+$/, '');
  return tasks.filter(
    ({ lastStatus, taskDefinitionArn = '' }) =>
      lastStatus !== 'STOPPED' && taskDefinitionArn.replace(/:\d+$/, '') === family,
  );
}

/** A cluster without hosts is an error of the call, a cluster without room a failure in its answer. */
function mayGetPlace(error: unknown): boolean {
  return error instanceof NotPlaced || /No Container Instances were found/.test(String(error));
}

function reasonOf(error: unknown): string {
  return error instanceof NotPlaced ? error.reason : 'the cluster has no hosts yet';
}
