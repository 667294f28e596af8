import type { NetworkBinding, PortMapping } from './container-definition';
import { freePort } from '../free-port';
import { probePort, whoListens, type PortState } from './port-probe';
import { StartFailure } from './runtime';

/** What the plan looks at; replaced in tests. */
export interface PortSight {
  readonly probe: (address: string, port: number) => Promise<PortState>;
  readonly who: (address: string, port: number) => Promise<string>;
  readonly free: (address: string) => Promise<number>;
}

/** Where the ports of a container listen. */
export interface PortPlan {
  readonly bindings: readonly NetworkBinding[];
  /** Why ports moved. */
  readonly notices: readonly string[];
}

/** Who listens on the ports. */
export interface PortOwner {
  /** Whether something with more rights than we have opens the listener (the Docker engine does). */
  readonly privileged: boolean;
  /** What a notice calls it. @default 'the container' */
  readonly listener?: string;
}

const SIGHT: PortSight = { probe: probePort, who: whoListens, free: freePort };

/**
 * Decides where each published port of a container listens. A host port that is taken is the host's own trouble and
 * fails the start, as on EC2; a port that no host of this machine could ever open moves, and a notice says so.
 */
export async function planPorts(
  address: string,
  mappings: readonly PortMapping[],
  who: PortOwner,
  sight: PortSight = SIGHT,
): Promise<PortPlan> {
  const bindings: NetworkBinding[] = [];
  const notices: string[] = [];
  for (const { containerPort, hostPort = 0, protocol = 'tcp' } of mappings) {
    const { port, notice } =
      hostPort === 0
        ? { port: await sight.free(address), notice: undefined }
        : await staticPort(address, hostPort, protocol, who, sight);
    bindings.push({ bindIP: address, containerPort, hostPort: port, protocol });
    if (notice !== undefined) {
      notices.push(notice);
    }
  }
  return { bindings, notices };
}

async function staticPort(
  address: string,
  port: number,
  protocol: string,
  { privileged, listener = 'the container' }: PortOwner,
  sight: PortSight,
): Promise<{ readonly port: number; readonly notice?: string }> {
  if (protocol !== 'tcp') {
    return { port };
  }
  const state = await sight.probe(address, port);
  if (state === 'free' || (state === 'forbidden' && privileged)) {
    return { port };
  }
  if (state === 'no-address') {
    throw new StartFailure(
      'CannotStartContainerError',
      `this system has no address ${address}. On macOS: sudo ifconfig lo0 alias ${address} up.`,
      port,
    );
  }
  if (state === 'taken' && address !== '127.0.0.1') {
    throw new StartFailure(
      'CannotStartContainerError',
      `${address}:${port} is in use by ${await sight.who(address, port)}. End that program, or choose another host port.`,
      port,
    );
  }
  const other = await otherPort(address, port, sight);
  const why =
    state === 'forbidden'
      ? `this user may not listen on port ${port}`
      : `${address}:${port} is taken`;
  return { port: other, notice: `${why}: ${listener} listens on ${address}:${other} instead.` };
}

async function otherPort(address: string, port: number, sight: PortSight): Promise<number> {
  const memorable = port + 8000;
  return memorable < 65536 && (await sight.probe(address, memorable)) === 'free'
    ? memorable
    : sight.free(address);
}
