import { digestInRegistry, type EcsClients } from 'ecs-operations';
import type { Progress } from 'nx-cdktf';
import type { HelloImage } from './hello-image';

/** The Terraform variable that says whether a run builds the image. */
export const BUILD_VARIABLE = 'build_image';

/** What the docker provider makes. Terraform forgets it after each apply: a build is an event, the image is in ECR. */
export const BUILD_RESOURCES: readonly string[] = [
  'docker_image',
  'docker_registry_image',
  'docker_tag',
];

/**
 * Lets Terraform build the image only where ECR does not hold it yet. The tag is the hash of what the image is made of,
 * so an image of that name is this image; building it again would give the tag to another digest than the one that runs.
 *
 * Whoever sets the variable decides instead.
 */
export async function decideOnBuild(
  image: HelloImage,
  clients: EcsClients,
  region: string,
  progress: Progress,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const name = `TF_VAR_${BUILD_VARIABLE}`;
  if (environment[name] !== undefined) return;
  const reference = `${image.repositoryUrl}:${image.tag}`;
  environment[name] = await progress.step('Look for the image in ECR', async (report) => {
    const pushed = (await digestInRegistry(clients, reference, region)) !== undefined;
    report(pushed ? `${image.tag} is there` : `${image.tag} is to be built`);
    return String(!pushed);
  });
}
