import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMirrors } from '../terraform/mirror';

/** Something a test needs from the machine, and how to get it. */
interface Requirement {
  readonly name: string;
  readonly met: () => boolean;
  readonly enable: string;
}

const terraform: Requirement = {
  name: 'terraform',
  met: () => runs('terraform', 'version'),
  enable: 'install Terraform >= 1.11 and put it on the PATH',
};

const moto: Requirement = {
  name: 'moto_server',
  met: () => runs('moto_server', '--help'),
  enable: "pip install 'moto[server]'",
};

const script: Requirement = {
  name: "util-linux 'script'",
  met: () => runs('script', '--version'),
  enable: 'run the tests on Linux with util-linux installed',
};

const mirror: Requirement = {
  name: 'mirror with the provider hashicorp/aws',
  met: () => awsMirror() !== undefined,
  enable: 'run terraform providers mirror /opt/terraform-providers beside a stack that needs it',
};

const proc: Requirement = {
  name: '/proc',
  met: () => existsSync('/proc/self/cwd'),
  enable: 'run the tests on Linux',
};

const tmpfs: Requirement = {
  name: 'right to mount a small file system',
  met: () => mountsTmpfs(),
  enable: 'run the tests as root on Linux',
};

const known = { terraform, moto, script, mirror, proc, tmpfs };

/** `describe` where the machine has what the tests need; elsewhere they are skipped and the reason is printed. */
export function describeWith(
  needs: readonly (keyof typeof known)[],
  name: string,
  tests: () => void,
): void {
  const missing = needs.map((need) => known[need]).filter(({ met }) => !met());
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const reasons = missing
    .map(({ name: what, enable }) => `no ${what}; to enable: ${enable}`)
    .join('; ');
  process.stderr.write(`SKIPPED ${name}: ${reasons}\n`);
  describe.skip(`${name} (${reasons})`, tests);
}

/** A mirror under the system prefixes that holds the AWS provider for this machine. */
export function awsMirror(): string | undefined {
  const { mirrors } = findMirrors({
    providers: { 'hashicorp/aws': '' },
    registry: 'registry.terraform.io',
    platform: `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`,
  });
  return mirrors[0]?.directory;
}

function mountsTmpfs(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-test-'));
  const mounted = runs('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory);
  if (mounted) {
    runs('umount', directory);
  }
  rmdirSync(directory);
  return mounted;
}

function runs(file: string, ...args: string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
}
