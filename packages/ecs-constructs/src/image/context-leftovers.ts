import { existsSync } from 'node:fs';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import type { Dockerignore } from './dockerignore';

/** State of this or another stack, its backup and its lock, as the local backend and cdktf name them. */
const STATE = /(^|\/)(terraform(\..+)?\.tfstate(\..+)?|\.terraform(\..+)?\.tfstate\.lock\.info)$/;

/**
 * Refuses a directory that a synth or an init has written: staged contexts, plugins, plans. It would be another one after
 * each synth. `ignored` tells that .dockerignore leaves it out, and a later line lets something in it back in.
 */
export function requireNoOutput(
  root: string,
  path: string,
  { ignored }: { readonly ignored: boolean },
): void {
  const holds = (name: string) => existsSync(join(root, path, name));
  const isOutput = holds('manifest.json') && holds('stacks');
  if (!isOutput && posix.basename(path) !== '.terraform') {
    return;
  }
  throw output(root, path, ignored ? `${path}/**` : path);
}

/** The same for the folder of this app, which the first synth has not written yet. */
export function requireOutputOutside(
  context: { readonly directory: string; readonly ignore: Dockerignore },
  outdir: string,
): void {
  const { directory, ignore } = context;
  const path = relative(directory, resolve(outdir)).split(sep).join('/');
  if (path === '..' || path.startsWith('../') || isAbsolute(path)) {
    return;
  }
  if (path !== '' && ignore.ignores(path)) {
    return;
  }
  throw output(directory, path, path);
}

/** Terraform's state changes with every apply, and holds what nobody may find in an image. */
export function requireNoState(root: string, path: string): void {
  if (!STATE.test(path)) {
    return;
  }
  throw new Error(
    `image context ${root}: a state file of Terraform is no part of an image; got ${path}. ` +
      'Add the line **/*.tfstate* at the end of .dockerignore, or keep the state in another directory.',
  );
}

function output(root: string, path: string, line: string): Error {
  const itself = path === '';
  return new Error(
    `image context ${root}: what Terraform and cdktf write must not be part of an image, which would be another one ` +
      `after each synth; got ${itself ? 'the context itself as outdir' : `the directory ${path}`}. ` +
      (itself
        ? 'Set outdir of the App to another directory.'
        : `Add the line ${line} at the end of .dockerignore.`),
  );
}
