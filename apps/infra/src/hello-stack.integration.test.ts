import 'cdktf/lib/testing/adapters/jest';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { providerEnvironment } from 'nx-cdktf';
import { HelloStack } from './hello-stack';
import { stage } from './testing';

Testing.setupJest();

describe('HelloStack', () => {
  const app = Testing.app();
  afterAll(() => rmSync(app.outdir, { recursive: true, force: true }));

  it('is valid Terraform by the schema of the provider', async () => {
    const directory = Testing.fullSynth(new HelloStack(app, 'hello', stage('local')));
    const file = join(directory, 'stacks', 'hello', 'cdk.tf.json');
    const providers = await providerEnvironment(file, process.env);
    // The matcher runs a plain `terraform init` in the environment of this process; init must not ask for the state.
    process.env = { ...providers.environment, TF_CLI_ARGS_init: '-backend=false' };
    try {
      expect(directory).toBeValidTerraform();
    } finally {
      providers.dispose();
    }
  });
});
