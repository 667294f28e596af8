import { connect, createServer } from 'node:net';
import { runCommand, type RunCommand } from '../run-command';

/** Whether a listener may be opened: `forbidden` is a port below 1024 without the right to it. */
export type PortState = 'free' | 'taken' | 'forbidden' | 'no-address';

/** Looks by listening for a moment, or by connecting where listening is forbidden. */
export async function probePort(address: string, port: number): Promise<PortState> {
  const code = await tryListen(address, port);
  if (code === undefined) {
    return 'free';
  }
  if (code === 'EADDRINUSE') {
    return 'taken';
  }
  if (code === 'EADDRNOTAVAIL') {
    return 'no-address';
  }
  return (await answers(address, port)) ? 'taken' : 'forbidden';
}

/** Names who listens on a port, as far as this system tells this user; always ends with how to look. */
export async function whoListens(
  address: string,
  port: number,
  run: RunCommand = runCommand,
): Promise<string> {
  const socket = await run('ss', ['-Hltnp', `sport = :${port}`], { timeoutMs: 3000 });
  const bySs = /users:\(\("([^"]+)",pid=(\d+)/.exec(
    socket.stdout.split('\n').find((line) => listensHere(line, address, port)) ?? '',
  );
  if (bySs !== null) {
    return `${bySs[1]} (pid ${bySs[2]})`;
  }
  const open = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeoutMs: 3000,
  });
  const byLsof = /p(\d+)\nc(.+)/.exec(open.stdout);
  if (byLsof !== null) {
    return `${byLsof[2]} (pid ${byLsof[1]})`;
  }
  return `another program (find it with: sudo ss -ltnp 'sport = :${port}')`;
}

function listensHere(line: string, address: string, port: number): boolean {
  return [`${address}:${port}`, `0.0.0.0:${port}`, `*:${port}`, `[::]:${port}`].some((local) =>
    line.includes(` ${local} `),
  );
}

function tryListen(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'EACCES'));
    server.listen(port, address, () => server.close(() => resolve(undefined)));
  });
}

function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1000 });
    const finish = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', finish(true));
    socket.on('error', finish(false));
    socket.on('timeout', finish(false));
  });
}
