import type { DockerRuntime } from './containers';
import type { DockerNetworks } from './docker-network';
import type { PlaceRequest, TaskPlace } from './task-place';

/** What places are made of. */
export interface TaskPlacesOptions {
  /** Undefined where tasks run as processes. */
  readonly docker?: Pick<DockerRuntime, 'hasImage'>;
  readonly networks?: DockerNetworks;
  readonly addresses: {
    assign(taskId: string, kind: 'tasks'): string;
    release(taskId: string): void;
  };
}

/**
 * Gives tasks an address of their own, and names for each other: on a network of the engine where all their images are
 * there, else on a loopback address of this machine, where processes have no names.
 */
export class TaskPlaces {
  private readonly open = new Map<string, TaskPlace>();

  constructor(private readonly options: TaskPlacesOptions) {}

  /** Undefined for a task that is where its host is, and needs no name. */
  async take(request: PlaceRequest): Promise<TaskPlace | undefined> {
    const { ownAddress, aliases, hosts, needsNetwork, taskId } = request;
    const isNamed = aliases.length > 0 || Object.keys(hosts).length > 0;
    if (!ownAddress && !isNamed && !needsNetwork) {
      return undefined;
    }
    const place = (await this.onEngine(request)) ?? this.onLoopback(request);
    this.open.set(taskId, place);
    return place;
  }

  /** After the containers of the task. */
  async leave(taskId: string): Promise<void> {
    const place = this.open.get(taskId);
    this.open.delete(taskId);
    if (place?.holder !== undefined) {
      await this.options.networks?.release(place.holder);
    } else if (place?.address !== undefined) {
      this.options.addresses.release(taskId);
    }
  }

  /** Ends what is left. */
  async close(): Promise<void> {
    await Promise.all([...this.open.keys()].map((taskId) => this.leave(taskId)));
    await this.options.networks?.close();
  }

  private async onEngine(request: PlaceRequest): Promise<TaskPlace | undefined> {
    const { docker, networks } = this.options;
    if (docker === undefined || networks === undefined) {
      return undefined;
    }
    const has = await Promise.all(request.images.map((image) => docker.hasImage(image)));
    if (!has.every(Boolean)) {
      return undefined;
    }
    const { aliases, hosts } = request;
    return request.ownAddress
      ? networks.hold(request)
      : { network: await networks.of(request.vpcId), aliases, hosts };
  }

  private onLoopback({ ownAddress, taskId, aliases, hosts }: PlaceRequest): TaskPlace {
    const names = [...aliases.filter((alias) => alias.includes('.')), ...Object.keys(hosts)];
    const notices =
      names.length === 0
        ? []
        : [
            `names are known to containers only, and this task runs as a process: ${names.join(', ')}.`,
          ];
    return ownAddress
      ? { address: this.options.addresses.assign(taskId, 'tasks'), notices }
      : { notices };
  }
}
