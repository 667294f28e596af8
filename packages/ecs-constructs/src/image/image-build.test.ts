import { Image } from '@cdktf/provider-docker/lib/image';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import { TemporaryDirectories } from '../fixtures/directory';
import { repositoryUrlText } from '../fixtures/environment-text';
import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import { buildContextHash } from './build-context';
import { ContainerImage } from './container-image';
import type { ImageBuildProps } from './image-build-props';
import { ImageRepository } from './image-repository';
import type { ImageTagMutability } from './image-repository-contract';
import '../fixtures/matchers';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const context = () =>
  temporary.make({
    Dockerfile: 'FROM scratch\nCOPY dist /\n',
    '.dockerignore': '.env\n',
    '.env': 'SECRET=1',
    'dist/main.js': 'main',
    'dist/run': { text: 'run', mode: 0o750 },
    'dist/link': { link: 'main.js' },
  });

const build = (
  stack: TerraformStack,
  props: Partial<ImageBuildProps> = {},
  imageTagMutability: ImageTagMutability = 'MUTABLE',
) => {
  new DockerProvider(stack, 'Docker', { disableDockerDaemonCheck: true });
  const repository = new ImageRepository(stack, 'Images', {
    repositoryName: 'my-app/built',
    imageTagMutability,
  });
  return ContainerImage.fromBuild(stack, 'ServerImage', {
    repository,
    context: context(),
    platform: 'linux/amd64',
    ...props,
  });
};

