import { describeProblem } from '../support/validation';
import { taskInterfaces } from '../hosts/network-interfaces';
import { describePools, describeSize, type HostPool } from './host-pools';
import type { Demand } from './packing';
import type { PlacedService } from './placed-service';
import { keptTasks } from './rollout';

const FREE_PORT = 'or set hostPort to 0 for a port that ECS chooses.';

/** More tasks on a static port than hosts. `others` reads ` beside the 2 of Stack/Other`, or is empty. */
export function tooFewHostsForPort(
  { desiredCount }: PlacedService,
  port: string,
  taken: number,
  others: string,
  hosts: number,
): string {
  return describeProblem({
    what:
      `static host port ${port} allows one task per host: ${tasksInWords(desiredCount)}${others} ` +
      `need ${hostsInWords(desiredCount + taken)}`,
    got: hostsInWords(hosts),
    fix: `Lower desiredCount, add hosts, ${FREE_PORT}`,
  });
}

/** Enough hosts for the tasks on a static port, but none for a rollout to begin with. */
export function noHostForNewTask(
  service: PlacedService,
  port: string,
  others: string,
  hosts: number,
): string {
  const { desiredCount, minimumHealthyPercent } = service;
  return describeProblem({
    what:
      `a rollout would hang: static host port ${port} is taken on every host, by the ${keptTasks(service)} of ` +
      `${desiredCount} tasks that must keep running (minimumHealthyPercent ${minimumHealthyPercent})${others}, ` +
      'and a new task needs one more host',
    got: hostsInWords(hosts),
    fix: `Add a host, lower minimumHealthyPercent, ${FREE_PORT}`,
  });
}

/** Each task with an address of its own takes one of the few network interfaces that a host has. */
export function tooFewInterfaces(
  { desiredCount }: PlacedService,
  {
    places,
    taken,
    all,
    pools,
  }: {
    readonly places: number;
    readonly taken: number;
    readonly all: number;
    readonly pools: readonly HostPool[];
  },
): string {
  const rollout =
    places > desiredCount ? ' while a rollout starts a new task before it stops an old one' : '';
  const others = taken === 0 ? '' : ` beside ${taken} of other services`;
  const types = [...new Set(pools.flatMap((pool) => pool.types.map(({ facts }) => facts.name)))];
  const each = types.map((type) => {
    const { tasks } = taskInterfaces(type);
    return `${type} has ${tasks + 1}, one of them its own`;
  });
  const trunks = types.some((type) => taskInterfaces(type).trunked !== undefined);
  return describeProblem({
    what:
      "with networkMode 'awsvpc' every task takes a network interface of its host: " +
      `${tasksInWords(places)}${others} need ${places + taken}${rollout}`,
    got: `${all} on ${hostsInWords(pools.reduce((sum, { count }) => sum + count, 0))} (${each.join('; ')})`,
    fix:
      'Add hosts, choose an instance type with more network interfaces, lower desiredCount or minimumHealthyPercent' +
      (trunks
        ? ', or launch the hosts with the account setting awsvpcTrunking and say so with awsvpcTrunking: true.'
        : ", or use networkMode 'bridge'."),
  });
}

/** The hosts have room for fewer tasks of a service than must run, although each fits. */
export function tooLittleRoom(
  service: PlacedService,
  task: Demand,
  room: number,
  pools: readonly HostPool[],
): string {
  const apart = service.distinctInstances ? 'with one task per host, ' : '';
  const { desiredCount } = service;
  const each =
    desiredCount === 1 ? '1 task that reserves' : `${desiredCount} tasks that each reserve`;
  const tasks = `${each} ${describeSize(task)}`;
  const got = `room for ${room} on ${describePools(pools)}`;
  return desiredCount > room
    ? describeProblem({
        what: `${apart}the hosts have no room for ${tasks}`,
        got,
        fix: 'Add hosts, choose a bigger instance type, or lower desiredCount or what a task reserves.',
      })
    : hang(service, `and ${apart}the hosts have room for ${tasks}, but not for one more`, got);
}

/** All tasks of all services do not fit at once. */
export function tooLittleTogether(demands: readonly Demand[], pools: readonly HostPool[]): string {
  const sum = (of: (value: Demand) => number): number =>
    demands.reduce((total, demand) => total + demand.count * of(demand), 0);
  const tasks = sum(() => 1);
  const size = {
    cpu: sum(({ cpu }) => cpu),
    memoryMiB: sum(({ memoryMiB }) => memoryMiB),
    gpuCount: sum(({ gpuCount }) => gpuCount),
  };
  return describeProblem({
    what:
      `the tasks of all services cannot run at the same time: there is no way to place ${tasks} tasks of ` +
      `${demands.length} services, which reserve ${describeSize(size)} together`,
    got: describePools(pools),
    fix: 'Add hosts, choose a bigger instance type, or lower what tasks reserve or how many there are.',
  });
}

/** The other services leave no room for a rollout to begin with. */
export function noRoomBesideOthers(
  service: PlacedService,
  task: Demand,
  pools: readonly HostPool[],
): string {
  return hang(
    service,
    `and beside the other services there is no room for one more, which reserves ${describeSize(task)}`,
    describePools(pools),
  );
}

function hang(service: PlacedService, why: string, got: string): string {
  const { desiredCount, minimumHealthyPercent, doublesTasks = false } = service;
  if (doublesTasks) {
    return describeProblem({
      what:
        `a deployment that starts all ${tasksInWords(desiredCount)} of the new revision beside the old ones would hang, ` +
        'for which the hosts have no room',
      got,
      fix: 'Add hosts, choose a bigger instance type, lower what a task reserves, or use DeploymentStrategy.rolling().',
    });
  }
  return describeProblem({
    what:
      `a rollout would hang: ${desiredCount} of ${desiredCount} tasks must keep running ` +
      `(minimumHealthyPercent ${minimumHealthyPercent}), ${why}`,
    got,
    fix: 'Add a host, choose a bigger instance type, or lower minimumHealthyPercent or what a task reserves.',
  });
}

function tasksInWords(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

function hostsInWords(count: number): string {
  return count === 1 ? '1 host' : `${count} hosts`;
}
