import type { TaskStatus } from '../ecs-status';
import { logSourcesOf, type LogSource, type TaskDefinitions } from '../logs/log-sources';
import { logsClientFor } from '../logs/service-logs';
import { readStreamEnd, type StreamEnd } from '../logs/stream-end';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';
import type { ContainerEnd } from './diagnosis';

/** Lines of a container that are shown. */
const LINES = 20;

/** Reads something, or notes why not and goes on with the other value. */
export type Attempt = <T>(what: string, read: () => Promise<T>, otherwise: T) => Promise<T>;

/** How the containers of a stopped task ended, each with its last lines. */
export async function readContainerEnds(
  target: ServiceTarget,
  task: TaskStatus,
  definitions: TaskDefinitions,
  attempt: Attempt,
): Promise<readonly ContainerEnd[]> {
  const none: readonly LogSource[] = [];
  const sources = await attempt(
    `the log configuration of ${shortName(task.taskDefinitionArn)}`,
    async () => logSourcesOf(await definitions.get(task.taskDefinitionArn), target.region),
    none,
  );
  const ends: ContainerEnd[] = [];
  for (const { name, exitCode, reason, runtimeId } of task.containers) {
    const source = sources.find(({ container }) => container === name);
    const log = await attempt(
      `the log of ${name} in task ${shortName(task.taskArn)}`,
      () => endOf(target, task, source, runtimeId),
      { kind: 'none', why: 'its log could not be read' } as StreamEnd,
    );
    ends.push({
      name,
      exitCode,
      reason,
      log,
    });
  }
  return ends;
}

async function endOf(
  target: ServiceTarget,
  task: TaskStatus,
  source: LogSource | undefined,
  runtimeId: string | undefined,
): Promise<StreamEnd> {
  if (source === undefined) {
    return { kind: 'none', why: 'where it logs is not known' };
  }
  if (source.kind === 'elsewhere') {
    return { kind: 'none', why: source.why };
  }
  const stream =
    source.prefix === undefined
      ? runtimeId
      : `${source.prefix}/${source.container}/${shortName(task.taskArn)}`;
  if (stream === undefined) {
    return { kind: 'none', why: 'the container never started' };
  }
  const { region, group } = source;
  return readStreamEnd(logsClientFor(target, region), { region, group, stream }, LINES);
}
