import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes, type CommandSpec } from '../cli/command';
import type { Session } from '../cli/session';
import type { ServiceEventStatus } from '../ecs-status';
import { isTransient } from '../explain-error';
import { readService } from '../read-service';
import { titleOf, type ServiceTarget } from '../services/service-target';
import { printable } from '../terminal';

const POLL_MS = 3_000;

interface TargetEvent extends ServiceEventStatus {
  readonly target: ServiceTarget;
}

/** What ECS says that it did. */
export const events: CommandSpec = {
  name: 'events',
  summary: 'what ECS says about the services, in time order',
  details: ['ECS keeps the last 100 events of a service, for as long as the service exists.'],
  options: {
    follow: { type: 'flag', describes: 'go on until Ctrl-C' },
    since: {
      type: 'text',
      value: 'TIME',
      describes: 'from then on: 30m, 2h, 2026-01-31T12:00:00Z',
    },
  },
  examples: [
    { does: 'of all services of a cluster', line: 'events --cluster shop' },
    {
      does: 'while a deployment runs',
      line: 'events --cluster shop --service web --since 5m --follow',
    },
  ],
  changes: false,
  async run(session, options) {
    const since = options.since('since', new Date());
    const seen = new Set<string>();
    for (let first = true; ; first = false) {
      const found = first ? await readEvents(session.targets) : await readAgain(session);
      const fresh = found.filter(
        ({ id, createdAt }) =>
          !seen.has(id) && (since === undefined || Number(createdAt) >= Number(since)),
      );
      for (const event of fresh) {
        seen.add(event.id);
        if (session.json) {
          session.printJson(eventJson(event), 'line');
        } else {
          session.print(renderEvent(event, session.targets));
        }
      }
      if (first && fresh.length === 0) {
        session.say(noEvents(session.targets, since));
      }
      if (!options.flag('follow') || session.surroundings.signal.aborted) {
        return exitCodes.done;
      }
      await delay(POLL_MS, undefined, { signal: session.surroundings.signal }).catch(
        () => undefined,
      );
      if (session.surroundings.signal.aborted) {
        return exitCodes.done;
      }
    }
  },
};

/** The events of all services, oldest first. */
export async function readEvents(
  targets: readonly ServiceTarget[],
): Promise<readonly TargetEvent[]> {
  const read = await Promise.all(
    targets.map(async (target) => {
      const { events: list } = await readService(target.clients, target, target.region);
      return list.map((event) => ({ ...event, target }));
    }),
  );
  return read.flat().sort((a, b) => Number(a.createdAt ?? 0) - Number(b.createdAt ?? 0));
}

/** While following, a bad moment of the network is told and waited out. */
async function readAgain(session: Session): Promise<readonly TargetEvent[]> {
  try {
    return await readEvents(session.targets);
  } catch (error) {
    if (!isTransient(error)) {
      throw error;
    }
    session.say(`Not read: ${(error as Error).message}`);
    return [];
  }
}

function eventJson({ target, createdAt, message, id }: TargetEvent): object {
  return { time: createdAt, cluster: target.cluster, service: target.service, message, id };
}

/** `2026-01-31T12:00:00Z  web  has reached a steady state.` */
export function renderEvent(event: TargetEvent, all: readonly ServiceTarget[]): string {
  const { createdAt, message, target } = event;
  const time = createdAt?.toISOString().replace(/\.\d+Z$/, 'Z') ?? 'no time';
  // ECS begins most messages with the name of the service, which stands in its own column already.
  const text = message.replace(`(service ${target.service}) `, '');
  return `${time}  ${titleOf(target, all)}  ${printable(text)}`;
}

function noEvents(targets: readonly ServiceTarget[], since: Date | undefined): string {
  const names = targets.map(({ service }) => service).join(', ');
  return `ECS has no event of ${names}${since === undefined ? '' : ` since ${since.toISOString()}`}.`;
}
