import type { HostStatus, ServiceStatus, TaskStatus } from '../ecs-status';
import { groupsOf } from '../chunks';
import { remedies } from '../diagnosis/remedies';
import { printable } from '../terminal';
import { plural, stopReason } from '../wording';

/** What a deployment has come to, as far as it says whether it can succeed. */
export interface Outlook {
  readonly service: ServiceStatus;
  /** Tasks that the deployment started and that ended by themselves. */
  readonly dead: readonly TaskStatus[];
  /** Tasks that the deployment started and that are there. */
  readonly alive: readonly TaskStatus[];
  /** Since when it waits for a host, with nothing else on its way. @default - it does not */
  readonly unplacedSince?: Date;
  /** What ECS said about that. */
  readonly unplaced?: string;
  readonly hosts: readonly HostStatus[];
  /** What one of its tasks takes. @default - not known */
  readonly needs?: Resources;
  /** What could bring more hosts. @default - not known */
  readonly groups?: GroupsOutlook;
  readonly at: Date;
}

/** Cpu units and MiB. */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
}

/** The Auto Scaling groups whose hosts join a cluster, together. */
export interface GroupsOutlook {
  /** Hosts that they want now. */
  readonly desired: number;
  /** Hosts that they may ever have. */
  readonly max: number;
  /** What they could not do lately, in the words of Auto Scaling. */
  readonly failures: readonly string[];
}

/** So many tasks that die of the same are no accident; ECS's own circuit breaker takes no fewer. */
const SAME_DEATHS = 3;
/** What a policy or a role that was made a moment ago may still refuse. */
const MAY_PASS = /^(role-not-assumable|secret-unreadable|cannot-pull|log-group-missing)$/;
const MAY_PASS_SECONDS = 60;
const NO_HOST_SECONDS = 30;
const UNPLACED_SECONDS = 60;

/**
 * Why waiting longer for a deployment is of no use: its image is not there, its tasks die of the same again and again, no
 * host could ever take one. Only what cannot pass by itself; where something still may, there is no answer.
 *
 * Where ECS's circuit breaker counts the dead, it is left to say when it is enough, and to roll back.
 */
export function whyHopeless(outlook: Outlook): string | undefined {
  return missingImage(outlook) ?? sameDeaths(outlook) ?? noHost(outlook);
}

function missingImage({ dead }: Outlook): string | undefined {
  const found = dead.find((task) => causeOf(task) === 'image-missing');
  return found === undefined ? undefined : `its image is not there: ${wordsOf(found)}`;
}

function sameDeaths({ service, dead }: Outlook): string | undefined {
  if (service.circuitBreaker === true) {
    return undefined;
  }
  const group = groupsOf(dead, (task) => withoutIds(stopReason(task))).find(
    ({ length }) => length >= SAME_DEATHS,
  );
  const [latest] = group ?? [];
  if (group === undefined || latest === undefined) {
    return undefined;
  }
  const times = group.map(({ stoppedAt, createdAt }) => Number(stoppedAt ?? createdAt ?? 0));
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  if (MAY_PASS.test(causeOf(latest) ?? '') && seconds < MAY_PASS_SECONDS) {
    return undefined;
  }
  return `${plural(group.length, 'task')} of it died of the same: ${wordsOf(latest)}`;
}

function noHost(outlook: Outlook): string | undefined {
  const { alive, unplacedSince, unplaced = '', hosts, needs, groups, at } = outlook;
  if (alive.length > 0 || unplacedSince === undefined || groups === undefined) {
    return undefined;
  }
  const seconds = (Number(at) - Number(unplacedSince)) / 1000;
  if (hosts.length === 0) {
    const why =
      groups.failures[0] ??
      (groups.max === 0 || groups.desired === 0 ? 'nothing starts one' : undefined);
    return why === undefined || seconds < NO_HOST_SECONDS
      ? undefined
      : `its cluster has no host, and ${printable(why)}`;
  }
  // Hosts that are still to come may be larger.
  if (hosts.length < groups.desired) {
    return undefined;
  }
  const largest = hosts.map(({ registered }) => registered);
  if (
    needs !== undefined &&
    largest.every((host) => host !== undefined && !fits(needs, host)) &&
    groups.desired > 0
  ) {
    return (
      `no host could ever take one of its tasks: a task takes ${needs.cpu} cpu units and ${needs.memory} MiB, and a host ` +
      `offers at most ${most(largest, 'cpu')} and ${most(largest, 'memory')}`
    );
  }
  return groups.max > groups.desired || seconds < UNPLACED_SECONDS
    ? undefined
    : `no host takes one of its tasks, and nothing that could change that is on its way: ${printable(unplaced)}`;
}

function fits(needs: Resources, host: Resources): boolean {
  return needs.cpu <= host.cpu && needs.memory <= host.memory;
}

function most(hosts: readonly (Resources | undefined)[], what: keyof Resources): number {
  return Math.max(...hosts.map((host) => host?.[what] ?? 0));
}

/** The row of the catalogue that explains why a task ended. @default - none does */
export function causeOf(task: TaskStatus): string | undefined {
  const words = wordsOf(task);
  return remedies.find(
    ({ sources, pattern }) =>
      (sources.includes('task') || sources.includes('container')) && pattern.test(words),
  )?.id;
}

function wordsOf(task: TaskStatus): string {
  return printable(stopReason(task));
}

/** Two tasks that die of the same differ in their ids and addresses. */
function withoutIds(text: string): string {
  return text.replaceAll(
    /\b[0-9a-f]{8,}\b|\b[0-9a-f-]{36}\b|\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g,
    '#',
  );
}
