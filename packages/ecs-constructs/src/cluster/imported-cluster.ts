import type { Construct } from 'constructs';
import {
  AdoptedCapacity,
  type CapacityAttributes,
  instanceCountOf,
} from '../hosts/adopted-capacity';
import type { ICapacity, PublishedPort } from '../hosts/capacity';
import type { INamespace } from '../network/namespace-contract';
import { requireOwnRegion } from '../support/arn';
import { AwsEnvironment } from '../support/aws-environment';
import { ecsName, isKnown, requireName } from '../support/validation';
import type { ClusterService, ICluster } from './cluster-contract';
import {
  type ExecuteCommandConfiguration,
  type ExecuteCommandUse,
  executeCommandUse,
} from './execute-command';
import { MeasuredCluster } from './measured-cluster';

/** A cluster that exists already. */
export interface ClusterAttributes {
  readonly clusterName: string;
  /** @default - that of the name in the provider's account and region */
  readonly clusterArn?: string;
  /**
   * Its configuration of `aws ecs execute-command`, for what task roles need of it. Nothing of it is set.
   *
   * @default - not known: task roles are allowed the channel only
   */
  readonly executeCommand?: ExecuteCommandConfiguration;
  /** Its default namespace of Service Connect. Nothing of it is set. @default - not known: each service names its own */
  readonly serviceConnectNamespace?: INamespace;
  /**
   * Its groups of hosts, by a name for each. Described groups are what services are checked against, and where their
   * ports are opened. @default - not known: nothing is checked against them and no port is opened
   */
  readonly capacities?: Readonly<Record<string, CapacityAttributes>>;
}

/** A cluster that is managed elsewhere. `Cluster.fromClusterAttributes` makes it. */
export class ImportedCluster extends MeasuredCluster implements ICluster {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly knowsHosts: boolean;
  readonly executeCommand?: ExecuteCommandUse;
  readonly serviceConnectNamespace?: INamespace;

  private readonly _capacities: readonly ICapacity[];
  private readonly _services: ClusterService[] = [];

  constructor(scope: Construct, id: string, attributes: ClusterAttributes) {
    super(scope, id);
    const { clusterName, capacities } = attributes;
    requireName(this, clusterName, ecsName('clusterName'));
    requireOwnRegion(this, 'clusterArn', [attributes.clusterArn]);
    this.clusterName = clusterName;
    this.clusterArn = attributes.clusterArn ?? this.arnOf(clusterName);
    this.serviceConnectNamespace = attributes.serviceConnectNamespace;
    this.knowsHosts = capacities !== undefined;
    this.executeCommand =
      attributes.executeCommand && executeCommandUse(this, attributes.executeCommand);
    this._capacities = Object.entries(capacities ?? {}).map(
      ([name, group]) => new AdoptedCapacity(this, name, group),
    );
  }

  get capacities(): readonly ICapacity[] {
    return [...this._capacities];
  }

  get services(): readonly ClusterService[] {
    return [...this._services];
  }

  get instanceCount(): number | undefined {
    return this.knowsHosts ? instanceCountOf(this._capacities) : undefined;
  }

  placeService(service: ClusterService): void {
    this._services.push(service);
  }

  publishPort(service: ClusterService, published: PublishedPort): void {
    if (!isKnown(published.port)) {
      return;
    }
    for (const capacity of this._capacities) {
      service.dependOn(...capacity.openPort(published));
    }
  }

  private arnOf(clusterName: string): string {
    const { accountId, partition, region } = AwsEnvironment.of(this);
    return `arn:${partition}:ecs:${region}:${accountId}:cluster/${clusterName}`;
  }
}
