import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { CloudMapService, type CloudMapOptions } from '../discovery/cloud-map-service';
import type { INamespace } from '../network/namespace-contract';
import { ServiceConnect, type ServiceConnectOptions } from '../discovery/service-connect';
import type { IRole } from '../iam/role-contract';
import { Peer } from '../network/peer';
import { type TaskNetwork, taskNetworkOf } from '../network/task-network';
import type { PortRange } from '../network/security-group-rules';
import type { ITaskSecurityGroup } from '../network/task-security-group';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import { placeInStack } from '../support/place';
import { requireShape } from '../support/require-shape';
import { misuse } from '../support/validation';
import { publishedPorts } from '../task/container-defaults';
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

/** Options of `Ec2Service.enableServiceConnect`. */
export interface EnableServiceConnectOptions extends ServiceConnectOptions {
  /**
   * Services of the namespace that these tasks call. They are deployed first, because tasks that run never learn of what is
   * offered later, and with networkMode `awsvpc` they let these tasks in. @default - none
   */
  readonly servers?: readonly NetworkedService[];
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
  private cloudMap?: CloudMapService;
  private connect?: ServiceConnect;

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
    requireShape(this, 'AllowFromOptions', options);
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
    for (const range of this.portsToOpen(options)) {
      peers.forEach((peer) => ports.allow({ ...range, protocol }, peer));
    }
  }

  /**
   * Gives the tasks a name in DNS, `<service>.<namespace>`. With `awsvpc` it leads to their addresses; else to hosts and ports
   * (SRV), which few clients ask for. Who may come is a matter of `peers` and `allowFrom`.
   */
  enableCloudMap(options: CloudMapOptions): CloudMapService {
    requireShape(this, 'CloudMapOptions', options);
    this.requireFirst('enableCloudMap', this.cloudMap);
    const { networkMode } = this.taskDefinition;
    const serviceName = this.placement.serviceName ?? this.node.id;
    const cloudMap = new CloudMapService(this, 'CloudMap', {
      ...options,
      serviceName,
      networkMode,
    });
    this.cloudMap = cloudMap;
    this.resource.putServiceRegistries(cloudMap.registry(() => this.taskDefinition.containers));
    return cloudMap;
  }

  /**
   * Lets the tasks call other services of a namespace by name, and be called with `ports`, through a proxy in every task. A
   * call is balanced over the tasks that run; nothing is encrypted unless `tls` says so.
   */
  enableServiceConnect(options: EnableServiceConnectOptions): void {
    requireShape(this, 'EnableServiceConnectOptions', options);
    this.requireFirst('enableServiceConnect', this.connect);
    const { networkMode, executionRole } = this.taskDefinition;
    const { logging, servers = [] } = options;
    const logConfiguration = logging && logging.bind(this, this.requireRole(executionRole));
    const namespace = options.namespace ?? this.requireNamespace();
    const connect = new ServiceConnect(this, {
      ...options,
      namespace,
      networkMode,
      logConfiguration,
    });
    this.connect = connect;
    this.resource.putServiceConnectConfiguration(
      connect.configuration(() => this.taskDefinition.containers),
    );
    for (const server of servers) {
      this.dependOn(server.resource);
      server.letClientIn(this);
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
    const { containers } = this.taskDefinition;
    return [
      ...(this.taskNetwork?.problems(zones) ?? []),
      ...(this.cloudMap?.problems(containers) ?? []),
      ...(this.connect?.problems(containers, this.taskMemoryMiB) ?? []),
    ];
  }

  protected networkWarnings(): readonly string[] {
    const { containers, reservation } = this.taskDefinition;
    return [
      ...(this.taskNetwork?.warnings() ?? []),
      ...(this.connect?.warnings(containers, { ...reservation, memoryMiB: this.taskMemoryMiB }) ??
        []),
    ];
  }

  /** A client of Service Connect, to the ports that are offered; on hosts their proxies listen where ECS chooses. */
  private letClientIn(client: NetworkedService): void {
    if (this.connect === undefined) {
      throw misuse(client, {
        what: 'servers of Service Connect offer ports',
        got: `${this.node.path}, without enableServiceConnect`,
        fix: 'Call enableServiceConnect with ports on it first.',
      });
    }
    const ports = this.taskPorts;
    if (ports === undefined) {
      const open = (peer: Peer) =>
        this.cluster.publishPort(this, {
          port: 32_768,
          toPort: 65_535,
          protocol: 'tcp',
          peers: [peer],
        });
      client.peers.forEach(open);
      return;
    }
    for (const { containerPort: port } of this.connect.containerPorts(
      this.taskDefinition.containers,
    )) {
      client.peers.forEach((peer) => ports.allow({ port, protocol: 'tcp' }, peer));
    }
  }

  /** Without one, the proxy would take from what the containers reserve. */
  private get taskMemoryMiB(): number | undefined {
    return this.taskDefinition.taskMemoryMiB;
  }

  private requireFirst(method: string, before: unknown): void {
    if (before === undefined) {
      return;
    }
    throw misuse(this, {
      what: `${method} is called once`,
      got: 'a second call',
      fix: 'Say everything in one call.',
    });
  }

  private requireNamespace(): INamespace {
    const { serviceConnectNamespace } = this.cluster;
    if (serviceConnectNamespace !== undefined) {
      return serviceConnectNamespace;
    }
    throw misuse(this, {
      what: 'enableServiceConnect needs a namespace, which the cluster does not have either',
      got: `no namespace, and none on ${this.cluster.node.path}`,
      fix: 'Name it: enableServiceConnect({ namespace }), or serviceConnectNamespace on the cluster.',
    });
  }

  private requireRole(role: IRole | undefined): IRole {
    if (role !== undefined) {
      return role;
    }
    throw misuse(this, {
      what: 'logs of the proxies are written with the execution role of the task definition, which is not known',
      got: this.taskDefinition.node.path,
      fix: 'Pass executionRole to fromTaskDefinitionArn, or leave logging out.',
    });
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

  private portsToOpen({
    containerPort,
    protocol = 'tcp',
  }: AllowFromOptions): readonly Omit<PortRange, 'protocol'>[] {
    if (containerPort !== undefined) {
      return [{ port: containerPort }];
    }
    const ports = this.taskDefinition.containers
      .flatMap(publishedPorts)
      .filter((mapping) => mapping.protocol === protocol)
      .map(({ containerPort: port, lastContainerPort: toPort }) => ({ port, toPort }));
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
