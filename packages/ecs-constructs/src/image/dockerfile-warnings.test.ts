import { TemporaryDirectories } from '../fixtures/directory';
import { readBuildContext } from './context-files';
import { dockerfileWarnings } from './dockerfile-warnings';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const warningsOf = (Dockerfile: string, buildArgs: Record<string, string> = {}) =>
  dockerfileWarnings(readBuildContext(temporary.make({ Dockerfile })), buildArgs);
const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

describe('an ARG that the docker provider overwrites', () => {
  it.each([
    ['ARG memory=512m', ['memory']],
    ['arg cpushares', ['cpushares']],
    ['ARG a=1 memoryswap=2 \\\n  cpuquota=3', ['cpuquota', 'memoryswap']],
    ['ARG MEMORY=512m\nENV memory=1\n# ARG memory\nRUN echo ARG memory', []],
  ])('is named: %j', (dockerfile, names) => {
    const warnings = warningsOf(`FROM scratch\n${dockerfile}\n`);
    expect(warnings.map((text) => /got ARG (\w+)/.exec(text)?.[1])).toEqual(names);
  });

  it('keeps the value of a build argument', () => {
    expect(warningsOf('FROM scratch\nARG memory\n', { memory: '1g' })).toEqual([]);
    expect(warningsOf('FROM scratch\nARG memory\n')).toEqual([
      'the docker provider gives ARG memory a value of its own, whatever the Dockerfile says; got ARG memory and no ' +
        'build argument of that name. Set it in buildArgs, or rename it.',
    ]);
  });
});

describe('a base image in ECR', () => {
  it.each<[string, Readonly<Record<string, string>>?]>([
    [`FROM ${ECR}/base:1`],
    [`FROM --platform=linux/amd64 ${ECR}/base:1 AS build`],
    [`FROM ${ECR}/base`],
    [`ARG REGISTRY=${ECR}\nFROM $REGISTRY/base:1`],
    ['ARG REGISTRY\nFROM ${REGISTRY}/base:1', { REGISTRY: ECR }],
    [`FROM \${REGISTRY:-${ECR}}/base:1`],
    [`FROM scratch\nCOPY --link --from=${ECR}/base:1 / /`],
  ])('is named with the way to pull it: %s', (dockerfile, buildArgs = {}) => {
    const [warning, ...others] = warningsOf(`${dockerfile}\n`, buildArgs);
    expect(others).toEqual([]);
    expect(warning).toContain('and not with ecrRegistryAuth, which is for pushes; got FROM');
    expect(warning).toContain(`name it for ${ECR} under credHelpers in ~/.docker/config.json`);
  });

  it.each([
    ['FROM node:20@sha256:' + '0'.repeat(64)],
    ['FROM public.ecr.aws/nginx/nginx:1'],
    ['FROM scratch AS base\nFROM base\nCOPY --from=base / /'],
    ['FROM $UNKNOWN'],
  ])('is not seen in %s', (dockerfile) => {
    expect(warningsOf(`${dockerfile}\n`)).toEqual([]);
  });
});
