import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import {
  AdoptedCapacity,
  type CapacityAttributes,
  instanceCountOf,
} from '../hosts/adopted-capacity';
import type { ICapacity, PublishedPort } from '../hosts/capacity';
import { Ec2Capacity } from '../hosts/ec2-capacity';
import type { Ec2CapacityOptions } from '../hosts/ec2-capacity-options';
import { type CapacityProviderStrategyItem, requireStrategyItems } from '../hosts/strategy-items';
import type { INamespace } from '../network/namespace-contract';
import type { INetwork } from '../network/network';
import { AwsEnvironment } from '../support/aws-environment';
import { replaceWith } from '../support/dependencies';
import { determined } from '../support/determined';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { ecsName, isKnown, misuse, requireName } from '../support/validation';
import type { ClusterService, ICluster } from './cluster-contract';
import {
  type ExecuteCommandConfiguration,
  type ExecuteCommandUse,
  executeCommandUse,
  renderExecuteCommand,
  requireExecuteCommand,
} from './execute-command';
import { type ClusterAttributes, ImportedCluster } from './imported-cluster';
import { MeasuredCluster } from './measured-cluster';

/** How much Container Insights records. Everything but `disabled` is billed per metric. */
export type ContainerInsights = 'disabled' | 'enabled' | 'enhanced';

/** Properties of {@link Cluster}. */
export interface ClusterProps {
  readonly clusterName: string;
  /** Where the hosts run. */
  readonly network: INetwork;
  /** @default 'disabled' */
  readonly containerInsights?: ContainerInsights;
  /**
   * How commands that are run in containers are recorded and encrypted. Services take them with `enableExecuteCommand`;
   * their task roles are then allowed what this asks for.
   *
   * @default - recorded where the container logs with awslogs; encrypted by TLS
   */
  readonly executeCommand?: ExecuteCommandConfiguration;
  /**
   * The namespace of services that call `enableServiceConnect` without one. It must exist before the cluster.
   *
   * @default - each service names its own
   */
  readonly serviceConnectNamespace?: INamespace;
}

/**
 * An ECS cluster of EC2 hosts. Add hosts with {@link Cluster.addCapacity} and services with `Ec2Service`.
 *
 * @notFor Fargate, managed instances and ECS Anywhere.
 * @bills nothing for the cluster; `containerInsights` as metrics of CloudWatch, each task and service with several;
 * a log of commands as any log.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html
 */
export class Cluster extends MeasuredCluster implements ICluster {
  /** A cluster that is managed elsewhere, in the provider's account and region. Nothing is created. */
  static fromClusterAttributes(
    scope: Construct,
    id: string,
    attributes: ClusterAttributes,
  ): ICluster {
    requireShape('Cluster.fromClusterAttributes', 'ClusterAttributes', attributes);
    return new ImportedCluster(scope, id, attributes);
  }

  readonly resource: EcsCluster;
  readonly network: INetwork;
  /** The cluster's own attribute: whatever names the cluster by it is created after it and deleted before it. */
  readonly clusterName: string;
  readonly knowsHosts = true;
  readonly executeCommand?: ExecuteCommandUse;
  readonly serviceConnectNamespace?: INamespace;

