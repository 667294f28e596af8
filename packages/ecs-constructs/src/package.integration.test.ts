import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryDirectories } from './fixtures/directory';
import { blocksOf } from './fixtures/readme';

const PACKAGE = join(__dirname, '..');
const WORKSPACE = join(PACKAGE, '../..');
const INSTALL_MINUTES = 5;

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const manifest = readJson(join(PACKAGE, 'package.json'));

/** Runs a program in a directory and returns what it prints; an error has all of it. */
function run(directory: string, command: string, ...args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INSTALL_MINUTES * 60_000,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

const tool = (path: string) => join(WORKSPACE, 'node_modules', path);

const BUILD = `
  const network = new Network(stack, 'Network', { availabilityZones: ['eu-west-1a', 'eu-west-1b'] });
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 2 });
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
  const image = ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29');
  taskDefinition.addContainer('Server', { image, portMappings: [{ hostPort: 80, containerPort: 80 }] });
  new Ec2Service(stack, 'Service', { serviceName: 'hello', cluster, taskDefinition });
`;
const NAMES = '{ Cluster, ContainerImage, Ec2Service, Ec2TaskDefinition, Network }';

describe('the package, installed from its tarball', () => {
  let project: string;
  let files: readonly string[];

  beforeAll(() => {
    const packed = temporary.make();
    const [tarball] = JSON.parse(
      run(PACKAGE, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', packed),
    );
    files = tarball.files.map(({ path }: { path: string }) => path);
    const { devDependencies: versions } = readJson(join(WORKSPACE, 'package.json'));
    const needed = ['cdktf', 'constructs', '@cdktf/provider-aws'];
    project = temporary.make({
      'package.json': JSON.stringify({
        private: true,
        dependencies: {
          ...Object.fromEntries(needed.map((name) => [name, versions[name]])),
          [manifest.name]: `file:${join(packed, tarball.filename)}`,
        },
      }),
    });
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    run(project, 'npm', 'install', '--prefer-offline', ...quiet);
  }, INSTALL_MINUTES * 60_000);

  it('holds the compiled library, and nothing of its sources and tests', () => {
    const foreign = files.filter(
      (file) => !/^(dist\/.*\.(js|d\.ts)|package\.json|README\.md|LICENSE)$/.test(file),
    );
    expect(foreign).toEqual([]);
    expect(files.filter((file) => /test\.|fixtures|spec\//.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js']));
  });

  it('has every file that it exports', () => {
    const exported = manifest.exports as Record<string, string | Record<string, string>>;
    const targets = Object.values(exported).flatMap((target) =>
      typeof target === 'string' ? [target] : [target['types'] ?? '', target['default'] ?? ''],
    );
    expect(targets.length).toBeGreaterThan(8);
    for (const target of targets) {
      expect(existsSync(join(project, 'node_modules', manifest.name, target))).toBe(true);
    }
  });

  it('brings no dependency but its peers, and not the optional ones', () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(existsSync(join(project, 'node_modules/@cdktf/provider-docker'))).toBe(false);
    expect(readdirSync(join(project, 'node_modules/@cdktf'))).toEqual(['provider-aws']);
  });

  it('synthesizes from CommonJS', () => {
    writeFileSync(
      join(project, 'main.cjs'),
      `const ${NAMES} = require('ecs-constructs');
       const { synth } = require('ecs-constructs/testing');
       const template = synth((stack) => { ${BUILD} });
       console.log(template.count('aws_ecs_service'), template.resourceAt('Cluster').type);`,
    );
    expect(run(project, 'node', 'main.cjs')).toBe('1 aws_ecs_cluster\n');
  });

  it('loads neither its own modules nor those of a provider before they are used', () => {
    const loaded = (use: string) => {
      const list = `Object.keys(require.cache).filter((file) => file.includes('__'))`;
      const count = (part: string) => `${list.replace('__', part)}.length`;
      const program = `const cdktf = require('cdktf'); const library = require('ecs-constructs'); ${use};
        console.log(${count('/ecs-constructs/dist/')}, ${count('/provider-aws/')});`;
      return run(project, 'node', '-e', program).trim().split(' ').map(Number);
    };
    expect(loaded('')).toEqual([1, 0]);
    const stack = "new cdktf.TerraformStack(new cdktf.App({ outdir: 'out' }), 'Test')";
    const repository = `new library.ImageRepository(${stack}, 'Images', { repositoryName: 'hello' })`;
    const [own = 0, provider = 0] = loaded(repository);
    expect(own).toBeGreaterThan(5);
    expect(provider).toBeGreaterThan(0);
  });

  it('synthesizes from an ES module, by name', () => {
    writeFileSync(
      join(project, 'main.mjs'),
      `import { App, TerraformStack } from 'cdktf';
       import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
       import { Template } from 'ecs-constructs/testing';
       import { Cluster, Ec2TaskDefinition } from 'ecs-constructs';
       import library from 'ecs-constructs';
       const { ContainerImage, Ec2Service, Network } = library;
       const stack = new TerraformStack(new App({ outdir: 'out' }), 'Test');
       new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });
       ${BUILD}
       console.log(Template.fromStack(stack).count('aws_ecs_service'));`,
    );
    expect(run(project, 'node', 'main.mjs')).toBe('1\n');
  });

  it('runs the first example of the README as it stands there', () => {
    writeFileSync(join(project, 'readme.mjs'), blocksOf('ts')[0] ?? '');
    run(project, 'node', 'readme.mjs');
    const stack = readJson(join(project, 'cdktf.out/stacks/Hello/cdk.tf.json'));
    expect(Object.keys(stack.resource)).toContain('aws_ecs_service');
  });

  it('says which package is missing when an image is built without the docker provider', () => {
    const context = temporary.make({ Dockerfile: 'FROM scratch\n' });
    const program = `const { App, TerraformStack } = require('cdktf');
      const { ImageRepository, ImageBuild } = require('ecs-constructs');
      const stack = new TerraformStack(new App({ outdir: 'out' }), 'Test');
      const repository = new ImageRepository(stack, 'Repository', { repositoryName: 'hello', imageTagMutability: 'MUTABLE' });
      new ImageBuild(stack, 'Image', { repository, context: '${context}', platform: 'linux/amd64' });`;
    expect(() => run(project, 'node', '-e', program)).toThrow(
      "Cannot find module '@cdktf/provider-docker/lib/image'",
    );
  });

  it.each([
    ['nodenext', 'typescript7/bin/tsc', { module: 'nodenext', moduleResolution: 'nodenext' }],
    [
      'node10',
      'typescript/bin/tsc',
      { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '5.0' },
    ],
    ['bundler', 'typescript/bin/tsc', { module: 'preserve', moduleResolution: 'bundler' }],
  ])('has types for %s resolution, with %s', (name, compiler, compilerOptions) => {
    const source = (wrong: string) => `
      import { TerraformStack } from 'cdktf';
      import ${NAMES} from 'ecs-constructs';
      import { synth, type Template } from 'ecs-constructs/testing';
      import { ecsMatchers } from 'ecs-constructs/testing/matchers';
      import 'ecs-constructs/testing/setup';
      export const template: Template = synth((stack: TerraformStack) => { ${BUILD} ${wrong} });
      expect(template).toHaveResourceCount('aws_ecs_service', 1);
      expect.extend(ecsMatchers);`;
    const write = (file: string, text: string) => {
      writeFileSync(join(project, file), text);
      return file;
    };
    // One start of the compiler for both: each has its own complaints.
    const files = [
      write(`${name}-right.ts`, source('')),
      write(`${name}-wrong.ts`, source("new Cluster(stack, 'C', { clusterNames: '' });")),
    ];
    const options = {
      ...compilerOptions,
      strict: true,
      noEmit: true,
      target: 'es2022',
      skipLibCheck: true,
      typeRoots: [tool('@types')],
      types: ['node', 'jest'],
    };
    write(`${name}.json`, JSON.stringify({ compilerOptions: options, files }));
    const { status, stdout } = spawnSync(
      'node',
      [tool(compiler), '-p', `${name}.json`, '--pretty', 'false'],
      { cwd: project, encoding: 'utf8' },
    );
    const complaints = stdout.split('\n').filter((line) => /^\S.*error TS/.test(line));
    expect(complaints).toEqual([
      expect.stringMatching(
        /^\S+-wrong\.ts\(.*'clusterNames' does not exist in type 'ClusterProps'/,
      ),
    ]);
    // Each of them has a number of its own for a program with errors.
    expect(status).toBe(compiler.startsWith('typescript7') ? 1 : 2);
  });

  it('adds its matchers to jest, by a line of configuration', () => {
    writeFileSync(
      join(project, 'jest.config.cjs'),
      `module.exports = {
         setupFilesAfterEnv: ['ecs-constructs/testing/setup'],
         testMatch: ['<rootDir>/*.spec.cjs'],
       };`,
    );
    writeFileSync(
      join(project, 'hello.spec.cjs'),
      `const ${NAMES} = require('ecs-constructs');
       const { synth } = require('ecs-constructs/testing');
       test('hello', () => {
         const template = synth((stack) => { ${BUILD} });
         expect(template).toHaveContainer('Server', { portMappings: [{ hostPort: 80 }] });
         expect(template).toCreateBefore('Cluster/Hosts', 'Service');
       });`,
    );
    run(project, 'node', tool('jest/bin/jest.js'), '--ci', '--rootDir', project);
  });
});
