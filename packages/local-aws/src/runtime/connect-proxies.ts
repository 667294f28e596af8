import { CONTAINER_LABEL } from '../control/left-containers';
import type { RunCommand } from '../run-command';
import type { DockerNetworks } from './docker-network';
import { importNodeImage } from './node-image';
import { StartFailure } from './runtime';

/** A port of tasks that clients ask for under another one. */
export interface ProxyRequest {
  readonly id: string;
  readonly vpcId: string;
  readonly containerPort: number;
  readonly ports: readonly number[];
}

/** The image of the proxies: Node itself. */
const IMAGE = `local-aws-node:${process.version}`;

/**
 * Stands in for the proxies of Service Connect: asks the engine for the tasks each time, begins with another one each time, and
 * goes on to the next where one does not answer.
 */
const PROGRAM = `
  const { createServer, connect } = require('node:net');
  const { resolve4 } = require('node:dns').promises;
  const [name, port, ...ports] = process.argv.slice(1);
  let turn = 0;
  const pass = async (client) => {
    client.on('error', () => client.destroy());
    const found = await resolve4(name).catch(() => []);
    const first = turn++;
    const attempt = (index) => {
      if (index >= found.length || client.destroyed) return client.destroy();
      const server = connect(Number(port), found.sort()[(first + index) % found.length]);
      let open = false;
      server.once('connect', () => { open = true; client.pipe(server); server.pipe(client); });
      server.on('error', () => open ? client.destroy() : attempt(index + 1));
      server.on('close', () => open && client.destroy());
      client.on('close', () => server.destroy());
    };
    attempt(0);
  };
  for (const one of ports) createServer({ allowHalfOpen: false }, pass).listen(Number(one));
  process.on('SIGTERM', () => process.exit(0));
`;

/** The name on the network that the tasks behind a proxy have. */
export function connectAlias(id: string): string {
  return `connect-${id}`;
}

/** One container for each port that Service Connect offers, on the network of its VPC. */
export class ConnectProxies {
  private readonly running = new Map<string, Promise<string>>();
  private image: Promise<void> | undefined;

  constructor(
    private readonly run: RunCommand,
    private readonly gatewayPort: number,
    private readonly networks: DockerNetworks,
  ) {}

  /** The address of the proxy of an endpoint, which is started when it is first asked for. */
  address(request: ProxyRequest): Promise<string> {
    const key = keyOf(request);
    const known = this.running.get(key);
    if (known !== undefined) {
      return known;
    }
    const starting = this.start(request);
    this.running.set(key, starting);
    starting.catch(() => this.running.delete(key));
    return starting;
  }

  /** Ends the proxies of endpoints that nobody offers any more. */
  async keep(ids: ReadonlySet<string>): Promise<void> {
    for (const [key, starting] of this.running) {
      const [id = ''] = key.split(' ');
      if (!ids.has(id)) {
        this.running.delete(key);
        await starting.catch(() => undefined);
        await this.run('docker', ['rm', '--force', this.nameOf(key)]);
      }
    }
  }

  close(): Promise<void> {
    return this.keep(new Set());
  }

  private async start(request: ProxyRequest): Promise<string> {
    const { id, vpcId, containerPort, ports } = request;
    if (process.platform !== 'linux') {
      throw new StartFailure(
        'ResourceInitializationError',
        'local-aws: the proxy of Service Connect is the Node of a Linux system; here there is none.',
      );
    }
    this.image ??= this.ensureImage();
    await this.image.catch((error: unknown) => {
      this.image = undefined;
      throw new StartFailure('ResourceInitializationError', String(error));
    });
    const network = await this.networks.of(vpcId);
    const name = this.nameOf(keyOf(request));
    const started = await this.run('docker', [
      'run',
      '--detach',
      ...['--name', name, '--network', network],
      ...['--label', `${CONTAINER_LABEL}=${this.gatewayPort}`],
      IMAGE,
      ...['-e', PROGRAM, connectAlias(id), String(containerPort), ...ports.map(String)],
    ]);
    const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
    const { stdout } = await this.run('docker', ['inspect', '--format', format, name]);
    if (started.code !== 0 || stdout.trim() === '') {
      await this.run('docker', ['rm', '--force', name]);
      throw new StartFailure(
        'ResourceInitializationError',
        `the proxy of Service Connect cannot start: ${started.stderr.trim() || started.failure}`,
      );
    }
    return stdout.trim();
  }

  private async ensureImage(): Promise<void> {
    const asked = await this.run('docker', ['image', 'inspect', '--format', '{{.Id}}', IMAGE]);
    if (asked.code !== 0) {
      await importNodeImage(this.run, IMAGE);
    }
  }

  private nameOf(key: string): string {
    return `local-aws-${this.gatewayPort}-connect-${key.replace(/[^a-z0-9]+/g, '-')}`;
  }
}

/** Other ports are another proxy. */
function keyOf({ id, vpcId, containerPort, ports }: ProxyRequest): string {
  return [id, vpcId, containerPort, ...ports].join(' ');
}
