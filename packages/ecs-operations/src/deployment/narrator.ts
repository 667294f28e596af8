import type { TaskStatus } from '../ecs-status';
import { readContainerEnds } from '../diagnosis/container-ends';
import { TaskDefinitions } from '../logs/log-sources';
import { palette, printable, table } from '../terminal';
import { plural, shortName, stopReason } from '../wording';
import type { ServiceLook } from './service-watch';
import type { WatchedService } from './watched-services';

/** Something that happened to a service while it was deployed. */
export interface DeploymentEvent {
  readonly type: 'service';
  readonly kind: 'revision' | 'counts' | 'host' | 'stopped' | 'event' | 'standing';
  readonly service: string;
  readonly at: Date;
  /** In words, for a line. */
  readonly text: string;
  /** Of a revision: the one it replaces. @default - none */
  readonly replaces?: string;
}

/** Tells what changed since the last look, in time order, each thing once. */
export class Narrator {
  private readonly told = new Set<string>();
  private readonly counts = new Map<string, string>();
  private readonly lastLines = new Map<string, string>();
  private readonly begun = new Date();

  /** Reads the last log line of tasks that died of something new; nothing else is asked of AWS. */
  async tell(all: readonly WatchedService[]): Promise<readonly DeploymentEvent[]> {
    const found: DeploymentEvent[] = [];
    for (const { planned, look } of all) {
      if (look !== undefined) {
        found.push(...(await this.ofService(planned.service, look)));
      }
    }
    return [...found].sort((a, b) => Number(a.at) - Number(b.at));
  }

  private async ofService(service: string, look: ServiceLook): Promise<readonly DeploymentEvent[]> {
    const now = new Date();
    const events: DeploymentEvent[] = [];
    const once = (key: string, event: Omit<DeploymentEvent, 'type' | 'service'>): void => {
      if (!this.told.has(`${service} ${key}`)) {
        this.told.add(`${service} ${key}`);
        events.push({ type: 'service', service, ...event });
      }
    };
    const { deployment, before, standing } = look;
    if (deployment !== undefined) {
      const [fresh, old] = [shortName(deployment.taskDefinitionArn), shortName(before ?? '')];
      const isOther = old !== '' && old !== fresh;
      once(`revision ${deployment.id}`, {
        kind: 'revision',
        at: deployment.createdAt ?? now,
        text: isOther ? `${fresh} replaces ${old} (kept for rollback)` : fresh,
        ...(isOther ? { replaces: old } : {}),
      });
    }
    // Hosts are the cluster's, and those that were there before are no news.
    const joined = look.hosts.filter(({ instanceId, registeredAt }) => {
      const key = `host ${look.target?.cluster} ${instanceId}`;
      const isNew = !this.told.has(key) && registeredAt !== undefined && registeredAt >= this.begun;
      return isNew && this.told.add(key);
    });
    if (joined.length > 0) {
      const names = joined.map(
        ({ instanceId, availabilityZone: zone = 'no zone' }) => `${instanceId} (${zone})`,
      );
      events.push({
        type: 'service',
        service,
        kind: 'host',
        at: new Date(Math.max(...joined.map(({ registeredAt }) => Number(registeredAt)))),
        text: `${names.length === 1 ? 'host' : `${names.length} hosts`} ${names.join(', ')} joined`,
      });
    }
    // Those of one second in the order in which they were said.
    for (const { id, message, createdAt = now } of [...(look.service?.events ?? [])].reverse()) {
      // ECS dates events to the second; what was said before this deployment is over.
      if (Number(createdAt) >= Number(this.begun) - 1000) {
        const text = printable(message).replace(`(service ${service}) `, '');
        once(`event ${id}`, { kind: 'event', at: createdAt, text });
      }
    }
    const text = countsOf(look);
    if (text !== undefined && this.counts.get(service) !== text) {
      this.counts.set(service, text);
      events.push({ type: 'service', service, kind: 'counts', at: now, text });
    }
    events.push(...(await this.stopped(service, look, now)));
    if (standing.state === 'failed' || standing.state === 'rolled-back') {
      const words = standing.state === 'failed' ? 'failed' : 'was rolled back';
      once('standing', { kind: 'standing', at: now, text: `${words}: ${standing.reason}` });
    }
    return events;
  }

