import { completeDeployment } from '../deployments';
import type { Deployment, Service } from '../service';
import type { ServiceTasks } from '../service-tasks';
import type { Task } from '../task';
import { hasReached, nextShift, waitMs, type Shift, type ShiftFacts } from './lifecycle';
import { trafficSteps } from './strategy';
import { sharesOf, sourceOf } from './traffic';
import type { TrafficMover } from './traffic-mover';

const RETRY_MS = 1000;

/** What a deployment that moves requests works with. */
export interface ShiftRolloutParts {
  readonly tasks: ServiceTasks;
  readonly traffic: Pick<TrafficMover, 'follow'>;
  /** How long a minute of a bake time lasts. */
  readonly minuteMs: number;
  readonly wake: (service: Service, inMs?: number) => void;
}

/**
 * Deployments that start all tasks of the new revision beside the old ones and move requests then: blue/green, linear and
 * canary. Each look does one step.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
 */
export class ShiftRollout {
  constructor(private readonly parts: ShiftRolloutParts) {}

  /** Looks once at a service; returns whether it is as it should be. */
  reconcile(service: Service, primary: Deployment): boolean {
    const { tasks, traffic } = this.parts;
    // A listener that somebody changes later is left alone, as on AWS.
    const moved =
      primary.rolloutState !== 'IN_PROGRESS' || traffic.follow(service, sharesOf(service));
    const wanted = tasks.wanted(service);
    const held = heldDeployments(service, primary);
    const steady = held.map((deployment) => {
      const own = wanted.filter(({ startedBy }) => startedBy === deployment.id);
      // What runs on a draining host has to move.
      const fresh = own.filter(({ host }) => host.status === 'ACTIVE');
      const old = own.filter((task) => !fresh.includes(task));
      return tasks.bring(service, deployment, { desired: service.desiredCount, fresh, old });
    });
    if (moved) {
      // Nobody sends anything to these any more.
      tasks.stop(service, primary, without(held, wanted));
    }
    const isDone = without(held, tasks.alive(service)).length === 0;
    const { shift } = primary;
    if (shift === undefined || shift.stage === 'CLEAN_UP' || primary.rolloutState === 'FAILED') {
      return this.finish(service, moved && isDone && !steady.includes(false));
    }
    this.advance(service, primary, shift, {
      now: Date.now(),
      minuteMs: this.parts.minuteMs,
      steps: trafficSteps(primary.configuration),
      bakeMinutes: primary.configuration.bakeTimeInMinutes ?? 0,
      hasSource: sourceOf(service, primary) !== undefined,
      reconciled: isDone,
      scaledUp: steady[0] === true,
      moved,
    });
    return false;
  }

  private finish(service: Service, isSteady: boolean): boolean {
    if (!isSteady) {
      this.parts.wake(service, RETRY_MS);
      return false;
    }
    completeDeployment(service);
    return true;
  }

  private advance(service: Service, primary: Deployment, shift: Shift, facts: ShiftFacts): void {
    const next = nextShift(shift, facts);
    if (next === shift) {
      this.parts.wake(service, waitMs(shift, facts) ?? RETRY_MS);
      return;
    }
    primary.shift = next;
    primary.updatedAt = facts.now;
    this.parts.wake(service);
  }
}

/** Whether the deployment that counts moves requests: the primary one, or one that is being taken back in its favour. */
export function isShifting({ deployments }: Service): boolean {
  const [primary] = deployments;
  const failed = deployments.find(
    ({ status, rolledBackTo }) => status === 'ACTIVE' && rolledBackTo === primary?.id,
  );
  return (failed ?? primary)?.shift !== undefined;
}

/** The deployments that have all their tasks now, the primary one first. */
export function heldDeployments(service: Service, primary: Deployment): readonly Deployment[] {
  const { shift } = primary;
  const source = sourceOf(service, primary);
  if (shift === undefined || shift.stage === 'CLEAN_UP') {
    return [primary];
  }
  return [
    ...(hasReached(shift, 'SCALE_UP') ? [primary] : []),
    ...(source === undefined ? [] : [source]),
  ];
}

function without(held: readonly Deployment[], tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ startedBy }) => !held.some(({ id }) => id === startedBy));
}
