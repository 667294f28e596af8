import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TerraformBinary } from './binary';
import { findMirrors, impliedDirectories, type MirrorSearch, type ProviderMirror } from './mirror';

/** The user's CLI configuration as terraform would read it. */
export interface UserConfiguration {
  /** The text of every file that counts, in order. */
  readonly text: string;
  /** Whether it says where providers come from: then it alone decides. */
  readonly hasProviderInstallation: boolean;
  /** A file that TF_CLI_CONFIG_FILE names and that does not exist. @default - none */
  readonly missingFile?: string;
}

/** Where providers come from during one init. */
export interface ProviderInstallation {
  /** Variables to set for init. */
  readonly environment: NodeJS.ProcessEnv;
  /** Mirrors in use because of us. */
  readonly mirrors: readonly ProviderMirror[];
  /** Providers for which no mirror was found. */
  readonly missing: readonly string[];
  /** Removes the generated file. */
  dispose(): void;
}

/** The registry a short provider source means. */
export function registryOf(binary: TerraformBinary): string {
  return binary.product === 'OpenTofu' ? 'registry.opentofu.org' : 'registry.terraform.io';
}

/** Reads what terraform would: https://developer.hashicorp.com/terraform/cli/config/config-file#locations */
export function readUserConfiguration(environment: NodeJS.ProcessEnv): UserConfiguration {
  const named = environment['TF_CLI_CONFIG_FILE'] ?? environment['TERRAFORM_CONFIG'];
  if (named) {
    return existsSync(named)
      ? userConfiguration([named])
      : { text: '', hasProviderInstallation: false, missingFile: named };
  }
  const home = environment['HOME'] ?? homedir();
  const directory = join(home, '.terraform.d');
  const more = existsSync(directory)
    ? readdirSync(directory).filter(
        (name) => name.endsWith('.tfrc') && !name.startsWith('credentials'),
      )
    : [];
  const files = [
    join(home, '.tofurc'),
    join(home, '.terraformrc'),
    ...more.sort().map((name) => join(directory, name)),
  ];
  return userConfiguration(files.filter((file) => existsSync(file)));
}

/**
 * Decides where providers come from.
 *
 * The user's configuration wins when it has a `provider_installation`; else what Terraform's own directories hold is
 * left to Terraform; else a mirror under the system prefixes is used for the providers it holds and nothing else. For
 * that a CLI configuration is written beside the stack, only for the time of init: a copy of the user's settings,
 * which may hold credentials, plus the mirror; only this user can read it.
 */
export function chooseProviderInstallation(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly binary: TerraformBinary;
  readonly user: UserConfiguration;
  readonly providers: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly prefixes?: MirrorSearch['prefixes'];
}): ProviderInstallation {
  const { environment, binary, user, workingDirectory } = options;
  const nothing = { environment: {}, mirrors: [], missing: [], dispose: () => undefined };
  if (user.hasProviderInstallation || user.text.trimStart().startsWith('{')) {
    return nothing;
  }
  const { mirrors, implied, missing } = findMirrors({
    providers: options.providers,
    registry: registryOf(binary),
    platform: binary.platform,
    implied: impliedDirectories(environment, workingDirectory),
    prefixes: options.prefixes,
  });
  if (mirrors.length === 0) {
    return { ...nothing, missing };
  }
  const file = join(workingDirectory, 'cli.tfrc');
  rmSync(file, { force: true });
  writeFileSync(file, `${user.text}\n${installationBlock([...implied, ...mirrors])}`, {
    mode: 0o600,
  });
  return {
    environment: { TF_CLI_CONFIG_FILE: file },
    mirrors,
    missing,
    dispose: () => rmSync(file, { force: true }),
  };
}

function installationBlock(mirrors: readonly ProviderMirror[]): string {
  const list = (values: readonly string[]): string =>
    values.map((value) => JSON.stringify(value)).join(', ');
  const blocks = mirrors.map(
    ({ directory, providers }) =>
      `  filesystem_mirror {\n    path    = ${JSON.stringify(directory)}\n    include = [${list(providers)}]\n  }\n`,
  );
  const held = mirrors.flatMap(({ providers }) => providers);
  return `provider_installation {\n${blocks.join('')}  direct {\n    exclude = [${list(held)}]\n  }\n}\n`;
}

function userConfiguration(files: readonly string[]): UserConfiguration {
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)(#|\/\/).*$/gm, '');
  return { text, hasProviderInstallation: /(^|[\s{"])provider_installation["\s]*[:{[]/.test(code) };
}
