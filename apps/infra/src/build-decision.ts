import type { Progress } from 'nx-cdktf';
import type { HelloImage } from './hello-image';
import type { RegistryFacts } from './planned-image';

/** The Terraform variable that says whether a run builds the image. */
export const BUILD_VARIABLE = 'build_image';

/** What the docker provider makes. Terraform forgets it after each apply: a build is an event, the image is in ECR. */
export const BUILD_RESOURCES: readonly string[] = [
  'docker_image',
  'docker_registry_image',
  'docker_tag',
];

/** Whether the variable says that a run builds. Terraform takes 1 and 0 for true and false. */
export function isToBuild(environment: NodeJS.ProcessEnv): boolean {
  return /^(true|1)$/.test(environment[`TF_VAR_${BUILD_VARIABLE}`] ?? 'true');
}

/**
 * Lets Terraform build the image only where ECR does not hold it yet. The tag is the hash of what the image is made of,
 * so an image of that name is this image; building it again would give the tag to another digest than the one that runs.
 *
 * Whoever sets the variable decides instead.
 *
 * @returns whether this run builds
 */
export async function decideOnBuild(
  image: Pick<HelloImage, 'tag'>,
  look: () => Promise<RegistryFacts>,
  progress: Progress,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  const name = `TF_VAR_${BUILD_VARIABLE}`;
  const chosen = environment[name];
  const pushed = await progress.step('Look for the image in ECR', async (report) => {
    const there = (await look()).image !== undefined;
    report(
      `${image.tag} is ${there ? 'there' : isToBuild(environment) ? 'to be built' : 'not there'}`,
    );
    return there;
  });
  if (chosen === undefined) {
    environment[name] = String(!pushed);
    return !pushed;
  }
  const builds = isToBuild(environment);
  if (!builds && !pushed) {
    progress.warn(
      `${name} is ${chosen}, and ECR holds no image ${image.tag}: no task can start before somebody pushes it.`,
    );
  }
  return builds;
}