describe('ContainerImage.fromBuild', () => {
  it('builds under the hash of the sources, and keeps old images here and there', () => {
    const directory = context();
    const options = { platform: 'linux/amd64', buildArgs: { A: '1' }, target: 'last' } as const;
    const hash = buildContextHash(directory, options);
    const template = synth((stack) => {
      build(stack, { ...options, context: directory, alsoTag: ['latest'] });
    });
    const url = repositoryUrlText(`\${${template.resource('aws_ecr_repository').address}.name}`);
    const staged = `images/ServerImage/${hash}`;
    expect(template.json).toHaveResourceWithProperties(Image, {
      name: `${url}:${hash}`,
      platform: 'linux/amd64',
      keep_locally: true,
      triggers: { hash },
      build: {
        context: staged,
        dockerfile: `${staged}/Dockerfile`,
        platform: 'linux/amd64',
        builder: 'default',
        build_args: { A: '1' },
        target: 'last',
      },
    });
    const pushes = template
      .resourcesOf('docker_registry_image')
      .map(({ attributes }) => attributes);
    expect(pushes).toHaveLength(2);
    const [built] = template.resourcesOf('docker_image');
    expect(pushes).toContainEqual({
      name: `${url}:${hash}`,
      keep_remotely: true,
      triggers: { hash },
      depends_on: [built?.address],
      lifecycle: {
        replace_triggered_by: [`${template.resource('aws_ecr_repository').address}.id`],
      },
    });
  });

  it('moves the other tags to the digest that the registry holds, not to what this engine built', () => {
    const template = synth((stack) => build(stack, { alsoTag: ['latest', 'edge'] }));
    const url = repositoryUrlText(`\${${template.resource('aws_ecr_repository').address}.name}`);
    const push = template
      .resourcesOf('docker_registry_image')
      .find(({ path }) => path?.endsWith('/Push'));
    const name = `${url}@\${${push?.address}.sha256_digest}`;
    const [, pushed] = template.resourcesOf('docker_image');
    expect(pushed?.attributes).toEqual({ name, platform: 'linux/amd64', keep_locally: true });
    for (const tag of ['latest', 'edge']) {
      const local = template
        .resourcesOf('docker_tag')
        .find(({ path }) => path?.endsWith(`/Tag-${tag}`));
      expect(local?.attributes).toEqual({
        source_image: name,
        target_image: `${url}:${tag}`,
        depends_on: [pushed?.address],
      });
      expect(
        template.resourcesOf('docker_registry_image').map(({ attributes }) => attributes),
      ).toContainEqual(
        expect.objectContaining({ name: `${url}:${tag}`, depends_on: [local?.address] }),
      );
    }
  });

  it('is pushed before the task definition that names the hash tag', () => {
    let tag: string | undefined;
    const template = synth((stack) => {
      const image = build(stack);
      tag = image.tag;
      referenceStack(stack, { container: { image } });
    });
    const task = template.resource('aws_ecs_task_definition').address;
    for (const { address } of template.resourcesOf('docker_registry_image')) {
      expect(template.createdBefore(address, task)).toBe(true);
    }
    const [repository] = template.resourcesOf('aws_ecr_repository');
    expect(template.containerDefinitions()[0]?.['image']).toBe(
      `${repositoryUrlText(`\${${repository?.address}.name}`)}:${tag}`,
    );
    expect(
      template.resource('aws_ecs_task_definition').attributes['runtime_platform'],
    ).toMatchObject({
      cpu_architecture: 'X86_64',
    });
  });

  it('hands the provider secrets, caches, labels and a log file in the words of its schema', () => {
    const template = synth((stack) => {
      stack.addOverride('terraform.required_providers.docker.version', '3.9.0');
      build(stack, {
        secrets: [
          { id: 'npm', env: 'NPM_TOKEN' },
          { id: 'key', file: '/run/key.pem' },
        ],
        cacheFrom: ['type=registry,ref=host/a:cache'],
        labels: { 'org.opencontainers.image.source': 'https://example.com' },
        buildLogFile: 'build.log',
        builder: 'remote',
      });
    });
    expect(template.resource('docker_image').attributes['build']).toMatchObject({
      secrets: [
        { id: 'npm', env: 'NPM_TOKEN' },
        { id: 'key', src: '/run/key.pem' },
      ],
      cache_from: ['type=registry,ref=host/a:cache'],
      label: { 'org.opencontainers.image.source': 'https://example.com' },
      labels: { 'org.opencontainers.image.source': 'https://example.com' },
      build_log_file: 'build.log',
      builder: 'remote',
    });
  });

  it('is built again where its tag changes, and not for what changes neither files nor tag', () => {
    const { attributes } = synth((stack) => build(stack)).resource('docker_image');
    expect(attributes['lifecycle']).toEqual({ ignore_changes: ['build'] });
    expect(attributes['triggers']).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('gives an image with other labels another tag, and leaves tags without labels alone', () => {
    const directory = temporary.make({ Dockerfile: 'FROM scratch\n' });
    const options = { platform: 'linux/amd64' } as const;
    const hash = buildContextHash(directory, options);
    expect(hash).toBe('fed2157237f5e899e2ad1b977d137af2');
    expect(buildContextHash(directory, { ...options, labels: { a: '1' } })).not.toBe(hash);
    expect(buildContextHash(directory, { ...options, labels: { a: '1', b: '2' } })).toBe(
      buildContextHash(directory, { ...options, labels: { b: '2', a: '1' } }),
    );
  });

  it('is named by its digest when asked to', () => {
    const template = synth((stack) => {
      const { reference } = build(stack, { imageReference: 'digest' });
      new TerraformOutput(stack, 'image', { value: reference, staticId: true });
    });
    const url = repositoryUrlText(`\${${template.resource('aws_ecr_repository').address}.name}`);
    const [push] = template.resourcesOf('docker_registry_image');
    expect(template.output('image')).toBe(`${url}@\${${push?.address}.sha256_digest}`);
  });

  it('deletes old images from the registry only when told to', () => {
    const template = synth((stack) => build(stack, { keepRemotely: false }));
    expect(template.resource('docker_registry_image').attributes['keep_remotely']).toBe(false);
  });

  it.each([
    [{ secrets: [{ id: 'a,b', env: 'A' }] }, 'every secret of a build needs an id of its own'],
    [
      {
        secrets: [
          { id: 'a', env: 'A' },
          { id: 'a', env: 'B' },
        ],
      },
      'every secret of a build needs an id of its own',
    ],
    [
      { secrets: [{ id: 'a', env: 'A B' }] },
      'the secret a comes from an environment variable or from a file',
    ],
    [{ secrets: [{ id: 'a', file: 'key.pem' }] }, 'a file with an absolute path; got "key.pem"'],
  ])('refuses %j', (props, message) => {
    expect(() => synth((stack) => build(stack, props))).toThrow(/Test\/ServerImage: /);
    expect(() => synth((stack) => build(stack, props))).toThrow(message);
  });

  it('refuses a moving tag in an immutable repository', () => {
    expect(() => synth((stack) => build(stack, { alsoTag: ['latest'] }, 'IMMUTABLE'))).toThrow(
      'Test/ServerImage: the tags latest move to every new image, which an immutable repository refuses; ' +
        "got imageTagMutability IMMUTABLE. Set imageTagMutability to 'MUTABLE' on the repository or leave alsoTag out.",
    );
  });

  it.each(['a/b', '.x', ''])('refuses the tag %j', (tag) => {
    expect(() => synth((stack) => build(stack, { alsoTag: [tag] }))).toThrow(
      `Test/ServerImage: a tag is up to 128 letters, digits, dots, hyphens and underscores; got ${JSON.stringify(tag)}.`,
    );
  });
});

describe('a build with a condition', () => {
  const conditional = (props: Partial<ImageBuildProps> = {}) =>
    synth((stack) => {
      const { booleanValue } = new TerraformVariable(stack, 'build_image', { type: 'bool' });
      const image = build(stack, { alsoTag: ['latest'], condition: booleanValue, ...props });
      referenceStack(stack, { container: { image } });
    });

  it('has its docker resources only where Terraform finds the condition true', () => {
    const template = conditional();
    const docker = template.resourcesOf().filter(({ type }) => type.startsWith('docker_'));
    expect(docker).toHaveLength(5);
    for (const { attributes } of docker) {
      expect(attributes['count']).toBe('${var.build_image ? 1 : 0}');
    }
  });

  it('asks the one push there is for the digest that the other tags get', () => {
    const template = conditional();
    const [, pushed] = template.resourcesOf('docker_image');
    expect(pushed?.attributes['name']).toMatch(
      /@\$\{docker_registry_image\.ServerImage_Push_\w+\[0\]\.sha256_digest\}$/,
    );
  });

  it('keeps the image of the task, and its order, whatever the condition', () => {
    const template = conditional();
    const task = template.resource('aws_ecs_task_definition');
    expect(JSON.stringify(task.attributes['container_definitions'])).not.toContain('docker_');
    for (const { address } of template.resourcesOf('docker_registry_image')) {
      expect(template.createdBefore(address, task.address)).toBe(true);
    }
  });

  it('has no count without a condition: the addresses carry no index', () => {
    const template = synth((stack) => build(stack));
    expect(template.resource('docker_image').attributes).not.toHaveProperty('count');
    expect(template.resource('docker_registry_image').attributes).not.toHaveProperty('count');
  });

  it('cannot name the image by a digest that a run without a build does not know', () => {
    expect(() => conditional({ imageReference: 'digest' })).toThrow(
      'Test/ServerImage: the digest is known only to a run that builds the image; ' +
        "got imageReference 'digest' with a condition. Use imageReference 'tag', or leave condition out.",
    );
  });
});
