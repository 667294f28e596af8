import type { EcsStatus } from '../ecs-status';
import { readUnhealthyTargets } from '../diagnosis/target-health';
import { readAll } from '../services/read-all';
import type { ServiceTarget } from '../services/service-target';
import { statusProblems } from '../status-problems';
import { printable } from '../terminal';
import { plural, shortName, stopReason } from '../wording';
import { checkAnswers, type VersionHeader } from './check-answers';
import type { FailedService } from './post-mortem';
import type { ServiceLook } from './service-watch';
import { isOver, type WatchedService, type WatchedServices } from './watched-services';

/** What a deployment came to. */
export interface FinalLook {
  readonly statuses: readonly EcsStatus[];
  /** Services that do not run what was deployed. */
  readonly failed: readonly FailedService[];
  /** Those among them that ECS took back. */
  readonly rolledBack: readonly string[];
  /** What else is not as it should be. */
  readonly problems: readonly string[];
  /** What each address said. */
  readonly answers: readonly string[];
}

/** How the last look at a deployment is taken. */
export interface FinalLookOptions {
  readonly targets: readonly ServiceTarget[];
  /** The revision of the plan, by the address of the service. */
  readonly revisions: ReadonlyMap<string, string>;
  readonly watched: WatchedServices;
  readonly timeoutSeconds: number;
  readonly version?: VersionHeader;
  /** Called after every look. */
  readonly onLook: (all: readonly WatchedService[]) => Promise<void>;
  /** Called whenever there is more to say about what is waited for. */
  readonly onProgress: (message: string) => void;
}

/**
 * Waits until every service of a stack serves what was planned, and looks at all that success means: the revision, where it
 * runs, its health, that of its targets, and the answer at its address. Ends at once when one can never get there.
 *
 * @throws Error when AWS cannot be asked
 */
export async function takeFinalLook(options: FinalLookOptions): Promise<FinalLook> {
  const { targets, watched, timeoutSeconds, onLook, onProgress } = options;
  const addresses = targets.map(({ address = '' }) => address);
  for (const { address = '', service, cluster, region } of targets) {
    watched.add({ address, service, region, clusters: [cluster] }).watch.adoptPrimary();
  }
  const ours = (all: readonly WatchedService[]) =>
    all.filter(({ planned }) => addresses.includes(planned.address));
  await watched.until(
    async (all) => {
      await onLook(ours(all));
      onProgress(waitsFor(ours(all)));
      return ours(all).every(({ look }) => look?.standing.state === 'serves' || isOver(look));
    },
    AbortSignal.timeout(timeoutSeconds * 1000),
  );

  const failed: FailedService[] = [];
  const rolledBack: string[] = [];
  for (const target of targets) {
    const found = watched.all.find(({ planned }) => planned.address === target.address);
    const reason = whyNot(target, found, options);
    if (reason !== undefined) {
      failed.push({ target, reason });
      if (found?.look?.standing.state === 'rolled-back') {
        rolledBack.push(target.service);
      }
    }
  }
  const statuses = await readAll(targets);
  const good = targets.filter((target) => failed.every((one) => one.target !== target));
  const isGood = ({ serviceName, cluster }: EcsStatus): boolean =>
    good.some((target) => target.service === serviceName && target.cluster === cluster.name);
  const problems = statuses.filter(isGood).flatMap((status) => statusProblems(status));
  const answers: string[] = [];
  for (const target of good) {
    const service = statuses.find(
      (status) => status.serviceName === target.service && status.cluster.name === target.cluster,
    )?.service;
    if (service !== undefined) {
      problems.push(...(await readUnhealthyTargets(target, service.targetGroupArns ?? [])));
      const check = await checkAnswers(target, service, options.version);
      problems.push(...check.problems);
      answers.push(...check.lines);
    }
  }
  return { statuses, failed, rolledBack, problems: [...new Set(problems)], answers };
}

/** What is waited for, service by service; empty when all serve. */
export function waitsFor(all: readonly WatchedService[]): string {
  return all
    .flatMap(({ planned, look, unseen }) => {
      const { service } = planned;
      if (unseen !== undefined) {
        return [`${service}: not seen for a moment: ${unseen}`];
      }
      return look?.standing.state === 'rolling' ? [`${service}: ${look.standing.detail}`] : [];
    })
    .join('; ');
}

/** Why a service does not run what was planned. @default - it does */
function whyNot(
  target: ServiceTarget,
  found: WatchedService | undefined,
  { revisions, timeoutSeconds }: FinalLookOptions,
): string | undefined {
  const { look, watch } = found ?? {};
  const standing = look?.standing ?? { state: 'absent' as const };
  if (standing.state === 'failed' || standing.state === 'rolled-back') {
    return reasonOf(look);
  }
  if (standing.state === 'absent') {
    return `it does not exist on the cluster ${target.cluster}`;
  }
  if (standing.state === 'rolling') {
    const seen = found?.unseen === undefined ? '' : `; ${found.unseen}`;
    return `not done after ${timeoutSeconds} s: ${standing.detail}${seen}`;
  }
  const wanted = revisions.get(target.address ?? '') ?? watch?.deployedRevision;
  const runs = look?.service?.taskDefinitionArn ?? '';
  // Another tool decides then which revision runs where.
  const { deploymentController = 'ECS' } = look?.service ?? {};
  return deploymentController !== 'ECS' ||
    wanted === undefined ||
    shortName(wanted) === shortName(runs)
    ? undefined
    : `it runs ${shortName(runs)}, not ${shortName(wanted)}, which was planned`;
}

/** The reason of a service that failed, with what its tasks died of and what runs instead. */
export function reasonOf(look: ServiceLook | undefined): string {
  const { standing, before = '', deployment, service, dead = [] } = look ?? {};
  if (standing?.state !== 'failed' && standing?.state !== 'rolled-back') {
    return 'it did not come up';
  }
  const wanted =
    deployment === undefined ? 'its deployment' : shortName(deployment.taskDefinitionArn);
  const reason = standing.reason.replace(/^it failed[;:] /, '').replace(/\.$/, '');
  const [last] = dead;
  const words = last === undefined ? '' : printable(stopReason(last));
  const died =
    words === '' || reason.includes(words)
      ? []
      : [`${plural(dead.length, 'task')} died, the last of: ${words}`];
  const old = shortName(before);
  const isOther = old !== '' && old !== wanted;
  const now =
    standing.state === 'rolled-back'
      ? /rolled back/.test(reason)
        ? []
        : [`rolled back: ${old} runs again`]
      : isOther && (service?.runningCount ?? 0) > 0
        ? [`${old} serves on`]
        : [];
  return `${wanted} failed: ${[reason, ...now, ...died].join('; ')}`;
}

/** One line for each service that runs another revision than before: which one, and which one that replaced. */
export function replacements(all: readonly WatchedService[]): readonly string[] {
  return all.flatMap(({ planned, look }) => {
    const { deployment, before } = look ?? {};
    if (deployment === undefined || look?.standing.state !== 'serves') {
      return [];
    }
    const [now, old] = [shortName(deployment.taskDefinitionArn), shortName(before ?? '')];
    const count = plural(look.service?.desiredCount ?? 0, 'task');
    return old === '' || old === now
      ? []
      : [`${planned.service}: ${now} replaces ${old} (kept for rollback), ${count}`];
  });
}
