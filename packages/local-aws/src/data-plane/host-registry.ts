import { ecsArn, newHexId, nameOf, regionOf } from '../ecs/identifiers';
import { describeClusters } from '../ecs/moto-clusters';
import type { Host } from '../hosts/host';
import type { EcsState } from '../ecs/state';
import type { TaskRunner } from '../ecs/task-runner';
import type { MotoClient } from '../moto/moto-client';
import { runningInstances, userDataOf, type Ec2Instance } from '../hosts/ec2-instances';
import { InstanceTypes, resourcesFrom, type InstanceTypeResources } from '../hosts/instance-types';
import type { LoopbackAddresses } from '../hosts/loopback-addresses';
import { clusterOfUserData } from '../hosts/user-data';

/** What the registry works with. */
export interface HostRegistryParts {
  readonly moto: MotoClient;
  readonly state: EcsState;
  readonly addresses: LoopbackAddresses;
  readonly runner: TaskRunner;
  readonly notice: (text: string) => void;
  /** The Auto Scaling group of an instance. */
  readonly groupOf: (instanceId: string) => string | undefined;
}

/**
 * Plays the agent of every instance whose user data names a cluster: joins it when the cluster exists, leaves it when
 * the instance is gone.
 */
export class HostRegistry {
  private readonly madeAddresses = new Map<string, string>();
  private readonly clusterByInstance = new Map<string, string | undefined>();
  private readonly types: InstanceTypes;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly parts: HostRegistryParts) {
    this.types = new InstanceTypes(parts.moto);
  }

  /** Compares the instances of a region with the hosts known. One comparison at a time, in the order asked. */
  sync(region: string): Promise<void> {
    const next = this.last.then(() => this.compare(region));
    this.last = next.catch(() => undefined);
    return next;
  }

  /** Pairs of moto's made-up public address and the host's loopback address. */
  pairs(): readonly (readonly [made: string, real: string])[] {
    return this.parts.state.hosts().flatMap(({ instanceId, address }) => {
      const made = this.madeAddresses.get(instanceId);
      return made === undefined ? [] : [[made, address] as const];
    });
  }

  private async compare(region: string): Promise<void> {
    const { state } = this.parts;
    const instances = await runningInstances(this.parts.moto, region);
    const known = state.hosts().filter((host) => regionOf(host.arn) === region);
    for (const host of known) {
      if (!instances.some(({ instanceId }) => instanceId === host.instanceId)) {
        this.leave(host);
      }
    }
    const fresh = instances
      .filter(({ instanceId }) => !known.some((host) => host.instanceId === instanceId))
      // The first zone gets the first address, whatever the order of launch.
      .sort((a, b) => a.availabilityZone.localeCompare(b.availabilityZone));
    const clusters = new Set<string>();
    for (const instance of fresh) {
      const clusterArn = await this.clusterOf(region, instance);
      if (clusterArn === undefined) {
        continue;
      }
      await this.join(region, clusterArn, instance);
      clusters.add(clusterArn);
    }
    for (const clusterArn of clusters) {
      state.hostsChanged(clusterArn);
    }
  }

  private async clusterOf(
    region: string,
    { instanceId }: Ec2Instance,
  ): Promise<string | undefined> {
    const { moto } = this.parts;
    if (!this.clusterByInstance.has(instanceId)) {
      this.clusterByInstance.set(
        instanceId,
        clusterOfUserData(await userDataOf(moto, region, instanceId)),
      );
    }
    const cluster = this.clusterByInstance.get(instanceId);
    if (cluster === undefined) {
      return undefined;
    }
    const [found] = await describeClusters(moto, region, [cluster]);
    return found?.status === 'ACTIVE' ? found.clusterArn : undefined;
  }

  private async join(region: string, clusterArn: string, instance: Ec2Instance): Promise<void> {
    const { state, addresses, notice, groupOf } = this.parts;
    const { cpu, memoryMiB, taskInterfaces } = await this.resources(region, instance.instanceType);
    const id = newHexId();
    const address = addresses.assign(instance.instanceId);
    const groupName = groupOf(instance.instanceId) ?? instance.groupName;
    if (instance.publicAddress === undefined) {
      notice(
        `${instance.instanceId} has no public address; its containers still listen on ${address}.`,
      );
    } else {
      this.madeAddresses.set(instance.instanceId, instance.publicAddress);
    }
    state.addHost({
      id,
      arn: ecsArn(region, `container-instance/${nameOf(clusterArn)}/${id}`),
      clusterArn,
      instanceId: instance.instanceId,
      instanceType: instance.instanceType,
      imageId: instance.imageId,
      availabilityZone: instance.availabilityZone,
      subnetId: instance.subnetId,
      vpcId: instance.vpcId,
      address,
      ...(groupName === undefined ? {} : { groupName }),
      cpu,
      memoryMiB,
      ...(taskInterfaces === undefined ? {} : { taskInterfaces }),
      registeredAt: Date.now(),
      status: 'ACTIVE',
    });
  }

  private leave(host: Host): void {
    const { state, runner, addresses } = this.parts;
    const tasks = state.tasksOn(host);
    state.removeHost(host);
    this.madeAddresses.delete(host.instanceId);
    this.clusterByInstance.delete(host.instanceId);
    const reason = `Host EC2 (instance ${host.instanceId}) terminated.`;
    // The next host may have the address only when nothing listens on it any more.
    void Promise.all(tasks.map((task) => runner.stop(task, 'TerminationNotice', reason))).then(() =>
      addresses.release(host.instanceId),
    );
    state.hostsChanged(host.clusterArn);
  }

  private async resources(region: string, instanceType: string): Promise<InstanceTypeResources> {
    const known = await this.types.resourcesOf(region, instanceType);
    if (known !== undefined) {
      return known;
    }
    this.parts.notice(
      `${instanceType} is no instance type this AWS knows: such hosts offer 2 vCPU and 1 GiB.`,
    );
    return resourcesFrom(2, 1024);
  }
}
