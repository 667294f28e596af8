import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * A path below a directory, each part below the one before. Everything that becomes part of a path and comes from a request
 * goes through here: a name that leads out is refused, whatever pattern it was held to before.
 *
 * @throws Error that names the directory and the parts
 */
export function inside(directory: string, ...parts: readonly string[]): string {
  return parts.reduce((above, part) => {
    const path = resolve(above, `.${sep}${part}`);
    if (!part.includes('\0') && isBelow(above, path)) {
      return path;
    }
    throw new Error(
      `local-aws: a name leads out of ${directory}; got ${JSON.stringify(part)}. ` +
        'Allowed names without .. in them. Fix: correct the name.',
    );
  }, resolve(directory));
}

/** Makes a directory that only its owner may enter, also where an earlier version left it open. */
export function privateDirectory(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  return directory;
}

/**
 * Makes a directory below another that only its owner may enter; a link on the way that leads out is refused, before anything
 * is made behind it.
 */
export function makeInside(directory: string, ...parts: readonly string[]): string {
  const path = inside(directory, ...parts);
  const real = realpathSync(privateDirectory(directory));
  let step = resolve(directory);
  for (const name of relative(step, path).split(sep)) {
    step = join(step, name);
    mkdirSync(step, { recursive: true, mode: 0o700 });
    inside(real, relative(real, realpathSync(step)));
  }
  return path;
}

function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
