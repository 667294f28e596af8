import { CONTAINER_LABEL } from '../control/left-containers';
import type { RunCommand } from '../run-command';
import { ensurePauseImage, PAUSE_IMAGE } from './pause-image';
import { StartFailure } from './runtime';
import type { PlaceRequest, TaskPlace } from './task-place';

/** What networks of the engine are made with. */
export interface DockerNetworksOptions {
  readonly gatewayPort: number;
  readonly run: RunCommand;
}

/**
 * Networks of the Docker engine, one for each VPC with tasks that have addresses of their own or names for each other. Its
 * DNS answers names inside containers.
 */
export class DockerNetworks {
  private readonly made = new Map<string, Promise<string>>();
  private pause: Promise<void> | undefined;

  constructor(private readonly options: DockerNetworksOptions) {}

  /** The network of a VPC, made when it is first asked for. */
  of(vpcId: string): Promise<string> {
    const known = this.made.get(vpcId);
    if (known !== undefined) {
      return known;
    }
    const making = this.make(vpcId);
    this.made.set(vpcId, making);
    // The next task tries again.
    making.catch(() => this.made.delete(vpcId));
    return making;
  }

  /** Starts the container that holds the address of a task, and tells the address. */
  async hold(request: PlaceRequest): Promise<TaskPlace> {
    const { run } = this.options;
    this.pause ??= ensurePauseImage(run);
    await this.pause.catch((error: unknown) => {
      this.pause = undefined;
      throw error;
    });
    const network = await this.of(request.vpcId);
    const name = holderName(request);
    const started = await run('docker', [
      'run',
      '--detach',
      ...['--name', name],
      ...this.label(),
      ...networkArguments({ network, aliases: request.aliases, hosts: request.hosts }),
      PAUSE_IMAGE,
    ]);
    const holder = started.stdout.trim();
    if (started.code !== 0) {
      await run('docker', ['rm', '--force', name]);
      throw failure(
        `the network interface cannot be attached: ${started.stderr.trim() || started.failure}`,
      );
    }
    const format = `{{with index .NetworkSettings.Networks "${network}"}}{{.IPAddress}} {{.MacAddress}}{{end}}`;
    const inspected = await run('docker', ['inspect', '--format', format, holder]);
    const [address, macAddress] = inspected.stdout.trim().split(' ');
    if (!address || !macAddress) {
      await this.release(holder);
      throw failure(`the network interface has no address: ${inspected.stderr.trim()}`);
    }
    return { address, macAddress, holder };
  }

  /** Ends the container that holds an address. */
  async release(holder: string): Promise<void> {
    await this.options.run('docker', ['rm', '--force', holder]);
  }

  /** Removes the networks, once no container is on them. */
  async close(): Promise<void> {
    const names = await Promise.allSettled(this.made.values());
    for (const one of names) {
      if (one.status === 'fulfilled') {
        await this.options.run('docker', ['network', 'rm', one.value]);
      }
    }
  }

  private async make(vpcId: string): Promise<string> {
    const { run, gatewayPort } = this.options;
    const name = `local-aws-${gatewayPort}-${vpcId}`;
    const made = await run('docker', ['network', 'create', ...this.label(), name]);
    if (made.code !== 0 && !/already exists/.test(made.stderr)) {
      throw failure(
        `the engine makes no network for ${vpcId}: ${made.stderr.trim() || made.failure}. ` +
          'Fix: docker network prune, where too many are left.',
      );
    }
    return name;
  }

  private label(): readonly string[] {
    return ['--label', `${CONTAINER_LABEL}=${this.options.gatewayPort}`];
  }
}

/** The options of `docker run` for a container on a network, with the names it has there and those it knows. */
export function networkArguments({
  network,
  aliases = [],
  hosts = {},
}: Pick<TaskPlace, 'network' | 'aliases' | 'hosts'>): readonly string[] {
  return [
    ...(network === undefined ? [] : ['--network', network]),
    ...(network === undefined ? [] : aliases.flatMap((alias) => ['--network-alias', alias])),
    ...Object.entries(hosts).flatMap(([name, address]) => ['--add-host', `${name}:${address}`]),
  ];
}

function holderName({ family, revision, taskId }: PlaceRequest): string {
  return `ecs-${family}-${revision}-internal-ecs-pause-${taskId.slice(0, 12)}`;
}

function failure(words: string): StartFailure {
  return new StartFailure('ResourceInitializationError', words);
}
