import type { ContainerDefinition } from '../runtime/container-definition';
import type { TaskDefinition } from './task-definition';

/** An option that does nothing here, and what to do about it. */
interface Unsupported {
  readonly option: string;
  readonly why: string;
}

/**
 * The options of a task definition that the data plane would have to drop. A container that silently lacks one is worse
 * than none.
 */
export function unsupportedOptions(definition: TaskDefinition): readonly Unsupported[] {
  const { containerDefinitions, pidMode, ipcMode } = definition;
  const several = containerDefinitions.length > 1;
  const shared = 'several containers of a task share no namespace here: each has its own';
  return [
    ...when(pidMode === 'task' && several, 'pidMode task', shared),
    ...when(ipcMode === 'task' && several, 'ipcMode task', shared),
    ...when(definition.proxyConfiguration, 'proxyConfiguration', 'App Mesh has ended'),
    ...when(
      definition.inferenceAccelerators?.length,
      'inferenceAccelerators',
      'Elastic Inference has ended',
    ),
    ...when(definition.enableFaultInjection, 'enableFaultInjection', 'no agent injects faults'),
    ...containerDefinitions.flatMap(ofContainer),
  ];
}

function ofContainer(container: ContainerDefinition): readonly Unsupported[] {
  const place = `containerDefinitions[${container.name}]`;
  return [
    ...when(
      container.resourceRequirements?.length,
      `${place}.resourceRequirements`,
      'no host has a GPU',
    ),
    ...when(
      container.links?.length,
      `${place}.links`,
      'links are a legacy of Docker that hands over the environment of the other container',
    ),
    ...when(
      container.credentialSpecs?.length,
      `${place}.credentialSpecs`,
      'there is no Active Directory',
    ),
    ...when(
      container.firelensConfiguration,
      `${place}.firelensConfiguration`,
      'no log router gets the lines: they are in the directory of the logs',
    ),
  ];
}

function when(used: unknown, option: string, why: string): readonly Unsupported[] {
  return used === undefined || used === false || used === 0 || used === null
    ? []
    : [{ option, why }];
}
