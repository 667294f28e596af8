import { hasOwnInterface } from './network/task-interface';
import type { TaskDefinition } from './task-definition';
import type { Requirements } from './placement/place-task';

/**
 * What a task reserves on its host: the task-level size where there is one, else the sum of its containers, each by its
 * soft limit when it has one. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function requirementsOf(definition: TaskDefinition): Requirements {
  const containers = definition.containerDefinitions;
  const sum = (value: (container: (typeof containers)[number]) => number): number =>
    containers.reduce((total, container) => total + value(container), 0);
  return {
    cpu: definition.cpu === undefined ? sum(({ cpu = 0 }) => cpu) : cpuUnits(definition.cpu),
    memoryMiB:
      definition.memory === undefined
        ? sum(({ memoryReservation, memory = 0 }) => memoryReservation ?? memory)
        : mebibytes(definition.memory),
    ports: hasOwnInterface(definition)
      ? []
      : containers.flatMap(({ portMappings = [] }) =>
          portMappings.flatMap(({ hostPort = 0 }) => (hostPort === 0 ? [] : [hostPort])),
        ),
    ...(hasOwnInterface(definition) ? { interfaces: 1 } : {}),
  };
}

/** `512` or `0.5 vCPU`. */
export function cpuUnits(text: string): number {
  const number = Number.parseFloat(text);
  return /vcpu/i.test(text) ? number * 1024 : number;
}

/** `512` or `0.5 GB`. */
export function mebibytes(text: string): number {
  const number = Number.parseFloat(text);
  return /gb/i.test(text) ? number * 1024 : number;
}
