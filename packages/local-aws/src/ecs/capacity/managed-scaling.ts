import type { Host } from '../../hosts/host';
import type { Service } from '../service';
import type { EcsState } from '../state';
import type { CapacityProvider } from './capacity-provider';

/** AWS waits for 15 minutes of one-minute data points before it takes hosts away. */
const SCALE_IN_AFTER_MS = 20_000;
const LOOK_MS = 1000;

/** What managed scaling does to a group. */
export interface ScalableGroup {
  /** Sizes of the group now. */
  sizes(
    provider: CapacityProvider,
  ): Promise<{ readonly minimum: number; readonly maximum: number }>;
  /** Brings the group to a size; hosts have joined or left their cluster when it settles. */
  resize(provider: CapacityProvider, wanted: number): Promise<void>;
  /** Keeps hosts from being taken away, or allows it. */
  protect(
    provider: CapacityProvider,
    instanceIds: readonly string[],
    options: { readonly fromScaleIn: boolean },
  ): Promise<void>;
}

/**
 * Cluster auto scaling in a simple form: one more host for a task that found none, and none that stays empty, so that
 * the share of used hosts comes to the target capacity.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export class ManagedScaling {
  private readonly busy = new Set<string>();
  private readonly full = new Set<string>();
  /** How many hosts a provider had when one more did not come. */
  private readonly fruitless = new Map<string, number>();
  private readonly idleSince = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly state: EcsState,
    private readonly group: ScalableGroup,
    private readonly changed: (provider: CapacityProvider) => void,
    private readonly log: (line: string) => void,
    private readonly scaleInAfterMs = SCALE_IN_AFTER_MS,
  ) {}

  /** Looks for hosts that are not needed, every second. */
  start(): void {
    this.timer = setInterval(() => this.scaleIn(), LOOK_MS);
    this.timer.unref();
  }

  /** Ends the looks. */
  close(): void {
    clearInterval(this.timer);
  }

  /** A task has no host: asks for one more, unless the group is full or an empty host was not good enough either. */
  askForHost(provider: CapacityProvider, service: Service): boolean | string {
    const { managedScaling } = provider.settings;
    if (managedScaling.status === 'DISABLED') {
      return false;
    }
    if (this.busy.has(provider.name)) {
      return true;
    }
    const hosts = this.hostsOf(provider);
    const useless = hosts.some(
      (host) => this.isIdle(host) && host.clusterArn === service.clusterArn,
    );
    if (useless || this.full.has(provider.name)) {
      return false;
    }
    if (this.isFruitless(provider, hosts)) {
      return (
        `local-aws: capacity provider ${provider.name} brought no host: what its group ${provider.groupName} launched did not ` +
        'join this cluster. Fix: name the cluster as ECS_CLUSTER in the user data.'
      );
    }
    const used = hosts.filter((host) => !this.isIdle(host)).length + 1;
    const wanted = Math.max(
      hostsFor(used, managedScaling.targetCapacity),
      hosts.length + managedScaling.minimumScalingStepSize,
    );
    const step = Math.min(wanted, hosts.length + managedScaling.maximumScalingStepSize);
    void this.exclusively(provider, () => this.scaleOut(provider, hosts.length, step));
    return true;
  }

  private async scaleOut(
    provider: CapacityProvider,
    present: number,
    wanted: number,
  ): Promise<void> {
    const { maximum } = await this.group.sizes(provider);
    const size = Math.min(maximum, wanted);
    if (size <= present) {
      this.full.add(provider.name);
      // The group may be allowed to grow later.
      setTimeout(() => this.full.delete(provider.name), LOOK_MS * 5).unref();
      return;
    }
    this.log(`managed scaling: ${provider.name} from ${present} to ${size} hosts`);
    await this.group.resize(provider, size);
    if (this.hostsOf(provider).length <= present) {
      this.log(`managed scaling: ${provider.name} brought no host to its cluster`);
      this.fruitless.set(provider.name, present);
    }
  }

  private scaleIn(): void {
    for (const provider of this.state.capacity.providers()) {
      const { managedScaling } = provider.settings;
      const hosts = this.hostsOf(provider);
      const idle = hosts.filter((host) => this.isIdle(host));
      const wanted = hostsFor(hosts.length - idle.length, managedScaling.targetCapacity);
      if (
        provider.status !== 'ACTIVE' ||
        managedScaling.status === 'DISABLED' ||
        hosts.length <= wanted
      ) {
        this.idleSince.delete(provider.name);
        continue;
      }
      const since = this.idleSince.get(provider.name) ?? Date.now();
      this.idleSince.set(provider.name, since);
      if (Date.now() - since < this.scaleInAfterMs || this.busy.has(provider.name)) {
        continue;
      }
      void this.exclusively(provider, () => this.remove(provider, hosts, idle, wanted));
    }
  }

  private async remove(
    provider: CapacityProvider,
    hosts: readonly Host[],
    idle: readonly Host[],
    wanted: number,
  ): Promise<void> {
    const size = Math.max((await this.group.sizes(provider)).minimum, wanted);
    if (size >= hosts.length) {
      return;
    }
    this.log(`managed scaling: ${provider.name} from ${hosts.length} to ${size} hosts`);
    if (provider.settings.managedTerminationProtection === 'ENABLED') {
      const ids = (some: readonly Host[]): readonly string[] => some.map((host) => host.instanceId);
      await this.group.protect(provider, ids(hosts.filter((host) => !idle.includes(host))), {
        fromScaleIn: true,
      });
      await this.group.protect(provider, ids(idle), { fromScaleIn: false });
    }
    await this.group.resize(provider, size);
  }

  private async exclusively(provider: CapacityProvider, work: () => Promise<void>): Promise<void> {
    this.busy.add(provider.name);
    try {
      await work();
    } catch (error) {
      this.log(`managed scaling of ${provider.name}: ${String(error)}`);
    } finally {
      this.busy.delete(provider.name);
      this.idleSince.delete(provider.name);
      this.changed(provider);
    }
  }

  /** Whether the last host that was asked for never joined the cluster, and nothing has changed since. */
  private isFruitless({ name }: CapacityProvider, hosts: readonly Host[]): boolean {
    const before = this.fruitless.get(name);
    if (before !== undefined && before !== hosts.length) {
      this.fruitless.delete(name);
    }
    return before === hosts.length;
  }

  private hostsOf(provider: CapacityProvider): readonly Host[] {
    return this.state
      .hosts()
      .filter((host) => this.state.capacity.providerOf(host)?.arn === provider.arn)
      .filter(({ status }) => status === 'ACTIVE');
  }

  private isIdle(host: Host): boolean {
    return this.state.tasksOn(host).every(({ isDaemon }) => isDaemon === true);
  }
}

/** How many hosts are there when this many are in use and the target share of them is to be used. */
export function hostsFor(used: number, targetCapacity: number): number {
  return Math.ceil((used * 100) / targetCapacity);
}
