import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterService } from '../cluster/cluster-contract';
import type { TargetGroupUse } from '../load-balancing/load-balancing-contract';
import type { Peer } from '../network/peer';
import type { PortRange } from '../network/security-group-rules';
import type { TaskNetwork } from '../network/task-network';
import { describeProblem, isKnown, misuse } from '../support/validation';
import type { FullPortMapping } from '../task/container-definition';
import type { PortPeers, PublishedPorts } from './service-ports';
import type { ServiceTargets } from './service-targets';

/** Opens the container ports of a service in the security group of its tasks; its hosts open nothing. */
export class TaskPorts implements PublishedPorts {
  /** Tasks with addresses of their own share no port of a host. */
  readonly staticPorts: readonly string[] = [];

  private readonly mappings: { mapping: FullPortMapping; containerName: string }[] = [];
  /** Ports that somebody was let in to with `allow`. */
  private readonly reached = new Set<number>();

  constructor(
    private readonly service: ClusterService & Construct,
    private readonly network: TaskNetwork,
    private readonly who: PortPeers,
  ) {
    if (who.dynamicPortPeers !== undefined) {
      throw misuse(service, {
        what: "tasks with networkMode 'awsvpc' have no ports on their hosts",
        got: 'dynamicPortPeers',
        fix: 'Name those who may reach the container ports in peers.',
      });
    }
  }

  publish(mapping: FullPortMapping, containerName: string): void {
    const { containerPort: port, lastContainerPort: toPort, protocol } = mapping;
    if (!isKnown(port) || !isKnown(toPort ?? port)) {
      Annotations.of(this.service).addWarning(
        'a container port of its task is not known at synth, so that it is neither checked nor opened in the security ' +
          'group of the tasks. Give containerPort as a plain number.',
      );
      return;
    }
    this.mappings.push({ mapping, containerName });
    this.openTo({ port, toPort, protocol }, this.who.peers ?? []);
  }

  /** Opens a port for those whom a load balancer brings, and lets it out to the tasks. */
  open(port: number, { peers, visitor }: Pick<TargetGroupUse, 'peers' | 'visitor'>): void {
    if (!isKnown(port)) {
      return;
    }
    const range: PortRange = { port, protocol: 'tcp' };
    this.openTo(range, peers);
    if (visitor !== undefined) {
      this.service.dependOn(visitor.allowEgress(range, this.network.peer));
    }
  }

  /** Lets somebody in to a port, or to all ports of the task that there are and will be. */
  allow(range: PortRange, peer: Peer): void {
    this.reached.add(range.port);
    this.openTo(range, [peer]);
  }

  unreachable(isBalanced: ServiceTargets['isBalanced']): readonly string[] {
    if (this.who.peers !== undefined) {
      return [];
    }
    return this.mappings
      .filter(({ mapping, containerName }) => !isBalanced(mapping, containerName))
      .filter(({ mapping }) => !this.reached.has(mapping.containerPort))
      .map(({ mapping: { containerPort, lastContainerPort: last, protocol } }) =>
        describeProblem({
          what: `nobody can reach container port ${containerPort}${last === undefined ? '' : `-${last}`}/${protocol} of its tasks`,
          got: 'no peers',
          fix:
            'Name those who may in peers, with Peer.securityGroup or Peer.ipv4, or let another service in with ' +
            'allowFrom; peers: [] says that nobody is meant.',
        }),
      );
  }

  private openTo({ port, toPort, protocol }: PortRange, peers: readonly Peer[]): void {
    const { securityGroup } = this.network;
    this.service.dependOn(
      ...peers.map((peer) => securityGroup.allowIngress(port, protocol, peer, toPort)),
    );
  }
}
