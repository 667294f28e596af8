import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { satisfies, valid } from 'semver';

/** A directory in the layout of `terraform providers mirror` and the providers that are used from it. */
export interface ProviderMirror {
  readonly directory: string;
  /** Full addresses: `registry.terraform.io/hashicorp/aws`. */
  readonly providers: readonly string[];
}

/** Where to look and for what. */
export interface MirrorSearch {
  /** `hashicorp/aws` to version constraint. */
  readonly providers: Readonly<Record<string, string>>;
  /** `registry.terraform.io` or `registry.opentofu.org`. */
  readonly registry: string;
  /** `linux_amd64` */
  readonly platform: string;
  /** Directories whose children (and themselves) may be a mirror. @default - the conventional system prefixes */
  readonly prefixes?: readonly string[];
  /** Directories Terraform looks into by itself. @default - the documented ones */
  readonly implied?: readonly string[];
}

/** What a search found. */
export interface MirrorFindings {
  /** Mirrors to name in the CLI configuration. */
  readonly mirrors: readonly ProviderMirror[];
  /** Terraform's own directories, which an explicit configuration would switch off. */
  readonly implied: readonly ProviderMirror[];
  /** Providers that are in no directory in a fitting version: they come from the registry. */
  readonly missing: readonly string[];
}

const systemPrefixes = [
  '/opt',
  '/srv',
  '/usr/lib',
  '/usr/local',
  '/usr/local/lib',
  '/usr/local/share',
  '/usr/share',
  '/var/lib',
  '/opt/homebrew/share',
];

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
export function impliedDirectories(
  environment: NodeJS.ProcessEnv,
  workingDirectory: string,
): readonly string[] {
  const home = environment['HOME'] ?? homedir();
  const dataHome = environment['XDG_DATA_HOME'] ?? join(home, '.local/share');
  const dataDirectories = (environment['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(
    ':',
  );
  return [
    join(workingDirectory, 'terraform.d/plugins'),
    join(home, '.terraform.d/plugins'),
    ...(process.platform === 'darwin'
      ? [
          join(home, 'Library/Application Support/io.terraform/plugins'),
          '/Library/Application Support/io.terraform/plugins',
        ]
      : [dataHome, ...dataDirectories].map((directory) => join(directory, 'terraform/plugins'))),
  ];
}

/** Looks for directories that hold the wanted providers in a wanted version for this platform. */
export function findMirrors(search: MirrorSearch): MirrorFindings {
  const { prefixes = systemPrefixes, implied = [] } = search;
  const open = new Map(Object.entries(search.providers));
  const take = (directory: string): ProviderMirror => {
    const held = [...open].filter(([source, constraint]) =>
      holds(directory, source, constraint, search),
    );
    held.forEach(([source]) => open.delete(source));
    return {
      directory,
      providers: held.map(([source]) => providerAddress(source, search.registry)),
    };
  };
  const used = (mirror: ProviderMirror): boolean => mirror.providers.length > 0;
  // Terraform's own directories come first: what they hold needs nothing from us.
  const impliedMirrors = implied
    .filter((directory) => existsSync(directory))
    .map(take)
    .filter(used);
  const mirrors = candidates(prefixes).map(take).filter(used);
  return { mirrors, implied: impliedMirrors, missing: [...open.keys()] };
}

/** The full address of a provider: `registry.terraform.io/hashicorp/aws`. */
export function providerAddress(source: string, registry: string): string {
  return source.split('/').length === 3 ? source : `${registry}/${source}`;
}

/** Whether a version satisfies a Terraform constraint such as `~> 5.0, != 5.3.0`. */
export function meets(version: string, constraint: string): boolean {
  return constraint
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .every((part) => meetsOne(version, part));
}

function meetsOne(version: string, constraint: string): boolean {
  const [, operator = '', wanted = ''] = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\S+)$/.exec(constraint) ?? [];
  const parts = wanted.split('.');
  const full = valid([...parts, '0', '0'].slice(0, 3).join('.'));
  if (full === null) {
    return false;
  }
  if (operator === '!=') {
    return !satisfies(version, full);
  }
  if (operator === '~>') {
    // `~> 5.1` allows 5.x from 5.1 on; `~> 5.1.2` allows 5.1.x from 5.1.2 on.
    const [major = '0', minor = '0'] = parts;
    const limit =
      parts.length >= 3 ? `${major}.${Number(minor) + 1}.0` : `${Number(major) + 1}.0.0`;
    return satisfies(version, `>=${full} <${limit}`);
  }
  return satisfies(version, `${operator}${full}`);
}

function candidates(prefixes: readonly string[]): readonly string[] {
  return prefixes.flatMap((prefix) => [
    prefix,
    ...children(prefix).map((name) => join(prefix, name)),
  ]);
}

function holds(
  directory: string,
  source: string,
  constraint: string,
  search: MirrorSearch,
): boolean {
  const place = join(directory, providerAddress(source, search.registry));
  return versions(place, source.split('/').at(-1) ?? '', search.platform).some((version) =>
    meets(version, constraint),
  );
}

/** The versions a provider's directory holds for a platform, packed (a zip each) or unpacked (a directory each). */
function versions(place: string, type: string, platform: string): readonly string[] {
  const packed = new RegExp(`^terraform-provider-${escape(type)}_(.+)_${escape(platform)}\\.zip$`);
  return children(place).flatMap((name) => {
    const version = packed.exec(name)?.[1] ?? (existsSync(join(place, name, platform)) ? name : '');
    return valid(version) === null ? [] : [version];
  });
}

function children(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
