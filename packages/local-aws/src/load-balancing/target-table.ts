/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';

/** What DescribeTargetHealth says of a target. */
export interface TargetHealth {
  readonly state: TargetState;
  readonly reason?: string;
  readonly description?: string;
}

/** A target: AWS knows it by its group, its id and its port. */
export interface Target {
  readonly groupArn: string;
  readonly id: string;
  readonly port: number;
  health: TargetHealth;
  /** Checks in a row that passed, or that failed. */
  passed: number;
  failed: number;
}

/** What targets are registered with. */
export type TargetKey = Pick<Target, 'groupArn' | 'id' | 'port'>;

/** A target that nobody registered, or whose deregistration is over. */
export const NOT_REGISTERED: TargetHealth = {
  state: 'unused',
  reason: 'Target.NotRegistered',
  description: 'Target is not registered to the target group',
};

const REGISTERING: TargetHealth = {
  state: 'initial',
  reason: 'Elb.RegistrationInProgress',
  description: 'Target registration is in progress',
};

const DRAINING: TargetHealth = {
  state: 'draining',
  reason: 'Target.DeregistrationInProgress',
  description: 'Target deregistration is in progress',
};

/** All registered targets. moto has a table of its own that knows one port for each host, and nobody reads it. */
export class TargetTable {
  private readonly targets = new Map<string, Target>();
  private readonly drains = new Map<Target, { readonly done: Promise<void>; end: () => void }>();
  private readonly listeners: ((target: Target) => void)[] = [];
  private closed = false;

  /** Tells a listener of every change of a target's health. */
  onChange(listener: (target: Target) => void): void {
    this.listeners.push(listener);
  }

  /** All targets, those that are draining included. */
  all(): readonly Target[] {
    return [...this.targets.values()];
  }

  /** The targets of a group, those that are draining included. */
  of(groupArn: string): readonly Target[] {
    return this.all().filter((target) => target.groupArn === groupArn);
  }

  /** A target, until its deregistration is over. */
  find(key: TargetKey): Target | undefined {
    return this.targets.get(keyOf(key));
  }

  /** Registers a target. One that is there stays as it is; one that is draining begins anew. */
  register(key: TargetKey): Target {
    const known = this.find(key);
    if (known !== undefined && known.health.state !== 'draining') {
      return known;
    }
    if (known !== undefined) {
      this.drains.get(known)?.end();
    }
    const { groupArn, id, port } = key;
    const target: Target = { groupArn, id, port, health: REGISTERING, passed: 0, failed: 0 };
    this.targets.set(keyOf(target), target);
    this.changed(target);
    return target;
  }

  /** Lets a target finish what it has; settles when it is out of the group. */
  deregister(target: Target, drainMs: number): Promise<void> {
    const known = this.drains.get(target);
    if (known !== undefined || !this.has(target)) {
      return known?.done ?? Promise.resolve();
    }
    let end = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.drains.delete(target);
        if (this.has(target)) {
          this.targets.delete(keyOf(target));
        }
        target.health = NOT_REGISTERED;
        this.changed(target);
        resolve();
      };
      const timer = setTimeout(finish, this.closed ? 0 : drainMs);
      end = finish;
    });
    this.drains.set(target, { done, end });
    this.setHealth(target, DRAINING);
    return done;
  }

  /** Sets what is known of a target; says so when that is something new. */
  setHealth(target: Target, health: TargetHealth): void {
    const { state, reason, description } = target.health;
    target.health = health;
    if (state !== health.state || reason !== health.reason || description !== health.description) {
      this.changed(target);
    }
  }

  /** Whether this very target, and no later one of its name, is in its group. */
  has(target: Target): boolean {
    return this.find(target) === target;
  }

  /** Forgets a group that was deleted. */
  drop(groupArn: string): void {
    for (const target of this.of(groupArn)) {
      this.drains.get(target)?.end();
      this.targets.delete(keyOf(target));
      this.setHealth(target, NOT_REGISTERED);
    }
  }

  /** Ends every wait: the machine goes away. */
  close(): void {
    this.closed = true;
    for (const { end } of [...this.drains.values()]) {
      end();
    }
  }

  private changed(target: Target): void {
    for (const listener of this.closed ? [] : this.listeners) {
      listener(target);
    }
  }
}

function keyOf({ groupArn, id, port }: TargetKey): string {
  return `${groupArn} ${id} ${port}`;
}
