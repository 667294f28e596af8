import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildContext } from './context-files';
import { ecrLocationOf, parseImageReference } from './image-reference';

/** `ARG`s to which the docker provider gives the values of its own attributes, which are 0 or empty where nobody sets them. */
const OVERWRITTEN = [
  'cpuperiod',
  'cpuquota',
  'cpusetcpus',
  'cpusetmems',
  'cpushares',
  'memory',
  'memoryswap',
];

/** What a Dockerfile says, and the build would do differently. */
export function dockerfileWarnings(
  context: BuildContext,
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const lines = instructions(readFileSync(join(context.directory, context.dockerfile), 'utf8'));
  return [...overwrittenArguments(lines, buildArgs), ...privateBases(lines, buildArgs)];
}

/** Instructions without comments, continued lines joined. */
function instructions(text: string): readonly string[] {
  const escape = /^\s*#\s*escape\s*=\s*`/im.test(text.split('\n', 3).join('\n')) ? '`' : '\\\\';
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(new RegExp(`${escape}[ \\t\\r]*\\n`, 'g'), ' ')
    .split('\n')
    .map((line) => line.trim());
}

function overwrittenArguments(
  lines: readonly string[],
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const declared = lines.flatMap((line) => /^ARG\s+(.*)$/i.exec(line)?.[1]?.split(/\s+/) ?? []);
  const names = new Set(declared.map((argument) => argument.split('=')[0] ?? ''));
  return OVERWRITTEN.filter((name) => names.has(name) && !Object.hasOwn(buildArgs, name)).map(
    (name) =>
      `the docker provider gives ARG ${name} a value of its own, whatever the Dockerfile says; got ARG ${name} ` +
      'and no build argument of that name. Set it in buildArgs, or rename it.',
  );
}

/** The builder does not use what `ecrRegistryAuth` gives the provider. */
function privateBases(
  lines: readonly string[],
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const values = new Map(Object.entries(buildArgs));
  const bases = new Set<string>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^ARG\s+(\w+)=(?:"|')?([^\s"']*)/i.exec(line) ?? [];
    if (name !== '' && !values.has(name)) {
      values.set(name, value);
    }
    const from = /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line)?.[1];
    const copied = /^COPY\s+(?:--\S+\s+)*--from=(\S+)/i.exec(line)?.[1];
    for (const reference of [from, copied]) {
      if (reference !== undefined) {
        bases.add(expand(reference, values));
      }
    }
  }
  return [...bases]
    .filter(isInEcr)
    .map(
      (base) =>
        'the builder pulls base images with the docker configuration of the machine that applies, and not with ' +
        `ecrRegistryAuth, which is for pushes; got FROM ${base}. Install amazon-ecr-credential-helper there and name ` +
        `it for ${base.split('/')[0]} under credHelpers in ~/.docker/config.json, or docker login before the apply.`,
    );
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g,
    (_, bare?: string, braced?: string, fallback?: string) =>
      values.get(bare ?? braced ?? '') ?? fallback ?? '',
  );
}

function isInEcr(reference: string): boolean {
  const named = /[:@]/.test(reference.slice(reference.indexOf('/') + 1))
    ? reference
    : `${reference}:latest`;
  try {
    return ecrLocationOf(parseImageReference('FROM', named)) !== undefined;
  } catch {
    return false;
  }
}
