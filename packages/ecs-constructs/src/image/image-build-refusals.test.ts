import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { Annotations, type TerraformStack } from 'cdktf';
import { TemporaryDirectories } from '../fixtures/directory';
import { synth } from '../testing';
import { ContainerImage } from './container-image';
import type { ImageBuildProps } from './image-build-props';
import { ImageRepository } from './image-repository';
import type { IImageRepository } from './image-repository-contract';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const FILES = { Dockerfile: 'FROM scratch\nCOPY . /\n', 'main.js': 'main' };
const repository = (stack: TerraformStack, id = 'Images'): IImageRepository =>
  new ImageRepository(stack, id, {
    repositoryName: id.toLowerCase(),
    imageTagMutability: 'MUTABLE',
  });

function build(stack: TerraformStack, id: string, props: Partial<ImageBuildProps> = {}) {
  if (stack.node.tryFindChild('Docker') === undefined) {
    new DockerProvider(stack, 'Docker');
  }
  return ContainerImage.fromBuild(stack, id, {
    repository: props.repository ?? repository(stack),
    context: props.context ?? temporary.make(FILES),
    platform: 'linux/amd64',
    ...props,
  });
}

describe('an immutable repository', () => {
  const IMMUTABLE =
    'Test/Image: an immutable repository refuses a tag that it has, so that going back to sources that were pushed ' +
    'once would fail in every apply; got imageTagMutability IMMUTABLE and no condition. Set condition to whether the ' +
    'repository lacks the tag, build elsewhere and use ContainerImage.fromPrebuilt, or set imageTagMutability to ' +
    "'MUTABLE' on the repository, also where it is imported.";

  it('is refused without a condition: the default, and an imported one that says nothing', () => {
    expect(() =>
      synth((stack) =>
        build(stack, 'Image', {
          repository: new ImageRepository(stack, 'Images', { repositoryName: 'images' }),
        }),
      ),
    ).toThrow(IMMUTABLE);
    expect(() =>
      synth((stack) =>
        build(stack, 'Image', {
          repository: ImageRepository.fromRepositoryName(stack, 'Images', 'images'),
        }),
      ),
    ).toThrow(IMMUTABLE);
  });
});

describe('two builds of one app', () => {
  it('may share a repository where their sources and tags differ', () => {
    const two = (stack: TerraformStack) => {
      const shared = repository(stack);
      build(stack, 'A', { repository: shared, alsoTag: ['a'] });
      build(stack, 'B', { repository: shared, alsoTag: ['b'], target: 'other' });
      build(stack, 'C', { repository: repository(stack, 'Other'), alsoTag: ['a'] });
    };
    expect(() => synth(two)).not.toThrow();
  });

  it('may not move the same tag', () => {
    const two = (stack: TerraformStack) => {
      const shared = repository(stack);
      build(stack, 'A', { repository: shared, alsoTag: ['latest'] });
      build(stack, 'B', { repository: shared, alsoTag: ['edge', 'latest'], target: 'other' });
    };
    expect(() => synth(two)).toThrow(
      'Test/B: a tag in alsoTag belongs to one build, or each would take it away from the other; got latest, which ' +
        'Test/A moves. Give each build a repository or a tag of its own.',
    );
  });

  it('may not push the same sources to the same repository', () => {
    const two = (stack: TerraformStack) => {
      const shared = repository(stack);
      const context = temporary.make(FILES);
      build(stack, 'A', { repository: shared, context });
      build(stack, 'B', { repository: shared, context });
    };
    expect(() => synth(two)).toThrow(
      'Test/B: the same sources are built for the same repository already, and a tag is pushed once; got the tag of ' +
        'Test/A. Give the image of that build to both, or use ContainerImage.fromPrebuilt in the other stack.',
    );
  });
});

describe('a build that could only fail later', () => {
  it.each(['/run/a,b', '/run/"a"', '/run/a\n', '/run/a '])(
    'is refused for the secret file %j, which the provider puts into a line with commas',
    (file) => {
      expect(() =>
        synth((stack) => build(stack, 'Image', { secrets: [{ id: 'key', file }] })),
      ).toThrow(
        `Test/Image: the path of the secret key is put into one line with commas, which it must fit into; got ${JSON.stringify(file)}.`,
      );
    },
  );

  it.each(['', '%{name}', 'a=b'])(
    'is refused for the name %j, which the builder would not get, and takes every value',
    (name) => {
      for (const where of ['labels', 'buildArgs'] as const) {
        expect(() => synth((stack) => build(stack, 'Image', { [where]: { [name]: '1' } }))).toThrow(
          `a name in ${where} is not empty, has no = and does not begin with %`,
        );
        synth((stack) => build(stack, 'Image', { [where]: { '#a%.b': `=%{x}${name}` } }));
      }
    },
  );

  it('is refused for cacheFrom with the version that the binding was made of', () => {
    const cacheFrom = ['type=registry,ref=host/a:cache'];
    expect(() => synth((stack) => build(stack, 'Image', { cacheFrom }))).toThrow(
      '[Test/Image] cacheFrom is ignored by the docker provider before 3.7.0; got 3.6.2. Pin a later one',
    );
  });

  it('finds its Dockerfile in the context with version 4 of the provider', () => {
    const template = synth((stack) => {
      build(stack, 'Image');
      stack.addOverride('terraform.required_providers.docker.version', '4.5.0');
    });
    expect(template.resource('docker_image').attributes['build']).toMatchObject({
      dockerfile: 'Dockerfile',
    });
  });

  it('warns of what its Dockerfile says and the provider does differently', () => {
    const warnings: string[] = [];
    const spy = jest
      .spyOn(Annotations.prototype, 'addWarning')
      .mockImplementation((text) => void warnings.push(text));
    const Dockerfile = 'FROM scratch\nARG memory=512m\n';
    synth((stack) => build(stack, 'Image', { context: temporary.make({ Dockerfile }) }));
    spy.mockRestore();
    expect(warnings).toEqual([expect.stringContaining('got ARG memory')]);
  });
});
