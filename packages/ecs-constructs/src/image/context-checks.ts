import { statSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';

/** A relative path would mean another directory for whoever synthesizes from elsewhere. */
export function requireDirectory(directory: string): void {
  if (!isAbsolute(directory)) {
    throw new Error(
      `image context: the context must be an absolute path; got ${JSON.stringify(directory)}. ` +
        "Write it like resolve(__dirname, '../server').",
    );
  }
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    return;
  }
  throw new Error(
    `image context: the context must be a directory that exists; got ${directory}. ` +
      'Give an absolute path, for example one built from __dirname.',
  );
}

/** The path of a Dockerfile inside the context, cleaned. */
export function requireDockerfile(directory: string, dockerfile: string): string {
  const name = posix.normalize(dockerfile);
  if (isAbsolute(dockerfile) || name.startsWith('..')) {
    throw new Error(
      `image context ${directory}: the Dockerfile must lie inside the context; got ${dockerfile}. ` +
        'Give its path relative to the context.',
    );
  }
  if (!statSync(join(directory, name), { throwIfNoEntry: false })?.isFile()) {
    throw new Error(
      `image context ${directory}: there is no such Dockerfile; got ${dockerfile}. ` +
        'Set dockerfile to its path relative to the context.',
    );
  }
  return name;
}
