import { spawnSync } from 'node:child_process';

/** Something a test needs from the machine, and how to get it. */
interface Requirement {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly enable: string;
}

const terraform: Requirement = {
  name: 'terraform',
  command: ['terraform', 'version'],
  enable: 'install Terraform >= 1.11 and put it on the PATH',
};

const moto: Requirement = {
  name: 'moto_server',
  command: ['moto_server', '--help'],
  enable: "pip install 'moto[server]'",
};

const script: Requirement = {
  name: "util-linux 'script'",
  command: ['script', '--version'],
  enable: 'run the tests on Linux with util-linux installed',
};

const known = { terraform, moto, script };

/** `describe` where the machine has what the tests need; elsewhere they are skipped and the reason is printed. */
export function describeWith(
  needs: readonly (keyof typeof known)[],
  name: string,
  tests: () => void,
): void {
  const missing = needs
    .map((need) => known[need])
    .filter(({ command: [file, ...args] }) => {
      const { status } = spawnSync(file, args, { stdio: 'ignore', timeout: 60_000 });
      return status !== 0;
    });
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
