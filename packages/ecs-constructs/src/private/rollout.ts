import { describeProblem, isKnown } from './validation';

/** The numbers of a service that decide whether its tasks find a place. */
export interface PlacedService {
  readonly path: string;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Host ports that only one task per host can have, such as `80/tcp`. */
  readonly staticPorts: readonly string[];
}

/**
 * Why a service cannot be rolled out, or nothing.
 *
 * ECS rounds the minimum up and the maximum down. A rollout moves on when it may stop a task or start one more, and one
 * more task with a static host port needs a host on which that port is free.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function rolloutProblems(
  service: PlacedService,
  others: readonly PlacedService[],
  hosts: number | undefined,
): readonly string[] {
  const { desiredCount, minimumHealthyPercent, maximumPercent } = service;
  if (![desiredCount, minimumHealthyPercent, maximumPercent].every((value) => isKnown(value))) {
    return [];
  }
  if (desiredCount === 0) return [];
  const kept = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const allowed = Math.floor((desiredCount * maximumPercent) / 100);
  if (allowed <= kept) {
    return [
      describeProblem({
        what:
          'a rollout can neither stop nor start a task: with desiredCount ' +
          `${desiredCount}, at least ${kept} must keep running and at most ${allowed} may run`,
        got: `minimumHealthyPercent ${minimumHealthyPercent}, maximumPercent ${maximumPercent}`,
        fix: 'Raise maximumPercent, lower minimumHealthyPercent or raise desiredCount.',
      }),
    ];
  }
  if (hosts === undefined) return [];
  return service.staticPorts.flatMap((port) => portProblems(service, others, hosts, port, kept));
}

function portProblems(
  service: PlacedService,
  others: readonly PlacedService[],
  hosts: number,
  port: string,
  kept: number,
): readonly string[] {
  const sharing = others.filter((other) => other.staticPorts.includes(port));
  if (!sharing.every((other) => isKnown(other.desiredCount))) return [];
  const taken = sharing.reduce((total, other) => total + other.desiredCount, 0);
  const holders =
    taken === 0 ? '' : ` beside the ${taken} of ${sharing.map((other) => other.path).join(', ')}`;
  const { desiredCount, minimumHealthyPercent } = service;
  if (desiredCount + taken > hosts) {
    return [
      describeProblem({
        what:
          `static host port ${port} allows one task per host: ${desiredCount} tasks${holders} ` +
          `need ${desiredCount + taken} hosts`,
        got: `${hosts} hosts`,
        fix: 'Lower desiredCount, add hosts, or set hostPort to 0 for a port that ECS chooses.',
      }),
    ];
  }
  if (kept + taken + 1 <= hosts) return [];
  return [
    describeProblem({
      what:
        `a rollout would hang: static host port ${port} is taken on every host, by the ${kept} of ` +
        `${desiredCount} tasks that must keep running (minimumHealthyPercent ${minimumHealthyPercent})${holders}, ` +
        'and a new task needs one more host',
      got: `${hosts} hosts`,
      fix: 'Add a host, lower minimumHealthyPercent, or set hostPort to 0 for a port that ECS chooses.',
    }),
  ];
}
