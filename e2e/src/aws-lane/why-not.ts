import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoContainers } from '../workspace';

/** The version that the stack of the app asks for. */
const DOCKER_PROVIDER = '3.9.0';

/** Why the stage `aws` cannot be deployed here with everything real but AWS, and the way to change that. */
export function whyNoAwsLane(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'it gives the name of an ECR registry to this machine, which takes root on Linux';
  }
  if (environment['CI'] !== 'true' && environment['E2E_ECR_NAME'] !== 'yes') {
    return 'it writes to /etc/hosts and /etc/docker/certs.d for its time; set E2E_ECR_NAME=yes to allow that';
  }
  for (const program of ['docker-registry', 'openssl']) {
    const { error } = spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    if (error !== undefined) {
      return `${program} is not on the PATH; apt-get install ${program}`;
    }
  }
  const engine = environment['DOCKER_HOST'] ?? 'unix:';
  if (!engine.startsWith('unix:')) {
    return `the Docker engine is not on this machine (${engine})`;
  }
  return whyNoContainers() ?? whyNoDockerProvider(environment);
}

/** Terraform's own init says whether a mirror or the registry has it; it needs nothing else. */
function whyNoDockerProvider(environment: NodeJS.ProcessEnv): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'hello-ecs-docker-provider-'));
  try {
    const file = join(directory, 'cdk.tf.json');
    const docker = { source: 'kreuzwerker/docker', version: DOCKER_PROVIDER };
    writeFileSync(file, JSON.stringify({ terraform: { required_providers: { docker } } }));
    const { status } = spawnSync(process.execPath, ['-e', INIT, file], {
      cwd: __dirname,
      env: { ...environment, TF_REGISTRY_DISCOVERY_RETRY: '0', TF_REGISTRY_CLIENT_TIMEOUT: '5' },
      stdio: 'ignore',
      timeout: 120_000,
    });
    return status === 0
      ? undefined
      : `the provider kreuzwerker/docker ${DOCKER_PROVIDER} cannot be had, neither from a mirror nor from the registry; ` +
          "connect, or put it into a directory in the layout of 'terraform providers mirror'";
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Jest has to know before the tests begin whether they can, and only a process of its own can be waited for. */
const INIT = `
const { dirname } = require('node:path');
const { spawnSync } = require('node:child_process');
require('nx-cdktf').providerEnvironment(process.argv[1], process.env).then(
  ({ environment, dispose }) => {
    const binary = process.env.TERRAFORM_BINARY_NAME || 'terraform';
    const options = { cwd: dirname(process.argv[1]), env: environment, stdio: 'ignore' };
    process.exitCode = spawnSync(binary, ['init', '-input=false', '-backend=false'], options).status ?? 1;
    dispose();
  },
  () => (process.exitCode = 1),
);
`;
