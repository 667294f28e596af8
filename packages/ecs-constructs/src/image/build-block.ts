import { posix } from 'node:path';
import type { Image, ImageBuild as BuildBlock } from '@cdktf/provider-docker/lib/image';
import { AtSynth } from '../support/at-synth';
import { renderBuildSecrets } from './build-secrets';
import { dockerfileBase } from './docker-provider-version';
import type { ImageBuildProps } from './image-build-props';

/** What the provider is told to build. `resource` is asked at synth, when the version of the provider is settled. */
export function buildBlock(
  props: ImageBuildProps,
  context: string,
  dockerfile: string,
  resource: () => Image,
): BuildBlock {
  const { platform, builder = 'default', buildArgs, labels = {}, cacheFrom, secrets = [] } = props;
  const hasLabels = Object.keys(labels).length > 0;
  return {
    context,
    dockerfile: AtSynth.string(() =>
      dockerfileBase(resource()) === 'context' ? dockerfile : posix.join(context, dockerfile),
    ),
    platform,
    builder,
    buildArgs: buildArgs === undefined ? undefined : { ...buildArgs },
    // Two builders, two attributes: buildx reads the first one, the engine's own builder the second.
    label: hasLabels ? { ...labels } : undefined,
    labels: hasLabels ? { ...labels } : undefined,
    target: props.target,
    cacheFrom: cacheFrom === undefined ? undefined : [...cacheFrom],
    secrets: secrets.length === 0 ? undefined : renderBuildSecrets(secrets),
    buildLogFile: props.buildLogFile,
  };
}
