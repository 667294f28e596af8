import { describeProblem, isKnown } from '../support/validation';
import type { PlacedService } from './placed-service';

/**
 * How many tasks of a service must find a place at the same time so that a rollout can end, or undefined where it is
 * not known or no number is enough.
 *
 * ECS keeps at least `desiredCount * minimumHealthyPercent` tasks running, rounded up, and starts new ones up to
 * `desiredCount * maximumPercent`, rounded down. Where it may stop a task first, the new one takes that place and the
 * desired number is enough. Where it may not, it needs one place more.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function placesForRollout(service: PlacedService): number | undefined {
  const { desiredCount, doublesTasks = false } = service;
  if (!isKnown(desiredCount)) {
    return undefined;
  }
  if (doublesTasks) {
    return 2 * desiredCount;
  }
  if (desiredCount === 0 || !isStartFirst(service)) {
    return desiredCount;
  }
  return desiredCount + 1;
}

/** True when every task must keep running until a new one runs. */
export function isStartFirst(service: PlacedService): boolean {
  const { desiredCount, minimumHealthyPercent } = service;
  if (!isKnown(desiredCount) || !isKnown(minimumHealthyPercent)) {
    return false;
  }
  return keptTasks(service) >= desiredCount;
}

/** Why a rollout could not even begin, whatever the hosts are. */
export function blockedRollout(service: PlacedService): readonly string[] {
  const { desiredCount, minimumHealthyPercent, maximumPercent } = service;
  if (![desiredCount, minimumHealthyPercent, maximumPercent].every((value) => isKnown(value))) {
    return [];
  }
  const kept = keptTasks(service);
  const allowed = Math.floor((desiredCount * maximumPercent) / 100);
  if (desiredCount === 0 || allowed > kept) {
    return [];
  }
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

export function keptTasks({ desiredCount, minimumHealthyPercent }: PlacedService): number {
  return Math.ceil((desiredCount * minimumHealthyPercent) / 100);
}
