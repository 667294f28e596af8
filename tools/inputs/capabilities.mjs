// What this machine can run, and in which version. Nx hashes the output, so that a test skipped for want of Docker
// runs again as soon as an engine answers, and one that passed with another Terraform runs again with this one.
import { spawnSync } from 'node:child_process';

/** The first line that the program prints; null where it does not answer. */
function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 120_000 });
  return status === 0 ? (stdout.split('\n', 1)[0] ?? '') : null;
}

const firstThatAnswers = (names, args) =>
  names
    .filter((name) => name !== undefined)
    .map((name) => ask(name, args))
    .find((answer) => answer !== null) ?? null;

const { CHROMIUM_BINARY, TERRAFORM_BINARY_NAME } = process.env;
const capabilities = {
  docker: ask('docker', ['version', '--format', '{{.Server.Version}}']),
  terraform: firstThatAnswers([TERRAFORM_BINARY_NAME, 'terraform', 'tofu'], ['version']),
  chromium: firstThatAnswers(
    [CHROMIUM_BINARY, 'chromium', 'chromium-browser', 'google-chrome'],
    ['--version'],
  ),
  // It has no way to say its version.
  moto: ask('moto_server', ['--help']) !== null,
};
console.log(JSON.stringify(capabilities));
