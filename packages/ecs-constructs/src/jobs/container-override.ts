import type { Construct } from 'constructs';
import { checkSecretNames } from '../secrets/secret-names';
import { entriesByKey } from '../support/text-order';
import {
  describeProblem,
  isKnown,
  misuse,
  requireInteger,
  requireTexts,
} from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';

/** What one run changes of one container. */
export interface ContainerOverride {
  /** Name of the container, as ECS knows it. */
  readonly containerName: string;
  /** @default - the container's own */
  readonly command?: readonly string[];
  /** Added to the container's own; the same name wins. Not for secrets: anybody who may read the stack reads them. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Names in `environment` whose values are no secrets, although they look like some. @default - none */
  readonly plainEnvironmentNames?: readonly string[];
  /** CPU units. @default - the container's own */
  readonly cpu?: number;
  /** Hard limit. @default - the container's own */
  readonly memoryLimitMiB?: number;
  /** Soft limit. @default - the container's own */
  readonly memoryReservationMiB?: number;
}

/** What one call of RunTask takes as overrides. */
const MAX_OVERRIDES = 8192;

/** What can be said of overrides by themselves. */
export function requireOverrides(
  scope: Construct,
  overrides: readonly ContainerOverride[] = [],
): void {
  const names = overrides.map(({ containerName }) => containerName);
  const twice = names.find((name, index) => isKnown(name) && names.indexOf(name) < index);
  if (twice !== undefined) {
    throw misuse(scope, {
      what: 'containerOverrides name a container once',
      got: `${JSON.stringify(twice)} twice`,
      fix: 'Make them one.',
    });
  }
  for (const override of overrides) {
    const { containerName, environment, cpu, memoryLimitMiB, memoryReservationMiB } = override;
    requireTexts(scope, 'environment of containerOverrides', environment);
    checkSecretNames(
      `${scope.node.path} (containerOverrides of ${containerName})`,
      environment ?? {},
      override.plainEnvironmentNames ?? [],
    );
    requireInteger(scope, cpu, { name: 'cpu of containerOverrides', min: 1, unit: 'CPU units' });
    for (const [name, value] of Object.entries({ memoryLimitMiB, memoryReservationMiB })) {
      requireInteger(scope, value, { name: `${name} of containerOverrides`, min: 6, unit: 'MiB' });
    }
  }
}

/** As RunTask takes them. */
export function renderOverrides(overrides: readonly ContainerOverride[] = []) {
  return { containerOverrides: overrides.map(renderOverride) };
}

/** What can be said once all containers are there. */
export function overrideProblems(
  taskDefinition: IEc2TaskDefinition,
  overrides: readonly ContainerOverride[] = [],
): readonly string[] {
  const names = taskDefinition.containers.map(({ containerName }) => containerName);
  const strangers =
    names.length === 0 || !names.every((name) => isKnown(name))
      ? []
      : overrides.filter(
          ({ containerName }) => isKnown(containerName) && !names.includes(containerName),
        );
  const problems = strangers.map(({ containerName }) =>
    describeProblem({
      what: `containerOverrides name containers of ${taskDefinition.node.path}, which has ${names.join(', ')}`,
      got: JSON.stringify(containerName),
      fix: 'Give the containerName of one of them.',
    }),
  );
  const { length } = JSON.stringify(renderOverrides(overrides));
  if (length > MAX_OVERRIDES) {
    problems.push(
      describeProblem({
        what: `RunTask takes at most ${MAX_OVERRIDES} characters of overrides`,
        got: length,
        fix: 'Put what is long into the task definition, a secret or an object in S3.',
      }),
    );
  }
  return problems;
}

function renderOverride(override: ContainerOverride) {
  const { containerName, command, environment, cpu } = override;
  return {
    name: containerName,
    command,
    environment: environment && entriesByKey(environment).map(([name, value]) => ({ name, value })),
    cpu,
    memory: override.memoryLimitMiB,
    memoryReservation: override.memoryReservationMiB,
  };
}
