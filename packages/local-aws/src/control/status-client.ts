import type { LocalAwsOptions } from '../options';
import type { LocalAwsStatus } from '../status';
import { TOKEN_HEADER, type DaemonIdentity, type DaemonState } from '../gateway/control';
import { controlRequest } from './control-request';
import { readDaemonRecord } from './daemon-record';

/** Who answers on the port: our daemon, somebody else, or nobody. */
export type PortOwner =
  | { readonly owner: 'local-aws'; readonly known: 'yes'; readonly state: DaemonState }
  /** It does not take the token of the directory's record: it is another directory's, or has none yet. */
  | { readonly owner: 'local-aws'; readonly known: 'no'; readonly state: DaemonIdentity }
  | { readonly owner: 'other'; readonly what: string }
  | { readonly owner: 'nobody' };

/** The endpoint of a port. */
export function endpointOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Asks whoever listens on the port for the status of the local AWS of a directory. */
export async function askPort(
  options: Pick<LocalAwsOptions, 'port' | 'directory'>,
): Promise<PortOwner> {
  const token = readDaemonRecord(options.directory)?.token;
  const owner = await askWith(token, options.port);
  // A daemon may have written its record while it was asked.
  const refused = owner.owner === 'local-aws' && owner.known === 'no';
  const now = refused ? readDaemonRecord(options.directory)?.token : token;
  return now === token ? owner : askWith(now, options.port);
}

async function askWith(
  token: string | undefined,
  port: number,
  triesLeft = 10,
): Promise<PortOwner> {
  try {
    const { status, body } = await controlRequest({
      port,
      path: 'status',
      timeoutMs: 5000,
      headers: token === undefined ? {} : { [TOKEN_HEADER]: token },
    });
    const state = (typeof body === 'object' && body !== null ? body : {}) as Partial<DaemonState>;
    if (state.localAws !== true) {
      return { owner: 'other', what: 'an HTTP server that is no local AWS' };
    }
    return status === 200
      ? { owner: 'local-aws', known: 'yes', state: state as DaemonState }
      : { owner: 'local-aws', known: 'no', state: state as DaemonIdentity };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') {
      return { owner: 'nobody' };
    }
    // Who is about to end resets what it was asked; a moment later the port is nobody's.
    if (code === 'ECONNRESET' && triesLeft > 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return askWith(token, port, triesLeft - 1);
    }
    if (code === 'ETIMEDOUT') {
      return { owner: 'other', what: 'a program that does not answer' };
    }
    return { owner: 'other', what: 'a program that does not speak HTTP' };
  }
}

/** The status of the local AWS of this directory; undefined when none runs on its port. */
export async function localAwsStatus(
  options: LocalAwsOptions,
): Promise<LocalAwsStatus | undefined> {
  const asked = await askPort(options);
  return asked.owner === 'local-aws' && asked.known === 'yes' && asked.state.state === 'running'
    ? asked.state.status
    : undefined;
}

/** The one message for "the port belongs to something else". */
export function portTaken(port: number, what: string): Error {
  return new Error(
    `local-aws: port ${port} of 127.0.0.1 is taken; got ${what}. ` +
      `Fix: end that program, or choose another port: LOCAL_AWS_PORT=${port + 1}.`,
  );
}

/** The one message for "another directory's local AWS has this port". */
export function otherDirectory(port: number, state: Pick<DaemonState, 'directory' | 'pid'>): Error {
  return new Error(
    `local-aws: port ${port} belongs to the local AWS of ${state.directory} (pid ${state.pid}). ` +
      `Fix: stop that one (LOCAL_AWS_DIRECTORY=${state.directory} npx nx run local-aws:stop), ` +
      `or choose another port: LOCAL_AWS_PORT=${port + 1}.`,
  );
}

/** The one message for "it runs, but what proves that it is ours is gone". */
export function recordLost(options: LocalAwsOptions, { pid }: Pick<DaemonState, 'pid'>): Error {
  return new Error(
    `local-aws: the local AWS on port ${options.port} runs (pid ${pid}), but ${options.directory}/daemon.json, which holds ` +
      `its access key, is gone or of another. Fix: kill ${pid}, then start it again.`,
  );
}
