import type { TaskPlaces } from '../../runtime/task-places';
import type { Task } from '../task';
import type { RunnerPlaces } from '../task-runner';

/** Names of a task, and those that it knows others by. */
export interface TaskNames {
  readonly aliases: readonly string[];
  readonly hosts: Readonly<Record<string, string>>;
  /** Whether it asks for names on the network of its VPC. */
  readonly needsNetwork: boolean;
  readonly notices: readonly string[];
}

/** Attaches the network interfaces of tasks, and gives tasks the names they find each other by. */
export function taskAddresses(
  places: TaskPlaces,
  namesOf: (task: Task) => Promise<TaskNames>,
  left: () => Promise<void>,
): RunnerPlaces {
  return {
    take: async (task) => {
      const { definition, networkInterface, host, id } = task;
      const { aliases, hosts, needsNetwork, notices } = await namesOf(task);
      const place = await places.take({
        taskId: id,
        family: definition.family,
        revision: definition.revision,
        vpcId: networkInterface?.vpcId ?? host.vpcId,
        images: definition.containerDefinitions.map(({ image }) => image),
        ownAddress: networkInterface !== undefined,
        aliases,
        hosts,
        needsNetwork,
      });
      task.notices = [...notices, ...(place?.notices ?? [])];
      if (networkInterface !== undefined && place?.address !== undefined) {
        networkInterface.address = place.address;
        networkInterface.macAddress = place.macAddress ?? macOf(place.address);
        networkInterface.status = 'ATTACHED';
      }
      return place;
    },
    leave: async ({ id, networkInterface }) => {
      await places.leave(id);
      await left();
      if (networkInterface !== undefined) {
        networkInterface.status = 'DELETED';
      }
    },
  };
}

/** A locally administered one that says the address, as Docker writes them. */
function macOf(address: string): string {
  return [
    '02',
    '42',
    ...address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0')),
  ].join(':');
}
