import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readJson } from './files';
import type { ReviewOptions } from '../model';
import type * as ConfigSchema from './config-schema';
import type { ReviewConfig } from './config-schema';

const NAME = 'plan-review.json';
const KEY = 'plan-review';

/**
 * The configuration for a directory: the file that was named, else `plan-review.json` or the key `plan-review` of
 * package.json, there or above, up to the root of the repository. Outside of a repository only the directory itself is
 * looked at: what lies above may be somebody else's, and a configuration can accept findings.
 *
 * Throws an `Error` that names the file, the key, what it got and what is allowed.
 */
export function loadConfig(named: string | undefined, directory: string): ReviewConfig {
  if (named !== undefined) {
    return checked(named, readJson('--config', named));
  }
  for (const folder of foldersUpToRepository(resolve(directory))) {
    const file = join(folder, NAME);
    if (existsSync(file)) {
      return checked(file, readJson('plan-review', file));
    }
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const content = readJson('plan-review', manifest);
      if (typeof content === 'object' && content !== null && KEY in content) {
        return checked(`${manifest}: ${KEY}`, content[KEY]);
      }
    }
  }
  return {};
}

/** What the review is told of it. */
export function optionsOf(config: ReviewConfig): ReviewOptions {
  const { holdsData, protected: protects, severities, priceRegion } = config;
  const { ignoredAttributes: attributes = {}, ignoredTags: tags = [], accepted = [] } = config;
  return {
    holdsData,
    protects,
    severities,
    priceRegion,
    ...(tags.length + Object.keys(attributes).length === 0 ? {} : { ignore: { attributes, tags } }),
    acknowledgements: accepted.map(({ rule, construct, ...rest }) => ({
      ...rest,
      id: rule,
      constructPath: construct,
      by: 'configuration',
    })),
  };
}

function foldersUpToRepository(directory: string): readonly string[] {
  const folders = [directory];
  for (let folder = directory; ; folder = dirname(folder)) {
    if (folder !== directory) {
      folders.push(folder);
    }
    if (existsSync(join(folder, '.git'))) {
      return folders;
    }
    if (dirname(folder) === folder) {
      return [directory];
    }
  }
}

function checked(where: string, content: unknown): ReviewConfig {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only where there is something to check: it takes longer to start than most plans to review
  const { configSchema } = require('./config-schema') as typeof ConfigSchema;
  const { success, data, error } = configSchema.safeParse(content);
  if (success) {
    return data;
  }
  const problems = error.issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      const allowed = path === '' ? ` Allowed: ${Object.keys(configSchema.shape).join(', ')}.` : '';
      return `${path === '' ? '' : `${path}: `}unknown key ${issue.keys.join(', ')}.${allowed}`;
    }
    return `${path === '' ? 'the whole' : path}: got ${shown(valueAt(content, issue.path))}; allowed: ${issue.message}.`;
  });
  throw new Error([`${where}: is not a configuration of plan-review.`, ...problems].join('\n  '));
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    content,
  );
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
