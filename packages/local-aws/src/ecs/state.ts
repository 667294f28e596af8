import { AwsError } from '../gateway/aws-response';
import { architectureOf } from '../hosts/instance-types';
import { CapacityState } from './capacity/capacity-state';
import { nameOf } from './identifiers';
import { type KnownSubnet, subnetIdsOf } from './network/network-configuration';
import { hasOwnInterface } from './network/task-interface';
import { requirementsOf } from './requirements';
import type { Host } from '../hosts/host';
import type { Service } from './service';
import type { Task } from './task';
import type { TaskDefinition } from './task-definition';
import type { Candidate } from './placement/place-task';

/** Ports the agent and SSH keep on every host. */
const RESERVED_PORTS = [22, 2375, 2376, 51678, 51679];
const STOPPED_TASKS_STAY_MS = 3_600_000;

/** A host port that something outside this local AWS holds; looked at again after a while. */
export interface TakenPort {
  readonly until: number;
  readonly why: string;
}

/** What the data plane knows: hosts, tasks and services of all regions. */
export class EcsState {
  /** Ports that are taken on every host before any task. */
  readonly reservedPorts: readonly number[] = RESERVED_PORTS;
  readonly capacity = new CapacityState();
  private readonly hostsByArn = new Map<string, Host>();
  private readonly tasksByArn = new Map<string, Task>();
  private readonly servicesByArn = new Map<string, Service>();
  private readonly takenPorts = new Map<string, TakenPort>();
  private readonly subnets = new Map<string, KnownSubnet>();
  private readonly hostListeners: ((clusterArn: string) => void)[] = [];

  /** Tells a listener whenever the hosts of a cluster changed: one came or left, is draining, or has room again. */
  onHostsChange(listener: (clusterArn: string) => void): void {
    this.hostListeners.push(listener);
  }

  /** The hosts of a cluster changed, and whoever waits for one should look again. */
  hostsChanged(clusterArn: string): void {
    for (const listener of this.hostListeners) {
      listener(clusterArn);
    }
  }

  /** Notes where the subnets of tasks are. */
  learnSubnets(subnets: readonly KnownSubnet[] = []): void {
    for (const subnet of subnets) {
      this.subnets.set(subnet.id, subnet);
    }
  }

  /** The subnets that a service or a call names for its tasks; undefined for tasks that are where their hosts are. */
  subnetsOf(
    definition: TaskDefinition,
    given: Readonly<Record<string, unknown>>,
  ): readonly KnownSubnet[] | undefined {
    return hasOwnInterface(definition)
      ? subnetIdsOf(given).flatMap((id) => this.subnets.get(id) ?? [])
      : undefined;
  }

  /** Adds a host that joined. */
  addHost(host: Host): void {
    this.hostsByArn.set(host.arn, host);
  }

  /** Forgets a host that left. */
  removeHost(host: Host): void {
    this.hostsByArn.delete(host.arn);
  }

  /** Hosts of one cluster, or of all. */
  hosts(clusterArn?: string): readonly Host[] {
    return [...this.hostsByArn.values()].filter(
      (host) => clusterArn === undefined || host.clusterArn === clusterArn,
    );
  }

  /** Adds a task, and forgets those stopped long ago. */
  addTask(task: Task): void {
    this.tasksByArn.set(task.arn, task);
    const oldest = Date.now() - STOPPED_TASKS_STAY_MS;
    for (const { arn, stoppedAt } of this.tasksByArn.values()) {
      if (stoppedAt !== undefined && stoppedAt < oldest) {
        this.tasksByArn.delete(arn);
      }
    }
  }

  /** Tasks of one cluster, or of all, stopped ones included. */
  tasks(clusterArn?: string): readonly Task[] {
    return [...this.tasksByArn.values()].filter(
      (task) => clusterArn === undefined || task.clusterArn === clusterArn,
    );
  }

  /** A task by ARN or id. */
  findTask(clusterArn: string, arnOrId: string): Task | undefined {
    return this.tasks(clusterArn).find(({ id }) => id === nameOf(arnOrId));
  }

  /** Tasks of a service, stopped ones included. */
  tasksOf(service: Service): readonly Task[] {
    return this.tasks(service.clusterArn).filter(
      ({ group }) => group === `service:${service.name}`,
    );
  }

