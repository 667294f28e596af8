import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as library from './index';

const PACKAGE = join(__dirname, '..');
const EXAMPLE = join(__dirname, 'readme-example.ts');

/** The TypeScript blocks of the README, in order. */
const examples = readFileSync(join(PACKAGE, 'README.md'), 'utf8')
  .split('```ts\n')
  .slice(1)
  .map((part) => part.slice(0, part.indexOf('```')));

/** What the compiler says about a block that stands in the constructor of a stack. */
function complaints(example: string): readonly string[] {
  const source = [
    `import { ${Object.keys(library).join(', ')} } from './index';`,
    "import { DockerProvider } from '@cdktf/provider-docker/lib/provider';",
    "import { TerraformStack } from 'cdktf';",
    "import { resolve } from 'node:path';",
    'export class Example extends TerraformStack { build() {',
    example,
    'void [DockerProvider, resolve]; } }',
  ].join('\n');
  const { config } = ts.readConfigFile(join(PACKAGE, 'tsconfig.lib.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PACKAGE);
  const settings = {
    ...options,
    noEmit: true,
    composite: false,
    incremental: false,
    noUnusedLocals: false,
  };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => file === EXAMPLE || fileExists.call(host, file);
  host.readFile = (file) => (file === EXAMPLE ? source : readFile.call(host, file));
  host.getSourceFile = (file, version, ...rest) =>
    file === EXAMPLE
      ? ts.createSourceFile(file, source, version)
      : getSourceFile.call(host, file, version, ...rest);
  const program = ts.createProgram([EXAMPLE], settings, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the README', () => {
  it('starts with an example of about ten lines', () => {
    expect(
      examples[0]
        ?.trim()
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBeLessThanOrEqual(10);
  });

  it.each([
    ['service', 0],
    ['build', 1],
  ])('has an example of a %s that compiles', (_, index) => {
    expect(complaints(examples[index] ?? '')).toEqual([]);
  });

  it('would not compile with a wrong property', () => {
    const wrong = examples[0]?.replace('clusterName', 'clusterNames') ?? '';
    expect(complaints(wrong).join()).toContain(
      "'clusterNames' does not exist in type 'ClusterProps'",
    );
  });
});
