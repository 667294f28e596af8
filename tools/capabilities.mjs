// What this machine can run. Nx hashes the output, so that a test skipped for want of Docker
// runs again as soon as an engine answers.
import { spawnSync } from 'node:child_process';

const answers = (command, args) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;

const capabilities = {
  docker: answers('docker', ['info']),
  terraform: answers(process.env.TERRAFORM_BINARY_NAME ?? 'terraform', ['version']),
  chromium: [process.env.CHROMIUM_BINARY, 'chromium', 'chromium-browser', 'google-chrome'].some(
    (name) => name !== undefined && answers(name, ['--version']),
  ),
  moto: answers('moto_server', ['--help']),
  baseImage: process.env.HELLO_SERVER_BASE_IMAGE ?? null,
};
console.log(JSON.stringify(capabilities));
