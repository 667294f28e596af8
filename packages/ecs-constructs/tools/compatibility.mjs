// The library's types and unit tests on versions that the workspace itself does not have:
//   node tools/compatibility.mjs provider-21 | cdktn
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CDKTN,
  installScratch,
  readJson,
  run,
  WORKSPACE,
  workspaceVersions,
} from '../../../tools/scratch.mjs';

const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What the library needs beside it. */
const peers = Object.keys(readJson(join(PACKAGE, 'package.json')).peerDependencies);

/** What differs from the workspace. A core other than cdktf takes its name, everywhere in the tree. */
const VARIANTS = {
  'provider-21': { dependencies: { '@cdktf/provider-aws': '21.22.1' } },
  cdktn: CDKTN,
};

/** Arithmetic on thousands of clusters, in which no version has a part. */
const ARITHMETIC = [join('placement', 'rollout-rule.test.ts')];

const name = process.argv[2];
const variant = VARIANTS[name];
if (variant === undefined) {
  console.error(`usage: compatibility.mjs ${Object.keys(VARIANTS).join(' | ')}; got ${name}.`);
  process.exit(2);
}

const dependencies = {
  ...Object.fromEntries(peers.map((peer) => [peer, workspaceVersions[peer]])),
  ...variant.dependencies,
};
const directory = installScratch(`ecs-constructs-${name}`, { ...variant, dependencies });

rmSync(join(directory, 'src'), { recursive: true, force: true });
cpSync(join(PACKAGE, 'src'), join(directory, 'src'), { recursive: true });
writeFileSync(
  join(directory, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: { composite: false, noEmit: true, types: ['node', 'jest'] },
    include: ['src/**/*.ts'],
    // What a user compiles; the tests are run below, and their types are checked in the workspace.
    exclude: ['src/**/*.test.ts'],
  }),
);
// The package's own configuration: its paths begin at the directory of the file.
cpSync(join(PACKAGE, 'jest.config.cjs'), join(directory, 'jest.base.cjs'));
writeFileSync(
  join(directory, 'jest.config.cjs'),
  `module.exports = {
    ...require('./jest.base.cjs'),
    displayName: 'ecs-constructs-${name}',
    testMatch: ['<rootDir>/all.test.js'],
  };\n`,
);
// All of them in one file: jest loads modules anew for each, and the core and the provider cost more than the tests.
// That none needs what another one did is shown in the workspace, where each is a file of its own.
const tests = readdirSync(join(directory, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.integration.test.ts'))
  .filter((file) => !ARITHMETIC.includes(file))
  .sort();
writeFileSync(
  join(directory, 'all.test.js'),
  tests
    .map((file) => `describe(${JSON.stringify(file)}, () => void require('./src/${file}'));\n`)
    .join(''),
);

const tool = (...path) => join(WORKSPACE, 'node_modules', ...path);
run(tool('typescript7', 'bin', 'tsc'), ['-p', 'tsconfig.json'], { cwd: directory });
run(tool('.bin', 'jest'), ['-c', 'jest.config.cjs', '--ci'], { cwd: directory });
