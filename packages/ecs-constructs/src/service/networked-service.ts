import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { Peer } from '../network/peer';
import { type TaskNetwork, taskNetworkOf } from '../network/task-network';
import type { ITaskSecurityGroup } from '../network/task-security-group';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import { placeInStack } from '../support/place';
import { misuse } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';
import type { Ec2ServiceProps } from './ec2-service-props';
import { type PublishedPorts, ServicePorts } from './service-ports';
import { TaskPorts } from './task-ports';

/** Options of `Ec2Service.allowFrom`. */
export interface AllowFromOptions {
  /** @default - every port that the containers have when it is called */
  readonly containerPort?: number;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
}

/** What a service is in its network: who may come to its tasks, and as whom its tasks come to others. */
export abstract class NetworkedService extends Construct implements ClusterService {
  abstract readonly resource: EcsService;
  abstract readonly cluster: ICluster;
  abstract readonly taskDefinition: IEc2TaskDefinition;
  abstract readonly placement: PlacedService;

  /** Set once the ports were made. */
  private taskNetwork?: TaskNetwork;
  private taskPorts?: TaskPorts;

  abstract dependOn(...others: readonly ITerraformDependable[]): void;

  /** The security groups of the tasks, the one first that ports are opened in. Empty but with networkMode `awsvpc`. */
  get taskSecurityGroups(): readonly ITaskSecurityGroup[] {
    return [...(this.taskNetwork?.securityGroups ?? [])];
  }

  /**
   * The tasks, as those whom a database or another service lets in. With networkMode `awsvpc` these tasks only; else
   * everything on the hosts that the tasks may run on, a peer for each group of hosts.
   */
  get peers(): readonly Peer[] {
    if (this.taskNetwork !== undefined) {
      return [this.taskNetwork.peer];
    }
    return this.cluster.capacities
      .filter(({ node }) => mayRunOn(this.placement, node.path))
      .flatMap((capacity) =>
        capacity.securityGroup === undefined
          ? []
          : [
              Peer.securityGroup(capacity.securityGroup.securityGroupId, {
                name: placeInStack(capacity),
              }),
            ],
      );
  }

  /**
   * Lets another service, or a peer, in to the container ports of these tasks. With networkMode `awsvpc` only: ports on
   * hosts are opened with `peers` and `dynamicPortPeers`.
   *
   * @throws where these tasks have no security group of their own, and where nothing is known of what the other one is in
   */
  allowFrom(other: NetworkedService | Peer, options: AllowFromOptions = {}): void {
    const ports = this.requireTaskPorts();
    const peers = 'rule' in other ? [other] : other.peers;
    if (peers.length === 0) {
      throw misuse(this, {
        what: 'the security group of the other service is not known, so it cannot be let in',
        got: (other as NetworkedService).node.path,
        fix: 'Name it: allowFrom(Peer.securityGroup(id)).',
      });
    }
    const { protocol = 'tcp' } = options;
    for (const port of this.portsToOpen(options)) {
      peers.forEach((peer) => ports.allow({ port, protocol }, peer));
    }
  }

  /** Called before the service is made. */
  protected makePorts(props: Ec2ServiceProps): PublishedPorts {
    const { network } = this.cluster;
    this.taskNetwork = taskNetworkOf(this, this.taskDefinition, { ...props, network });
    if (this.taskNetwork === undefined) {
      return new ServicePorts(this.cluster, this, props);
    }
    this.taskPorts = new TaskPorts(this, this.taskNetwork, props);
    return this.taskPorts;
  }

  /** Called once the service is made. */
  protected joinNetwork(): void {
    if (this.taskNetwork === undefined) {
      return;
    }
    this.resource.putNetworkConfiguration(this.taskNetwork.configuration);
    this.dependOn(...this.taskNetwork.prerequisites);
  }

  protected networkProblems(): readonly string[] {
    const hosts = this.cluster.capacities.filter(({ node }) => mayRunOn(this.placement, node.path));
    const zones = hosts.flatMap(({ hostGroup }) => hostGroup.availabilityZones);
    return this.taskNetwork?.problems(zones) ?? [];
  }

  protected networkWarnings(): readonly string[] {
    return this.taskNetwork?.warnings() ?? [];
  }

  private requireTaskPorts(): TaskPorts {
    if (this.taskPorts !== undefined) {
      return this.taskPorts;
    }
    throw misuse(this, {
      what: "allowFrom opens the security group of tasks with networkMode 'awsvpc'; others share that of their hosts",
      got: `networkMode '${this.taskDefinition.networkMode ?? 'not known'}'`,
      fix: "Name those who may come in peers or dynamicPortPeers, or set networkMode: 'awsvpc' on the task definition.",
    });
  }

  private portsToOpen({ containerPort, protocol = 'tcp' }: AllowFromOptions): readonly number[] {
    if (containerPort !== undefined) {
      return [containerPort];
    }
    const ports = this.taskDefinition.containers
      .flatMap(({ portMappings }) => portMappings)
      .filter((mapping) => mapping.protocol === protocol)
      .map((mapping) => mapping.containerPort);
    if (ports.length > 0) {
      return ports;
    }
    throw misuse(this, {
      what: `allowFrom opens the ${protocol} ports of the containers, and none is known`,
      got: this.taskDefinition.containers.length === 0 ? 'no containers' : 'no portMappings',
      fix: 'Call addContainer first, or name containerPort.',
    });
  }
}
