import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { TemporaryDirectories } from '../fixtures/directory';
import { Template } from '../testing';
import { buildContextHash } from './build-context';
import { ContainerImage } from './container-image';
import { ImageRepository } from './image-repository';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const context = () =>
  temporary.make({
    Dockerfile: 'FROM scratch\nCOPY dist /\n',
    '.dockerignore': '.env\nlogs/*\n',
    '.env': 'SECRET=1',
    'logs/.gitkeep': '',
    'dist/main.js': 'main',
    'dist/run': { text: 'run', mode: 0o750 },
    'dist/link': { link: 'main.js' },
  });

/** An app that builds each directory under a name of its own. */
function app(outdir: string, directories: Readonly<Record<string, string>>) {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'hello');
  new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });
  new DockerProvider(stack, 'Docker', { disableDockerDaemonCheck: true });
  const repository = new ImageRepository(stack, 'Images', {
    repositoryName: 'my-app/server',
    imageTagMutability: 'MUTABLE',
  });
  for (const [name, directory] of Object.entries(directories)) {
    const options = { repository, context: directory, platform: 'linux/amd64' } as const;
    ContainerImage.fromBuild(stack, name, options);
  }
  return app;
}

function synthesize(outdir: string, directory: string) {
  app(outdir, { Image: directory }).synth();
  const stackDirectory = join(outdir, 'stacks/hello');
  const json = readFileSync(join(stackDirectory, 'cdk.tf.json'), 'utf8');
  const build = Template.fromJson(json).resource('docker_image').attributes['build'];
  return { json, staged: join(stackDirectory, (build as { context: string }).context) };
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the staged context', () => {
  it('holds the files of the image and no others, and the directory that .dockerignore has emptied', () => {
    const { staged } = synthesize(temporary.make(), context());
    expect(readdirSync(staged).sort()).toEqual(['.dockerignore', 'Dockerfile', 'dist', 'logs']);
    expect(readdirSync(join(staged, 'logs'))).toEqual([]);
    expect(readFileSync(join(staged, 'dist/main.js'), 'utf8')).toBe('main');
    expect(readlinkSync(join(staged, 'dist/link'))).toBe('main.js');
  });

  it('has the same modes whatever those of the sources and the umask of whoever synthesizes', () => {
    const directory = context();
    chmodSync(join(directory, 'dist'), 0o700);
    chmodSync(join(directory, 'dist/main.js'), 0o600);
    const umask = process.umask(0o077);
    try {
      const { staged } = synthesize(temporary.make(), directory);
      expect(modeOf(staged)).toBe(0o755);
      expect(modeOf(join(staged, 'dist'))).toBe(0o755);
      expect(modeOf(join(staged, 'logs'))).toBe(0o755);
      expect(modeOf(join(staged, 'dist/run'))).toBe(0o755);
      expect(modeOf(join(staged, 'dist/main.js'))).toBe(0o644);
    } finally {
      process.umask(umask);
    }
  });

  it('is the same wherever the sources and the output lie', () => {
    const one = synthesize(temporary.make(), context());
    const other = synthesize(temporary.make(), context());
    expect(one.json).toBe(other.json);
  });

  it('replaces the one of the run before', () => {
    const outdir = temporary.make();
    const before = synthesize(outdir, context());
    const after = synthesize(outdir, temporary.make({ Dockerfile: 'FROM scratch\n' }));
    expect(existsSync(before.staged)).toBe(false);
    expect(existsSync(after.staged)).toBe(true);
  });

  it('goes when its build has gone from the stack, and leaves those of others and other assets alone', () => {
    const outdir = temporary.make();
    const other = temporary.make({ Dockerfile: 'FROM scratch\nLABEL a=1\n' });
    app(outdir, { Image: context(), Worker: other }).synth();
    const stackDirectory = join(outdir, 'stacks/hello');
    mkdirSync(join(stackDirectory, 'assets/of-somebody-else'), { recursive: true });
    expect(readdirSync(join(stackDirectory, 'images')).sort()).toEqual(['Image', 'Worker']);
    app(outdir, { Worker: other }).synth();
    expect(readdirSync(join(stackDirectory, 'images'))).toEqual(['Worker']);
    expect(existsSync(join(stackDirectory, 'assets/of-somebody-else'))).toBe(true);
  });

  it('is refused when a file was written after its tag was computed', () => {
    const directory = context();
    const late = app(temporary.make(), { Image: directory });
    appendFileSync(join(directory, 'dist/main.js'), 'late');
    expect(() => late.synth()).toThrow(
      `image context ${directory}: dist/main.js was written while the stack was synthesized; got another content than the tag`,
    );
  });
});

describe('an output folder inside the context', () => {
  const FILES = { Dockerfile: 'FROM scratch\nCOPY . /\n', 'main.js': 'main' };
  const refusal = (root: string, path: string) =>
    `image context ${root}: what Terraform and cdktf write must not be part of an image, which would be another one ` +
    `after each synth; got the directory ${path}. Add the line ${path} at the end of .dockerignore.`;

  it('is refused by name at the first synth already', () => {
    const root = temporary.make(FILES);
    expect(() => app(join(root, 'cdktf.out'), { Image: root })).toThrow(refusal(root, 'cdktf.out'));
  });

  it('is refused when it is the context itself', () => {
    const root = temporary.make(FILES);
    expect(() => app(root, { Image: root })).toThrow('Set outdir of the App to another directory.');
  });

  it('gives the same tag at each synth when .dockerignore leaves it out', () => {
    const root = temporary.make({ ...FILES, '.dockerignore': 'cdktf.out' });
    const first = synthesize(join(root, 'cdktf.out'), root);
    expect(synthesize(join(root, 'cdktf.out'), root).json).toBe(first.json);
    expect(readdirSync(first.staged).sort()).toEqual(['.dockerignore', 'Dockerfile', 'main.js']);
  });

  it('is recognized by what lies in it where no app is at hand, and the line that is named helps', () => {
    const files = { ...FILES, 'out/manifest.json': '{}', 'out/stacks/a.js': '' };
    const prebuilt = (more: Record<string, string>) => {
      const root = temporary.make({ ...files, ...more });
      return { root, tag: () => buildContextHash(root, { platform: 'linux/amd64' }) };
    };
    const plain = prebuilt({});
    expect(plain.tag).toThrow(refusal(plain.root, 'out'));
    expect(prebuilt({ '.dockerignore': 'out' }).tag).not.toThrow();
    const exception = prebuilt({ '.dockerignore': '*\n!**/*.js\nout' });
    expect(exception.tag).toThrow('Add the line out/** at the end of .dockerignore.');
    expect(prebuilt({ '.dockerignore': '*\n!**/*.js\nout/**' }).tag).not.toThrow();
  });

  it.each([
    'terraform.tfstate',
    'terraform.hello.tfstate',
    'a/terraform.hello.tfstate.backup',
    'a/.terraform.tfstate.lock.info',
  ])('is refused with the state %s, which the named line leaves out', (path) => {
    const tagOf = (more: Record<string, string>) => {
      const root = temporary.make({ ...FILES, [path]: '{}', ...more });
      return () => app(temporary.make(), { Image: root });
    };
    expect(tagOf({})).toThrow(`a state file of Terraform is no part of an image; got ${path}.`);
    expect(tagOf({ '.dockerignore': '**/*.tfstate*' })).not.toThrow();
  });
});
