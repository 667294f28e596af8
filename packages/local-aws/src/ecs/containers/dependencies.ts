import type { ContainerDefinition } from '../../runtime/container-definition';
import type { TaskContainer } from '../task';

/** Containers in an order in which each comes after those it depends on. */
export function startOrder(containers: readonly TaskContainer[]): readonly TaskContainer[] {
  const ordered: TaskContainer[] = [];
  const visit = (container: TaskContainer, path: readonly TaskContainer[]): void => {
    if (ordered.includes(container) || path.includes(container)) {
      return;
    }
    for (const { containerName } of dependenciesOf(container.definition)) {
      const other = containers.find(({ definition }) => definition.name === containerName);
      if (other !== undefined) {
        visit(other, [...path, container]);
      }
    }
    ordered.push(container);
  };
  for (const container of containers) {
    visit(container, []);
  }
  return ordered;
}

/** Whether a container may start now, has to wait, or never can. */
export type Readiness = 'ready' | 'waiting' | { readonly impossible: string };

/**
 * Looks at what a container depends on.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export function readiness(
  container: TaskContainer,
  containers: readonly TaskContainer[],
): Readiness {
  let waiting = false;
  for (const { containerName, condition } of dependenciesOf(container.definition)) {
    const other = containers.find(({ definition }) => definition.name === containerName);
    if (other === undefined) {
      return { impossible: `there is no container ${containerName}` };
    }
    const ended = other.lastStatus === 'STOPPED';
    if (condition === 'SUCCESS' && ended && other.exitCode !== 0) {
      return { impossible: `${containerName} exited with ${other.exitCode ?? 'no code'}` };
    }
    if (condition === 'HEALTHY' && (ended || other.healthStatus === 'UNHEALTHY')) {
      return { impossible: `${containerName} is not healthy` };
    }
    const met =
      condition === 'START'
        ? other.lastStatus !== 'PENDING'
        : condition === 'HEALTHY'
          ? other.healthStatus === 'HEALTHY'
          : ended;
    waiting ||= !met;
  }
  return waiting ? 'waiting' : 'ready';
}

/** Volumes of another container are there once it has started. */
function dependenciesOf({ dependsOn = [], volumesFrom = [] }: ContainerDefinition) {
  return [
    ...dependsOn,
    ...volumesFrom.map(({ sourceContainer }) => ({
      containerName: sourceContainer,
      condition: 'START' as const,
    })),
  ];
}
