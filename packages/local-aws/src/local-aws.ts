import type { Server } from 'node:http';
import { ChildList, endLeftChildren } from './control/child-list';
import { claimDirectory, releaseDirectory, type DaemonRecord } from './control/daemon-record';
import { removeContainers } from './control/left-containers';
import { lineSplitter } from './control/log';
import { endpointOf, portTaken } from './control/status-client';
import { createDataPlane, type DataPlane } from './data-plane/data-plane';
import { createControl, type DaemonState } from './gateway/control';
import { forwardCall } from './gateway/forward';
import { createGateway, type GatewayBackend } from './gateway/server';
import { ImageRegistry } from './images/image-registry';
import { MotoClient } from './moto/moto-client';
import { startMoto, type RunningMoto } from './moto/start-moto';
import { warmUp } from './moto/warm-up';
import type { LocalAwsOptions } from './options';
import { runCommand } from './run-command';
import { LOCAL_ACCOUNT_ID, type LocalAwsStatus } from './status';

/** Everything the daemon holds: gateway, moto, data plane. Started once, stopped once. */
export class LocalAws {
  private readonly images = new ImageRegistry();
  private readonly notices: string[] = [];
  private readonly startedAt = new Date().toISOString();
  private readonly children: ChildList;
  private record: DaemonRecord | undefined;
  private moto: RunningMoto | undefined;
  private dataPlane: DataPlane | undefined;
  private backend: GatewayBackend | undefined;
  private step = 'starting';
  private stopping: Promise<number> | undefined;

  constructor(
    private readonly options: LocalAwsOptions,
    private readonly log: (line: string) => void,
  ) {
    this.children = new ChildList(options.directory);
  }

  /** Starts everything. `onEnd` is called once, after a stop by request or when moto is lost. */
  async start(onEnd: (code: number) => void): Promise<void> {
    const { port, directory } = this.options;
    // The port first: two starts at once are decided by the system, before anything else is touched.
    await this.listen(() => setImmediate(() => onEnd(0)));
    this.record = claimDirectory(directory, port);
    this.step = 'cleaning up';
    // In this order: a docker command that still runs may be starting one more container.
    await endLeftChildren(directory);
    await removeContainers(port);
    this.step = 'starting moto';
    const send = (call: Parameters<typeof forwardCall>[1]): ReturnType<typeof forwardCall> =>
      this.moto === undefined
        ? Promise.reject(new Error('local-aws: moto does not run yet.'))
        : forwardCall(this.moto.endpoint, call);
    const client = new MotoClient(send);
    const dataPlane = createDataPlane({
      options: this.options,
      moto: client,
      images: this.images,
      children: this.children,
      notice: (text) => this.notice(text),
      log: this.log,
    });
    const moto = this.startMoto();
    [this.dataPlane, this.moto] = await Promise.all([dataPlane, moto]);
    void warmUp(client);
    this.backend = { moto: this.moto.endpoint, corrections: this.dataPlane.corrections };
    const { at } = this.moto.endpoint;
    this.log(
      `running on port ${port}; moto ${this.moto.version} (${this.moto.how}) at ${'port' in at ? `port ${at.port}` : at.socketPath}`,
    );
    void this.moto.ended.then((words) => {
      if (this.stopping !== undefined) {
        return;
      }
      this.log(`moto ended unexpectedly, and with it everything this AWS knew: ${words}`);
      onEnd(1);
    });
  }

  /** Stops tasks, moto and the endpoint. Returns how many containers were removed. */
  stop(): Promise<number> {
    return (this.stopping ??= this.tearDown());
  }

  private async tearDown(): Promise<number> {
    this.log('stopping');
    this.backend = undefined;
    await Promise.all([this.dataPlane?.stop(), this.moto?.stop()]);
    // Without the record the port was somebody else's: so are the containers and the directory.
    if (this.record === undefined) {
      return 0;
    }
    await endLeftChildren(this.options.directory);
    const containers = await removeContainers(this.options.port);
    releaseDirectory(this.options.directory);
    return containers;
  }

  private listen(stopped: () => void): Promise<Server> {
    const control = createControl({
      token: () => this.record?.token,
      state: () => this.state(),
      stop: async () => ({ containersRemoved: await this.stop() }),
      stopped,
      registerImage: async (image) => {
        this.images.register(image);
        await this.dataPlane?.imageRegistered(image);
      },
    });
    const server = createGateway({
      backend: () => this.backend,
      accessKey: () => this.record,
      control,
      log: this.log,
    });
    const { port } = this.options;
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'EADDRINUSE' ? portTaken(port, 'another program') : error),
      );
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  }

  private startMoto(): Promise<RunningMoto> {
    return startMoto({
      env: process.env,
      run: runCommand,
      progress: (message) => (this.step = message),
      gatewayPort: this.options.port,
      directory: this.options.directory,
      onSpawn: (pid) => this.children.add(pid),
      output: lineSplitter((line) => {
        // moto writes a line for every request; the gateway has written a better one.
        if (line.trim() !== '' && !/^(<local>|[\d.]+) - - \[/.test(line)) {
          this.log(`moto: ${line}`);
        }
      }),
    });
  }

  private state(): DaemonState {
    const common = { localAws: true, directory: this.options.directory, pid: process.pid } as const;
    const { moto, dataPlane } = this;
    return this.backend === undefined || moto === undefined || dataPlane === undefined
      ? { ...common, state: 'starting', step: this.stopping === undefined ? this.step : 'stopping' }
      : { ...common, state: 'running', status: this.status(moto, dataPlane) };
  }

  private status(moto: RunningMoto, dataPlane: DataPlane): LocalAwsStatus {
    return {
      running: true,
      endpoint: endpointOf(this.options.port),
      accountId: LOCAL_ACCOUNT_ID,
      pid: process.pid,
      directory: this.options.directory,
      startedAt: this.startedAt,
      moto: { how: moto.how, version: moto.version },
      runtime: dataPlane.runtime,
      hostAccess: this.options.hostAccess ?? 'refused',
      notices: [...new Set([...this.notices, ...dataPlane.notices()])],
      hosts: dataPlane.hosts(),
      tasks: dataPlane.tasks(),
      loadBalancers: dataPlane.loadBalancers(),
    };
  }

  private notice(text: string): void {
    if (this.notices.includes(text)) {
      return;
    }
    this.notices.push(text);
    this.log(`notice: ${text}`);
  }
}
