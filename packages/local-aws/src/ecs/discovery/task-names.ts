import { connectAlias, type ConnectProxies } from '../../runtime/connect-proxies';
import { regionOf } from '../identifiers';
import type { TaskNames } from '../network/task-addresses';
import type { Service } from '../service';
import type { EcsState } from '../state';
import type { Task } from '../task';
import type { TaskRunner } from '../task-runner';
import { type CloudMap, registriesOf } from './cloud-map';
import { connectNamespaceOf, type ConnectEndpoint, endpointsOf } from './service-connect';

/** Names that tasks have and that they know, by Cloud Map and by Service Connect. */
export class Discovery {
  constructor(
    private readonly state: EcsState,
    private readonly cloudMap: CloudMap,
    /** Undefined where tasks run as processes. */
    private readonly proxies: ConnectProxies | undefined,
  ) {}

  /** Registers tasks with Cloud Map while they run. */
  attach(runner: TaskRunner): void {
    const registered = new WeakSet<Task>();
    runner.onChange((task) => {
      const service = this.serviceOf(task);
      if (service === undefined || registriesOf(service.given).length === 0) {
        return;
      }
      if (task.lastStatus === 'RUNNING' && !registered.has(task)) {
        registered.add(task);
        void this.cloudMap.register(service, task);
      } else if (
        ['DEACTIVATING', 'STOPPING', 'STOPPED'].includes(task.lastStatus) &&
        registered.delete(task)
      ) {
        void this.cloudMap.deregister(service, task);
      }
    });
  }

  /** The names of a task that starts. Those that it knows others by stay as they are now, as on AWS. */
  async namesOf(task: Task): Promise<TaskNames> {
    const service = this.serviceOf(task);
    const region = regionOf(task.arn);
    const own =
      service === undefined ? { aliases: [], notices: [] } : await this.registered(service);
    const connected = service === undefined ? NOTHING : await this.connected(service, task, region);
    return {
      aliases: [...own.aliases, ...connected.aliases],
      hosts: connected.hosts,
      needsNetwork: connected.isConnected || (await this.cloudMap.hasPrivateNamespace(region)),
      notices: own.notices,
    };
  }

  /** Ends the proxies of services that are gone. */
  async forget(): Promise<void> {
    const ids = this.state
      .services()
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap((service) => endpointsOf(service, ''))
      .map(({ id }) => id);
    await this.proxies?.keep(new Set(ids));
  }

  private async registered({ given }: Service) {
    const services = await Promise.all(
      registriesOf(given).map(({ registryArn }) => this.cloudMap.service(registryArn)),
    );
    const ports = services.filter(({ hasPorts }) => hasPorts);
    return {
      aliases: services.flatMap(({ dnsName }) => dnsName ?? []),
      notices:
        ports.length === 0
          ? []
          : ['SRV records of Cloud Map are answered by DiscoverInstances only, and not by DNS.'],
    };
  }

  private async connected(service: Service, task: Task, region: string) {
    const namespace = connectNamespaceOf(service);
    if (namespace === undefined) {
      return NOTHING;
    }
    const { name } = await this.cloudMap.namespace(region, namespace);
    const offered = this.state
      .services()
      .filter(({ status, arn }) => status === 'ACTIVE' && regionOf(arn) === region)
      .flatMap((other) => endpointsOf(other, name))
      .filter((endpoint) => endpoint.namespace === namespace);
    const vpcId = task.networkInterface?.vpcId ?? task.host.vpcId;
    const hosts: Record<string, string> = {};
    for (const endpoint of offered) {
      const address = await this.proxies?.address(proxyOf(endpoint, vpcId));
      for (const { dnsName } of endpoint.aliases) {
        // Without containers the name alone is said, so that somebody hears of it.
        hosts[dnsName] = address ?? '';
      }
    }
    const own = offered.filter((endpoint) => endpoint.service === service);
    return { isConnected: true, hosts, aliases: own.map(({ id }) => connectAlias(id)) };
  }

  private serviceOf(task: Task): Service | undefined {
    return this.state
      .services(task.clusterArn)
      .find(({ name }) => task.group === `service:${name}`);
  }
}

const NOTHING = {
  isConnected: false,
  aliases: [] as string[],
  hosts: {} as Record<string, string>,
};

function proxyOf({ id, containerPort, aliases }: ConnectEndpoint, vpcId: string) {
  return { id, vpcId, containerPort, ports: [...new Set(aliases.map(({ port }) => port))] };
}
