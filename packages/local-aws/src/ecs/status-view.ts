import type { HostStatus, TaskStatus } from '../status';
import { nameOf, regionOf } from './identifiers';
import type { Host } from '../hosts/host';
import type { Task } from './task';

/** A host for the status of the local AWS. */
export function hostStatus(host: Host): HostStatus {
  return {
    address: host.address,
    availabilityZone: host.availabilityZone,
    instanceId: host.instanceId,
    instanceType: host.instanceType,
    subnetId: host.subnetId,
    region: regionOf(host.arn),
    cluster: nameOf(host.clusterArn),
    containerInstanceArn: host.arn,
  };
}

/** A task for the status of the local AWS. */
export function taskStatus(task: Task): TaskStatus {
  return {
    taskArn: task.arn,
    cluster: nameOf(task.clusterArn),
    group: task.group,
    lastStatus: task.lastStatus,
    ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
    instanceId: task.host.instanceId,
    containers: task.containers.map((container) => ({
      name: container.definition.name,
      image: container.definition.image,
      lastStatus: container.lastStatus,
      runtime: container.runtime,
      ...(container.runtimeId === undefined ? {} : { runtimeId: container.runtimeId }),
      ...(container.pid === undefined ? {} : { pid: container.pid }),
      listens: container.bindings.map(({ bindIP, hostPort }) => `${bindIP}:${hostPort}`),
    })),
  };
}

/** What differs from AWS in how a task runs now. */
export function liveNotices(task: Task): readonly string[] {
  return task.lastStatus === 'STOPPED'
    ? []
    : [...(task.notices ?? []), ...task.containers.flatMap(({ notices }) => notices)];
}
