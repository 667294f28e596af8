import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ICapacity, PublishedPort } from '../hosts/capacity';
import type { CapacityProviderStrategyItem } from '../hosts/strategy-items';
import type { INamespace } from '../network/namespace-contract';
import type { Metric, MetricOptions } from '../monitoring/metric';
import type { INetwork } from '../network/network';
import type { PlacedService } from '../placement/placed-service';
import type { ExecuteCommandUse } from './execute-command';

/** What a cluster needs to know about a service on it. */
export interface ClusterService {
  /** The service's numbers, read at synth. */
  readonly placement: PlacedService;
  /** Orders the service after something that it needs, and so makes it outlive the service. */
  dependOn(...others: readonly ITerraformDependable[]): void;
  /**
   * Tells the resource that names the cluster's capacity providers. A service with a strategy must be replaced with it:
   * AWS does not take a capacity provider away from a cluster while a service uses it.
   */
  useCapacityProviders?(association: EcsClusterCapacityProviders): void;
}

/** What a service needs of the cluster it runs on. {@link Cluster} and imported clusters have it. */
export interface ICluster extends IConstruct {
  /** Absent where the cluster is managed elsewhere. */
  readonly resource?: EcsCluster;
  readonly clusterName: string;
  readonly clusterArn: string;
  /** Where its hosts are. Absent where the cluster is managed elsewhere. */
  readonly network?: INetwork;
  /** False for a cluster whose hosts are managed elsewhere and were not described: nothing can be checked against them. */
  readonly knowsHosts: boolean;
  /** The groups of hosts known so far. */
  readonly capacities: readonly ICapacity[];
  /** The services placed on this cluster so far. */
  readonly services: readonly ClusterService[];
  /** How commands in containers are recorded and encrypted. Absent where that is not known. */
  readonly executeCommand?: ExecuteCommandUse;
  /** Namespace of Service Connect for services that name none. Absent where there is none, and where it is not known. */
  readonly serviceConnectNamespace?: INamespace;
  /** What services run on that do not say it. @default - all groups of hosts that ECS scales, equally */
  readonly defaultCapacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /** How many hosts all groups have together; undefined while that is not known at synth. */
  readonly instanceCount: number | undefined;
  /** A metric of the cluster by its name, on average where `options` do not say otherwise. */
  metric(metricName: string, options?: MetricOptions): Metric;
  /** Percent of the CPU of all hosts that tasks reserve. */
  metricCpuReservation(options?: MetricOptions): Metric;
  /** Percent of the CPU of all hosts that tasks use. */
  metricCpuUtilization(options?: MetricOptions): Metric;
  /** Percent of the memory of all hosts that tasks reserve. */
  metricMemoryReservation(options?: MetricOptions): Metric;
  /** Percent of the memory of all hosts that tasks use. */
  metricMemoryUtilization(options?: MetricOptions): Metric;
  /** Puts a service on the cluster. Called by `Ec2Service`. */
  placeService(service: ClusterService): void;
  /** Opens a host port of a service on all hosts, present and future. Called by `Ec2Service`. */
  publishPort(service: ClusterService, published: PublishedPort): void;
}
