import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gte, parse } from 'semver';
import { Failure, messageOf } from '../failure';

/** Terraform or OpenTofu, found and new enough. */
export interface TerraformBinary {
  readonly path: string;
  readonly product: 'Terraform' | 'OpenTofu';
  readonly version: string;
  /** The platform whose provider plugins it runs, as Terraform writes it: `linux_amd64`. */
  readonly platform: string;
}

const run = promisify(execFile);

// use_lockfile of the S3 backend is stable from these on.
const minimum = { Terraform: '1.11.0', OpenTofu: '1.10.0' } as const;

const install =
  'Install Terraform >= 1.11 (https://developer.hashicorp.com/terraform/install) or OpenTofu >= 1.10 ' +
  '(https://opentofu.org/docs/intro/install), or name a binary in TERRAFORM_BINARY_NAME.';

/**
 * Finds the terraform binary: `TERRAFORM_BINARY_NAME` (a name or a path), else `terraform`, else `tofu`.
 *
 * Throws a `Failure` that says how to install it when it is missing, cannot run or is too old.
 */
export async function findTerraform(environment: NodeJS.ProcessEnv): Promise<TerraformBinary> {
  const wanted = environment['TERRAFORM_BINARY_NAME'];
  const names = wanted ? [wanted] : ['terraform', 'tofu'];
  const path = names.map((name) => which(name, environment)).find((found) => found !== undefined);
  if (path === undefined) {
    throw new Failure(
      wanted
        ? `terraform: TERRAFORM_BINARY_NAME is not an executable; got ${wanted}. Fix: correct it, or unset it and ${lowerFirst(install)}`
        : `terraform: not found; looked for ${names.join(' and ')} on the PATH. Fix: ${install}`,
    );
  }
  const binary = await identify(path, environment);
  const needed = minimum[binary.product];
  if (!gte(binary.version, needed)) {
    throw new Failure(
      `terraform: too old; got ${binary.product} ${binary.version} at ${path}. Allowed ${needed} and newer. Fix: ${install}`,
    );
  }
  return binary;
}

/** The first start of a binary from a cold disk takes its time. */
const VERSION_SECONDS = 30;

async function identify(path: string, environment: NodeJS.ProcessEnv): Promise<TerraformBinary> {
  // A missing CLI configuration is warned about once, by us, not by each call.
  const env = { ...environment, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined };
  const options = { env, timeout: VERSION_SECONDS * 1000, killSignal: 'SIGKILL' } as const;
  let text: string;
  try {
    // As text: its JSON does not name the product, and asking for both is two starts.
    ({ stdout: text } = await run(path, ['version'], options));
  } catch (error) {
    const { killed } = error as { readonly killed?: boolean };
    throw new Failure(
      killed === true
        ? `terraform: ${path} version has said nothing for ${VERSION_SECONDS} s. Fix: run it by hand; where it is a wrapper, name ` +
            'the binary itself in TERRAFORM_BINARY_NAME.'
        : `terraform: ${path} does not run: ${firstLine(messageOf(error))}. Fix: ${install}`,
    );
  }
  const [, product, told] = /^(Terraform|OpenTofu) v(\S+)/m.exec(text) ?? [];
  const version = parse(told);
  if (version === null) {
    throw new Failure(
      `terraform: ${path} does not tell its version; got ${JSON.stringify(firstLine(text))} from 'version'. Fix: ${install}`,
    );
  }
  return {
    path,
    product: product === 'OpenTofu' ? 'OpenTofu' : 'Terraform',
    version: version.version,
    platform: /^on (\S+)/m.exec(text)?.[1] ?? hostPlatform(),
  };
}

function hostPlatform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const architectures: Record<string, string> = { x64: 'amd64', ia32: '386' };
  return `${system}_${architectures[process.arch] ?? process.arch}`;
}

function which(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (isAbsolute(name) || name.includes('/')) {
    return isExecutable(resolve(name)) ? resolve(name) : undefined;
  }
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
    .flatMap((directory) => extensions.map((extension) => join(directory, `${name}${extension}`)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
