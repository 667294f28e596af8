import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { ContainerImage } from './container-image';
import { type Entry, TemporaryDirectories } from './fixtures/directory';
import {
  hasImageRegistry,
  type ImageRegistry,
  startImageRegistry,
} from './fixtures/image-registry';
import { findTerraform, startTerraform } from './fixtures/terraform';
import type { ImageBuildProps } from './image-build';
import { ImageRepository } from './image-repository';

const temporary = new TemporaryDirectories();
const terraform = findTerraform(process.env, 'kreuzwerker/docker');
const hasEngine = spawnSync('docker', ['version']).status === 0;
const missing = [
  terraform.available ? [] : terraform.why,
  hasEngine ? [] : 'no Docker engine answers',
  hasImageRegistry ? [] : 'there is no docker-registry, a package of Debian',
].flat();
if (missing.length > 0) {
  console.warn(`skipped: ${missing.join('; ')}. Needed to build and push with the real provider.`);
}

/** The versions that are there; one that can be downloaded otherwise. */
const versions =
  terraform.available && terraform.mirror !== undefined
    ? readdirSync(join(terraform.mirror, terraform.provider)).filter((name) =>
        /^[\d.]+$/.test(name),
      )
    : ['3.9.0'];

let registry: ImageRegistry;
beforeAll(async () => {
  if (missing.length === 0) registry = await startImageRegistry(temporary.make());
});
afterAll(async () => {
  await registry?.stop();
  temporary.remove();
});

/** One directory in which Terraform runs, and a repository of its own. */
class Road {
  private readonly directory = temporary.make();

  constructor(
    private readonly version: string,
    readonly repository: string,
  ) {}

  get url(): string {
    return `${registry.host}/${this.repository}`;
  }

  /** Synthesizes a build of these files; returns the hash tag. */
  async synth(
    files: Readonly<Record<string, Entry>>,
    props: Partial<ImageBuildProps> = {},
  ): Promise<string> {
    const app = new App({ outdir: this.directory });
    const stack = new TerraformStack(app, 'images');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    new DockerProvider(stack, 'Docker', {
      registryAuth: [{ address: `http://${registry.host}`, authDisabled: true }],
      disableDockerDaemonCheck: true,
    });
    stack.addOverride('terraform.required_providers.docker.version', this.version);
    const immutable = this.repository.startsWith('immutable');
    const condition = new TerraformVariable(stack, 'build', { type: 'bool', default: true });
    const { tag = '' } = ContainerImage.fromBuild(stack, 'Image', {
      repository: ImageRepository.fromRepositoryAttributes(stack, 'Repository', {
        repositoryName: this.repository,
        repositoryArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/images',
        repositoryUrl: this.url,
        imageTagMutability: immutable ? 'IMMUTABLE' : 'MUTABLE',
      }),
      context: temporary.make(files),
      platform: 'linux/amd64',
      ...(immutable ? { condition: condition.booleanValue } : {}),
      ...props,
    });
    app.synth();
    if (!existsSync(join(this.stackDirectory, '.terraform')))
      await this.run({}, 'init', '-no-color');
    return tag;
  }

  /** Applies, and returns what the next plan says. */
  async apply({ env = {}, build = true }: ApplyOptions = {}): Promise<string> {
    const variable = ['-no-color', `-var=build=${build}`];
    await this.run(env, 'apply', '-auto-approve', ...variable);
    return this.run(env, 'plan', ...variable);
  }

  /** What a deployment with a `condition` does after the apply. */
  async forget(): Promise<void> {
    const addresses = (await this.run({}, 'state', 'list')).split('\n').filter(Boolean);
    await this.run({}, 'state', 'rm', ...addresses);
  }

  /** What the engine knows about an image of this repository. */
  inspect(tag: string, format: string): string {
    return docker('image', 'inspect', '--format', format, `${this.url}:${tag}`).trim();
  }

  /** Takes every image of this repository out of the engine, as on a machine that never had it. */
  emptyEngine(): void {
    const images = docker('images', '--quiet', '--no-trunc', this.url).split('\n').filter(Boolean);
    for (const image of new Set(images)) docker('rmi', '--force', image);
  }

  private get stackDirectory(): string {
    return join(this.directory, 'stacks/images');
  }

  private run(env: NodeJS.ProcessEnv, ...commandLine: readonly string[]): Promise<string> {
    if (!terraform.available) throw new Error(terraform.why);
    return startTerraform({ ...terraform, env }, this.stackDirectory, ...commandLine);
  }
}

interface ApplyOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly build?: boolean;
}

