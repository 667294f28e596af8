import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import { hasEnded, readRefresh, startRefresh } from '../changes/instance-refresh';
import { groupsOf } from '../chunks';
import { exitCodes, type CommandSpec } from '../cli/command';
import { confirmChanges, type Change } from '../cli/confirm';
import type { Session } from '../cli/session';
import { isTransient } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';
import { oldHosts } from '../status-warnings';
import { printable } from '../terminal';
import { plural } from '../wording';
import { readAll } from './status';

const POLL_MS = 3_000;

interface GroupChange extends Change {
  readonly group: string;
}

/** New hosts from the newest launch template. */
export const refresh: CommandSpec = {
  name: 'refresh',
  summary:
    'replaces the hosts that are older than their launch template, one at a time, and shows how far it is',
  details: [
    'A host ends only when its successor is in service. A task on it is started anew elsewhere; without managed draining',
    'a service with one task has a short outage. Ctrl-C leaves the refresh running.',
  ],
  options: { 'no-wait': { type: 'flag', describes: 'end when Auto Scaling has taken the order' } },
  examples: [
    { does: 'the hosts of a cluster', line: 'refresh --cluster shop' },
    { does: 'without being asked, in a pipeline', line: 'refresh --cluster shop --yes' },
  ],
  changes: true,
  async run(session, options) {
    const changes = await changesOf(session);
    if (changes.length === 0) return exitCodes.done;
    const refused = await confirmChanges(session, changes);
    if (refused !== undefined) return refused;
    const results: object[] = [];
    let code: number = exitCodes.done;
    for (const { target, group } of changes) {
      const id = await startRefresh(target.clients, group, target.region);
      const ended = options.flag('no-wait') ? undefined : await follow(session, target, group, id);
      const status = ended?.Status ?? 'Started';
      const reason = ended?.StatusReason;
      results.push({ group, id, status, ...(reason === undefined ? {} : { reason }) });
      if (ended !== undefined && status !== 'Successful') code = exitCodes.problem;
      if (!session.json) {
        session.print(`${group}: ${status}${reason === undefined ? '' : `: ${printable(reason)}`}`);
      }
    }
    if (session.json) session.printJson(results);
    return session.surroundings.signal.aborted ? exitCodes.interrupted : code;
  },
};

/** One change for each Auto Scaling group that has old hosts; what has none, or cannot be known, is said. */
async function changesOf(session: Session): Promise<readonly GroupChange[]> {
  const changes: GroupChange[] = [];
  const statuses = await readAll(session.targets);
  for (const [status] of groupsOf(statuses, ({ cluster }) => cluster.arn)) {
    const target = session.targets.find(
      ({ cluster, region }) => cluster === status?.cluster.name && region === status.region,
    );
    if (status === undefined || target === undefined) continue;
    for (const note of status.notes) session.say(`Not read: ${note}`);
    const old = oldHosts(status);
    const groups = new Set(old.flatMap(({ autoScalingGroup }) => autoScalingGroup ?? []));
    if (groups.size === 0) {
      session.say(
        old.length === 0
          ? `No host of ${target.cluster} is older than what is known of its launch template. Nothing was changed.`
          : `The old hosts of ${target.cluster} are in no Auto Scaling group. Nothing was changed.`,
      );
    }
    for (const group of groups) {
      const count = old.filter(({ autoScalingGroup }) => autoScalingGroup === group).length;
      changes.push({
        target,
        group,
        will: `replace ${plural(count, 'old host')} of the group ${group}, one at a time`,
      });
    }
  }
  return changes;
}

async function follow(
  session: Session,
  { clients, region }: ServiceTarget,
  group: string,
  id: string,
): Promise<InstanceRefresh | undefined> {
  const { signal } = session.surroundings;
  let told = '';
  for (;;) {
    try {
      const now = await readRefresh(clients, group, region, id);
      if (now !== undefined) {
        const { Status = '', PercentageComplete = 0, InstancesToUpdate, StatusReason = '' } = now;
        const left =
          InstancesToUpdate === undefined ? '' : `, ${plural(InstancesToUpdate, 'host')} to go`;
        const text =
          `  ${group}: ${Status}, ${PercentageComplete} %${left} ${printable(StatusReason)}`.trimEnd();
        if (text !== told) session.say(text);
        told = text;
        if (hasEnded(now)) return now;
      }
    } catch (error) {
      if (!isTransient(error)) throw error;
      session.say(`Not read: ${(error as Error).message}`);
    }
    if (signal.aborted) {
      session.say(`${group}: no longer waited for; the refresh ${id} goes on.`);
      return undefined;
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
