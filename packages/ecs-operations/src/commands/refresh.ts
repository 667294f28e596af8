import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import { hasEnded, readRefresh, startRefresh } from '../changes/instance-refresh';
import { readGroupHosts, readGroupNames } from '../hosts/old-hosts';
import { groupsOf } from '../chunks';
import { exitCodes, type CommandSpec } from '../cli/command';
import { confirmChanges, type Change } from '../cli/confirm';
import type { Options } from '../cli/options';
import type { Session } from '../cli/session';
import { isTransient } from '../explain-error';
import { readHosts } from '../read-hosts';
import type { ServiceTarget } from '../services/service-target';
import { printable } from '../terminal';
import { plural } from '../wording';

const POLL_MS = 3_000;
/** An instance that has not joined by then does not. */
const JOIN_SECONDS = 300;

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
  options: {
    timeout: {
      type: 'text',
      value: 'TIME',
      describes: 'how long the new hosts may take to join the cluster. Default: 5m',
    },
    'no-wait': { type: 'flag', describes: 'end when Auto Scaling has taken the order' },
  },
  examples: [
    { does: 'the hosts of a cluster', line: 'refresh --cluster shop' },
    { does: 'without being asked, in a pipeline', line: 'refresh --cluster shop --yes' },
  ],
  changes: true,
  async run(session, options) {
    const changes = await changesOf(session);
    if (changes.length === 0) {
      return exitCodes.done;
    }
    const refused = await confirmChanges(session, changes);
    if (refused !== undefined) {
      return refused;
    }
    const results: RefreshResult[] = [];
    for (const { target, group } of changes) {
      const result = await refreshGroup(session, target, group, options);
      results.push(result);
      if (!session.json) {
        session.print(renderResult(result));
      }
      if (session.surroundings.signal.aborted) {
        break;
      }
    }
    if (session.json) {
      session.printJson(results);
    }
    if (session.surroundings.signal.aborted) {
      return exitCodes.interrupted;
    }
    return results.some(({ good }) => !good) ? exitCodes.problem : exitCodes.done;
  },
};

interface RefreshResult {
  readonly group: string;
  readonly cluster: string;
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  /** Hosts of the group that have joined the cluster, and how many it has. @default - nobody looked */
  readonly joined?: readonly [number, number];
  readonly good: boolean;
}

async function refreshGroup(
  session: Session,
  target: ServiceTarget,
  group: string,
  options: Options,
): Promise<RefreshResult> {
  const { clients, region, cluster } = target;
  const id = await startRefresh(clients, group, region);
  const ended = options.flag('no-wait') ? undefined : await follow(session, target, group, id);
  const { Status: status = 'Started', StatusReason: reason } = ended ?? {};
  const base = { group, cluster, id, status, reason };
  if (status !== 'Successful') {
    return { ...base, good: ended === undefined };
  }
  // Auto Scaling looks at the instances only: whether they are hosts of the cluster, ECS knows.
  const joined = await waitUntilJoined(
    session,
    target,
    group,
    options.seconds('timeout') ?? JOIN_SECONDS,
  );
  return { ...base, joined, good: joined[0] === joined[1] };
}

async function waitUntilJoined(
  session: Session,
  { clients, region, cluster }: ServiceTarget,
  group: string,
  seconds: number,
): Promise<readonly [number, number]> {
  const { signal } = session.surroundings;
  const deadline = Date.now() + seconds * 1000;
  let told = '';
  for (;;) {
    const [found] = await readGroupHosts(clients, [group], region);
    const hosts = await readHosts(clients, cluster, region);
    const connected = new Set(
      hosts.filter(({ agentConnected }) => agentConnected).map(({ instanceId }) => instanceId),
    );
    const ids = found?.ids ?? [];
    const joined = ids.filter((id) => connected.has(id)).length;
    const text = `  ${group}: ${joined} of ${plural(ids.length, 'host')} have joined ${cluster}`;
    if (text !== told) {
      session.say(text);
    }
    told = text;
    if (joined === ids.length || signal.aborted || Date.now() > deadline) {
      return [joined, ids.length];
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

function renderResult({ group, cluster, status, reason, joined, good }: RefreshResult): string {
  const told = `${group}: ${status}${reason === undefined ? '' : `: ${printable(reason)}`}`;
  if (joined === undefined) {
    return told;
  }
  const [count, all] = joined;
  const hosts = `${count} of ${plural(all, 'host')} have joined ${cluster}`;
  return good
    ? `${told}, ${hosts}`
    : `${told} for Auto Scaling, but only ${hosts}. Fix: ECS_CLUSTER in the user data of the launch template, the ` +
        'instance role, a route to ECS; then refresh again. See: ecs-operations diagnose.';
}

/** One change for each Auto Scaling group that has old hosts; what has none, or cannot be known, is said. */
async function changesOf(session: Session): Promise<readonly GroupChange[]> {
  const changes: GroupChange[] = [];
  const clusters = groupsOf(session.targets, ({ region, cluster }) => `${region}/${cluster}`);
  for (const target of clusters.flatMap(([first]) => first ?? [])) {
    const hosts = await readHosts(target.clients, target.cluster, target.region);
    const ids = hosts.map(({ instanceId }) => instanceId);
    const names = await readGroupNames(target.clients, ids, target.region);
    const groups = await readGroupHosts(target.clients, names, target.region);
    if (groups.length === 0) {
      session.say(`No host of ${target.cluster} is in an Auto Scaling group. Nothing was changed.`);
    }
    for (const { group, hosts: all, old, wanted, unknown } of groups) {
      if (unknown !== undefined) {
        session.say(`${group}: which hosts are old is not known: ${unknown}.`);
      } else if (old.length === 0) {
        session.say(`${group}: no host is older than ${wanted}.`);
      } else {
        const will = `replace ${old.length} of ${plural(all, 'host')} of the group ${group} by new ones of ${wanted}, one at a time`;
        changes.push({ target, group, will, subject: `Cluster ${target.cluster}` });
      }
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
        if (text !== told) {
          session.say(text);
        }
        told = text;
        if (hasEnded(now)) {
          return now;
        }
      }
    } catch (error) {
      if (!isTransient(error)) {
        throw error;
      }
      session.say(`Not read: ${(error as Error).message}`);
    }
    if (signal.aborted) {
      session.say(`${group}: no longer waited for; the refresh ${id} goes on.`);
      return undefined;
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
