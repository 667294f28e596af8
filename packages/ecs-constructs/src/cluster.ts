import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Ec2Capacity, type Ec2CapacityOptions } from './ec2-capacity';
import type { INetwork } from './network';
import type { Peer } from './peer';
import type { PlacedService } from './private/rollout';
import { ecsName, isKnown, requireName, sumOfKnown } from './private/validation';

/** How much Container Insights records. Everything but `disabled` is billed per metric. */
export type ContainerInsights = 'disabled' | 'enabled' | 'enhanced';

/** Properties of {@link Cluster}. */
export interface ClusterProps {
  readonly clusterName: string;
  /** Where the hosts run. */
  readonly network: INetwork;
  /** @default 'disabled' */
  readonly containerInsights?: ContainerInsights;
}

/** A port on the hosts that a service publishes. */
export interface PublishedPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly peers: readonly Peer[];
}

/** What a cluster needs to know about a service on it. */
export interface ClusterService {
  /** The service's numbers, read at synth. */
  readonly placement: PlacedService;
  /** Orders the service after something that it needs, and so makes it outlive the service. */
  dependOn(...others: readonly ITerraformDependable[]): void;
}

/**
 * An ECS cluster of EC2 hosts. Add hosts with {@link Cluster.addCapacity} and services with `Ec2Service`.
 *
 * Do not use it for Fargate.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html
 */
export class Cluster extends Construct {
  readonly resource: EcsCluster;
  readonly network: INetwork;
  /** The cluster's own attribute: whatever names the cluster by it is created after it and deleted before it. */
  readonly clusterName: string;
  readonly clusterArn: string;

  private readonly _capacities: Ec2Capacity[] = [];
  private readonly _services: ClusterService[] = [];
  private readonly _publications: { service: ClusterService; published: PublishedPort }[] = [];

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { clusterName, network, containerInsights = 'disabled' } = props;
    requireName(this, clusterName, ecsName('clusterName'));
    this.resource = new EcsCluster(this, 'Resource', {
      name: clusterName,
      setting: [{ name: 'containerInsights', value: containerInsights }],
    });
    this.network = network;
    this.clusterName = this.resource.name;
    this.clusterArn = this.resource.arn;
  }

  /** The groups of hosts added so far. */
  get capacities(): readonly Ec2Capacity[] {
    return [...this._capacities];
  }

  /** The services placed on this cluster so far. */
  get services(): readonly ClusterService[] {
    return [...this._services];
  }

  /** How many hosts all groups have together; undefined while a count is not known at synth. */
  get instanceCount(): number | undefined {
    return sumOfKnown(this._capacities.map((capacity) => capacity.instanceCount));
  }

  /** Adds a group of hosts. Every service of the cluster may run on it, so it opens their published ports. */
  addCapacity(id: string, options: Ec2CapacityOptions): Ec2Capacity {
    const capacity = new Ec2Capacity(this, id, { ...options, cluster: this });
    this._capacities.push(capacity);
    for (const service of this._services) service.dependOn(...capacity.prerequisites);
    for (const { service, published } of this._publications) {
      service.dependOn(...capacity.openPort(published));
    }
    return capacity;
  }

  /** Puts a service on the cluster. Called by `Ec2Service`. */
  placeService(service: ClusterService): void {
    this._services.push(service);
    for (const capacity of this._capacities) service.dependOn(...capacity.prerequisites);
  }

  /** Opens a host port of a service on all hosts, present and future. Called by `Ec2Service`. */
  publishPort(service: ClusterService, published: PublishedPort): void {
    if (!isKnown(published.port)) return;
    this._publications.push({ service, published });
    for (const capacity of this._capacities) service.dependOn(...capacity.openPort(published));
  }
}
