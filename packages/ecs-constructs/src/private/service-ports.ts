import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster';
import type { FullPortMapping } from '../container-definition';
import { Peer } from '../peer';
import { isKnown } from './validation';

/** The ephemeral ports of Linux and those that the agent falls back to, of which ECS chooses host ports. */
const DYNAMIC_PORTS = { port: 32_768, toPort: 65_535 };

/** Who may reach the ports of a service. */
export interface PortPeers {
  readonly peers?: readonly Peer[];
  readonly dynamicPortPeers?: readonly Peer[];
}

/** Opens the host ports of a service on the hosts of its cluster, as its containers are added. */
export class ServicePorts {
  private readonly _staticPorts: string[] = [];

  constructor(
    private readonly cluster: ICluster,
    private readonly service: ClusterService & Construct,
    private readonly who: PortPeers,
  ) {}

  /** Such as `80/tcp`; grows with the containers. */
  get staticPorts(): readonly string[] {
    return this._staticPorts;
  }

  publish({ hostPort, protocol }: FullPortMapping): void {
    if (!isKnown(hostPort)) {
      Annotations.of(this.service).addWarning(
        'a host port of its task is not known at synth, so that it is neither checked nor opened in the security ' +
          'group of the hosts. Give hostPort as a plain number.',
      );
      return;
    }
    if (hostPort === 0) return this.publishDynamicPorts(protocol);
    if (hostPort >= DYNAMIC_PORTS.port) {
      Annotations.of(this.service).addWarning(
        `host port ${hostPort} is one of those that the host hands out by itself (${DYNAMIC_PORTS.port} and above): a task ` +
          'cannot start where it is taken. Choose a lower hostPort.',
      );
    }
    this._staticPorts.push(`${hostPort}/${protocol}`);
    const peers = this.who.peers ?? [Peer.anyIpv4()];
    this.cluster.publishPort(this.service, { port: hostPort, protocol, peers });
  }

  /** ECS may choose any port of the range for any container; hosts open the same range to the same peer once. */
  private publishDynamicPorts(protocol: 'tcp' | 'udp'): void {
    const { dynamicPortPeers: peers = [] } = this.who;
    if (peers.length === 0) return;
    this.cluster.publishPort(this.service, { ...DYNAMIC_PORTS, protocol, peers });
  }
}
