import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from './fixtures/readme';
import { synth } from './testing';
import ts from 'typescript';
import * as library from './index';

const PACKAGE = join(__dirname, '..');
const EXAMPLE = join(__dirname, 'readme-example.ts');

const examples = blocksOf('ts');

/** What an application has of its own in the examples. */
const AROUND = `
  import { resolve } from 'node:path';
  import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
  import { Construct } from 'constructs';
  class HelloService extends Construct {}
  void [resolve, DockerProvider, HelloService];`;

/** A whole statement, on one line or on several. */
const IMPORT = /^import [^;]*;.*$/gm;

/** The first example is a program; each of the others stands in a block of its own below it. */
function program([first = '', ...others]: readonly string[]): string {
  const text = [first, ...others.map((example) => `{\n${example}\n}`)].join('\n');
  const imports = text.match(IMPORT)?.filter((line) => !line.includes("'ecs-constructs'")) ?? [];
  return [
    `import { ${Object.keys(library).join(', ')} } from 'ecs-constructs';`,
    AROUND,
    ...imports,
    'export class Example extends TerraformStack { build() {',
    text.replaceAll(IMPORT, ''),
    '} }',
  ].join('\n');
}

/** What the compiler says about some examples, each with the line it means. */
function complaints(blocks: readonly string[]): readonly string[] {
  const source = program(blocks);
  const { config } = ts.readConfigFile(join(PACKAGE, 'tsconfig.spec.json'), ts.sys.readFile);
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
  const compiled = ts.createProgram([EXAMPLE], settings, host);
  // Of this file only: the types of all others are checked elsewhere, and there are thousands.
  return ts
    .getPreEmitDiagnostics(compiled, compiled.getSourceFile(EXAMPLE))
    .filter(({ file }) => file?.fileName === EXAMPLE)
    .map(({ messageText, start = 0 }) => {
      const line = source.slice(0, start).split('\n').length - 1;
      const message = ts.flattenDiagnosticMessageText(messageText, '\n');
      return `${source.split('\n')[line]?.trim()}: ${message}`;
    });
}

describe('the README', () => {
  it('starts with a program that fits on a screen, the example of Ec2Service', () => {
    const example = readFileSync(join(PACKAGE, 'examples/constructs/ec2-service.ts'), 'utf8');
    expect(examples[0]).toBe(example);
    expect(example.split('\n').length).toBeLessThanOrEqual(36);
  });

  it('has only examples that compile', () => {
    expect(examples.length).toBeGreaterThan(5);
    expect(complaints(examples)).toEqual([]);
  });

  it('would not compile with a wrong property or a wrong matcher', () => {
    const wrong = examples.map((example) =>
      example
        .replace('clusterName', 'clusterNames')
        .replace('toHaveContainer(', 'toHaveContainers('),
    );
    const found = complaints(wrong).join('\n');
    expect(found).toContain("'clusterNames' does not exist in type 'ClusterProps'");
    expect(found).toContain("Property 'toHaveContainers' does not exist");
  });

  it('shows an error as it is thrown', () => {
    const { Cluster, ContainerImage, Ec2Service, Ec2TaskDefinition, Network } = library;
    const build = () =>
      synth(
        (stack) => {
          const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
          const network = new Network(stack, 'Network', { availabilityZones });
          const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
          cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });
          const task = { family: 'hello', memoryMiB: 512 };
          const taskDefinition = new Ec2TaskDefinition(stack, 'Task', task);
          taskDefinition.addContainer('Server', {
            image: ContainerImage.fromRegistry('nginx:1.29'),
            portMappings: [{ hostPort: 80, containerPort: 80 }],
          });
          const service = { serviceName: 'hello', cluster, taskDefinition, desiredCount: 3 };
          new Ec2Service(stack, 'Service', service);
        },
        { stackName: 'Hello' },
      );
    const [shown = ''] = blocksOf('');
    expect(shown).toContain('a rollout would hang');
    expect(build).toThrow(shown.trim().replaceAll('\n', ' '));
  });
});
