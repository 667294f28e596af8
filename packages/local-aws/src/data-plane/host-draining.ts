import type { Host } from '../hosts/host';
import type { EcsState } from '../ecs/state';

/**
 * ECS gives a lifecycle hook an hour; nobody waits that long for a local one. Longer than a new target takes to be healthy
 * and an old one to drain.
 */
const PATIENCE_MS = 90_000;

/**
 * Managed draining: hosts of a capacity provider run no new tasks before they end, and those they run move to other hosts
 * first. Hosts of other groups end at once, with their tasks.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
 */
export class HostDraining {
  constructor(
    private readonly state: EcsState,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Settles when the hosts have no tasks any more, or the time is up. */
  async drain(instanceIds: readonly string[]): Promise<void> {
    const hosts = this.state
      .hosts()
      .filter(({ instanceId }) => instanceIds.includes(instanceId))
      .filter(
        (host) => this.state.capacity.providerOf(host)?.settings.managedDraining === 'ENABLED',
      );
    for (const host of hosts) {
      host.status = 'DRAINING';
    }
    for (const cluster of new Set(hosts.map(({ clusterArn }) => clusterArn))) {
      this.state.hostsChanged(cluster);
    }
    const deadline = Date.now() + this.patienceMs;
    while (hosts.some((host) => this.hasTasks(host)) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private hasTasks(host: Host): boolean {
    return this.state.tasksOn(host).length > 0;
  }
}
