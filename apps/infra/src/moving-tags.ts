import { moveTag, type EcsClients, type ImageInRegistry } from 'ecs-operations';
import type { Progress } from 'nx-cdktf';
import type { HelloImage } from './hello-image';
import { lookIntoRegistry, type RegistryFacts } from './planned-image';

/** The tags that name another image than the one that is deployed, or none: after a revert, or a push that was denied. */
export function tagsToMove({ image, moving }: RegistryFacts): readonly string[] {
  if (image === undefined) {
    return [];
  }
  return Object.keys(moving).filter((tag) => moving[tag]?.digest !== image.digest);
}

/** What a plan says about them: one sentence each. */
export function moves(image: HelloImage, facts: RegistryFacts): readonly string[] {
  const name = image.repositoryUrl.slice(image.repositoryUrl.indexOf('/') + 1);
  return tagsToMove(facts).map(
    (tag) =>
      `ECR: ${name}:${tag} will name ${image.tag} (${facts.image?.digest}); now it names ${inWords(facts.moving[tag])}.`,
  );
}

/**
 * Lets every moving tag name the image that was deployed. Looks again: a build has pushed in the meantime, or failed to.
 *
 * @throws Error when a tag cannot be moved; the deployment is no success then
 */
export async function moveTags(
  image: HelloImage,
  clients: EcsClients,
  region: string,
  progress: Progress,
): Promise<void> {
  const wrong = tagsToMove(await lookIntoRegistry(image, clients, region));
  for (const tag of wrong) {
    await progress.step(`Let ${tag} name ${image.tag}`, async (report) => {
      report(await moveTag(clients, `${image.repositoryUrl}:${image.tag}`, tag, region));
    });
  }
}

function inWords(named: ImageInRegistry | undefined): string {
  if (named === undefined) {
    return 'nothing';
  }
  const others = named.tags.filter((tag) => /^[0-9a-f]{32}$/.test(tag));
  return others.length === 0 ? named.digest : `${others.join(', ')} (${named.digest})`;
}
