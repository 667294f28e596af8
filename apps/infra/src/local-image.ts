import { spawn } from 'node:child_process';
import { findDockerEngine, registerImage, type LocalAwsOptions } from 'local-aws';
import type { Progress } from 'nx-cdktf';
import type { HelloImage } from './hello-image';

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
        why: `the base image ${base} cannot be had (${reason(pulled.output)})`,
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
  report(image.tag);
  return { available: true };
}

function docker(
  args: readonly string[],
  timeoutSeconds = 30,
): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn('docker', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutSeconds * 1000,
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** Docker puts the cause last: `Error response from daemon: Get "https://…": dial tcp: lookup …: no such host`. */
function reason(output: string): string {
  const line = output.trim().split('\n').at(-1) ?? '';
  return line.split(': ').at(-1) || 'docker pull gave no reason';
}
