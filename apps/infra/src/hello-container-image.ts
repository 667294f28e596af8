import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { type TerraformStack, TerraformVariable } from 'cdktf';
import { ContainerImage, ecrRegistryAuth, type ImageRepository } from 'ecs-constructs';
import { BUILD_VARIABLE } from './build-decision';
import { BUILD_LOG } from './build-log';
import { type HelloImage, MOVING_TAGS } from './hello-image';
import type { StageConfig } from './stage';

/** The binding is of 3.6.2; this one takes the same stack and the same state, and has what that one ignored. */
const DOCKER_PROVIDER = '3.9.0';

/** The image that the task runs: built and pushed by Terraform, or put into the engine before it. */
export function helloContainerImage(
  stack: TerraformStack,
  repository: ImageRepository,
  config: StageConfig,
  { context, buildArgs, platform, tag }: HelloImage,
): ContainerImage {
  if (config.image.source === 'local') {
    return ContainerImage.fromRepository(repository, { tag }, { platform });
  }
  new DockerProvider(stack, 'Docker', {
    registryAuth: [
      ecrRegistryAuth(stack, 'RegistryAuth', {
        method: config.image.registryAuth,
        accountId: config.accountId,
        region: config.region,
      }),
    ],
    // The provider would ask for a Docker engine in every plan, also where there is nothing to build.
    disableDockerDaemonCheck: true,
  });
  stack.addOverride('terraform.required_providers.docker.version', DOCKER_PROVIDER);
  const { booleanValue: condition } = new TerraformVariable(stack, BUILD_VARIABLE, {
    type: 'bool',
    default: true,
    description: 'Build and push the image. false: the repository has it already.',
  });
  return ContainerImage.fromBuild(stack, 'Image', {
    repository,
    context,
    buildArgs,
    platform,
    alsoTag: MOVING_TAGS,
    buildLogFile: BUILD_LOG,
    condition,
  });
}
