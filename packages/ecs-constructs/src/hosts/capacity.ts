import type { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Peer } from '../network/peer';
import type { Architecture } from './architecture';
import type { HostGroup } from './host-group';

/** A port on the hosts that a service publishes. */
export interface PublishedPort {
  readonly port: number;
  /** Last port of a range that starts at `port`. @default - that port only */
  readonly toPort?: number;
  readonly protocol: 'tcp' | 'udp';
  readonly peers: readonly Peer[];
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
  /** What a service on these hosts needs: it must be there before the service starts and stay until it has stopped. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** Opens a host port to its peers and returns the rules. The same port for the same peer is opened once. */
  openPort(published: PublishedPort): readonly ITerraformDependable[];
}
