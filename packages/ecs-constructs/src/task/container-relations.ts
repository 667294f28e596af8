import { describeProblem, isKnown } from '../support/validation';
import type { ContainerDefinition, ContainerDependency } from './container-definition';

type Containers = ReadonlyMap<string, ContainerDefinition>;

/** What the containers of a task say about each other and about its volumes, once all of them are there. */
export function relationProblems(
  containers: readonly ContainerDefinition[],
  volumes: readonly string[],
): readonly string[] {
  const byName: Containers = new Map(containers.map((one) => [one.containerName, one]));
  return [
    ...containers.flatMap((container) => dependencyProblems(container, byName)),
    ...cycleProblems(containers, byName),
    ...containers.flatMap((container) => volumeProblems(container, byName, volumes)),
    ...routerProblems(containers),
    ...portNameProblems(containers),
  ];
}

function dependencyProblems(container: ContainerDefinition, byName: Containers): readonly string[] {
  return (container.dependsOn ?? []).flatMap((dependency) => {
    if (!isKnown(dependency.containerName)) {
      return [];
    }
    const other = byName.get(dependency.containerName);
    if (other === undefined) {
      return [unknownContainer(container, 'dependsOn', dependency, byName)];
    }
    return conditionProblems(container, dependency, other);
  });
}

function conditionProblems(
  { containerName }: ContainerDefinition,
  { condition }: ContainerDependency,
  other: ContainerDefinition,
): readonly string[] {
  if (condition === 'HEALTHY' && other.healthCheck === undefined) {
    return [
      describeProblem({
        what: `${containerName} waits until ${other.containerName} is HEALTHY, which needs a health check`,
        got: `no healthCheck on ${other.containerName}`,
        fix: 'Add one or wait for START.',
      }),
    ];
  }
  const waitsForEnd = condition === 'COMPLETE' || condition === 'SUCCESS';
  if (!waitsForEnd || !other.essential) {
    return [];
  }
  return [
    describeProblem({
      what: `${containerName} waits for the end (${condition}) of ${other.containerName}, and the end of an essential container ends the task`,
      got: `${other.containerName} is essential`,
      fix: `Set essential to false on ${other.containerName}.`,
    }),
  ];
}

function cycleProblems(
  containers: readonly ContainerDefinition[],
  byName: Containers,
): readonly string[] {
  const done = new Set<string>();
  for (const { containerName } of containers) {
    const cycle = cycleFrom(containerName, byName, [], done);
    if (cycle === undefined) {
      continue;
    }
    return [
      describeProblem({
        what: 'containers may not wait for each other in a circle',
        got: cycle.join(' -> '),
        fix: 'Remove one dependsOn or volumesFrom.',
      }),
    ];
  }
  return [];
}

/** Depth first; `done` holds what is known to lead into no circle, so that every container is walked once. */
function cycleFrom(
  name: string,
  byName: Containers,
  path: readonly string[],
  done: Set<string>,
): readonly string[] | undefined {
  if (path.includes(name)) {
    return [...path.slice(path.indexOf(name)), name];
  }
  if (done.has(name)) {
    return undefined;
  }
  for (const other of needs(byName.get(name))) {
    const cycle = cycleFrom(other, byName, [...path, name], done);
    if (cycle !== undefined) {
      return cycle;
    }
  }
  done.add(name);
  return undefined;
}

/** The agent starts a container after those that it waits for, and after those whose volumes it mounts. */
function needs(container: ContainerDefinition | undefined): readonly string[] {
  const { dependsOn = [], volumesFrom = [] } = container ?? {};
  return [
    ...dependsOn.map(({ containerName }) => containerName),
    ...volumesFrom.map(({ sourceContainer }) => sourceContainer),
  ];
}

function volumeProblems(
  container: ContainerDefinition,
  byName: Containers,
  volumes: readonly string[],
): readonly string[] {
  const mounts = (container.mountPoints ?? [])
    .filter(({ sourceVolume }) => isKnown(sourceVolume) && !volumes.includes(sourceVolume))
    .map(({ sourceVolume }) =>
      describeProblem({
        what: `${container.containerName} mounts a volume that the task does not have`,
        got: `${sourceVolume}; the task has ${list(volumes)}`,
        fix: `Call addVolume('${sourceVolume}', …) on the task definition.`,
      }),
    );
  const sources = (container.volumesFrom ?? [])
    .filter(({ sourceContainer }) => isKnown(sourceContainer) && !byName.has(sourceContainer))
    .map(({ sourceContainer: containerName }) =>
      unknownContainer(container, 'volumesFrom', { containerName }, byName),
    );
  return [...mounts, ...sources];
}

function unknownContainer(
  { containerName }: ContainerDefinition,
  option: string,
  reference: { readonly containerName: string },
  byName: Containers,
): string {
  return describeProblem({
    what: `${option} of ${containerName} names a container of the same task`,
    got: `${reference.containerName}; the task has ${list([...byName.keys()])}`,
    fix: 'Use the containerName of one of them.',
  });
}

function routerProblems(containers: readonly ContainerDefinition[]): readonly string[] {
  const routers = containers.filter(({ fireLensRouter }) => fireLensRouter !== undefined);
  if (routers.length > 1) {
    return [
      describeProblem({
        what: 'a task has one log router',
        got: `fireLensRouter on ${list(routers.map(({ containerName }) => containerName))}`,
        fix: 'Keep one of them.',
      }),
    ];
  }
  const [router] = routers;
  if (router?.logConfiguration?.logDriver === 'awsfirelens') {
    return [
      describeProblem({
        what: 'the log router of a task cannot send its own output to itself',
        got: `LogDriver.fireLens on ${router.containerName}`,
        fix: 'Use another driver for it, such as LogDriver.awsLogs.',
      }),
    ];
  }
  const sender = containers.find(({ logConfiguration: log }) => log?.logDriver === 'awsfirelens');
  if (sender === undefined || routers.length === 1) {
    return [];
  }
  return [
    describeProblem({
      what: `${sender.containerName} logs to the log router of its task`,
      got: 'no container with fireLensRouter',
      fix: "Add one, for example with fireLensRouter: { type: 'fluentbit' }.",
    }),
  ];
}

function portNameProblems(containers: readonly ContainerDefinition[]): readonly string[] {
  const names = containers.flatMap(({ portMappings }) => portMappings.map(({ name }) => name));
  const twice = names.find((name, index) => isKnown(name) && names.indexOf(name) !== index);
  if (twice === undefined) {
    return [];
  }
  return [
    describeProblem({
      what: 'the ports of a task have different names',
      got: `${twice} more than once`,
      fix: 'Change the name of one port mapping.',
    }),
  ];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
