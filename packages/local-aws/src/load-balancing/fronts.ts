import { planPorts } from '../runtime/port-plan';
import { applicationFront } from './application-front';
import { selfSigned } from './certificate';
import type { Front, FrontView, OpenFront } from './front';
import type { Listener, LoadBalancer } from './load-balancer';
import { networkFront } from './network-front';
import type { TargetGroup } from './target-group';
import type { Target } from './target-table';

/** What fronts know of balancers while they serve. */
export interface FrontsView {
  readonly choose: FrontView['choose'];
  readonly addressOf: (target: Target) => string | undefined;
  /** Counts a request of a listener's balancer to a target. */
  readonly count: (listenerArn: string, target: Target) => void;
  readonly groupOf: (arn: string) => TargetGroup | undefined;
  readonly listenerOf: (arn: string) => Listener | undefined;
  readonly balancerOf: (listenerArn: string) => LoadBalancer | undefined;
}

/** A balancer and where it listens. */
export interface PlacedBalancer {
  readonly balancer: LoadBalancer;
  readonly address: string;
}

/** A listener that wants a port; `open` is undefined where the port could not be had. */
interface Place {
  readonly key: string;
  readonly arn: string;
  readonly address: string;
  readonly wanted: number;
  readonly protocol: string;
  readonly port?: number;
  readonly front?: Front;
}

const RETRY_MS = 15_000;
const TLS = ['HTTPS', 'TLS'];
const EMULATED = ['HTTP', 'HTTPS', 'TCP', 'TLS'];

/** The ports that all balancers listen on. */
export class Fronts {
  private readonly places = new Map<string, Place>();
  private retry: NodeJS.Timeout | undefined;
  private wanted: readonly PlacedBalancer[] = [];
  private closed = false;

  constructor(
    private readonly view: FrontsView,
    private readonly notice: (text: string) => void,
    private readonly log: (line: string) => void,
  ) {}

  /** Opens what is missing and closes what is not wanted any more. */
  async compare(wanted: readonly PlacedBalancer[]): Promise<void> {
    clearTimeout(this.retry);
    this.wanted = wanted;
    const listeners = wanted.flatMap(({ balancer, address }) =>
      balancer.listeners.map((listener) => ({ balancer, address, listener })),
    );
    const keys = listeners.map(({ listener, address }) => keyOf(listener, address));
    for (const place of [...this.places.values()].filter(({ key }) => !keys.includes(key))) {
      this.places.delete(place.key);
      await place.front?.close();
    }
    for (const { balancer, listener, address } of listeners) {
      if (this.places.get(keyOf(listener, address))?.front === undefined) {
        const place = await this.open(balancer, listener, address);
        this.places.set(place.key, place);
      }
    }
    if (
      [...this.places.values()].some(
        ({ front, protocol }) => front === undefined && EMULATED.includes(protocol),
      )
    ) {
      this.retry = setTimeout(() => void this.compare(this.wanted), RETRY_MS);
    }
  }

  /** Where a balancer answers, by its listeners. */
  urlsOf({ listeners }: LoadBalancer): readonly string[] {
    return listeners.flatMap((listener) => {
      const place = this.placeOf(listener.arn);
      return place?.port === undefined
        ? []
        : [`${place.protocol.toLowerCase()}://${place.address}:${place.port}`];
    });
  }

  /** Closes every port. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await Promise.all([...this.places.values()].map(({ front }) => front?.close()));
    this.places.clear();
  }

  private placeOf(listenerArn: string): Place | undefined {
    return [...this.places.values()].find(({ arn }) => arn === listenerArn);
  }

  private async open(balancer: LoadBalancer, listener: Listener, address: string): Promise<Place> {
    const { protocol, port: wanted, arn } = listener;
    const name = `load balancer ${balancer.name}, listener ${wanted}`;
    const place: Place = { key: keyOf(listener, address), arn, address, wanted, protocol };
    if (this.closed) {
      return place;
    }
    if (!EMULATED.includes(protocol)) {
      this.notice(
        `${name}: ${protocol} is not emulated: nothing listens. Allowed ${EMULATED.join(', ')}.`,
      );
      return place;
    }
    try {
      const plan = await planPorts(address, [{ containerPort: wanted, hostPort: wanted }], {
        privileged: false,
        listener: 'it',
      });
      const port = plan.bindings[0]?.hostPort ?? wanted;
      const front = await (await this.frontOf(listener, address))(address, port);
      for (const moved of plan.notices) {
        this.notice(`${name}: ${moved} ${RIGHTS}`);
      }
      this.log(`${name}: listens on ${address}:${port}`);
      return { ...place, port, front };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.notice(`${name}: nothing listens, ${why} It is tried again every ${RETRY_MS / 1000} s.`);
      return place;
    }
  }

  private async frontOf({ arn, protocol }: Listener, address: string): Promise<OpenFront> {
    const { choose, addressOf, count, groupOf, listenerOf, balancerOf } = this.view;
    const view: FrontView = {
      listener: () => listenerOf(arn),
      balancer: () => balancerOf(arn),
      choose,
      addressOf,
      count: (target) => count(arn, target),
      log: this.log,
      protocolOf: (groupArn) => groupOf(groupArn)?.protocol ?? 'HTTP',
      stickySecondsOf: (groupArn) => groupOf(groupArn)?.stickySeconds,
      listensAt: (port) =>
        [...this.places.values()].find(
          (place) => place.address === address && place.wanted === port,
        )?.port ?? port,
    };
    const certificate = TLS.includes(protocol) ? await selfSigned(address) : undefined;
    return protocol.startsWith('HTTP')
      ? applicationFront(view, certificate)
      : networkFront(view, certificate);
  }
}

const RIGHTS =
  'On Linux, any user may listen on it after: sudo sysctl net.ipv4.ip_unprivileged_port_start=80';

/** A listener that moved is another place. */
function keyOf({ arn, protocol, port }: Listener, address: string): string {
  return `${arn} ${protocol} ${address}:${port}`;
}
