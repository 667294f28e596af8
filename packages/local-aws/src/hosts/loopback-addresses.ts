import { createServer } from 'node:net';

/** Whether this system lets a socket listen on an address. */
export type CanListen = (address: string) => Promise<boolean>;

/**
 * Gives each EC2 host a loopback address of its own, so that port 80 on three hosts is three listeners.
 * Where the system has only 127.0.0.1 (macOS), all hosts share it.
 */
export class LoopbackAddresses {
  private readonly assigned = new Map<string, string>();
  private shared = false;

  constructor(
    private readonly first: string,
    private readonly canListen: CanListen = canListenOn,
  ) {}

  /** Looks whether the system has the first addresses; returns the notice to print when it has not. */
  async check(): Promise<string | undefined> {
    for (const offset of [0, 1, 2]) {
      const address = addressAfter(this.first, offset);
      if (await this.canListen(address)) {
        continue;
      }
      this.shared = true;
      return (
        `This system cannot listen on ${address}: all hosts share 127.0.0.1, and a port that two of them publish moves to another. ` +
        `On macOS: sudo ifconfig lo0 alias ${address} up (for each of three addresses).`
      );
    }
    return undefined;
  }

  /** The host's address; the lowest free one when it has none yet. */
  assign(instanceId: string): string {
    const known = this.assigned.get(instanceId);
    if (known !== undefined) {
      return known;
    }
    const taken = new Set(this.assigned.values());
    let address = '127.0.0.1';
    for (let offset = 0; !this.shared; offset += 1) {
      address = addressAfter(this.first, offset);
      if (!taken.has(address)) {
        break;
      }
    }
    this.assigned.set(instanceId, address);
    return address;
  }

  /** Frees the address of a host that is gone. */
  release(instanceId: string): void {
    this.assigned.delete(instanceId);
  }
}

/** The loopback address `offset` places after another. */
export function addressAfter(first: string, offset: number): string {
  const number = first.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

function canListenOn(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(0, address, () => server.close(() => resolve(true)));
  });
}
