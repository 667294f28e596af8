import type { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Peer } from '../network/peer';
import type { PortRange } from '../network/security-group-rules';
import { placeInStack } from '../support/place';
import type { Architecture } from './architecture';
import type { HostGroup } from './host-group';
import type { IHostSecurityGroup } from './host-security-group';

/** What reaches published ports from a security group of its own, which must let it out to the hosts. */
export interface PortVisitor {
  /** Lets it out to these ports of the hosts, and returns the rule. */
  allowEgress(ports: PortRange, hosts: Peer): ITerraformDependable;
}

/** A port on the hosts that a service publishes, or a range of them. */
export interface PublishedPort extends PortRange {
  readonly peers: readonly Peer[];
  /** A load balancer among the peers. @default - nobody whose way out this stack manages */
  readonly visitor?: PortVisitor;
}

/** What a service names in its strategy to run on a group of hosts that ECS scales. */
export interface CapacityProvider {
  readonly name: string;
  /** Absent where the capacity provider is managed elsewhere. */
  readonly resource?: EcsCapacityProvider;
}

/** A group of hosts, as far as a cluster and its services need to know it. */
export interface ICapacity extends IConstruct {
  /** What the checks at synth know about the hosts. */
  readonly hostGroup: HostGroup;
  readonly architecture: Architecture;
  /** Present in managed mode only: ECS scales the group. */
  readonly capacityProvider?: CapacityProvider;
  /** What the hosts are in. Absent where it is managed elsewhere and was not named. */
  readonly securityGroup?: IHostSecurityGroup;
  /** What a service on these hosts needs: it must be there before the service starts and stay until it has stopped. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** Opens a host port to its peers and returns the rules. The same port for the same peer is opened once. */
  openPort(published: PublishedPort): readonly ITerraformDependable[];
}

/** Opens a port in the security group of a group of hosts, and the way of a load balancer to it. */
export function openPortIn(
  capacity: IConstruct,
  securityGroup: IHostSecurityGroup,
  { port, toPort = port, protocol, peers, visitor }: PublishedPort,
): readonly ITerraformDependable[] {
  const rules = peers.map((peer) => securityGroup.allowIngress(port, protocol, peer, toPort));
  if (visitor === undefined) {
    return rules;
  }
  const hosts = Peer.securityGroup(securityGroup.securityGroupId, { name: placeInStack(capacity) });
  return [...rules, visitor.allowEgress({ port, toPort, protocol }, hosts)];
}