function docker(...commandLine: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('docker', [...commandLine], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const NO_CHANGES = 'No changes.';
const roads: Road[] = [];
afterEach(() => roads.splice(0).forEach((road) => road.emptyEngine()));
const road = (version: string, repository: string): Road => {
  const one = new Road(version, `${repository}/${version}`);
  roads.push(one);
  return one;
};
const files = (text: string) => ({ Dockerfile: 'FROM scratch\nCOPY . /\n', text });

const whereAllIsThere = missing.length === 0 ? describe : describe.skip;
whereAllIsThere.each(versions)('a build with version %s of the docker provider', (version) => {
  it('pushes, survives a revert, and gives latest the digest of the hash tag each time', async () => {
    const mutable = road(version, 'mutable');
    for (const text of ['a', 'b', 'a']) {
      const tag = await mutable.synth(files(text), { alsoTag: ['latest'] });
      expect(await mutable.apply()).toContain(NO_CHANGES);
      const digest = await registry.digestOf(mutable.repository, tag);
      expect(digest).toMatch(/^sha256:/);
      expect(await registry.digestOf(mutable.repository, 'latest')).toBe(digest);
    }
  }, 600_000);

  it('gives latest the digest of the hash tag when it is added later, on an engine with another image', async () => {
    const mutable = road(version, 'later');
    const tag = await mutable.synth(files('a'));
    await mutable.apply();
    const digest = await registry.digestOf(mutable.repository, tag);
    mutable.emptyEngine();
    // What another engine makes of the same sources: something that is not what was pushed.
    const other = temporary.make(files('other times, another digest'));
    docker('build', '--quiet', '--tag', `${mutable.url}:${tag}`, other);
    await mutable.synth(files('a'), { alsoTag: ['latest'] });
    expect(await mutable.apply()).toContain(NO_CHANGES);
    expect(await registry.digestOf(mutable.repository, 'latest')).toBe(digest);
    expect(await registry.digestOf(mutable.repository, tag)).toBe(digest);
  }, 600_000);

  it('does not push again to an immutable repository where the condition says that the tag is there', async () => {
    const immutable = road(version, 'immutable');
    const first = await immutable.synth(files('a'));
    expect(await immutable.apply()).toContain(NO_CHANGES);
    await immutable.forget();
    await immutable.synth(files('b'));
    await immutable.apply();
    await immutable.forget();
    await immutable.synth(files('a'));
    expect(await immutable.apply({ build: false })).toContain(NO_CHANGES);
    expect(registry.puts.get(`${immutable.repository}:${first}`)).toBe(1);
    // Without the condition: what the check at synth is for.
    await expect(immutable.apply()).rejects.toThrow('cannot be overwritten');
  }, 600_000);

  it('builds a Dockerfile below the context, with labels, arguments that the provider overwrites, and a log', async () => {
    const options = road(version, 'options');
    const log = join(temporary.make(), 'build.log');
    const dockerfile = 'FROM scratch\nARG memory=512m\nLABEL from-argument=$memory\nCOPY text /\n';
    const tag = await options.synth(
      { ...files('a'), 'docker/Dockerfile': dockerfile },
      {
        dockerfile: 'docker/Dockerfile',
        labels: { team: 'x y' },
        buildArgs: { memory: '1g' },
        buildLogFile: log,
      },
    );
    expect(await options.apply()).toContain(NO_CHANGES);
    expect(options.inspect(tag, '{{.Config.Labels.team}}')).toBe('x y');
    expect(options.inspect(tag, '{{index .Config.Labels "from-argument"}}')).toBe('1g');
    expect(existsSync(log)).toBe(true);
  }, 600_000);

  it('puts labels on the image with DOCKER_BUILDKIT=0, too', async () => {
    const classic = road(version, 'classic');
    const tag = await classic.synth(files('a'), { labels: { team: 'x' } });
    await classic.apply({ env: { DOCKER_BUILDKIT: '0' } });
    expect(classic.inspect(tag, '{{.Config.Labels.team}}')).toBe('x');
  }, 600_000);

  it('hands cacheFrom to the builder, or synth refuses it', async () => {
    const cached = road(version, 'cached');
    const synth = cached.synth(files('a'), { cacheFrom: ['type=nonsense,whatever'] });
    if (/^3\.[0-6]\./.test(version)) {
      await expect(synth).rejects.toThrow(
        'cacheFrom is ignored by the docker provider before 3.7.0',
      );
    } else {
      await synth;
      await expect(cached.apply()).rejects.toThrow(/nonsense|whatever/);
    }
  }, 600_000);
});
