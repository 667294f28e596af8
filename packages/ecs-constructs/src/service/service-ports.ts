import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { isEverybody, sensitiveService } from '../network/exposed-ports';
import type { TargetGroupUse } from '../load-balancing/load-balancing-contract';
import type { Peer } from '../network/peer';
import { describeProblem, isKnown, type Problem } from '../support/validation';
import type { FullPortMapping } from '../task/container-definition';
import type { ServiceTargets } from './service-targets';

/** The ephemeral ports of Linux and those that the agent falls back to, of which ECS chooses host ports. */
const DYNAMIC_PORTS = { port: 32_768, toPort: 65_535 };

/** Who may reach the ports of a service. */
export interface PortPeers {
  readonly peers?: readonly Peer[];
  readonly dynamicPortPeers?: readonly Peer[];
}

/** The ports of the tasks of a service, wherever they are. */
export interface PublishedPorts {
  /** Ports that only one task per host can have, such as `80/tcp`; grows with the containers. */
  readonly staticPorts: readonly string[];
  publish(mapping: FullPortMapping, containerName: string): void;
  /** Opens a port that `publish` was called with for those whom a load balancer brings. */
  open(port: number, use: Pick<TargetGroupUse, 'peers' | 'visitor'>): void;
  /** Ports that nobody can reach. */
  unreachable(isBalanced: ServiceTargets['isBalanced']): readonly string[];
}

/** Opens the host ports of a service on the hosts of its cluster, as its containers are added. */
export class ServicePorts implements PublishedPorts {
  private readonly _staticPorts: string[] = [];
  private readonly mappings: { mapping: FullPortMapping; containerName: string }[] = [];
  private readonly warned = new Set<string>();

  constructor(
    private readonly cluster: ICluster,
    private readonly service: ClusterService & Construct,
    private readonly who: PortPeers,
  ) {}

  /** Such as `80/tcp`; grows with the containers. */
  get staticPorts(): readonly string[] {
    return this._staticPorts;
  }

  publish(mapping: FullPortMapping, containerName: string): void {
    const { hostPort, containerPort, protocol } = mapping;
    if (!isKnown(hostPort)) {
      this.warn(
        'a host port of its task is not known at synth, so that it is neither checked nor opened in the security ' +
          'group of the hosts. Give hostPort as a plain number.',
      );
      return;
    }
    this.mappings.push({ mapping, containerName });
    if (hostPort === 0) {
      return this.publishDynamicPorts(containerPort, protocol);
    }
    if (hostPort >= DYNAMIC_PORTS.port) {
      this.warn(
        `host port ${hostPort} is one of those that the host hands out by itself (${DYNAMIC_PORTS.port} and above): a task ` +
          'cannot start where it is taken. Choose a lower hostPort.',
      );
    }
    const port = `${hostPort}/${protocol}`;
    this._staticPorts.push(port);
    const { peers = [] } = this.who;
    const listening = sensitiveService(containerPort) ?? sensitiveService(hostPort);
    if (listening !== undefined) {
      this.warnOfEverybody(`host port ${port} (${listening})`, 'peers');
    }
    this.cluster.publishPort(this.service, { port: hostPort, protocol, peers });
  }

  /** ECS may choose any port of the range for any container; hosts open the same range to the same peer once. */
  private publishDynamicPorts(containerPort: number, protocol: 'tcp' | 'udp'): void {
    const { dynamicPortPeers: peers = [] } = this.who;
    const range = `${DYNAMIC_PORTS.port}-${DYNAMIC_PORTS.toPort}/${protocol}`;
    const listening = sensitiveService(containerPort);
    const behind = listening === undefined ? '' : ` (${listening} among them)`;
    this.warnOfEverybody(`all of ${range} of every task on the hosts${behind}`, 'dynamicPortPeers');
    if (peers.length === 0) {
      return;
    }
    this.cluster.publishPort(this.service, { ...DYNAMIC_PORTS, protocol, peers });
  }

  /** Opens a host port, or all that ECS may choose for 0, for those whom a load balancer brings. */
  open(hostPort: number, { peers, visitor }: Pick<TargetGroupUse, 'peers' | 'visitor'>): void {
    if (!isKnown(hostPort)) {
      return;
    }
    const range = hostPort === 0 ? DYNAMIC_PORTS : { port: hostPort };
    this.cluster.publishPort(this.service, { ...range, protocol: 'tcp', peers, visitor });
  }

  /** Ports that nobody can reach. Those of a cluster whose hosts are managed elsewhere are opened elsewhere. */
  unreachable(isBalanced: ServiceTargets['isBalanced']): readonly string[] {
    if (!this.cluster.knowsHosts) {
      return [];
    }
    const texts = this.mappings
      .filter(({ mapping, containerName }) => !isBalanced(mapping, containerName))
      .flatMap(({ mapping: { hostPort, protocol } }) =>
        hostPort === 0
          ? this.nobodyReaches('the host ports that ECS chooses for its tasks', 'dynamicPortPeers')
          : this.nobodyReaches(`host port ${hostPort}/${protocol}`, 'peers'),
      );
    return [...new Set(texts)];
  }

  private nobodyReaches(ports: string, option: keyof PortPeers): readonly string[] {
    if (this.who[option] !== undefined) {
      return [];
    }
    return [
      describeProblem({
        what: `nobody can reach ${ports}`,
        got: `no ${option}`,
        fix:
          `Open to everybody with ${option}: [Peer.anyIpv4()], or to some with Peer.ipv4 or Peer.securityGroup; ` +
          `${option}: [] says that nobody is meant.`,
      }),
    ];
  }

  private warnOfEverybody(ports: string, option: keyof PortPeers): void {
    const everybody = this.who[option]?.find(isEverybody);
    if (everybody === undefined) {
      return;
    }
    const { cidrIpv4, cidrIpv6 } = everybody.rule;
    this.warnOf({
      what: `the whole internet can reach ${ports}`,
      got: `${option} with ${cidrIpv4 ?? cidrIpv6}`,
      fix: `Name in ${option} those who need it, with Peer.securityGroup or Peer.ipv4.`,
    });
  }

  private warnOf(problem: Problem): void {
    this.warn(describeProblem(problem));
  }

  /** Two containers may be open in the same way. */
  private warn(text: string): void {
    if (this.warned.has(text)) {
      return;
    }
    this.warned.add(text);
    Annotations.of(this.service).addWarning(text);
  }
}
