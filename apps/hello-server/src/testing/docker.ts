import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the image can be built here: with which base, or why not and how to make it possible. */
export type ImageTestPlan =
  { readonly baseImage: string } | { readonly why: string; readonly fix: string };

const PACKAGE = join(__dirname, '..', '..');

/** What a finished command left. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs docker and waits. Never throws: the caller looks at the status. */
export function docker(...args: readonly string[]): Finished {
  return spawnSync('docker', args, { encoding: 'utf8', timeout: 600_000 });
}

/** Whether containers can run here at all. */
export function engineAnswers(): boolean {
  return docker('version', '--format', '{{.Server.Version}}').status === 0;
}

/** Runs the same script as the `container` target. */
export function buildImage(tag: string, baseImage: string): Finished {
  return spawnSync(process.execPath, [join(PACKAGE, 'container/build-image.mjs'), tag], {
    encoding: 'utf8',
    env: { ...process.env, HELLO_SERVER_BASE_IMAGE: baseImage },
  });
}

/** Looks for an engine and a base image: the one named by HELLO_SERVER_BASE_IMAGE, else the Dockerfile's own. */
export function planImageTests(env: NodeJS.ProcessEnv = process.env): ImageTestPlan {
  if (!engineAnswers()) {
    return { why: 'no Docker engine answers', fix: 'start one; `docker version` must succeed' };
  }
  const chosen = env.HELLO_SERVER_BASE_IMAGE;
  if (chosen !== undefined && chosen !== '') {
    return { baseImage: chosen };
  }
  const dockerfile = readFileSync(join(PACKAGE, 'Dockerfile'), 'utf8');
  const baseImage = /^ARG BASE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1] ?? '';
  const isHere = docker('image', 'inspect', baseImage).status === 0;
  if (isHere || docker('pull', '--quiet', baseImage).status === 0) {
    return { baseImage };
  }
  return {
    why: `the base image ${baseImage} is not on this machine and cannot be pulled`,
    fix: 'HELLO_SERVER_BASE_IMAGE="$(tools/build-local-base-image.sh)" in the workspace root',
  };
}
