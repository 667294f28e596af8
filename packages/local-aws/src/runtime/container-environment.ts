import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { inside, privateDirectory } from '../inside';
import { StartFailure } from './runtime';

/** How the environment of a container reaches `docker run` without a value on a command line. */
export interface ContainerEnvironment {
  readonly args: readonly string[];
  /** For the docker command itself, which hands them on by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Removes what was written. */
  remove(): void;
}

/** Docker reads the file line by line, and no line longer than 64 KiB. https://docs.docker.com/reference/cli/docker/container/run/#env */
const LONGEST_LINE = 60_000;
/** What the docker command itself goes by: given to it, these would change which engine it talks to, or keep it from starting. */
const OF_DOCKER =
  /^(DOCKER_|BUILDKIT_|COMPOSE_|LD_|DYLD_|GO|SSL_|XDG_|LC_|OTEL_|(PATH|HOME|USER|TMPDIR|LANG|TZ|PWD|SHELL)$|(https?|no|all|ftp)_proxy$)/i;

/**
 * Writes the variables of a container to a file that only this user can read; everybody can read a command line. Values
 * that such a file cannot hold go through the environment of the docker command.
 *
 * @throws StartFailure for a value with a line break under a name that the docker command reads itself
 */
export function writeEnvironment(
  directory: string,
  variables: readonly { readonly name: string; readonly value?: string }[],
): ContainerEnvironment {
  const lines: string[] = [];
  const others: Record<string, string> = {};
  for (const { name, value = '' } of variables) {
    const line = `${name}=${value}`;
    if (fitsALine(name, line)) {
      lines.push(line);
    } else {
      others[name] = value;
    }
  }
  for (const name of Object.keys(others)) {
    refuseDockersOwn(name);
  }
  const names = Object.keys(others).flatMap((name) => ['--env', name]);
  if (lines.length === 0) {
    return { args: names, variables: others, remove: () => undefined };
  }
  const file = inside(
    privateDirectory(inside(directory, 'environment')),
    randomBytes(16).toString('hex'),
  );
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  return {
    args: ['--env-file', file, ...names],
    variables: others,
    remove: () => rmSync(file, { force: true }),
  };
}

/** Removes what a killed daemon left. */
export function removeEnvironments(directory: string): void {
  rmSync(inside(directory, 'environment'), { recursive: true, force: true });
}

function fitsALine(name: string, line: string): boolean {
  // Spaces in a name and a leading # mean something else in such a file.
  return /^[^\s#][^\s]*$/.test(name) && !/[\r\n]/.test(line) && line.length <= LONGEST_LINE;
}

function refuseDockersOwn(name: string): void {
  if (!OF_DOCKER.test(name)) {
    return;
  }
  throw new StartFailure(
    'CannotStartContainerError',
    `environment variable ${name}: its value has a line break or is longer than ${LONGEST_LINE} characters, and the docker command reads this name itself. Fix: give the value under another name.`,
  );
}
