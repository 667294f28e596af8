import type { NetworkBinding, PortMapping } from '../ecs/model';
import { freePort } from '../moto/start-moto';
import { probePort, whoListens, type PortState } from './port-probe';
import { StartFailure } from './runtime';

/** What the plan looks at; replaced in tests. */
export interface PortSight {
  readonly probe: (address: string, port: number) => Promise<PortState>;
  readonly who: (address: string, port: number) => Promise<string>;
  readonly free: (address: string) => Promise<number>;
}

/** How ports are taken on this machine. */
export interface PortRules {
  /** Whether something with more rights than we have opens the listener (the Docker engine does). */
  readonly privileged: boolean;
  /** Told about every port that moved. */
  readonly notice: (text: string) => void;
}

const SIGHT: PortSight = { probe: probePort, who: whoListens, free: freePort };

/**
 * Decides where each published port of a container listens. A host port that is taken is the host's own trouble and
 * fails the start, as on EC2; a port that no host of this machine could ever open moves, and a notice says so.
 */
export async function planPorts(
  address: string,
  mappings: readonly PortMapping[],
  rules: PortRules,
  sight: PortSight = SIGHT,
): Promise<readonly NetworkBinding[]> {
  const bindings: NetworkBinding[] = [];
  for (const { containerPort, hostPort = 0, protocol = 'tcp' } of mappings) {
    const port = hostPort === 0 ? await sight.free(address) : await staticPort(address, hostPort, protocol, rules, sight);
    bindings.push({ bindIP: address, containerPort, hostPort: port, protocol });
  }
  return bindings;
}

async function staticPort(
  address: string,
  port: number,
  protocol: string,
  rules: PortRules,
  sight: PortSight,
): Promise<number> {
  if (protocol !== 'tcp') return port;
  const state = await sight.probe(address, port);
  if (state === 'free' || (state === 'forbidden' && rules.privileged)) return port;
  if (state === 'no-address') {
    throw new StartFailure('CannotStartContainerError', `this system has no address ${address}.`, port);
  }
  if (state === 'taken' && address !== '127.0.0.1') {
    throw new StartFailure(
      'CannotStartContainerError',
      `${address}:${port} is in use by ${await sight.who(address, port)}. End that program, or choose another host port.`,
      port,
    );
  }
  const other = await otherPort(address, port, sight);
  const why = state === 'forbidden' ? `this user may not listen on port ${port}` : `${address}:${port} is taken`;
  rules.notice(`${why}: the container listens on ${address}:${other} instead.`);
  return other;
}

async function otherPort(address: string, port: number, sight: PortSight): Promise<number> {
  const memorable = port + 8000;
  return memorable < 65536 && (await sight.probe(address, memorable)) === 'free' ? memorable : sight.free(address);
}
