import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure';
import type { Progress } from '../progress';
import {
  chooseProviderInstallation,
  registryOf,
  type ProviderInstallation,
  type UserConfiguration,
} from './cli-configuration';
import type { StackFile } from './stack-file';
import type { StateStore } from '../state/state-store';
import { runTerraform, type Terraform } from './terraform';

/** What init works on. */
export interface InitOptions {
  readonly terraform: Terraform;
  readonly stack: StackFile;
  /** Where the state lies. @default - there is none */
  readonly store?: Pick<StateStore, 'place' | 'silence'>;
  readonly user: UserConfiguration;
  readonly progress: Progress;
  /** A committed lock file, absolute. @default - the one in the working directory, made by init */
  readonly lockFile?: string;
  /** Init although nothing changed. @default false */
  readonly force?: boolean;
  /** @default - the conventional system prefixes */
  readonly mirrorPrefixes?: readonly string[];
}

const lockName = '.terraform.lock.hcl';
/** A provider of 150 MB is loaded over a slow line without a word. */
const DOWNLOAD_PATIENCE = 6;
const recordName = '.terraform/nx-cdktf-init.json';

/**
 * Initializes a working directory, unless the providers, the backend, the lock file and the binary are those of the
 * last time.
 */
export async function initialize(options: InitOptions): Promise<{ skipped: boolean }> {
  const { terraform, stack, progress, lockFile } = options;
  if (lockFile !== undefined) {
    if (!existsSync(lockFile)) {
      throw new Failure(
        `lockFile: does not exist; got ${lockFile}. Fix: correct the option, or leave it out and commit none.`,
      );
    }
    copyFileSync(lockFile, join(terraform.directory, lockName));
  }
  const record = join(terraform.directory, recordName);
  const key = initKey(terraform, stack);
  const previous = readRecord(record);
  if (options.force !== true && previous?.key === key) {
    return { skipped: true };
  }
  const state = describeBackend(stack);
  if (previous !== undefined && previous.state !== state) {
    progress.warn(
      `The state moves from ${previous.state} to ${state}. What the old one knows is not carried over: ` +
        'if it holds resources, copy the state object first.',
    );
  }
  await progress.step('Initializing Terraform', (report) => init(options, report));
  // The lock file may be new, so the key is taken again.
  writeFileSync(record, JSON.stringify({ key: initKey(terraform, stack), state }));
  return { skipped: false };
}

async function init(options: InitOptions, report: (detail: string) => void): Promise<void> {
  const { terraform, stack, store, user, progress, lockFile } = options;
  const installation = chooseProviderInstallation({
    environment: terraform.environment,
    binary: terraform.binary,
    user,
    providers: stack.providers,
    workingDirectory: terraform.directory,
    prefixes: options.mirrorPrefixes,
  });
  try {
    for (const { directory, providers } of installation.mirrors) {
      progress.info(`  Providers from the mirror ${directory}: ${providers.join(', ')}`);
    }
    const providers = Object.keys(stack.providers);
    report(providers.join(', '));
    const environment = { ...terraform.environment, ...installation.environment };
    const args = ['init', '-input=false', '-no-color', '-reconfigure'];
    const { code, stdout, stderr } = await runTerraform(
      { ...terraform, environment },
      lockFile === undefined ? args : [...args, '-lockfile=readonly'],
      {
        asks: [
          ...(providers.length === 0 ? [] : [`where ${providers.join(', ')} come from`]),
          ...(store === undefined ? [] : [store.place]),
        ],
        store,
        patience: DOWNLOAD_PATIENCE,
        report: (words) => report([providers.join(', '), words].filter(Boolean).join('; ')),
      },
    );
    if (code !== 0) {
      throw new Failure(explain(options, installation, stdout.toString('utf8') + stderr));
    }
  } finally {
    installation.dispose();
  }
}

function explain(options: InitOptions, installation: ProviderInstallation, output: string): string {
  const { terraform, stack } = options;
  const diagnostics = withoutFrame(output);
  if (/Failed to query available provider packages|Failed to install provider/i.test(output)) {
    const wanted = Object.entries(stack.providers).filter(
      ([source]) => output.includes(source) || installation.missing.includes(source),
    );
    const names = wanted.map(([source, version]) => `${source} ${version}`.trim()).join(', ');
    const reason = options.user.hasProviderInstallation
      ? 'the provider_installation of your CLI configuration does not lead to it'
      : `${registryOf(terraform.binary)} gives no answer that helps and no mirror on this machine holds it for ${terraform.binary.platform}`;
    return (
      `terraform init: cannot get ${names || 'the providers'}: ${reason}. Fix: connect this machine, or on one that is ` +
      'connected run\n' +
      `  terraform providers mirror -platform=${terraform.binary.platform} DIRECTORY\n` +
      'beside the synthesized stack, copy DIRECTORY to /opt/terraform-providers here, or name it in a ' +
      `provider_installation block of your CLI configuration (TF_CLI_CONFIG_FILE).\n\n${diagnostics}`
    );
  }
  if (options.lockFile !== undefined && /lock ?file/i.test(output)) {
    return (
      `terraform init: the committed lock file ${options.lockFile} does not fit the providers. Fix: run ` +
      `'terraform providers lock -platform=${terraform.binary.platform}' beside the stack and commit the result.\n\n${diagnostics}`
    );
  }
  return `terraform init failed.\n${diagnostics}`;
}

/** Terraform draws a frame around its errors; without it a reader can copy them. */
function withoutFrame(output: string): string {
  const start = output.search(/^[╷│]|^Error:/m);
  return (
    (start === -1 ? output : output.slice(start))
      .split('\n')
      .filter((line) => !/^[╷╵]/.test(line))
      .map((line) => line.replace(/^│ ?/, ''))
      // The source line: all of the stack where it is one line, the keys of its backend included.
      .filter((line) => !/^\s+\d+: /.test(line))
      .join('\n')
      .trim()
  );
}

function initKey(terraform: Terraform, stack: StackFile): string {
  const lock = join(terraform.directory, lockName);
  const inputs = [
    terraform.binary.path,
    terraform.binary.version,
    stack.initInputs,
    existsSync(lock) ? readFileSync(lock, 'utf8') : null,
  ];
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}

function readRecord(file: string): { key: string; state: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { key: string; state: string };
  } catch {
    return undefined;
  }
}

function describeBackend({ backend: { type, config } }: StackFile): string {
  const place = [config['bucket'], config['key'], config['path']].filter(
    (part) => typeof part === 'string',
  );
  return `${type}://${place.join('/')}`;
}
