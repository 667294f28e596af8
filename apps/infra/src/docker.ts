import { spawn } from 'node:child_process';

/** How a run of the docker command ended; `output` is everything that it wrote. */
export interface DockerResult {
  readonly ok: boolean;
  readonly output: string;
  /** There is no docker command. */
  readonly missing?: boolean;
}

/** Runs the docker command; never throws. */
export type Docker = (args: readonly string[], timeoutSeconds?: number) => Promise<DockerResult>;

/** The {@link Docker} that spawns. When its time is up, whatever it started is not waited for. */
export const docker: Docker = (args, timeoutSeconds = 30) =>
  new Promise((resolve) => {
    const child = spawn('docker', args, { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const end = (result: DockerResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      // A child of its own, such as a build plugin, holds the output open: 'close' would come when that ends.
      child.stdout.destroy();
      child.stderr.destroy();
      end({
        ok: false,
        output: `${output}\ndocker ${args[0] ?? ''} gave no answer within ${timeoutSeconds} s`,
      });
    }, timeoutSeconds * 1000);
    child.on('error', (error: NodeJS.ErrnoException) =>
      end({ ok: false, output: error.message, missing: error.code === 'ENOENT' }),
    );
    child.on('close', (code) => end({ ok: code === 0, output }));
  });

/** Docker puts the cause last: `Error response from daemon: Get "https://…": dial tcp: lookup …: no such host`. */
export function dockerReason(output: string): string {
  const line = output.trim().split('\n').at(-1) ?? '';
  return line.split(': ').at(-1) || 'docker gave no reason';
}
