import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLocalAws, stopLocalAws } from 'local-aws';
import { providerEnvironment } from 'nx-cdktf';
import { execute, localEnvironment, terraformBinary } from './execute';
import { eventually } from './eventually';
import { whyNoContainers } from './workspace';

const root = resolve(__dirname, '../..');
// As the example says.
const REGION = 'eu-west-1';
const STACK = 'Hello';
const FIRST_HOST = { prefix: '127.0.1.', number: 91 };

/** The first example of the library's README, word for word. */
const [, example = ''] =
  /```ts\n(.*?)```/s.exec(readFileSync(join(root, 'packages/ecs-constructs/README.md'), 'utf8')) ??
  [];
const [, published = ''] = /fromRegistry\('([^']+)'\)/.exec(example) ?? [];

const noContainers = whyNoContainers();
const skipped = noContainers === undefined ? '' : ` (skipped: ${noContainers})`;
const test = noContainers === undefined ? it : it.skip;

const docker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' });

/** Writes where the image of the example writes, as its user, and ends when it cannot: its entry point does the same. */
const NGINX = `
  const { mkdirSync, writeFileSync } = require('fs');
  mkdirSync('/tmp/client_temp');
  writeFileSync('/tmp/nginx.pid', String(process.pid));
  process.on('SIGTERM', () => process.exit(0));
  require('http').createServer((request, response) => response.end('Welcome to nginx!')).listen(8080);`;

describe(`The quick start of ecs-constructs${skipped}`, () => {
  const directory = mkdtempSync(join(tmpdir(), 'hello-ecs-quick-start-'));
  const image = `hello-ecs-quick-start:${process.pid}`;
  // Beside node_modules, so that it finds what an application finds.
  const programDirectory = join(root, 'dist', 'e2e', 'quick-start');
  const stack = join(directory, 'stacks', STACK);
  const options = {
    port: 5609,
    firstHostAddress: `${FIRST_HOST.prefix}${FIRST_HOST.number}`,
    directory: join(directory, 'local-aws'),
    runtime: 'containers',
  } as const;
  let terraform: (...args: string[]) => ReturnType<typeof execute>;
  let dispose = (): void => undefined;

  beforeAll(async () => {
    if (noContainers !== undefined) {
      return;
    }
    writeFileSync(join(directory, 'nginx.js'), NGINX);
    writeFileSync(
      join(directory, 'Dockerfile'),
      `FROM ${process.env['HELLO_SERVER_BASE_IMAGE'] ?? 'node:24-slim'}\n` +
        'COPY nginx.js /nginx.js\nENTRYPOINT []\nCMD ["node", "/nginx.js"]\n',
    );
    const built = docker('build', '--tag', image, directory);
    if (built.status !== 0) {
      throw new Error(`docker build:\n${built.stderr}`);
    }
    mkdirSync(programDirectory, { recursive: true });
    const program = join(programDirectory, 'main.mjs');
    // With an image that this machine has.
    writeFileSync(program, example.replace(published, image));
    const synthesized = await execute(process.execPath, [program], {
      cwd: root,
      env: { ...process.env, CDKTF_OUTDIR: directory },
    });
    if (synthesized.code !== 0) {
      throw new Error(synthesized.output);
    }
    await startLocalAws(options);
    const environment = localEnvironment(options, REGION);
    const provider = await providerEnvironment(join(stack, 'cdk.tf.json'), environment);
    dispose = () => provider.dispose();
    terraform = (...args) =>
      execute(terraformBinary(), [...args, '-input=false', '-no-color'], {
        cwd: stack,
        env: provider.environment,
      });
    await terraform('init');
  });

  afterAll(async () => {
    dispose();
    await stopLocalAws(options);
    docker('rmi', '--force', image);
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    rmSync(programDirectory, { recursive: true, force: true });
  });

  test('has an image that ends where it cannot write', () => {
    const run = docker(
      'run',
      '--rm',
      '--read-only',
      '--user',
      '101:101',
      '--network',
      'none',
      image,
    );
    expect(run.stderr).toContain('EROFS');
    expect(run.status).toBe(1);
  });

  test('is applied as it stands there, and its port 80 answers', async () => {
    const { code, output } = await terraform('apply', '-auto-approve');
    if (code !== 0) {
      throw new Error(output);
    }
    const answers = await eventually('an answer on port 80 of one host', async () => {
      const hosts = [0, 1, 2].map((host) => `${FIRST_HOST.prefix}${FIRST_HOST.number + host}`);
      const texts = await Promise.allSettled(
        hosts.map(async (host) => (await fetch(`http://${host}/`)).text()),
      );
      const [text] = texts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      return text;
    });
    expect(answers).toBe('Welcome to nginx!');
  });

  test('has an empty second plan', async () => {
    const { code, output } = await terraform('plan', '-detailed-exitcode');
    if (code !== 0) {
      throw new Error(output);
    }
  });

  test('is destroyed', async () => {
    expect(await terraform('destroy', '-auto-approve')).toMatchObject({ code: 0 });
  });
});
