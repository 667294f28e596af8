import { Image } from '@cdktf/provider-docker/lib/image';
import { TerraformStack, Testing } from 'cdktf';
import { cacheFromProblem, dockerfileBase, rangeOf } from './docker-provider-version';

function image(version?: string): Image {
  const stack = new TerraformStack(Testing.app(), 'Test');
  const one = new Image(stack, 'Image', { name: 'a' });
  // After the image, as an app may do it.
  if (version !== undefined) {
    stack.addOverride('terraform.required_providers.docker.version', version);
  }
  return one;
}

describe('rangeOf', () => {
  it.each([
    ['3.9.0', [3, 9, 0], [3, 9, 1]],
    ['= 3.9.0', [3, 9, 0], [3, 9, 1]],
    ['v4.5.0', [4, 5, 0], [4, 5, 1]],
    ['~> 3.9', [3, 9, 0], [4, 0, 0]],
    ['~> 3.9.1', [3, 9, 1], [3, 10, 0]],
    ['~> 3', [3, 0, 0], [Infinity, 0, 0]],
    ['>= 3.7, < 4.0', [3, 7, 0], [4, 0, 0]],
    ['>=3.7,<=3.9.0', [3, 7, 0], [3, 9, 1]],
    ['>= 3.7, != 3.8.0', [3, 7, 0], [Infinity, 0, 0]],
  ])('reads %s', (text, from, below) => {
    expect(rangeOf(text)).toEqual({ text, from, below });
  });
});

describe('dockerfileBase', () => {
  it.each([
    [undefined, 'working-directory'],
    ['3.6.2', 'working-directory'],
    ['3.9.0', 'working-directory'],
    ['~> 3.9', 'working-directory'],
    ['>= 3.7, < 4.0.0', 'working-directory'],
    ['4.0.0', 'context'],
    ['~> 4.1', 'context'],
    ['>= 4.0', 'context'],
  ])('with version %s is the %s', (version, base) => {
    expect(dockerfileBase(image(version))).toBe(base);
  });

  it('cannot be told for versions on both sides', () => {
    expect(() => dockerfileBase(image('>= 3.6'))).toThrow(
      'Test/Image: version 4 of the docker provider looks for a Dockerfile elsewhere than version 3, so a stack must ' +
        "allow only one of them; got >= 3.6. Pin one version: addOverride('terraform.required_providers.docker.version', '3.9.0') on the stack.",
    );
  });
});

describe('cacheFromProblem', () => {
  it.each([
    [undefined, true],
    ['3.6.2', true],
    ['~> 3.6', true],
    ['3.7.0', false],
    ['3.9.0', false],
    ['4.5.0', false],
  ])('with version %s: %s', (version, hasProblem) => {
    expect(cacheFromProblem(image(version)) !== undefined).toBe(hasProblem);
  });
});
