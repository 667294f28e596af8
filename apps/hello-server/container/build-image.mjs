// Builds the image from the compiled dist. Usage: node container/build-image.mjs [tag]
// HELLO_SERVER_BASE_IMAGE replaces the base image named in the Dockerfile.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const context = fileURLToPath(new URL('..', import.meta.url));
const tag = process.argv[2] ?? 'hello-server:dev';
const chosenBase = process.env.HELLO_SERVER_BASE_IMAGE || undefined;

const fail = (message) => {
  console.error(`hello-server image: ${message}`);
  process.exit(1);
};

const docker = spawnSync(
  'docker',
  [
    'build',
    ...(chosenBase ? ['--build-arg', `BASE_IMAGE=${chosenBase}`] : []),
    '--tag',
    tag,
    context,
  ],
  { stdio: 'inherit' },
);
if (docker.error) {
  fail(
    `docker cannot be started (${docker.error.code}). Fix: install Docker and start its engine.`,
  );
}
if (docker.status !== 0) {
  const base =
    chosenBase ?? /^ARG BASE_IMAGE=(.+)$/m.exec(readFileSync(`${context}Dockerfile`, 'utf8'))[1];
  fail(
    `docker build failed; see above. Base image: ${base}. If that image cannot be pulled here, name one that is ` +
      'on this machine: HELLO_SERVER_BASE_IMAGE="$(tools/build-local-base-image.sh)" from the workspace root makes one.',
  );
}
