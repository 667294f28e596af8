import { isKnown, misuse } from '../support/validation';
import type { ContainerDefinition } from './container-definition';
import { requireCapability } from './kernel-capabilities';

/** What of the host the containers of a task share. */
export interface SharedNamespaces {
  readonly networkMode: string;
  readonly ipcMode?: string;
}

/**
 * Parameters that each container can have its own value of. ECS takes no others.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
const IPC =
  /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\.mqueue\..+)$/;
const NETWORK = /^net\..+$/;

/** Rules for what a container asks of the kernel. */
export function checkKernel(
  where: string,
  container: ContainerDefinition,
  { networkMode, ipcMode }: SharedNamespaces,
): void {
  const { capabilities, systemControls = {} } = container;
  const names = [...(capabilities?.add ?? []), ...(capabilities?.drop ?? [])];
  names.forEach((name) => requireCapability(where, name));
  const parameters = Object.keys(systemControls).filter(isKnown);
  const ofHost = parameters.find((name) => !IPC.test(name) && !NETWORK.test(name));
  if (ofHost !== undefined) {
    throw misuse(where, {
      what: 'a container has its own net.*, fs.mqueue.*, kernel.shm*, kernel.msg* and kernel.sem, and shares all other parameters with its host',
      got: `${ofHost} in systemControls`,
      fix: 'Set it on the host with additionalUserData.',
    });
  }
  const network = parameters.find((name) => NETWORK.test(name));
  if (network !== undefined && networkMode === 'host') {
    throw misuse(where, {
      what: "with networkMode 'host' the network belongs to the host, so that a container cannot set its parameters",
      got: `${network} in systemControls`,
      fix: "Set it on the host with additionalUserData, or use networkMode 'bridge'.",
    });
  }
  const ipc = parameters.find((name) => IPC.test(name));
  if (ipc !== undefined && ipcMode === 'host') {
    throw misuse(where, {
      what: "with ipcMode 'host' shared memory and queues belong to the host, so that a container cannot set their parameters",
      got: `${ipc} in systemControls`,
      fix: "Set it on the host with additionalUserData, or use ipcMode 'task'.",
    });
  }
}
