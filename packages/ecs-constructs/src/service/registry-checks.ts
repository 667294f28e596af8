import type { INetwork } from '../network/network';
import { ecrLocationOf, parseImageReference } from '../image/image-reference';
import { describeProblem, isKnown } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';

/** Registries that are on the internet and nowhere else. */
const PUBLIC_REGISTRIES = [
  'docker.io',
  'gcr.io',
  'ghcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'quay.io',
  'registry.gitlab.com',
  'registry.k8s.io',
];

/** Images that hosts without a way to the internet cannot pull: endpoints reach the ECR of the account's region alone. */
export function registryProblems(
  { containers }: IEc2TaskDefinition,
  network: INetwork | undefined,
): readonly string[] {
  return outsideEcr(containers, network)
    .filter(({ registry }) => PUBLIC_REGISTRIES.includes(registry))
    .map(({ containerName, reference }) =>
      describeProblem({
        what: `hosts of ${pathOf(network)} have no way to the internet, and so none to the registry of ${containerName}`,
        got: reference,
        fix: 'Put the image into ECR (a pull through cache rule does it by itself), or give the network a NAT gateway.',
      }),
    );
}

/** The same of a registry that may be one of the network's own. */
export function registryWarnings(
  { containers }: IEc2TaskDefinition,
  network: INetwork | undefined,
): readonly string[] {
  return outsideEcr(containers, network)
    .filter(({ registry }) => !PUBLIC_REGISTRIES.includes(registry))
    .map(
      ({ containerName, reference, registry }) =>
        `hosts of ${pathOf(network)} have no way to the internet, and ${containerName} has its image from ${registry}; got ` +
        `${reference}. Make sure that the hosts reach it inside of the network, or put the image into ECR.`,
    );
}

function outsideEcr(containers: IEc2TaskDefinition['containers'], network: INetwork | undefined) {
  if (network?.egress !== 'vpc-endpoints') {
    return [];
  }
  return containers.flatMap(({ containerName, image: { reference } }) => {
    const parsed = isKnown(reference) ? parseImageReference('image', reference) : undefined;
    if (parsed === undefined || ecrLocationOf(parsed) !== undefined) {
      return [];
    }
    return [{ containerName, reference, registry: parsed.registry ?? 'docker.io' }];
  });
}

function pathOf(network: INetwork | undefined): string {
  const path = (network as { readonly node?: { readonly path: string } } | undefined)?.node?.path;
  return path ?? 'the network';
}
