import { setTimeout as delay } from 'node:timers/promises';
import type { EcsClients } from './clients';
import type {
  DeploymentStatus,
  ServiceEventStatus,
  ServiceReference,
  ServiceStatus,
  TaskStatus,
} from './ecs-status';
import { isTransient } from './explain-error';
import { readHealthCheck } from './read-health-checks';
import { readService, regionOf } from './read-service';
import { readTasks } from './read-tasks';
import {
  judgeRollout,
  type RolloutAim,
  type RolloutMemory,
  type RolloutObservation,
} from './rollout';
import { rolloutFailure } from './rollout-failure';
import { printable } from './terminal';

/** What to wait for, and how long. */
export interface WaitForServiceOptions extends RolloutAim {
  /** The revision that must serve, as ARN or `family:revision`. */
  readonly taskDefinitionArn: string;
  readonly timeoutSeconds: number;
  /** Called with every change of the counts and every new service event. @default - silent */
  readonly onProgress?: (message: string) => void;
  /** First pause between two looks; it grows to five times that. @default 1 */
  readonly pollSeconds?: number;
  /** Ends the waiting, not the rollout. @default - only the time does */
  readonly signal?: AbortSignal;
}

/** A finished rollout. */
export interface ServiceRollout {
  readonly service: ServiceStatus;
  readonly deployment: DeploymentStatus;
  /** The running tasks, all of the wanted revision. */
  readonly tasks: readonly TaskStatus[];
  readonly seconds: number;
}

/**
 * Waits until the given revision serves: its tasks run, and are HEALTHY where an essential container has a health check. Throws at once when its rollout failed or was rolled back, and when the time
 * is up, with ECS's last events and the reasons of the stopped tasks. Throttling and broken connections only slow it
 * down. Only for the rolling update of ECS: blue/green deployments of CodeDeploy have no PRIMARY to wait for.
 */
export async function waitForService(
  clients: EcsClients,
  reference: ServiceReference,
  options: WaitForServiceOptions,
): Promise<ServiceRollout> {
  const { taskDefinitionArn, timeoutSeconds, pollSeconds = 1 } = options;
  const region = await regionOf(clients);
  const started = Date.now();
  const deadline = started + timeoutSeconds * 1000;
  const tell = onChange(options.onProgress);
  const told = new Set<string>();
  let pause = pollSeconds;
  let memory: RolloutMemory = {};
  let last: RolloutObservation | undefined;
  let standing = 'ECS has not answered yet';
  const healthCheck = onceRead(() => readHealthCheck(clients, taskDefinitionArn, region), tell);
  const observe = async (): Promise<RolloutObservation> => ({
    ...(await look(clients, reference, region)),
    healthCheck: await healthCheck(),
  });
  for (;;) {
    options.signal?.throwIfAborted();
    const observed = await beforeDeadline(observe(), deadline);
    if (observed instanceof Error) {
      if (!isTransient(observed)) {
        throw observed;
      }
      standing = observed.message;
      tell(`slow down: ${standing}`);
      pause = Math.min(pause * 2, pollSeconds * 10);
    } else if (observed !== undefined) {
      const judged = judgeRollout(observed, options, memory);
      memory = judged.memory;
      last = observed;
      for (const { id, message } of newEvents(observed.service, started)) {
        if (!told.has(id)) {
          tell(message);
        }
        told.add(id);
      }
      if (judged.verdict.state === 'done') {
        return {
          service: observed.service,
          deployment: judged.verdict.deployment,
          tasks: observed.tasks.filter((task) => task.lastStatus === 'RUNNING'),
          seconds: (Date.now() - started) / 1000,
        };
      }
      if (judged.verdict.state === 'failed') {
        throw await failure(judged.verdict.reason, last);
      }
      standing = judged.verdict.detail;
      tell(standing);
      pause = Math.min(pause * 1.2, pollSeconds * 5);
    }
    if (Date.now() + pause * 1000 >= deadline) {
      throw await failure(`not done after ${timeoutSeconds} s: ${standing}`, last);
    }
    await delay(pause * 1000, undefined, { signal: options.signal });
  }

  async function failure(reason: string, observation: RolloutObservation | undefined) {
    // The reasons are worth a try, but their failure must not hide the rollout's; where ECS never answered, none.
    const read =
      observation === undefined
        ? Promise.resolve([])
        : readTasks(clients, reference, 'STOPPED', region).catch(() => []);
    const stopped = await beforeDeadline(read, Date.now() + 5_000);
    return rolloutFailure({
      service: reference.service,
      taskDefinitionArn,
      reason,
      observed: observation?.service,
      stoppedTasks: Array.isArray(stopped) ? stopped : [],
    });
  }
}

/** A revision never changes, so it is read once; one that cannot be read stays unknown, and that is said. */
function onceRead<T>(
  read: () => Promise<T>,
  tell: (message: string) => void,
): () => Promise<T | undefined> {
  let answer: { readonly value: T | undefined } | undefined;
  return async () => {
    if (answer !== undefined) {
      return answer.value;
    }
    try {
      answer = { value: await read() };
    } catch (error) {
      if (isTransient(error)) {
        throw error;
      }
      answer = { value: undefined };
      tell(`only ECS itself can say when this is done: ${(error as Error).message}`);
    }
    return answer.value;
  };
}

async function look(
  clients: EcsClients,
  reference: ServiceReference,
  region: string,
): Promise<RolloutObservation> {
  const service = await readService(clients, reference, region);
  const tasks = await readTasks(clients, reference, 'RUNNING', region);
  return { service, tasks, at: new Date() };
}

/** The value, the error it failed with, or undefined when the deadline came first. */
async function beforeDeadline<T>(
  work: Promise<T>,
  deadline: number,
): Promise<T | Error | undefined> {
  const controller = new AbortController();
  const timer = delay(Math.max(deadline - Date.now(), 0), undefined, {
    signal: controller.signal,
  }).catch(() => undefined);
  const settled = work.catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  try {
    return await Promise.race([settled, timer]);
  } finally {
    controller.abort();
  }
}

/** ECS dates events to the second and by its own clock: some slack keeps the first event of this deployment. */
function newEvents(service: ServiceStatus, since: number): readonly ServiceEventStatus[] {
  const slack = 5_000;
  return service.events.filter((event) => Number(event.createdAt ?? 0) >= since - slack).reverse();
}

function onChange(onProgress: ((message: string) => void) | undefined): (message: string) => void {
  let last: string | undefined;
  return (text) => {
    const message = printable(text);
    if (message !== last) {
      onProgress?.(message);
    }
    last = message;
  };
}