  private readonly _capacities: ICapacity[] = [];
  private readonly _services: ClusterService[] = [];
  private readonly _publications: { service: ClusterService; published: PublishedPort }[] = [];
  private _defaultStrategy?: readonly CapacityProviderStrategyItem[];
  private _association?: EcsClusterCapacityProviders;
  private _clusterArn?: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    requireShape(this, 'ClusterProps', props);
    requireOwnNames(this);
    const { clusterName, network, containerInsights = 'disabled', executeCommand } = props;
    const { serviceConnectNamespace: namespace } = props;
    requireName(this, clusterName, ecsName('clusterName'));
    requireExecuteCommand(this, executeCommand ?? {});
    this.resource = new EcsCluster(this, 'Resource', {
      name: clusterName,
      setting: [{ name: 'containerInsights', value: containerInsights }],
      configuration: executeCommand && {
        executeCommandConfiguration: renderExecuteCommand(executeCommand),
      },
      serviceConnectDefaults: namespace && { namespace: literal(namespace.namespaceArn) },
    });
    this.network = network;
    this.serviceConnectNamespace = namespace;
    this.executeCommand = executeCommand && executeCommandUse(this, executeCommand);
    this.clusterName = this.resource.name;
  }

  /** Known while Terraform plans; names the cluster by its own attribute, as `clusterName` does. */
  get clusterArn(): string {
    const { accountId, partition, region } = AwsEnvironment.of(this);
    this._clusterArn ??= determined(this.resource, {
      text: `arn:${partition}:ecs:${region}:${accountId}:cluster/${this.clusterName}`,
      attribute: this.resource.arn,
    });
    return this._clusterArn;
  }

  get capacities(): readonly ICapacity[] {
    return [...this._capacities];
  }

  get services(): readonly ClusterService[] {
    return [...this._services];
  }

  get defaultCapacityProviderStrategy(): readonly CapacityProviderStrategyItem[] | undefined {
    return this._defaultStrategy;
  }

  get instanceCount(): number | undefined {
    return instanceCountOf(this._capacities);
  }

  /** The one resource that names the capacity providers of the cluster; undefined while no capacity is managed. */
  get capacityProviderAssociation(): EcsClusterCapacityProviders | undefined {
    return this._association;
  }

  /**
   * What tasks run on whose service, schedule or caller does not say it. Services of this library write it down as their
   * own strategy, so that a later change is a change of theirs in the plan.
   *
   * @throws Error for groups of other clusters, groups of fixed size, and a second call
   */
  setDefaultCapacityProviderStrategy(items: readonly CapacityProviderStrategyItem[]): void {
    requireStrategyItems(this, items);
    requireDefaultStrategy(this, items, this._defaultStrategy);
    this._defaultStrategy = [...items];
    this._association?.putDefaultCapacityProviderStrategy(
      items.map(({ capacity, weight = 1, base = 0 }) => ({
        capacityProvider: literal(capacity.capacityProvider?.name ?? ''),
        weight,
        base,
      })),
    );
  }

  /** Adds a group of hosts. Every service of the cluster may run on it, so it opens their published ports. */
  addCapacity(id: string, options: Ec2CapacityOptions): Ec2Capacity {
    requireShape(`${this.node.path}/${id}`, 'Ec2CapacityOptions', options);
    const capacity = new Ec2Capacity(this, id, { ...options, cluster: this });
    this.requireOwnName(capacity);
    this.take(capacity);
    return capacity;
  }

  /**
   * Adds a group of hosts that is managed elsewhere: its hosts must join this cluster by themselves. With
   * `managedScaling` this cluster's ECS scales it from now on.
   */
  adoptCapacity(id: string, attributes: CapacityAttributes): ICapacity {
    requireShape(`${this.node.path}/${id}`, 'CapacityAttributes', attributes);
    const capacity = new AdoptedCapacity(this, id, attributes);
    this.take(capacity);
    return capacity;
  }

  placeService(service: ClusterService): void {
    this._services.push(service);
    for (const capacity of this._capacities) {
      service.dependOn(...capacity.prerequisites);
    }
    this.introduce(service);
  }

  publishPort(service: ClusterService, published: PublishedPort): void {
    if (!isKnown(published.port)) {
      return;
    }
    this._publications.push({ service, published });
    for (const capacity of this._capacities) {
      service.dependOn(...capacity.openPort(published));
    }
  }

  /** Launch template, security group and group are named alike, and names are unique to the region. */
  private requireOwnName({ node, resource }: Ec2Capacity): void {
    const name = resource.nameInput;
    const other = this._capacities.find(
      (capacity) => (capacity as Partial<Ec2Capacity>).resource?.nameInput === name,
    );
    if (other === undefined) {
      return;
    }
    throw misuse(node.path, {
      what: 'every group of hosts has a name of its own',
      got: `${name}, as ${other.node.path} has`,
      fix: 'Set autoScalingGroupName on one of them.',
    });
  }

  private take(capacity: ICapacity): void {
    this._capacities.push(capacity);
    this.associate(capacity);
    for (const service of this._services) {
      service.dependOn(...capacity.prerequisites);
    }
    for (const { service, published } of this._publications) {
      service.dependOn(...capacity.openPort(published));
    }
  }

  /** AWS takes the capacity providers of a cluster as one list, so that all groups share one resource. */
  private associate({ capacityProvider }: ICapacity): void {
    if (capacityProvider === undefined) {
      return;
    }
    const isFirst = this._association === undefined;
    this._association ??= new EcsClusterCapacityProviders(this, 'CapacityProviders', {
      clusterName: this.clusterName,
      capacityProviders: Lazy.listValue({ produce: () => this.capacityProviderNames() }),
    });
    if (capacityProvider.resource !== undefined) {
      // A capacity provider cannot be deleted while it is associated, so a replaced one takes the association with it.
      replaceWith(this._association, capacityProvider.resource);
    }
    if (isFirst) {
      this._services.forEach((service) => this.introduce(service));
    }
  }

  private introduce(service: ClusterService): void {
    if (this._association === undefined) {
      return;
    }
    service.dependOn(this._association);
    service.useCapacityProviders?.(this._association);
  }

  private capacityProviderNames(): string[] {
    return literal(
      this._capacities.flatMap(({ capacityProvider }) => capacityProvider?.name ?? []),
    );
  }
}

function requireDefaultStrategy(
  cluster: Cluster,
  items: readonly CapacityProviderStrategyItem[],
  before: readonly CapacityProviderStrategyItem[] | undefined,
): void {
  const { capacities } = cluster;
  const foreign = items.find(({ capacity }) => !capacities.includes(capacity));
  if (foreign !== undefined) {
    throw misuse(cluster, {
      what: 'the default strategy of a cluster names groups of hosts of its own',
      got: foreign.capacity.node.path,
      fix: 'Name a group that addCapacity or adoptCapacity of this cluster returned.',
    });
  }
  if (items.length > 0 && before === undefined) {
    return;
  }
  throw misuse(cluster, {
    what: 'the default strategy of a cluster is set once, with at least one group of hosts',
    got: before === undefined ? 'no group' : 'a second call',
    fix: 'Name all groups in one call.',
  });
}
