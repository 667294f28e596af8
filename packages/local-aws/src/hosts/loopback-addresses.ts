import { createServer } from 'node:net';

/** Whether this system lets a socket listen on an address. */
export type CanListen = (address: string) => Promise<boolean>;

/**
 * Balancers, and tasks with an address of their own, begin behind the hosts that most stacks have, so that the first host has
 * the first address whatever is made first.
 */
const FIRST_OFFSETS = { hosts: 0, balancers: 100, tasks: 200 } as const;

/**
 * Gives each EC2 host, each load balancer and each task that has one of its own a loopback address of its own, so that port 80 on three hosts is three
 * listeners. Where the system has only 127.0.0.1 (macOS), all share it.
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

  /** The address of a host, a load balancer or a task; the lowest free one of its kind when it has none yet. */
  assign(id: string, kind: keyof typeof FIRST_OFFSETS = 'hosts'): string {
    const known = this.assigned.get(id);
    if (known !== undefined) {
      return known;
    }
    const taken = new Set(this.assigned.values());
    let address = '127.0.0.1';
    for (let offset = FIRST_OFFSETS[kind]; !this.shared; offset += 1) {
      address = addressAfter(this.first, offset);
      if (!taken.has(address)) {
        break;
      }
    }
    this.assigned.set(id, address);
    return address;
  }

  /** Frees the address of what is gone. */
  release(id: string): void {
    this.assigned.delete(id);
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
