import type { ChildList } from '../control/child-list';
import { CONTAINER_LABEL } from '../control/left-containers';
import type { RunCommand } from '../run-command';
import { dockerChild, type DockerChild } from './docker-child';
import { lines } from './lines';
import type { ContainerExit } from './runtime';

const RESTART_MS = 1000;

/** Learns of the end of every container of this local AWS from one stream of Docker events. */
export class DockerExits {
  private readonly waiting = new Map<string, (exit: ContainerExit) => void>();
  private stream: DockerChild | undefined;
  private closed = false;

  constructor(
    private readonly gatewayPort: number,
    private readonly run: RunCommand,
    private readonly children: ChildList,
  ) {}

  /** Begins to listen. */
  open(): void {
    if (this.closed) {
      return;
    }
    const filters = [
      '--filter',
      `label=${CONTAINER_LABEL}=${this.gatewayPort}`,
      '--filter',
      'event=die',
    ];
    const stream = dockerChild(this.children, ['events', ...filters, '--format', '{{.Actor.ID}}']);
    this.stream = stream;
    stream.process.stdout?.on(
      'data',
      lines((id) => {
        if (this.waiting.has(id)) {
          void this.look(id);
        }
      }),
    );
    stream.process.stderr?.resume();
    // The engine was restarted, or the stream broke: whatever ended meanwhile is found by looking.
    void stream.ended.then(() => {
      if (this.closed) {
        return;
      }
      setTimeout(() => {
        this.open();
        for (const id of this.waiting.keys()) {
          void this.look(id);
        }
      }, RESTART_MS).unref();
    });
  }

  /** Settles when the container has ended. */
  wait(id: string): Promise<ContainerExit> {
    const exit = new Promise<ContainerExit>((resolve) => this.waiting.set(id, resolve));
    // It may have ended before anyone waited for it.
    void this.look(id);
    return exit;
  }

  /** Stops listening. Settles when the stream is gone. */
  async close(): Promise<void> {
    this.closed = true;
    this.stream?.end();
    await this.stream?.ended;
  }

  private async look(id: string): Promise<void> {
    const format = '{{.State.Running}} {{.State.ExitCode}} {{.State.OOMKilled}} {{.State.Error}}';
    const shown = await this.run('docker', ['inspect', '--format', format, id]);
    const [running, code, oom, ...error] = shown.stdout.trim().split(' ');
    const gone = shown.code !== 0 && /no such/i.test(shown.stderr);
    if (!gone && running !== 'false') {
      return;
    }
    const finish = this.waiting.get(id);
    this.waiting.delete(id);
    const reason =
      oom === 'true' ? 'OutOfMemoryError: Container killed due to memory usage' : error.join(' ');
    finish?.({
      exitCode: gone ? 137 : Number(code),
      ...(reason === '' ? {} : { reason }),
    });
  }
}