  /** Stopped tasks by their reason, with the last line of the newest. */
  private async stopped(
    service: string,
    look: ServiceLook,
    now: Date,
  ): Promise<readonly DeploymentEvent[]> {
    const events: DeploymentEvent[] = [];
    for (const [reason, tasks] of groupsByReason(look.dead)) {
      const key = `${service} stopped ${reason}`;
      const count = `${key} ${tasks.length}`;
      const [latest] = tasks;
      if (this.told.has(count) || latest === undefined) {
        continue;
      }
      this.told.add(count);
      if (!this.lastLines.has(key)) {
        this.lastLines.set(key, await lastLine(look, latest));
      }
      const line = this.lastLines.get(key) ?? '';
      events.push({
        type: 'service',
        service,
        kind: 'stopped',
        at: latest.stoppedAt ?? now,
        text: `${plural(tasks.length, 'task')} stopped: ${reason}${line === '' ? '' : `; last line: ${line}`}`,
      });
    }
    return events;
  }
}

/** An event as a line; what it is about comes first, so that a reader can follow one service. */
export function eventLine({ at, service, text, kind }: DeploymentEvent, color: boolean): string {
  const paint = palette(color);
  const bad = kind === 'stopped' || kind === 'standing';
  const time = at.toTimeString().slice(0, 8);
  return `  ${time} ${paint.title(service)}  ${bad ? paint.bad(text) : text}`;
}

/** The services as a table that is redrawn: revisions, tasks, what stopped. */
export function liveTable(all: readonly WatchedService[], color: boolean): readonly string[] {
  const paint = palette(color);
  const rows = all.flatMap(({ planned, look }) => {
    const counts = look === undefined ? undefined : countsOf(look);
    if (look === undefined || counts === undefined) {
      return [[planned.service, 'not there yet']];
    }
    const { state } = look.standing;
    const mark = state === 'serves' ? paint.good('✓') : state === 'rolling' ? ' ' : paint.bad('✗');
    return [[`${mark} ${planned.service}`, counts]];
  });
  const dead = all.flatMap(({ planned, look }) =>
    [...groupsByReason(look?.dead ?? [])].map(
      ([reason, tasks]) =>
        `    ${planned.service}: ${paint.bad(`${plural(tasks.length, 'task')} stopped`)}: ${reason}`,
    ),
  );
  return [...table(rows), ...dead];
}

/** `web:2 1/2 running, 1 pending; web:1 2 running`. @default - nothing is there yet */
function countsOf({ service, deployment, tasks, hosts }: ServiceLook): string | undefined {
  if (service === undefined) {
    return undefined;
  }
  const shown = deployment === undefined ? service.deployments[0] : deployment;
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const own = running.filter(({ startedBy }) => startedBy === shown?.id);
  const healthy = own.filter(({ healthStatus }) => healthStatus === 'HEALTHY').length;
  const pending = tasks.filter(
    ({ startedBy, lastStatus }) => startedBy === shown?.id && lastStatus !== 'RUNNING',
  ).length;
  const others = new Map<string, number>();
  for (const { taskDefinitionArn } of running.filter((task) => !own.includes(task))) {
    const name = shortName(taskDefinitionArn);
    others.set(name, (others.get(name) ?? 0) + 1);
  }
  return [
    `${shortName(shown?.taskDefinitionArn ?? service.taskDefinitionArn)} ${own.length}/${service.desiredCount} running` +
      `${healthy > 0 ? `, ${healthy} healthy` : ''}${pending > 0 ? `, ${pending} pending` : ''}`,
    ...[...others].map(([name, count]) => `${name} ${count} running`),
    ...(hosts.length > 0 ? [`${plural(hosts.length, 'host')}`] : []),
  ].join('; ');
}

function groupsByReason(tasks: readonly TaskStatus[]): ReadonlyMap<string, readonly TaskStatus[]> {
  const groups = new Map<string, TaskStatus[]>();
  for (const task of tasks) {
    const reason = printable(stopReason(task));
    groups.set(reason, [...(groups.get(reason) ?? []), task]);
  }
  return groups;
}

async function lastLine({ target }: ServiceLook, task: TaskStatus): Promise<string> {
  if (target === undefined) {
    return '';
  }
  const definitions = new TaskDefinitions(target.clients, target.region);
  // What cannot be read now is in the diagnosis at the end, with the reason.
  const ends = await readContainerEnds(target, task, definitions, (_what, read, otherwise) =>
    read().catch(() => otherwise),
  );
  return ends.flatMap(({ log }) => (log.kind === 'lines' ? log.lines : [])).at(-1) ?? '';
}