  /** Adds a service, in place of an inactive one of its name. */
  addService(service: Service): void {
    this.servicesByArn.set(service.arn, service);
  }

  /** Services of one cluster, or of all, inactive ones included. */
  services(clusterArn?: string): readonly Service[] {
    return [...this.servicesByArn.values()].filter(
      (service) => clusterArn === undefined || service.clusterArn === clusterArn,
    );
  }

  /** A service by ARN or name. */
  findService(clusterArn: string, arnOrName: string): Service | undefined {
    return this.services(clusterArn).find(({ name }) => name === nameOf(arnOrName));
  }

  /** A service that can be changed; throws what ECS throws when there is none. */
  requireService(clusterArn: string, arnOrName: string): Service {
    const service = this.findService(clusterArn, arnOrName);
    if (service === undefined) {
      throw new AwsError('ServiceNotFoundException', 'Service not found.');
    }
    if (service.status !== 'ACTIVE') {
      throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    }
    return service;
  }

  /** Notes that a host's port is held by something else. */
  markPortTaken(host: Host, port: number, taken: TakenPort): void {
    this.takenPorts.set(`${host.id} ${port}`, taken);
  }

  /** Why ports of these hosts cannot be used now, for ports held by something else. */
  takenPortsOf(clusterArn: string): readonly string[] {
    const now = Date.now();
    const hosts = this.hosts(clusterArn);
    return [...this.takenPorts]
      .filter(([key, { until }]) => until > now && hosts.some(({ id }) => key.startsWith(`${id} `)))
      .map(([, { why }]) => why)
      .sort();
  }

  /** A cluster's hosts as the placement engine wants them; of one capacity provider when it is named. */
  candidates(clusterArn: string, group: string, provider?: string): readonly Candidate[] {
    const now = Date.now();
    return this.hosts(clusterArn)
      .filter(({ status }) => status === 'ACTIVE')
      .filter((host) => provider === undefined || this.capacity.providerOf(host)?.name === provider)
      .map((host) => {
        const held = [...this.takenPorts]
          .filter(([key, { until }]) => until > now && key.startsWith(`${host.id} `))
          .map(([key]) => Number(key.split(' ')[1]));
        const free = this.freeOn(host);
        return {
          id: host.id,
          cpu: free.cpu,
          memoryMiB: free.memoryMiB,
          usedPorts: new Set([...free.usedPorts, ...held]),
          interfaces: free.interfaces,
          attributes: attributesOf(host),
          tasksOfGroup: this.tasksOn(host).filter((task) => task.group === group).length,
        };
      });
  }

  /** What a host has left. */
  freeOn(host: Host): {
    readonly cpu: number;
    readonly memoryMiB: number;
    readonly usedPorts: readonly number[];
    readonly interfaces: number;
  } {
    const used = this.tasksOn(host).map(({ definition }) => requirementsOf(definition));
    return {
      cpu: used.reduce((left, { cpu }) => left - cpu, host.cpu),
      memoryMiB: used.reduce((left, { memoryMiB }) => left - memoryMiB, host.memoryMiB),
      usedPorts: [...RESERVED_PORTS, ...used.flatMap(({ ports }) => ports)],
      interfaces: used.reduce(
        (left, { interfaces = 0 }) => left - interfaces,
        host.taskInterfaces ?? Infinity,
      ),
    };
  }

  /** Tasks that still hold something of a host. */
  tasksOn(host: Host): readonly Task[] {
    return this.tasks(host.clusterArn).filter(
      (task) => task.host.id === host.id && task.lastStatus !== 'STOPPED',
    );
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes */
export function attributesOf(host: Host): Readonly<Record<string, string>> {
  return {
    'ecs.availability-zone': host.availabilityZone,
    'ecs.instance-type': host.instanceType,
    'ecs.os-type': 'linux',
    'ecs.os-family': 'LINUX',
    'ecs.ami-id': host.imageId,
    'ecs.vpc-id': host.vpcId,
    'ecs.subnet-id': host.subnetId,
    'ecs.cpu-architecture': architectureOf(host.instanceType),
  };
}
