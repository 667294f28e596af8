import 'cdktf/lib/testing/adapters/jest';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Testing } from 'cdktf';
import { providerEnvironment } from 'nx-cdktf';
import { HelloStack } from './hello-stack';
import type { StageConfig } from './stage';
import { stage } from './testing';

Testing.setupJest();

describe('HelloStack', () => {
  const directories: string[] = [];
  const synth = (config: StageConfig) => {
    const directory = Testing.fullSynth(new HelloStack(Testing.app(), 'hello', config));
    directories.push(directory);
    return { directory, file: join(directory, 'stacks', 'hello', 'cdk.tf.json') };
  };
  afterAll(() => directories.forEach((one) => rmSync(one, { recursive: true, force: true })));

  it('is valid Terraform by the schema of the provider', async () => {
    const { directory, file } = synth(stage('local'));
    const providers = await providerEnvironment(file, process.env);
    const before = process.env;
    // The matcher runs a plain `terraform init` in the environment of this process; init must not ask for the state.
    process.env = { ...providers.environment, TF_CLI_ARGS_init: '-backend=false' };
    try {
      expect(directory).toBeValidTerraform();
    } finally {
      process.env = before;
      providers.dispose();
    }
  });

  it.each([
    [undefined, 'sts.us-east-1.amazonaws.com:443'],
    ['http://sts.us-east-1.amazonaws.com', 'http://sts.us-east-1.amazonaws.com/'],
  ])('leads what goes to AWS to the local AWS where the environment says %s', async (url, led) => {
    const asked = new Promise<string | undefined>((resolve) => {
      const take = ({ url: target, socket }: IncomingMessage): void => {
        socket.destroy();
        resolve(target);
      };
      localAws.removeAllListeners('connect').on('connect', take);
      localAws.removeAllListeners('request').on('request', take);
    });
    const { port } = localAws.address() as AddressInfo;
    const { file } = synth(stage('local', { endpoint: `http://127.0.0.1:${port}` }));
    const stack = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...stack, terraform: { ...stack.terraform, backend } }));
    const providers = await providerEnvironment(file, process.env);
    const options = {
      cwd: dirname(file),
      env: {
        ...providers.environment,
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        AWS_ENDPOINT_URL: url,
        NO_PROXY: '*',
      },
    };
    try {
      execFileSync('terraform', ['init', '-input=false'], options);
      const plan = spawn('terraform', ['plan', '-input=false'], { ...options, stdio: 'ignore' });
      const ended = once(plan, 'close');
      const first = await Promise.race([asked, ended]);
      plan.kill('SIGINT');
      await ended;
      expect(first).toBe(led);
    } finally {
      providers.dispose();
    }
  });

  // The state is not what this is about.
  const backend = { local: {} };
  const localAws = createServer();
  beforeAll(async () => once(localAws.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => localAws.close());
});
