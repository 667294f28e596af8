import { describeProblem, knownBytes } from '../support/validation';
import type { ContainerDefinition } from './container-definition';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_DEFINITION_BYTES = 65_536;

/** What is wrong with containers that together are more than ECS registers. */
export function sizeProblems(containers: readonly ContainerDefinition[]): readonly string[] {
  const parts = containers.map((container) => ({
    name: container.containerName,
    bytes: knownBytes(textOf(container)),
  }));
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (bytes <= MAX_DEFINITION_BYTES) {
    return [];
  }
  const [largest] = [...parts].sort((one, other) => other.bytes - one.bytes);
  return [
    describeProblem({
      what: `ECS registers task definitions of ${MAX_DEFINITION_BYTES} bytes`,
      got: `at least ${bytes} bytes, ${largest?.bytes} of them in ${largest?.name}`,
      fix: 'Put what is long into an environment file, a secret or the image.',
    }),
  ];
}

/** What was written for the container, without what stands for something else: it says less than ECS stores, never more. */
function textOf(container: ContainerDefinition): string {
  const notWritten = {
    image: undefined,
    logging: undefined,
    secrets: undefined,
    environmentFiles: undefined,
    plainEnvironmentNames: undefined,
  };
  return JSON.stringify({ ...container, ...notWritten });
}
