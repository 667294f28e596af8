// `infra:plan` of the local stage, against the terraform that it runs: the same working directory, the same plan.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { WORKSPACE } from '../../tools/scratch.mjs';
import { compare, measure } from '../measure.mjs';

const require = createRequire(join(WORKSPACE, 'e2e', 'package.json'));
const { localAwsEnvironment, localAwsOptions } = require('local-aws');
const { providerEnvironment } = require('nx-cdktf');

/** Where the executors of the local stage run terraform. */
const DIRECTORY = join(WORKSPACE, '.nx-cdktf', 'infra', 'local');

export const title = 'Planning the local stage when nothing has changed';
export const numbers = ['clock', 'processor'];

export async function run({ rounds, say }) {
  const nx = (target, env = {}) =>
    measure({
      program: join(WORKSPACE, 'node_modules', '.bin', 'nx'),
      args: ['run', `infra:${target}`],
      cwd: WORKSPACE,
      env,
    });
  say('deploys what is planned then');
  nx('deploy');
  try {
    return await compare(contenders(nx, await terraformAlone()), rounds, say);
  } finally {
    nx('destroy');
  }
}

function contenders(nx, terraform) {
  return {
    'terraform plan, then terraform show -json': terraform,
    'infra:plan': () => nx('plan', { NX_DAEMON: 'true' }),
    'infra:plan, without the daemon of Nx': () => nx('plan', { NX_DAEMON: 'false' }),
  };
}

/** Terraform as somebody runs it by hand, in the directory in which the executor has just run it. */
async function terraformAlone() {
  const stackFile = join(DIRECTORY, 'cdk.tf.json');
  if (!existsSync(stackFile)) {
    throw new Error(`${stackFile} is not there, although infra:deploy has ended.`);
  }
  const { environment } = await providerEnvironment(stackFile, {
    ...process.env,
    ...localAwsEnvironment(localAwsOptions(process.env, WORKSPACE)),
    CHECKPOINT_DISABLE: '1',
  });
  const plan = join(WORKSPACE, 'tmp', 'bench.tfplan');
  mkdirSync(dirname(plan), { recursive: true });
  const steps = 'terraform plan -input=false -out="$0" && terraform show -json "$0"';
  return () =>
    measure({ program: 'sh', args: ['-c', steps, plan], cwd: DIRECTORY, env: environment });
}
