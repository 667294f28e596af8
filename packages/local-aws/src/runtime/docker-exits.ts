import { spawn, type ChildProcess } from 'node:child_process';
import { CONTAINER_LABEL } from '../control/left-containers';
import type { RunCommand } from '../run-command';
import type { ContainerExit } from './runtime';

const RESTART_MS = 1000;

/** Learns of the end of every container of this local AWS from one stream of Docker events. */
export class DockerExits {
  private readonly waiting = new Map<string, (exit: ContainerExit) => void>();
  private stream: ChildProcess | undefined;
  private closed = false;

  public constructor(
    private readonly gatewayPort: number,
    private readonly run: RunCommand,
  ) {}

  /** Begins to listen. */
  public open(): void {
    if (this.closed) return;
    const filters = [
      '--filter',
      `label=${CONTAINER_LABEL}=${this.gatewayPort}`,
      '--filter',
      'event=die',
    ];
    this.stream = spawn('docker', ['events', ...filters, '--format', '{{.Actor.ID}}'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.stream.stdout?.on('data', (chunk: Buffer) => {
      for (const id of chunk.toString('utf8').split('\n'))
        if (this.waiting.has(id)) void this.look(id);
    });
    this.stream.on('error', () => undefined);
    // The engine was restarted, or the stream broke: whatever ended meanwhile is found by looking.
    this.stream.on('close', () => {
      if (this.closed) return;
      setTimeout(() => {
        this.open();
        for (const id of this.waiting.keys()) void this.look(id);
      }, RESTART_MS).unref();
    });
  }

  /** Settles when the container has ended. */
  public wait(id: string): Promise<ContainerExit> {
    const exit = new Promise<ContainerExit>((resolve) => this.waiting.set(id, resolve));
    // It may have ended before anyone waited for it.
    void this.look(id);
    return exit;
  }

  /** Stops listening. */
  public close(): void {
    this.closed = true;
    this.stream?.kill('SIGKILL');
  }

  private async look(id: string): Promise<void> {
    const format = '{{.State.Running}} {{.State.ExitCode}} {{.State.OOMKilled}} {{.State.Error}}';
    const shown = await this.run('docker', ['inspect', '--format', format, id]);
    const [running, code, oom, ...error] = shown.stdout.trim().split(' ');
    const gone = shown.code !== 0 && /no such/i.test(shown.stderr);
    if (!gone && running !== 'false') return;
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
