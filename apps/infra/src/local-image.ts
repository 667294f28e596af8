import { findDockerEngine, registerImage, type LocalAwsOptions } from 'local-aws';
import type { Progress } from 'nx-cdktf';
import { docker, dockerReason } from './docker';
import type { HelloImage } from './hello-image';
import { requireUnchanged } from './planned-image';

/** Seconds to wait for a registry before the task runs as a process instead. */
const PULL_TIMEOUT_SECONDS = 300;

/**
 * Builds the image into this machine's Docker engine, under the name the task definition uses, so that the
 * local AWS finds it there. Where no engine answers or the base image cannot be had, says so: the task then
 * runs as a process.
 */
export async function prepareLocalImage(
  image: HelloImage,
  local: LocalAwsOptions,
  progress: Progress,
): Promise<void> {
  requireUnchanged(image);
  const reference = `${image.repositoryUrl}:${image.tag}`;
  const built = await progress.step('Build the image of hello-server', (report) =>
    buildImage(image, reference, report),
  );
  if (!built.available) {
    progress.warn(`The task runs as a process, not as a container: ${built.why}. ${built.fix}`);
  }
  await registerImage(local, {
    reference,
    process: { command: [process.execPath, 'dist/main.js'], workingDirectory: image.context },
    dockerImageAvailable: built.available,
  });
}

type Built =
  | { readonly available: true }
  | { readonly available: false; readonly why: string; readonly fix: string };

async function buildImage(
  image: HelloImage,
  reference: string,
  report: (detail: string) => void,
): Promise<Built> {
  const engine = await findDockerEngine();
  if (!engine.available) {
    report('no Docker engine');
    return engine;
  }
  // The tag is a hash of the content: an image of that name is this image.
  if ((await docker(['image', 'inspect', reference])).ok) {
    report(`${image.tag} is built already`);
    return { available: true };
  }
  const base = image.buildArgs['BASE_IMAGE'] ?? '';
  if (!(await docker(['image', 'inspect', base])).ok) {
    report(`pulling ${base}`);
    const pulled = await docker(['pull', '--quiet', base], PULL_TIMEOUT_SECONDS);
    if (!pulled.ok) {
      return {
        available: false,
        why: `the base image ${base} cannot be had (${dockerReason(pulled.output)})`,
        fix: 'To get containers, connect to its registry, or set HELLO_SERVER_BASE_IMAGE to an image you have.',
      };
    }
  }
  report(`building ${image.tag} on ${base}`);
  const buildArgs = Object.entries(image.buildArgs).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  const build = await docker(['build', '--tag', reference, ...buildArgs, image.context], 600);
  if (!build.ok) {
    throw new Error(
      `docker build of ${image.context} failed:\n${build.output.trim().split('\n').slice(-20).join('\n')}`,
    );
  }
  try {
    requireUnchanged(image);
  } catch (error) {
    await docker(['image', 'rm', reference]);
    throw error;
  }
  report(image.tag);
  return { available: true };
}
