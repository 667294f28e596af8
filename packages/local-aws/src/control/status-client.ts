import type { LocalAwsOptions } from '../options';
import type { LocalAwsStatus } from '../status';
import type { DaemonState } from '../gateway/control';
import { controlRequest } from './control-request';

/** Who answers on the port: our daemon, somebody else, or nobody. */
export type PortOwner =
  | { readonly owner: 'local-aws'; readonly state: DaemonState }
  | { readonly owner: 'other'; readonly what: string }
  | { readonly owner: 'nobody' };

/** The endpoint of a port. */
export function endpointOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Asks whoever listens on the port for the status of a local AWS. */
export async function askPort(port: number): Promise<PortOwner> {
  try {
    const { body } = await controlRequest({ port, path: 'status', timeoutMs: 5000 });
    const state = (typeof body === 'object' && body !== null ? body : {}) as Partial<DaemonState>;
    if (state.localAws === true) return { owner: 'local-aws', state: state as DaemonState };
    return { owner: 'other', what: 'an HTTP server that is no local AWS' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') return { owner: 'nobody' };
    if (code === 'ETIMEDOUT') return { owner: 'other', what: 'a program that does not answer' };
    return { owner: 'other', what: 'a program that does not speak HTTP' };
  }
}

/** The status of the local AWS on this port; undefined when none runs there. */
export async function localAwsStatus(
  options: LocalAwsOptions,
): Promise<LocalAwsStatus | undefined> {
  const asked = await askPort(options.port);
  return asked.owner === 'local-aws' && asked.state.state === 'running'
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
export function otherDirectory(port: number, state: DaemonState): Error {
  return new Error(
    `local-aws: port ${port} belongs to the local AWS of ${state.directory} (pid ${state.pid}). ` +
      `Fix: stop that one (LOCAL_AWS_DIRECTORY=${state.directory} npx nx run local-aws:stop), ` +
      `or choose another port: LOCAL_AWS_PORT=${port + 1}.`,
  );
}
