import { spawn, type ChildProcess } from 'node:child_process';
import type { ChildList } from '../control/child-list';
import { signalGroup } from '../control/process-identity';

/** A docker command that runs for as long as something else does. */
export interface DockerChild {
  readonly process: ChildProcess;
  /** Settles when it has ended and its output was read. */
  readonly ended: Promise<void>;
  /** Ends it at once. */
  end(): void;
}

/**
 * Starts a docker command that listens. It is kept in the list of children, so that whoever comes after a killed daemon
 * ends it: `docker events` would wait for ever.
 */
export function dockerChild(children: ChildList, args: readonly string[]): DockerChild {
  // A group of its own: the list ends groups.
  const child = spawn('docker', [...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  if (pid !== undefined) {
    children.add(pid);
  }
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const finish = (): void => {
      if (!over && pid !== undefined) {
        children.remove(pid);
      }
      over = true;
      resolve();
    };
    child.on('error', finish);
    child.on('close', finish);
  });
  return {
    process: child,
    ended,
    end: () => {
      if (!over && pid !== undefined) {
        signalGroup(pid, 'SIGKILL');
      }
    },
  };
}
